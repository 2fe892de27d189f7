import Foundation
import TestSupport
import Testing

/// `scan` and `rules` as people use them.
@Suite struct ScanCommandTests {
  private let secret = "key = \"\(accessKeyID())\"\n"

  @Test func readsAnyFolderAlsoOutsideOfARepository() throws {
    let program = try Program()
    let folder = program.repository.directory
    try folder.write(secret, to: "home/stuff/deep/a.py")
    try folder.write("nothing\n", to: "home/stuff/b.txt")
    let result = try program("scan", "stuff", in: folder.path("home"))
    #expect(result.status == 1)
    #expect(result.text.contains("/stuff/deep/a.py:1:8  aws-access-key-id"))
    #expect(result.errors.contains("2 files scanned"))
    #expect(!result.text.contains(accessKeyID()))
  }

  @Test func readsTrackedAndNewFilesButNotIgnoredOnes() throws {
    let program = try Program()
    try program.repository.commit([".gitignore": "ignored\n", "tracked.py": secret])
    try program.repository.write(secret, to: "new.py")
    try program.repository.write(secret, to: "ignored")
    let text = try program("scan").text
    #expect(text.contains("tracked.py:1:8"))
    #expect(text.contains("new.py:1:8"))
    #expect(!text.contains("ignored:1"))
  }

  @Test func findsInTheHistoryWhatIsNoLongerThere() throws {
    let program = try Program()
    let commit = try program.repository.commit(["a.py": secret])
    try program.repository.git("rm", "--quiet", "a.py")
    try program.repository.commit(message: "token \(accessKeyID("Q5XNBWFHKYGPTCEL"))")
    #expect(try program("scan").status == 0)

    let result = try program("scan", "--history", "--format", "json")
    #expect(result.status == 1)
    #expect(result.text.contains("\"commit\": \"\(commit)\""))
    #expect(result.text.contains("\"path\": \"a.py\""))
    #expect(result.text.contains("\"path\": \"(message of "))
    #expect(result.text.contains("\"complete\": true"))
  }

  @Test func standardInputCanBeScanned() throws {
    #expect(try Program()("scan", "-").errors.contains("hint: Standard input is --stdin."))
    let result = try Program()("scan", "--stdin", input: secret)
    #expect(result.status == 1)
    #expect(result.text.contains("(standard input):1:8"))
  }

  @Test func whatCannotBeReadIsNotClean() throws {
    let program = try Program()
    let fifo = program.repository.directory.path("home/pipe")
    #expect(unsafe mkfifo(fifo, 0o600) == 0)
    let result = try program("scan", fifo, "--format", "json")
    #expect(result.status == 3)
    #expect(result.text.contains("\"complete\": false"))
    #expect(try program("scan", fifo).errors.contains("incomplete: this could not be read"))
    #expect(try program("scan", "missing").status == 2)
  }

  @Test func aRuleIsExplained() throws {
    let program = try Program()
    let list = try program("rules")
    #expect(list.status == 0)
    #expect(list.text.contains("aws-access-key-id"))
    let show = try program("rules", "show", "aws-access-key-id")
    #expect(show.status == 0)
    #expect(show.text.contains("https://"))
    #expect(try program("rules", "--format", "json").text.contains("\"id\": \"aws-access-key-id\""))
  }
}
