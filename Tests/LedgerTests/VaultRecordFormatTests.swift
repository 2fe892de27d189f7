import Foundation
import Git
import Ledger
import Testing

/// Files of the vault in records.
@Suite struct VaultRecordFormatTests {
  private static let key = "team/files/a/b@c.py"
  private static let whole = RecordTests.whole
    .replacing(
      #""key":"a/b.py","version":"null"}"#,
      with: #""key":"\#(key)","path":"a/b@c.py","version":"3x"}"#
    )
    .replacing(
      #","items":["#,
      with: #","files":[{"path":"ssm-a.py","version":"000001-9f2c61d0","#
        + #""created":"2026-01-02T03:04:05Z","later":1},{"path":"ssm-b.py","version":"1"}],"items":["#
    )

  private func read(_ text: String) throws -> DeploymentRecord {
    try DeploymentRecord(fileBytes: Array(text.utf8), location: "refs/x:records/y.json")
  }

  @Test func readsAndWritesTheSameBytes() throws {
    let record = try read(Self.whole)
    #expect(String(decoding: record.fileBytes, as: UTF8.self) == Self.whole)
    #expect(
      record.items.map(\.reference) == [
        "vault:a/b@c.py@", "sm:myapp/db", "ssm:/myapp/prod/x", "vault:ssm-a.py", "vault:ssm-b.py",
      ]
    )
    #expect(record.items.counted == "2 secrets and 3 files of the vault")
    #expect(record.items[3].created != nil)
  }

  @Test(arguments: [
    (#""path":"a/b@c.py""#, #""path":"b@c.py""#), (#""path":"a/b@c.py""#, #""path":"../a""#),
    (#""path":"ssm-a.py""#, #""path":"../ssm-a.py""#),
    (#""path":"ssm-a.py""#, #""path":"ssm-z.py""#),
    (#""path":"ssm-a.py""#, #""path":"ssm-b.py""#), (#""path":"ssm-a.py""#, #""path":"a/b@c.py""#),
    (#""version":"1""#, #""version":"""#), (#""version":"1""#, #""version":1"#),
    (#"{"store":"s3","bucket":"vault""#, #"{"store":"vault","name":"x","bucket":"vault""#),
    (#""path":"ssm-b.py""#, #""name":"ssm-b.py""#),
  ])
  func whatDoesNotFitIsRefused(part: String, other: String) throws {
    let text = Self.whole.replacing(part, with: other)
    try #require(text != Self.whole)
    #expect(throws: LedgerError.self) { try read(text) }
  }

  @Test func aFileIsTheSameInWhateverVault() {
    func file(_ store: ItemStore, _ name: String, _ version: String) -> LedgerItem {
      LedgerItem(store: store, name: name, path: store == .s3 ? "a.py" : nil, version: version)
    }
    let inFolder = file(.folder, "a.py", "1")
    let inBucket = file(.s3, "b/files/a.py", "1")
    func kinds(_ a: LedgerItem, _ b: LedgerItem) -> [ItemChange.Kind] {
      LedgerDifference.between([a], [b]).map(\.kind)
    }
    #expect(kinds(inFolder, inFolder) == [.unchanged])
    #expect(kinds(inFolder, file(.folder, "a.py", "2")) == [.changed])
    #expect(kinds(inFolder, inBucket) == [.changed])
    #expect(kinds(inBucket, file(.s3, "c/files/a.py", "1")) == [.changed])
    #expect(kinds(inBucket, LedgerItem(store: .s3, name: "b/files/a.py", version: "1")).count == 2)
  }
}

/// The index knows them, too.
@Suite struct VaultIndexTests {
  private let tests: IndexTests

  init() throws { tests = try IndexTests() }

  @Test func theIndexHasTheFiles() throws {
    func file(_ version: String) -> LedgerItem {
      LedgerItem(store: .folder, name: "a.py", version: version, created: LedgerClone.noon)
    }
    let object = LedgerItem(store: .s3, name: "b/files/c.py", path: "c.py", version: "1")
    let secret = IndexTests.secret("a", "1")
    for items in [
      [secret], [secret, file("1")], [secret, file("1")], [secret, file("2")], [file("2")],
      [object, secret, file("2")], [object, secret], [secret, file("1")],
    ] {
      try tests.deploy(items)
      try tests.expectSame(try tests.index())
    }
    tests.removeIndex()
    try tests.expectSame(try tests.index())
    #expect(try tests.index().records { $0.reference == "vault:a.py" }.count == 6)
  }
}
