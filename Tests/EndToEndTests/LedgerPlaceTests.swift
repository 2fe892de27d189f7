import Foundation
import TestSupport
import Testing

/// Commands of the ledger from anywhere in the working tree, and where references are in the way.
@Suite struct LedgerPlaceTests {
  private let program: Program
  private let hub: String

  init() throws {
    program = try Program.initialized()
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    try program.repository.write("x", to: "sub/records/a")
    try program.git("add", "--all")
    try program.git("commit", "--quiet", "--message", "one environment")
    hub = program.repository.directory.path("hub.git")
    try program.repository.git("clone", "--quiet", "--bare", program.repository.path, hub)
    try program.git("remote", "add", "origin", hub)
    _ = try program("create", "local:db", "--yes", input: "one")
    #expect(try program("record").status == 0)
  }

  private var sub: String { program.repository.path + "/sub" }

  private func version() throws -> String {
    let result = try program("show", "--format", "json")
    let match = try #require(result.text.firstMatch(of: /"version":"([^"]+)"/))
    return String(match.1)
  }

  /// In a folder, with `git -C`, and at the top: the same answer, also after what was asked in the
  /// folder first.
  @Test func everyQuestionHasOneAnswerWhereverItIsAsked() throws {
    #expect(try program("which", "local:db@" + version(), in: sub).status == 0)
    _ = try program("update", "local:db", "--yes", input: "two")
    try program.git("commit", "--quiet", "--allow-empty", "--message", "second")
    #expect(try program("record", in: sub).status == 0)
    let new = try version()
    for arguments in [
      ["which", "local:db@" + new], ["log"], ["log", "--secret", "local:db"], ["log", "-n", "5"],
      ["show"], ["diff", "HEAD~1", "HEAD"], ["verify"], ["verify", "--integrity", "--strict"],
      ["status"], ["push"], ["fetch"], ["sync"], ["verify", "--integrity", "--strict"],
    ] {
      let below = try program.run(arguments, in: sub)
      let git = try program.tryGit(["-C", "sub", "secrets-sync"] + arguments)
      let top = try program.run(arguments)
      #expect(below.status == top.status, "\(arguments): \(below.errors)")
      #expect(git.status == top.status, "\(arguments): \(git.errors)")
      if arguments != ["push"], arguments != ["status"] {
        #expect(below.text == top.text, "\(arguments)")
        #expect(git.text == top.text, "\(arguments)")
      }
      #expect(arguments.first == "diff" ? top.status == 1 : top.status == 0, "\(top.errors)")
    }
  }

  @Test func aReferenceThatIsNoLedgerIsNamedAndPassedOver() throws {
    try program.git("push", "--quiet", "origin", "HEAD:refs/secrets-sync/ledger/PROD")
    for arguments in [["push"], ["fetch"], ["sync"]] {
      let result = try program.run(arguments)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.errors.contains("'refs/secrets-sync/ledger/PROD' at 'origin'"))
      #expect(result.errors.contains("git push origin --delete refs/secrets-sync/ledger/PROD"))
    }
    try program.git("update-ref", "refs/secrets-sync/ledger/PROD", "HEAD")
    let status = try program("status")
    #expect(status.status == 0, "\(status.errors)")
    #expect(status.text.contains("dev"))
    #expect(status.errors.contains("git update-ref -d refs/secrets-sync/ledger/PROD"))
  }

  @Test func aSpoiltLedgerDoesNotHideTheOthers() throws {
    try program.git("update-ref", "refs/secrets-sync/ledger/prod", "HEAD^{tree}")
    let status = try program("status")
    #expect(status.status == 3)
    #expect(status.text.contains("1 secret, at HEAD"))
    #expect(status.text.contains("its ledger cannot be read"))
    #expect(status.errors.contains("refs/secrets-sync/ledger/prod is no ledger"))
    let push = try program("push")
    #expect(push.status == 3)
    #expect(push.errors.contains("prod here is no ledger, but a tree"))
    #expect(try program("push", "--env", "dev").status == 0)
    #expect(
      try program.repository.git(["for-each-ref", "refs/secrets-sync"], in: hub).contains("dev")
    )
    #expect(!(try program.repository.git(["for-each-ref"], in: hub).contains("prod")))
  }

  @Test func ownBranchesBesideLedgersInBranches() throws {
    try program.repository.write(
      "[ledger]\nbranch = true\n[environments.dev]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    for name in ["feature", "Feature"] { try program.git("branch", "secrets-sync/" + name) }
    for arguments in [["record"], ["status"], ["log"], ["push"], ["fetch"], ["verify"]] {
      let result = try program.run(arguments)
      #expect(result.status == 0, "\(arguments): \(result.errors)")
    }
    let status = try program("status")
    #expect(status.errors.contains("git branch -m secrets-sync/feature OTHER-NAME"))
    #expect(status.errors.contains("git branch -m secrets-sync/Feature OTHER-NAME"))
    #expect(!status.text.contains("feature"))
  }

  @Test func aBranchInTheWayOfAllLedgersInBranches() throws {
    try program.repository.write(
      "[ledger]\nbranch = true\n[environments.dev]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    try program.git("branch", "secrets-sync")
    let result = try program("record")
    #expect(result.status == 3)
    #expect(result.errors.contains("git branch -m secrets-sync OTHER-NAME"), "\(result.errors)")
  }

  @Test func aLockThatWasLeftIsNoRecordInAFetch() throws {
    let clone = program.repository.directory.path("clone")
    #expect(try program("push").status == 0)
    try program.repository.git("clone", "--quiet", hub, clone)
    #expect(try program("fetch", in: clone).status == 0)
    _ = try program("record")
    #expect(try program("push").status == 0)
    let lock = clone + "/.git/refs/secrets-sync/ledger/dev.lock"
    try "".write(toFile: lock, atomically: true, encoding: .utf8)
    let result = try program("fetch", in: clone)
    #expect(result.status == 3)
    #expect(
      result.errors.contains("dev.lock is there. Nothing was taken over."),
      "\(result.errors)"
    )
    #expect(result.errors.contains("delete that file"))
  }

  @Test func anIndexThatCannotBeReadDoesNotMatter() throws {
    let index = program.repository.path + "/.git/secrets-sync/index/dev"
    let question = "local:db@" + (try version())
    try FileManager.default.createDirectory(atPath: index, withIntermediateDirectories: true)
    let result = try program("which", question)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func aRepositoryOfANewerGitIsSaidToBeOne() throws {
    try program.git("config", "core.repositoryFormatVersion", "1")
    try program.git("config", "extensions.novelty", "true")
    let result = try program("log")
    #expect(result.status == 3)
    #expect(result.errors.contains("The repository needs a newer Git."), "\(result.errors)")
    #expect(!result.errors.contains("\\t"))
    #expect(!result.errors.contains("git init"))
  }
}
