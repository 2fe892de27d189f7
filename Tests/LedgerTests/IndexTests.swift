import Foundation
import Git
import Ledger
import TestSupport
import Testing

/// The index says what the records say, whatever happened to it.
@Suite struct IndexTests {
  let clone: LedgerClone

  init() throws {
    clone = try LedgerClone()
    try clone.repository.commit(["a": "1"])
  }

  var file: String { clone.repository.path + "/.git/secrets-sync/index/prod" }

  func removeIndex() { Files.removeEmpty(files: [file], directories: []) }

  func index() throws -> LedgerIndex {
    try #require(try clone.ledger().index("prod"))
  }

  /// The index has each record of the ledger, in the same order, with the same content.
  func expectSame(_ index: LedgerIndex) throws {
    let records = try clone.ledger().records(environment: "prod")
    let indexed = index.records(all: true) { _ in true }.reversed().map { $0 }
    #expect(indexed.map(\.record.id) == records.map(\.id))
    for (one, record) in zip(indexed, records) {
      #expect(one.record.commit == record.commit)
      #expect(one.record.tree == record.tree)
      #expect(one.record.seq == record.seq)
      #expect(one.record.at == record.at)
      #expect(one.record.status == record.status)
      #expect(one.record.kind == record.kind)
      #expect(one.record.isPartial == record.isPartial)
      #expect(one.record.ending == record.ending)
      #expect(one.record.by == record.by.git ?? record.by.arn)
      #expect(one.record.note == record.note)
      #expect(one.record.itemCount == record.items.count)
      let items = one.items.sorted(by: LedgerItem.precedes)
      #expect(items.map(\.reference) == record.items.map(\.reference))
      #expect(items.map(\.version) == record.items.map(\.version))
      #expect(items.map(\.arn) == record.items.map(\.arn))
      #expect(items.map(\.modified) == record.items.map(\.modified))
      #expect(items.map(\.created) == record.items.map(\.created))
    }
    #expect(index.count == records.count)
  }

  func deploy(_ items: [LedgerItem], status: DeploymentRecord.Status = .deployed) throws {
    var draft = try clone.draft(status: status)
    draft.items = items
    draft.note = items.count == 1 ? "one item" : nil
    _ = try clone.ledger().append(draft, now: LedgerClone.noon)
  }

  static let parameter = LedgerItem(
    store: .parameterStore,
    name: "/x",
    version: "1",
    modified: LedgerClone.noon,
    type: "String"
  )

  static func secret(_ name: String, _ version: String) -> LedgerItem {
    LedgerItem(
      store: .secretsManager,
      name: name,
      arn: "arn:aws:sm:\(name)",
      version: version,
      stages: ["AWSCURRENT"],
      created: LedgerClone.noon
    )
  }

  @Test func thereIsNoneWithoutALedger() throws {
    #expect(try clone.ledger().index("prod") == nil)
  }

  @Test func followsTheLedgerRecordByRecord() throws {
    var seam = Self.secret("b", "1")
    seam.type = #"},{"store":"sm"#
    let states: [[LedgerItem]] = [
      [], [Self.secret("a", "1")], [Self.secret("a", "1")],
      [Self.secret("a", "2"), Self.secret("b", "1"), Self.parameter],
      // A text that looks like the seam between two items.
      [Self.secret("a", "1"), seam], [Self.parameter],
      [Self.secret("a", "2"), Self.secret("b", "1"), Self.parameter],
    ]
    for (number, items) in states.enumerated() {
      try deploy(items, status: number.isMultiple(of: 3) ? .failed : .deployed)
      try expectSame(index())
    }
    // All at once, too.
    removeIndex()
    try expectSame(index())
  }

  @Test func tellsWhatWasRestored() throws {
    try deploy([Self.secret("a", "1")])
    for (leftOut, status) in [
      (nil, .deployed), (["sm:b"], .deployed), (["sm:b"], .failed),
    ] as [([String]?, DeploymentRecord.Status)] {
      var draft = try clone.draft(status: status)
      draft.kind = .restore
      draft.leftOut = leftOut
      _ = try clone.ledger().append(draft, now: LedgerClone.noon)
    }
    try expectSame(index())
    let endings = try index().records(all: true) { _ in false }.map(\.record.ending)
    #expect(endings == ["deployed", "restored", "restored in part", "failed"])
  }

