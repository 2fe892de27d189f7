import Foundation
import Git
import Ledger
import TestSupport
import Testing

/// Clones that lack a part of the history or of the objects.
@Suite struct ShallowTests {
  let remote: LedgerClone
  let one: LedgerClone
  let refspec = LedgerPlace.references.refspec(for: "origin")

  init() throws {
    remote = try LedgerClone(.bare)
    one = try LedgerClone(of: remote)
    for number in 0..<3 {
      try one.repository.commit(["a": "x\(number)"])
      try one.deploy(version: "v\(number)")
    }
    try one.repository.git("push", "-q", "origin", "main")
    try remote.repository.git("config", "uploadpack.allowFilter", "true")
    try remote.repository.git("config", "uploadpack.allowAnySHA1InWant", "true")
    _ = try one.ledger().push(remote: "origin")
  }

  /// A clone as CI makes it, with the ledgers that `git fetch` brings by `init`'s refspec.
  func clone(_ option: String) throws -> LedgerClone {
    let clone = try LedgerClone()
    try clone.repository.git("remote", "add", "origin", "file://" + remote.repository.path)
    try clone.repository.git("config", "--add", "remote.origin.fetch", refspec)
    try clone.repository.git("fetch", "-q", option, "origin")
    try clone.repository.git("checkout", "-q", "-B", "main", "origin/main")
    return clone
  }

  @Test func aLedgerThatWasFetchedShallowIsFetchedWhole() throws {
    let shallow = try clone("--depth=1")
    #expect(try shallow.ledger().fetch(remote: "origin").map(\.records) == [3])
    #expect(try shallow.ids().count == 3)
    // The code stays as shallow as it was.
    #expect(try shallow.repository.git("rev-list", "--count", "HEAD") == "1")
    try shallow.deploy(version: "v9")
    #expect(try shallow.ledger().push(remote: "origin").map(\.action) == [.pushed])
    // And once more, as the next job does.
    try one.deploy(version: "v10")
    _ = try one.ledger().push(remote: "origin")
    try one.deploy(version: "v11")
    _ = try one.ledger().push(remote: "origin")
    try shallow.repository.git("fetch", "-q", "--depth=1", "origin")
    #expect(try #require(try shallow.ledger().integrity("prod")).problems == [])
    #expect(try shallow.ledger().sync(remote: "origin").received.map(\.records) == [2])
    #expect(try shallow.ids().count == 6)
    let report = try #require(try shallow.ledger().integrity("prod"))
    #expect(report.problems == [])
    #expect(report.cutOff == [])
  }

  @Test func aLedgerThatIsCutOffIsSaidToBe() throws {
    let shallow = try clone("--depth=1")
    try shallow.repository.git(
      "update-ref",
      LedgerClone.reference,
      "refs/secrets-sync/remotes/origin/ledger/prod"
    )
    let report = try #require(try shallow.ledger().integrity("prod"))
    #expect(report.problems == [])
    #expect(report.cutOff.map(\.hex) == [try shallow.tip()])
  }

  /// The remote of a partial clone is not asked where the check is to do without the network.
  @Test(arguments: ["blob:none", "tree:0"])
  func integrityOfAPartialCloneIsOffline(filter: String) throws {
    let partial = try clone("--filter=" + filter)
    _ = try partial.ledger().fetch(remote: "origin")
    try partial.repository.git("config", "remote.origin.url", "file:///nowhere/to/be/found.git")
    let report = try #require(try partial.ledger().integrity("prod"))
    #expect(report.problems == [])
    #expect(report.records == 3)
    #expect(report.absent == [])
  }
}
