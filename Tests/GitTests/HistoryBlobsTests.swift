import Git
import TestSupport
import Testing

/// What the walk through all folders knows of blobs.
@Suite struct HistoryBlobsTests {
  private func blobs(_ world: TemporaryRepository) throws -> HistoryBlobs {
    let history = History(world.command, try .references(world.command))
    // The kind is the last letter of the path.
    return try history.blobs(
      RepositoryLayout.find(world.command),
      kind: { Int32($0.bytes.last ?? 0) }
    )
  }

  @Test func knowsOnePathForEachKindOfFile() throws {
    let world = try TemporaryRepository()
    try world.commit(["dir/a.y": "text"])
    let first = try world.id("HEAD")
    try world.commit(["dir/b.y": "text", "z/c.x": "text"])
    let second = try world.id("HEAD")
    let blobs = try blobs(world)
    let text = try world.blob("text")
    #expect(blobs.ids == [text])
    #expect(blobs.names(of: text) == [GitPath("dir/a.y"), GitPath("z/c.x")])
    #expect(blobs.commits(of: text) == [first, second])
  }

  @Test func agreesWithGitOnWhereBlobsEntered() throws {
    let world = try TemporaryRepository()
    try world.commit(["b": "one", "a/deep/er/c": "one", "d": "two"])
    try world.git("checkout", "--quiet", "-b", "side")
    try world.commit(["e/f": "three"])
    try world.git("checkout", "--quiet", "main")
    try world.commit(["moved/d": "two", "g": "four"])
    try world.git("merge", "--quiet", "--no-commit", "side")
    try world.commit(["evil": "five"])
    let blobs = try blobs(world)
    // Of a range Git is asked.
    let range = History(world.command, try .range("main", world.command))
    let asked = try range.blobs(
      RepositoryLayout.find(world.command),
      kind: { Int32($0.bytes.last ?? 0) }
    )
    #expect(asked.ids.count == 5)
    #expect(Set(asked.ids) == Set(blobs.ids))
    for id in blobs.ids {
      #expect(!blobs.names(of: id).isEmpty)
      #expect(blobs.names(of: id) == asked.names(of: id))
      #expect(blobs.commits(of: id) == asked.commits(of: id))
    }
  }

  @Test func passesSubmodulesAndKeepsLinks() throws {
    let world = try TemporaryRepository()
    try world.commit(["a": "a"])
    let commit = try world.id("HEAD")
    try world.git("update-index", "--add", "--cacheinfo", "160000,\(commit.hex),module")
    let target = try world.blob("target")
    try world.git("update-index", "--add", "--cacheinfo", "120000,\(target.hex),link")
    try world.git("commit", "--quiet", "-m", "both")
    #expect(try blobs(world).names(of: target) == [GitPath("link")])
    #expect(try blobs(world).ids.count == 2)
  }

  @Test func readsModesWithZerosInFront() throws {
    let world = try TemporaryRepository()
    try world.commit(["a": "a"])
    let blob = try world.blob("inside")
    let inner = try world.git(["mktree"], input: Array("100644 blob \(blob.hex)\tx\n".utf8))
    // `git mktree` writes the mode as it should be.
    let id = stride(from: 0, to: 40, by: 2).map { at in
      let start = inner.index(inner.startIndex, offsetBy: at)
      return UInt8(inner[start..<inner.index(start, offsetBy: 2)], radix: 16) ?? 0
    }
    let tree = try world.git(
      ["hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
      input: Array("040000 dir\0".utf8) + id
    )
    try world.git("branch", "old", try world.git("commit-tree", "-m", "old", tree))
    #expect(try blobs(world).names(of: blob) == [GitPath("dir/x")])
  }

  @Test func namesNothingThatOnlyATagHolds() throws {
    let world = try TemporaryRepository()
    try world.commit(["a": "a"])
    let lone = try world.blob("tagged itself")
    try world.git("tag", "-a", "-m", "a blob", "tag-of-blob", lone.hex)
    let blobs = try blobs(world)
    #expect(blobs.ids.contains(lone))
    #expect(blobs.names(of: lone) == [])
    #expect(blobs.commits(of: lone) == [])
  }
}
