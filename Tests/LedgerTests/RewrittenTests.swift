import Git
import Ledger
import TestSupport
import Testing

/// What a rewritten commit was deployed as.
@Suite struct RewrittenTests {
  let clone: LedgerClone

  init() throws {
    clone = try LedgerClone()
    try clone.repository.commit(["a": "1"])
    try clone.repository.git("branch", "base")
    try clone.repository.commit(["b": "1"])
  }

  func deployed(as commit: ObjectID? = nil) throws -> RewrittenDeployment? {
    try clone.ledger().rewrittenDeployment(of: commit ?? clone.head(), environment: "prod")
  }

  @Test func anAmendedMessageLeavesTheTree() throws {
    let record = try clone.deploy()
    #expect(try deployed() == nil)
    try clone.repository.git("commit", "--quiet", "--amend", "--message", "other")
    #expect(try deployed()?.record == record)
    #expect(try deployed()?.sign == .tree)
  }

  @Test func aSquashedBranchHasItsTree() throws {
    try clone.repository.commit(["c": "1"])
    let record = try clone.deploy()
    try clone.repository.git("reset", "--quiet", "--soft", "base")
    try clone.repository.git("commit", "--quiet", "--message", "squashed")
    #expect(try deployed()?.record == record)
  }

  @Test func aRebasedCommitMakesTheSameChange() throws {
    let record = try clone.deploy()
    try clone.repository.git("checkout", "--quiet", "-b", "topic")
    try clone.repository.git("checkout", "--quiet", "-B", "other", "base")
    try clone.repository.commit(["c": "1"])
    try clone.repository.git("rebase", "--quiet", "other", "topic")
    #expect(try deployed()?.record == record)
    #expect(try deployed()?.sign == .patchID)
    // The same change by somebody else, or at another time, is another commit.
    try clone.repository.git(
      "commit",
      "--quiet",
      "--amend",
      "--no-edit",
      "--date",
      "2020-01-01 00:00Z"
    )
    #expect(try deployed() == nil)
  }

  @Test func anotherChangeByTheSameAuthorAtTheSameTimeIsNone() throws {
    let date = try clone.repository.git("log", "-1", "--format=%aI")
    try clone.deploy()
    try clone.repository.write("2", to: "d")
    try clone.repository.git("add", "d")
    try clone.repository.git("commit", "--quiet", "--message", "more", "--date", date)
    #expect(try deployed() == nil)
  }

  @Test func onlyWhatSucceededCounts() throws {
    let good = try clone.deploy()
    try clone.deploy(version: "v2", status: .failed)
    try clone.repository.git("commit", "--quiet", "--amend", "--message", "other")
    #expect(try deployed()?.record == good)
  }
}
