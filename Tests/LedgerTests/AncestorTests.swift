import Git
import Ledger
import TestSupport
import Testing

/// Which deployment a commit that was not deployed itself continues.
@Suite struct AncestorTests {
  let clone: LedgerClone

  init() throws { clone = try LedgerClone() }

  func commits(_ count: Int) throws -> [ObjectID] {
    try (0..<count).map { try LedgerClone.id(clone.repository.commit(["a": "\($0)"])) }
  }

  func nearest(_ commit: ObjectID, _ environment: String = "prod") throws -> DeploymentRecord? {
    try clone.ledger().nearestDeployedAncestor(of: commit, environment: environment)
  }

  @Test func isTheCommitItselfOrTheNearestBeforeIt() throws {
    let commits = try commits(5)
    let old = try clone.deploy(commit: commits[1])
    let new = try clone.deploy(commit: commits[3])
    #expect(try nearest(commits[4]) == new)
    #expect(try nearest(commits[3]) == new)
    #expect(try nearest(commits[2]) == old)
    #expect(try nearest(commits[1]) == old)
    #expect(try nearest(commits[0]) == nil)
    #expect(try nearest(commits[4], "test") == nil)
  }

  @Test func isTheNewestSuccessfulOneOfACommit() throws {
    let commits = try commits(3)
    try clone.deploy(commit: commits[0], version: "v1")
    let good = try clone.deploy(commit: commits[0], version: "v2")
    try clone.deploy(commit: commits[0], version: "v3", status: .failed)
    try clone.deploy(commit: commits[1], status: .rolledBack)
    #expect(try nearest(commits[2]) == good)
  }

  @Test func looksThroughMergesAndNotIntoOtherBranches() throws {
    let base = try commits(1)[0]
    try clone.repository.git("checkout", "-q", "-b", "side")
    let side = try LedgerClone.id(clone.repository.commit(["b": "1"]))
    try clone.repository.git("checkout", "-q", "main")
    let main = try LedgerClone.id(clone.repository.commit(["c": "1"]))
    let record = try clone.deploy(commit: side)
    #expect(try nearest(main) == nil)
    #expect(try nearest(base) == nil)
    try clone.repository.git("merge", "-q", "-m", "merge", "side")
    #expect(try nearest(clone.head()) == record)
  }

  @Test func findsItInAShallowCloneOrSaysNo() throws {
    let commits = try commits(4)
    try clone.repository.git(
      "clone",
      "-q",
      "--depth=2",
      "file://\(clone.repository.path)",
      clone.repository.directory.path("shallow")
    )
    let shallow = try clone.ledger(directory: clone.repository.directory.path("shallow"))
    _ = try clone.deploy(commit: commits[0])
    _ = try shallow.fetch(remote: "origin")
    #expect(try shallow.nearestDeployedAncestor(of: commits[3], environment: "prod") == nil)
    let record = try clone.deploy(commit: commits[2])
    _ = try shallow.fetch(remote: "origin")
    #expect(try shallow.nearestDeployedAncestor(of: commits[3], environment: "prod") == record)
  }
}
