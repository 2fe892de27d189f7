import Foundation
import Git
import TestSupport
import Testing

@testable import Ledger

/// The ledger is the same wherever in the working tree somebody stands, also where that place has a
/// folder `records` of its own.
@Suite struct SubdirectoryTests {
  let remote: LedgerClone
  let clone: LedgerClone
  let sub: String

  init() throws {
    remote = try LedgerClone(.bare)
    clone = try LedgerClone(of: remote)
    try clone.repository.commit(["sub/records/a": "1"])
    sub = clone.repository.path + "/sub"
    try clone.deploy()
    try clone.deploy(version: "v2")
    _ = try clone.ledger().push(remote: "origin")
  }

  @Test func theIndexGetsWhatIsNew() throws {
    #expect(try clone.ledger(directory: sub).index("prod")?.count == 2)
    try clone.deploy(version: "v3")
    let index = try #require(try clone.ledger(directory: sub).index("prod"))
    #expect(index.records { $0.version == "v3" }.count == 1)
    #expect(try clone.ledger().index("prod")?.count == 3)
  }

  /// One that an earlier program has left incomplete is made anew.
  @Test func anIndexThatLacksRecordsDoesNotLast() throws {
    _ = try clone.ledger().index("prod")
    let file = clone.repository.path + "/.git/secrets-sync/index/prod"
    let before = try Files.read(file)
    try clone.deploy(version: "v3")
    _ = try clone.ledger().index("prod")
    let path = try clone.newestPath()
    #expect(try Files.read(file).count > before.count)
    // The part of the third record, as if it had none.
    let tree = try LedgerClone.id(clone.repository.git("rev-parse", clone.tip() + "^{tree}"))
    try Files.atomicWrite(before + LedgerIndex.part(tree: tree, count: 0, entries: []), to: file)
    let index = try #require(try clone.ledger().index("prod"))
    #expect(index.count == 3)
    #expect(index.records { $0.version == "v3" }.map { path.contains($0.record.id) } == [true])
  }

  @Test func integrityIsTheSame() throws {
    #expect(try clone.ledger(directory: sub).integrity("prod")?.problems == [])
    #expect(try clone.ledger(directory: sub).integrity("prod")?.records == 2)
  }

  @Test func fetchTakesOverAndRefusesTheSame() throws {
    let other = try LedgerClone(of: remote)
    try other.repository.commit(["sub/x": "1"])
    let place = other.repository.path + "/sub"
    #expect(try other.ledger(directory: place).fetch(remote: "origin").map(\.records) == [2])
    // Removed by a merge, which adds nothing.
    let tip = try remote.tip()
    let old = try remote.repository.git("rev-parse", "\(tip)~1^{tree}")
    let message = try remote.repository.git("log", "-1", "--format=%B", tip)
    let merge = try remote.repository.git(
      ["commit-tree", old, "-p", tip, "-p", tip + "~1", "-F", "-"],
      input: Array(message.utf8)
    )
    try remote.repository.git("update-ref", LedgerClone.reference, merge)
    let error = try #require(throws: LedgerError.self) {
      try other.ledger(directory: place).fetch(remote: "origin")
    }
    guard case .recordsRewritten = error.kind else { throw error }
    #expect(try other.tip() == tip)
  }

  @Test func relativePathsOfTheEnvironmentStillLead() throws {
    let git = GitCommand(
      directory: sub,
      environment: clone.repository.environment.merging(
        ["GIT_DIR": "../.git", "GIT_WORK_TREE": "..", "GIT_LITERAL_PATHSPECS": "1"]
      ) { $1 }
    )
    let ledger = try Ledger(repository: Repository.open(RepositoryLayout.find(git)), git: git)
    #expect(try ledger.integrity("prod")?.problems == [])
    #expect(try ledger.index("prod")?.count == 2)
    #expect(try ledger.fetch(remote: "origin").map(\.action) == [.upToDate])
  }
}
