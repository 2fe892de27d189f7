import Git
import Ledger
import TestSupport
import Testing

/// What is not as the format says is an error that names the place, never skipped.
@Suite struct DamageTests {
  let clone: LedgerClone

  init() throws {
    clone = try LedgerClone()
    try clone.repository.commit(["a": "1"])
    try clone.deploy()
    try clone.deploy(version: "v2")
  }

  /// Everything that reads the damaged record fails, and says where.
  func expectFailure(
    naming path: String,
    _ matches: @escaping (LedgerError.Kind) -> Bool
  ) throws {
    let ledger = try clone.ledger()
    let head = try clone.head()
    let draft = try clone.draft()
    for read in [
      { _ = try ledger.latest(environment: "prod") },
      { _ = try ledger.records(environment: "prod") },
      { _ = try ledger.records(environment: "prod", commit: head) },
      { _ = try ledger.nearestDeployedAncestor(of: head, environment: "prod") },
      { _ = try ledger.append(draft, now: LedgerClone.noon) },
    ] {
      let error = try #require(throws: LedgerError.self) { try read() }
      #expect(matches(error.kind), "\(error.message)")
      #expect(error.message.contains("\(LedgerClone.reference):\(path)"), "\(error.message)")
    }
  }

  @Test func brokenJSON() throws {
    let path = try clone.newestPath()
    try clone.tamper(set: [path: "{\"schema\":1,"])
    try expectFailure(naming: path) { if case .damaged = $0 { true } else { false } }
  }

  @Test func aNewerSchema() throws {
    let path = try clone.newestPath()
    try clone.tamper(set: [path: #"{"schema":2,"anything":[]}"# + "\n"])
    try expectFailure(naming: path) { if case .newerSchema = $0 { true } else { false } }
  }

  @Test func theRecordOfAnotherDeployment() throws {
    let path = try clone.newestPath()
    let other = try clone.deploy("test").fileBytes
    try clone.tamper(set: [path: String(decoding: other, as: UTF8.self)])
    try expectFailure(naming: path) { if case .damaged = $0 { true } else { false } }
  }

  @Test func aRecordThatIsGone() throws {
    let path = try clone.newestPath()
    try clone.tamper(remove: [path])
    let ledger = try clone.ledger()
    for read in [
      { _ = try ledger.latest(environment: "prod") },
      { _ = try ledger.records(environment: "prod") },
    ] {
      let error = try #require(throws: LedgerError.self) { try read() }
      #expect(error.message.contains("\(LedgerClone.reference):\(path) is missing"))
    }
  }

  @Test func aSeqThatTheCommitDoesNotName() throws {
    let path = try clone.newestPath()
    try clone.tamper(message: "x\n\nRecord: \(path)\nSeq: 7\n")
    let error = try #require(throws: LedgerError.self) {
      try clone.ledger().latest(environment: "prod")
    }
    #expect(error.message.contains("has seq 2"))
  }

  @Test(arguments: [
    "by hand\n", "x\n\nSeq: 3\n", "x\n\nRecord: records/x\nSeq: 3\n", "Record: and\n\nmore\n",
  ])
  func aCommitThatNamesNoRecord(message: String) throws {
    let tip = try clone.tamper(message: message, set: ["notes": "x"])
    for read in [
      { _ = try clone.ledger().latest(environment: "prod") },
      { _ = try clone.deploy() },
    ] {
      let error = try #require(throws: LedgerError.self) { try read() }
      guard case .damaged = error.kind else { throw error }
      #expect(error.message.contains(tip.prefix(10)))
    }
  }

  @Test func aCommitThatNamesAnOlderRecord() throws {
    let older = try clone.repository.git(
      "log",
      "-1",
      "--format=%B",
      "\(LedgerClone.reference)~1"
    )
    try clone.tamper(message: older)
    let error = try #require(throws: LedgerError.self) {
      try clone.ledger().records(environment: "prod")
    }
    guard case .damaged = error.kind else { throw error }
  }

  @Test func aStrayFileAmongTheRecords() throws {
    let head = try clone.head().hex
    let path = "records/\(head.prefix(2))/\(head.dropFirst(2))/readme"
    try clone.tamper(set: [path: "x"])
    let error = try #require(throws: LedgerError.self) {
      try clone.ledger().records(environment: "prod", commit: clone.head())
    }
    #expect(error.message.contains("\(LedgerClone.reference):\(path)"))
  }

  @Test func aReferenceThatIsNoEnvironmentIsNoLedger() throws {
    try clone.repository.git("update-ref", "refs/secrets-sync/ledger/a/b", "HEAD")
    #expect(try clone.ledger().environments() == ["prod"])
    #expect(try clone.ledger().strays().map(\.name) == ["refs/secrets-sync/ledger/a/b"])
  }
}
