import Foundation
import TestSupport
import Testing

/// One content is at several paths, and rules and entries tell them apart.
@Suite struct PathKindTests {
  private let secret = accessKeyID("Q3EGRSNWSJDLOMFZ")
  /// A rule that holds in one folder.
  private let production = """
    [[rules]]
    id = "production-number"
    description = "production number"
    regex = '''number-[0-9]{6}'''
    path = '''^prod/'''

    """
  private let number = "number-" + "482910\n"

  private func fingerprint(_ program: Program) throws -> String {
    let text = try program("scan").text
    return try #require(text.split(separator: " ").first { $0.contains("v1:") })
      .filter { !$0.isNewline }
  }

  @Test(arguments: ["entry", "baseline"])
  func whatIsAllowedAtOnePathIsFoundAtAnother(by means: String) throws {
    let program = try Program()
    try program.repository.commit(["one/c.py": "k = \"\(secret)\"\n"])
    if means == "entry" {
      let print = try fingerprint(program)
      #expect(try program("allow", print, "--in", "one/", "--reason", "test data").status == 0)
    } else {
      #expect(try program("baseline").status == 0)
    }
    try program.git("add", ".")
    try program.git("commit", "--quiet", "-m", "quiet")
    #expect(try program("scan", "--history").status == 0)
    // The same blob, in a folder of the same content.
    try program.repository.commit(["two/c.py": "k = \"\(secret)\"\n"])
    for scan in [["scan", "--history"], ["scan", "--range", "HEAD~1..HEAD"], ["scan"]] {
      let result = try program.run(scan)
      #expect(result.status == 1, "\(scan)")
      #expect(result.text.contains("two/c.py:1:"), "\(scan)")
      #expect(!result.text.contains("one/c.py:1:"), "\(scan)")
    }
  }

  @Test func aFolderIsLookedAtAtEachOfItsPaths() throws {
    let program = try Program()
    try program.repository.commit([".secrets-sync.toml": production, "dev/deep/x.txt": number])
    #expect(try program("scan", "--history").status == 0)
    try program.repository.commit(["prod/deep/x.txt": number])
    for scan in [["scan", "--history"], ["scan", "--range", "HEAD~1..HEAD"]] {
      let result = try program.run(scan)
      #expect(result.status == 1, "\(scan)")
      #expect(result.text.contains("prod/deep/x.txt:1:1"), "\(scan)")
    }
  }

  @Test func aRangeHoldsWhatItsCommitsMoveToWhereItCounts() throws {
    let program = try Program()
    try program.repository.commit([
      ".secrets-sync.toml": production, "dev/x.txt": number, "old.py": "k = \"\(secret)\"\n",
    ])
    try program.git("mv", "dev", "prod")
    // A move to where the same rules hold brings nothing in.
    try program.git("mv", "old.py", "moved.py")
    try program.git("commit", "--quiet", "-m", "moves")
    let result = try program("scan", "--range", "HEAD~1..HEAD")
    #expect(result.status == 1)
    #expect(result.text.contains("prod/x.txt:1:1"))
    #expect(!result.text.contains("moved.py"))
    try program.repository.commit(["copy.py": "k = \"\(secret)\"\n"])
    #expect(try program("scan", "--range", "HEAD~1..HEAD").status == 0)
    // What comes back from the dead is brought in.
    try program.git("rm", "--quiet", "moved.py", "copy.py")
    try program.git("commit", "--quiet", "-m", "gone")
    try program.git("revert", "--no-edit", "HEAD")
    #expect(try program("scan", "--range", "HEAD~1..HEAD").status == 1)
  }

  @Test func aMoveToAPathWithARuleOfItsOwnBlocks() throws {
    let program = try Program.initialized()
    try program.repository.commit([
      ".secrets-sync.toml": """
      [[rules]]
      id = "acme-file"
      description = "ACME key file"
      path = '''\\.acme$'''

      """,
      "key.txt": "anything\n",
    ])
    try program.git("mv", "key.txt", "key.acme")
    #expect(try program.tryGit(["commit", "-m", "x"]).status == 1)
    try program.git("commit", "--no-verify", "--quiet", "-m", "x")
    #expect(try program("scan", "--range", "HEAD~1..HEAD").status == 1)
  }

  @Test func foldersThatRepeatWithoutEndMakeTheScanIncomplete() throws {
    let program = try Program()
    let repository = program.repository
    try repository.commit(["a.txt": "nothing\n"])
    var inner = try repository.git("rev-parse", "HEAD^{tree}")
    for _ in 0..<12 {
      let entries = (0..<10).map { "040000 tree \(inner)\tf\($0)\n" }
      inner = try repository.git(["mktree"], input: Array(entries.joined().utf8))
    }
    let commit = try repository.git("commit-tree", "-m", "many paths", inner)
    try repository.git("branch", "many", commit)
    let result = try program("scan", "--history")
    #expect(result.status == 3)
    #expect(result.errors.contains("(more paths): the same folders are at too many paths"))
  }
}
