import Foundation
import TestSupport
import Testing

/// Hints and answers that have to fit what was asked.
@Suite struct SmallAnswerTests {
  private let program: Program

  init() throws {
    program = try Program.initialized()
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n[environments.prod]\nsecrets = [\"sm:app/*\"]\n",
      to: ".secrets-sync.toml"
    )
    _ = try program("create", "local:db", "--yes", input: #"{"a":"b"}"#)
    #expect(try program("record", "--env", "dev").status == 0)
  }

  @Test(arguments: ["local:db#a", "local:db@AWSCURRENT"])
  func aLogIsOfAWholeSecret(reference: String) throws {
    let result = try program("log", "--secret", reference)
    #expect(result.status == 2)
    #expect(result.errors.contains("`log --secret` is about a whole one."))
    #expect(try program("log", "--secret", "local:db").status == 0)
  }

  @Test func theEmbeddedStoreHasNoArchiveToBringBackFrom() throws {
    let result = try program("restore", "local:db", "--yes")
    #expect(result.status == 2)
    #expect(!result.errors.contains("archive"), "\(result.errors)")
  }

  @Test func anUnreadableLedgerIsNotPushed() throws {
    let hub = program.repository.directory.path("hub.git")
    try program.repository.git("init", "--quiet", "--bare", hub)
    try program.repository.git("remote", "add", "origin", hub)
    let reference = "refs/secrets-sync/ledger/dev"
    let tree = try program.repository.git(["mktree"], input: [])
    let commit = try program.repository.git("commit-tree", tree, "-p", reference, "-m", "x")
    try program.repository.git("update-ref", reference, commit)
    let push = try program("push")
    #expect(push.status != 0)
    let status = try program("status", "--env", "dev")
    #expect(status.text.contains("its ledger cannot be read"), "\(status.text)")
    #expect(!status.text.contains("push origin"), "\(status.text)")
    #expect(status.text.contains("verify --integrity --env dev`"))
  }
}
