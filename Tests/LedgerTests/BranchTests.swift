import Git
import Ledger
import TestSupport
import Testing

/// The ledger in branches, and what servers make of references.
@Suite struct BranchTests {
  let remote: LedgerClone
  let one: LedgerClone
  let two: LedgerClone

  init() throws {
    remote = try LedgerClone(.bare)
    one = try LedgerClone(of: remote)
    two = try LedgerClone(of: remote)
  }

  static let branch = "refs/heads/secrets-sync/prod"

  @discardableResult
  func deploy(_ clone: LedgerClone, _ environment: String = "prod") throws -> DeploymentRecord {
    try clone.ledger(place: .branches).append(clone.draft(environment), now: LedgerClone.noon)
  }

  @Test func recordsTravelInBranches() throws {
    let first = try deploy(one)
    let second = try deploy(two)
    #expect(try one.ledger(place: .branches).push(remote: "origin").map(\.action) == [.pushed])
    let (received, sent) = try two.ledger(place: .branches).sync(remote: "origin")
    #expect(received.map(\.action) == [.merged])
    #expect(sent.map(\.records) == [1])
    _ = try one.ledger(place: .branches).fetch(remote: "origin")
    for clone in [one, two] {
      let ids = try clone.ledger(place: .branches).records(environment: "prod").map(\.id)
      #expect(Set(ids) == [first.id, second.id])
      #expect(try clone.ledger(place: .branches).integrity("prod")?.problems == [])
    }
    let references = try remote.repository.git("for-each-ref", "--format=%(refname)")
    #expect(references == Self.branch)
  }

  @Test func branchesOfSomebodysOwnArePassedOver() throws {
    try deploy(one)
    try one.repository.git("push", "-q", "origin", "HEAD:refs/heads/secrets-sync/feature")
    #expect(try one.ledger(place: .branches).push(remote: "origin").map(\.environment) == ["prod"])
    let fetched = try two.ledger(place: .branches).fetch(remote: "origin")
    #expect(fetched.map(\.environment) == ["prod"])
    let strays = try two.ledger(place: .branches).strays(of: "origin")
    #expect(strays.map(\.name) == ["refs/heads/secrets-sync/feature"])
    #expect(strays.first?.isBranch == true)
    #expect(try two.repository.git("for-each-ref", "refs/heads/secrets-sync").contains("prod"))
    // A ledger that was seen there is none of these, whatever it holds now.
    try one.repository.git("push", "-q", "--force", "origin", "HEAD:" + Self.branch)
    #expect(throws: LedgerError.self) {
      try two.ledger(place: .branches).fetch(remote: "origin")
    }
  }

  @Test func aBranchThatWentBackwardsIsRefused() throws {
    try deploy(one)
    try deploy(one)
    _ = try one.ledger(place: .branches).push(remote: "origin")
    try remote.repository.git("update-ref", Self.branch, Self.branch + "~1")
    let error = try #require(throws: LedgerError.self) {
      try one.ledger(place: .branches).push(remote: "origin")
    }
    guard case .remoteWentBackwards = error.kind else { throw error }
  }

  @Test func whatWasInReferencesBeforeIsTakenOver() throws {
    let old = try one.deploy()
    let new = try deploy(one)
    let adopted = try one.ledger(place: .branches).adopt()
    #expect(adopted.map(\.environment) == ["prod"])
    #expect(adopted.map(\.records) == [1])
    let ids = try one.ledger(place: .branches).records(environment: "prod").map(\.id)
    #expect(Set(ids) == [old.id, new.id])
    let references = try one.repository.git(
      "for-each-ref",
      "--format=%(refname)",
      "refs/secrets-sync"
    )
    #expect(references == "")
    #expect(try one.ledger(place: .branches).adopt().isEmpty)
    #expect(try one.ledger().adopt().isEmpty)
  }

  @Test func somebodysOwnBranchesAreLeftAlone() throws {
    try one.repository.commit(["a": "1"])
    try deploy(one)
    for name in ["feature", "Feature"] {
      try one.repository.git("branch", "secrets-sync/\(name)")
      try one.repository.git("push", "--quiet", "origin", "secrets-sync/\(name)")
    }
    let ledger = try one.ledger(place: .branches)
    #expect(try ledger.environments() == ["prod"])
    #expect(try ledger.push(remote: "origin").map(\.environment) == ["prod"])
    #expect(try ledger.fetch(remote: "origin").map(\.environment) == ["prod"])
    // A ledger on which somebody put another commit stays one.
    let tip = try one.repository.git("rev-parse", "secrets-sync/prod")
    let other = try one.repository.git("commit-tree", tip + "^{tree}", "-p", tip, "-m", "x")
    try one.repository.git("update-ref", "refs/heads/secrets-sync/prod", other)
    #expect(try ledger.environments() == ["prod"])
    #expect(throws: LedgerError.self) { try ledger.latest(environment: "prod") }
  }

  @Test func aBranchThatIsCheckedOutThereIsNotTakenForSuccess() throws {
    let there = try LedgerClone()
    try there.repository.commit(["a": "1"])
    try deploy(there)
    try there.repository.git("checkout", "--quiet", "secrets-sync/prod")
    try one.repository.git("remote", "add", "there", there.repository.path)
    try deploy(one)
    try deploy(one, "test")
    let error = try #require(throws: LedgerError.self) {
      try one.ledger(place: .branches).push(remote: "there")
    }
    guard case .remoteRefused = error.kind else { throw error }
    #expect(error.message.contains("prod: [remote rejected] (branch is currently checked out)"))
    #expect(error.message.hasSuffix("It has taken that of test."), "\(error.message)")
    let unpushed = try one.ledger(place: .branches).unpushed(remote: "there")
    #expect(unpushed["test"] == 0)
    #expect(unpushed["prod"] != 0)
  }

  @Test func aHookThatRefusesOneReferenceDoesNotKeepBackTheOther() throws {
    try remote.repository.write(
      Array("#!/bin/sh\ncase $1 in */prod) exit 1 ;; esac\n".utf8),
      to: Array("hooks/update".utf8)
    )
    try TestProcess.run(
      "chmod",
      ["755", "hooks/update"],
      environment: remote.repository.environment,
      directory: remote.repository.path
    )
    try remote.repository.git("config", "core.hooksPath", "hooks")
    try one.deploy()
    try one.deploy("test")
    let error = try #require(throws: LedgerError.self) {
      try one.ledger().push(remote: "origin")
    }
    #expect(error.message.contains("prod: [remote rejected] (hook declined)"), "\(error.message)")
    #expect(error.message.hasSuffix("It has taken that of test."))
    #expect(try one.ledger().unpushed(remote: "origin") == ["prod": 1, "test": 0])
    #expect(try remote.ids("test").count == 1)
  }
}
