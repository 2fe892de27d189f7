import TestSupport
import Testing

/// What `scan` sees of the history, in whole and in parts.
@Suite struct HistoryScanTests {
  private static func key(_ letter: Character) -> String {
    accessKeyID("Q3EGRSNWSJDLOMF" + String(letter))
  }

  private static func line(_ letter: Character) -> String { "key = \"\(key(letter))\"\n" }

  /// The file names of all findings, sorted.
  private func paths(
    _ program: Program,
    _ arguments: String...,
    in directory: String? = nil
  )
    throws -> [String]
  {
    let result = try program.run(arguments + ["--format", "json"], in: directory)
    #expect(result.status == 1 || result.status == 0, "\(result.errors)")
    return result.text.split(separator: "\n").compactMap { line in
      guard let name = line.split(separator: "\"").dropFirst(3).first,
        line.contains("\"path\": ")
      else { return nil }
      return String(name)
    }.sorted()
  }

  @Test func aRangeHoldsWhatItsCommitsBringIn() throws {
    let program = try Program()
    let repository = program.repository
    try repository.commit(["old.py": Self.line("A")])
    try repository.git("checkout", "--quiet", "-b", "topic")
    try repository.commit(["new.py": Self.line("B")], message: "topic, \(Self.key("C"))")
    try repository.git("rm", "--quiet", "new.py")
    try repository.commit(["clean.py": "nothing\n"])
    let found = try paths(program, "scan", "--range", "main..topic")
    #expect(found.count == 2)
    #expect(found.contains("new.py"))
    #expect(found.contains { $0.hasPrefix("(message of ") })
    #expect(try paths(program, "scan", "--range", "topic..main") == [])
  }

  @Test(arguments: ["nowhere..main", "-x", "", "main..--all"])
  func aRangeThatIsNoneIsRefused(range: String) throws {
    let program = try Program()
    try program.repository.commit(["a": "a"])
    let result = try program("scan", "--range=\(range)")
    #expect(result.status == 2 || result.status == 3)
    #expect(result.text == "")
    #expect(result.errors.contains("range"))
  }

  @Test func whatNothingReachesIsFoundOnRequest() throws {
    let program = try Program()
    let repository = program.repository
    try repository.commit(["a.py": "nothing\n"])
    try repository.commit(["amended.py": Self.line("A")], message: "\(Self.key("B"))")
    try repository.git("reset", "--quiet", "--hard", "HEAD~1")
    try repository.write(Self.line("C"), to: "staged.py")
    try repository.git("add", "staged.py")
    try repository.git("rm", "--quiet", "--cached", "staged.py")
    #expect(try paths(program, "scan", "--history") == [])
    let found = try paths(program, "scan", "--history", "--unreachable")
    #expect(found.count == 3)
    #expect(found.contains("amended.py"))
    #expect(found.contains { $0.hasPrefix("(message of ") })
    // The reflog forgets; the objects are still there.
    try repository.git("reflog", "expire", "--expire=now", "--all")
    #expect(try paths(program, "scan", "--history", "--unreachable").count == 3)
  }

  @Test func notesTagsAndStashesBelongToTheHistory() throws {
    let program = try Program()
    let repository = program.repository
    try repository.commit(["a.py": "nothing\n"])
    try repository.git("notes", "add", "-m", "noted \(Self.key("A"))")
    try repository.git("tag", "-a", "v1", "-m", "tagged \(Self.key("B"))")
    for letter in ["C", "D"] as [Character] {
      try repository.write(Self.line(letter), to: "a.py")
      try repository.git("stash", "--quiet")
    }
    #expect(try paths(program, "scan", "--history").count == 4)
  }

  @Test func aBareRepositoryHasAHistory() throws {
    let program = try Program()
    try program.repository.commit(["a.py": Self.line("A")])
    let bare = program.repository.directory.path("bare.git")
    try program.repository.git("clone", "--quiet", "--bare", program.repository.path, bare)
    #expect(try paths(program, "scan", "--history", in: bare) == ["a.py"])
    #expect(try program("scan", in: bare).status == 2)
  }

  @Test func whatACloneLacksMakesTheScanIncomplete() throws {
    let program = try Program()
    let repository = program.repository
    try repository.commit(["a.py": Self.line("A")])
    try repository.commit(["a.py": "nothing\n"])
    try repository.commit(["b.py": "nothing\n"])
    try repository.git("config", "uploadpack.allowFilter", "true")
    let origin = "file://" + repository.path

    let shallow = repository.directory.path("shallow")
    try repository.git("clone", "--quiet", "--depth", "2", origin, shallow)
    var result = try program("scan", "--history", in: shallow)
    #expect(result.status == 3)
    #expect(result.errors.contains("git fetch --unshallow"))
    // The last commit is there, and so is its parent.
    #expect(try program("scan", "--range", "HEAD~1..HEAD", in: shallow).status == 0)
    #expect(try program("scan", "--range", "HEAD", in: shallow).status == 3)

    let partial = repository.directory.path("partial")
    try repository.git("clone", "--quiet", "--filter=blob:none", origin, partial)
    try repository.git(["config", "remote.origin.url", "file:///nowhere"], in: partial)
    result = try program("scan", "--history", in: partial)
    #expect(result.status == 3)
    #expect(result.errors.contains("does not hold object"))
  }

  @Test func shardsTogetherFindEverythingOnce() throws {
    let program = try Program()
    let letters = Array("ABCDEFGHIJKLMNOP")
    var files: [String: String] = [:]
    for letter in letters { files["\(letter).py"] = Self.line(letter) }
    try program.repository.commit(files)
    for source in [["scan", "--history"], ["scan"]] {
      var found: [String] = []
      for part in 1...3 {
        let result = try program.run(source + ["--shard", "\(part)/3", "--format", "json"])
        let lines = result.text.split(separator: "\n").filter { $0.contains("\"path\": ") }
        #expect(lines.count < letters.count)
        found += lines.map(String.init)
      }
      #expect(found.count == letters.count)
      #expect(Set(found).count == letters.count)
    }
    #expect(try program("scan", "--history", "--shard", "4/3").status == 2)
    #expect(try program("scan", "--staged", "--shard", "1/3").status == 2)
  }
}
