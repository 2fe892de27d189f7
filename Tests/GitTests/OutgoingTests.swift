import Git
import TestSupport
import Testing

/// What commits change, as it is read in this process, is what Git says.
@Suite struct OutgoingTests {
  /// A made-up history: files, folders, links, modes, submodules, moves, merges.
  private static func history(_ seed: UInt64) -> String {
    var random = seed
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % bound
    }
    let names = ["a", "a.b", "a-b", "dir", "dir/x", "dir/y/z", "dir.c", "e/f/g", "e/f/h", "z"]
    var stream = ""
    for number in 1...160 {
      let branch = number > 1 && next(4) == 0 ? "side" : "main"
      stream += "commit refs/heads/\(number == 1 ? "main" : branch)\nmark :\(number)\n"
      stream += "committer A <a@example.com> \(1_700_000_000 + number) +0000\ndata 1\nx\n"
      if number > 1 {
        let parent = max(1, number - 1 - next(3))
        stream += "from :\(parent)\n"
        if next(3) == 0, parent > 2 { stream += "merge :\(1 + next(parent - 1))\n" }
      }
      for _ in 0...next(3) {
        let name = names[next(names.count)]
        switch next(8) {
        case 0: stream += "D \(name)\n"
        case 1: stream += "M 120000 inline \(name)\ndata 1\na\n"
        case 2: stream += "M 100755 inline \(name)\ndata 2\n\(next(10))\n\n"
        case 3: stream += "M 160000 \(String(repeating: "1\(next(10))", count: 20)) \(name)\n"
        default: stream += "M 100644 inline \(name)\ndata 2\n\(next(10))\n\n"
        }
      }
    }
    return stream + "done\n"
  }

  private struct File: Hashable, CustomStringConvertible {
    let path: GitPath
    let mode: FileMode
    let id: ObjectID
    let before: Set<ObjectID>

    init(_ change: CommitChanges.Change) {
      (path, mode, id) = (change.path, change.mode, change.id)
      before = Set(change.before)
    }

    var description: String { "\(path) \(mode) \(id.abbreviated) \(before.map(\.abbreviated))" }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func agreesWithGit(seed: UInt64) throws {
    let world = try TemporaryRepository()
    try world.git(["fast-import", "--quiet", "--done"], input: Array(Self.history(seed).utf8))
    let ids = try world.git("rev-list", "--topo-order", "--reverse", "--all")
      .split(separator: "\n").compactMap { ObjectID(hex: $0) }
    #expect(ids.count >= 64)
    let reader = try BlobReader(world.command)
    let read = try OutgoingCommit.read(ids, world.command, reader)
    #expect(read.map(\.id) == ids)
    var said: [ObjectID: Set<File>] = [:]
    let changes = try CommitChanges(world.command, of: ids)
    while let (id, files) = try changes.next() { said[id] = Set(files.map(File.init)) }
    for commit in read {
      #expect(Set(commit.changes.map(File.init)) == said[commit.id] ?? [])
      #expect(commit.text.starts(with: Array("x\n".utf8)))
    }
    // Few commits are asked of Git.
    let few = try OutgoingCommit.read(Array(ids.suffix(3)), world.command, reader)
    for commit in few {
      #expect(Set(commit.changes.map(File.init)) == said[commit.id] ?? [])
    }
  }
}