  @Test func readsManyRecordsAtOnce() throws {
    for number in 0..<40 { try deploy([Self.secret("a", "\(number / 7)"), Self.parameter]) }
    var calls: [Int] = []
    let index = try #require(
      try clone.ledger().index("prod") { done, all in
        calls.append(done)
        #expect(all == 40)
      }
    )
    #expect(calls == Array(1...40))
    try expectSame(index)
    let third = index.records { $0.name == "a" && $0.version == "3" }
    #expect(third.map(\.record.seq) == Array(22...28))
  }

  @Test func takesInWhatAnotherCloneRecordedEarlier() throws {
    let remote = try LedgerClone(.bare)
    let other = try LedgerClone(of: remote)
    try clone.repository.git("remote", "add", "origin", remote.repository.path)
    for version in ["v1", "v2"] { try other.deploy(version: version) }
    for version in ["v1", "v3", "v4"] { try clone.deploy(version: version) }
    try expectSame(index())
    _ = try other.ledger().push(remote: "origin")
    _ = try clone.ledger().fetch(remote: "origin")
    try expectSame(index())
    #expect(try index().records { $0.version == "v1" }.count == 2)
  }

  /// Cut off anywhere, or with any part damaged, it is made anew from the ledger.
  @Test(arguments: [
    "", "x", "GSSIDX1\n", "GSSIDX2\n", "GSSIDX3\n", "GSSIDX4\n", "cut", "flipped", "longer",
  ])
  func aDamagedFileIsMadeAnew(damage: String) throws {
    try deploy([Self.secret("a", "1")])
    _ = try index()
    try deploy([Self.secret("a", "2")])
    _ = try index()
    var bytes = try Files.read(file)
    switch damage {
    case "cut": bytes.removeLast(3)
    case "flipped": bytes[bytes.count - 10] ^= 1
    case "longer": bytes += [1, 2, 3]
    default: bytes = Array(damage.utf8)
    }
    try Files.atomicWrite(bytes, to: file)
    try expectSame(index())
    try deploy([Self.secret("a", "3")])
    try expectSame(index())
    try expectSame(index())
  }

  @Test func aLedgerThatWasReplacedIsReadAnew() throws {
    try deploy([Self.secret("a", "1")])
    try deploy([Self.secret("a", "2")])
    _ = try index()
    try clone.repository.git("update-ref", LedgerClone.reference, "\(LedgerClone.reference)~1")
    try expectSame(index())
    try deploy([Self.secret("a", "3")])
    try expectSame(index())
  }

  @Test func whereItCannotBeKeptItStillAnswers() throws {
    try deploy([Self.secret("a", "1")])
    // A file where its folder would be.
    removeIndex()
    Files.removeEmpty(files: [], directories: [clone.repository.path + "/.git/secrets-sync/index"])
    try clone.repository.write("", to: ".git/secrets-sync/index")
    for _ in 0..<2 { try expectSame(index()) }
  }

  @Test(arguments: [("group", 0o660), ("all", 0o664), ("0640", 0o640), ("umask", 0o644)])
  func othersOfASharedRepositoryMayWrite(setting: String, mode: Int) throws {
    try clone.repository.git("config", "core.sharedRepository", setting)
    let remote = try LedgerClone(.bare)
    try clone.repository.git("remote", "add", "origin", remote.repository.path)
    try deploy([Self.secret("a", "1")])
    _ = try index()
    _ = try clone.ledger().push(remote: "origin")
    let folder = clone.repository.path + "/.git/secrets-sync"
    for path in [file, folder + "/seen"] {
      let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(found as? Int == mode, "\(path)")
    }
    let found = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions]
    #expect(setting != "group" || found as? Int == 0o2770)
  }

  @Test func aRecordInAnotherFormCountsAsWell() throws {
    try deploy([Self.secret("a", "1"), Self.parameter])
    let path = try clone.newestPath()
    let text = try clone.repository.git("show", "\(LedgerClone.reference):\(path)") + "\n"
    for form in [
      text.replacing(#","items":["#, with: #" , "items" : [ "#),
      text.replacing(
        #""type":"String""#,
        with: #""type":"String","later":[{"b":1},{"store":"x"}]"#
      ),
      text.dropLast(2) + #","later":[{"items":[1]}]}"# + "\n",
    ] {
      removeIndex()
      try clone.forge { _, path, _ in (path, String(form)) }
      try expectSame(index())
    }
  }

  @Test func aRecordThatIsNoneIsAnError() throws {
    try deploy([Self.secret("a", "1")])
    let path = try clone.newestPath()
    try clone.tamper(set: [path: "{}"])
    let error = try #require(throws: LedgerError.self) { try clone.ledger().index("prod") }
    #expect(error.message.contains(path))
  }
}
