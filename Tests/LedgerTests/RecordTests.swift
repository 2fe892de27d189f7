import FoundationEssentials
import Git
import Ledger
import Testing

@Suite struct RecordTests {
  static let commit = ObjectID(hex: String(repeating: "1a", count: 20))
  static let tree = ObjectID(hex: String(repeating: "2b", count: 20))

  /// Every key of the format; what a program must write, byte for byte.
  static let whole =
    #"{"schema":1,"id":"01KAR7Q9R0000000000000000A","seq":12,"#
    + #""prev":"sha256:"# + String(repeating: "00ff", count: 16) + #"","#
    + #""commit":"1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a","#
    + #""tree":"2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b","env":"prod","#
    + #""at":"2026-11-23T16:00:00Z","#
    + #""by":{"arn":"arn:aws:sts::123456789012:assumed-role/ci/x","git":"N. \"é\" <n@example>"},"#
    + #""account":"123456789012","region":"eu-west-1","status":"deployed","kind":"restore","#
    + #""restored_from":"01KAR7Q9R00000000000000009","note":"after the \"freeze\" – é","items":["#
    + #"{"store":"s3","bucket":"vault","key":"a/b.py","version":"null"},"#
    + #"{"store":"sm","name":"myapp/db","arn":"arn:aws:sm","version":"v-1","#
    + #""stages":["AWSCURRENT"],"created":"2026-01-02T03:04:05Z","pin":"gss-pin-ab12cd34","#
    + #""archive":{"bucket":"vault","key":"archive/sm/x","version":"3"}},"#
    + #"{"store":"ssm","name":"/myapp/prod/x","version":7,"labels":[],"#
    + #""modified":"2026-01-02T03:04:06Z","type":"SecureString","tier":"Standard"}]}"# + "\n"

  func read(_ text: String) throws -> DeploymentRecord {
    try DeploymentRecord(fileBytes: Array(text.utf8), location: "refs/x:records/y.json")
  }

  @Test func readsAndWritesTheSameBytes() throws {
    let record = try read(Self.whole)
    #expect(String(decoding: record.fileBytes, as: UTF8.self) == Self.whole)
    #expect(record.commit == Self.commit)
    #expect(record.tree == Self.tree)
    #expect(record.by.git == "N. \"é\" <n@example>")
    #expect(record.at == Date(timeIntervalSince1970: 1_795_449_600))
    #expect(
      record.items.map(\.reference) == ["s3:vault/a/b.py", "sm:myapp/db", "ssm:/myapp/prod/x"]
    )
    #expect(record.items[2].version == "7")
  }

  @Test func encodableGivesTheSameContent() throws {
    let record = try read(Self.whole)
    let data = try JSONEncoder().encode(record)
    #expect(try JSONDecoder().decode(DeploymentRecord.self, from: data) == record)
  }

  /// As a later program may write it; `restored_from` shows that the order does not matter.
  @Test func keepsWhatItDoesNotKnow() throws {
    let text = Self.whole
      .replacing(#""seq":12"#, with: #""later":{"b":[1,-2.5,null],"a":"\u0001é"},"seq":12"#)
      .replacing(#""kind":"restore""#, with: #""another":12345678901234567890,"kind":"restore""#)
      .replacing(#""git":"#, with: #""team":"a","git":"#)
      .replacing(#""store":"sm""#, with: #""store":"sm","novel":true"#)
      .replacing(#""key":"archive/sm/x""#, with: #""form":2,"key":"archive/sm/x""#)
    let kept = Self.whole
      .replacing(
        #","items":"#,
        with: #","another":12345678901234567890,"later":{"a":"\u0001é","b":[1,-2.5,null]},"items":"#
      )
      .replacing(#" <n@example>""#, with: #" <n@example>","team":"a""#)
      .replacing(#""version":"3"}}"#, with: #""version":"3","form":2},"novel":true}"#)
    let record = try read(text)
    #expect(String(decoding: record.fileBytes, as: UTF8.self) == kept)
    #expect(try read(kept) == record)
    // An item that is put into another record keeps it, too.
    var item = record.items[1]
    item.pin = nil
    let copy = try JSONDecoder().decode(LedgerItem.self, from: JSONEncoder().encode(item))
    #expect(copy == item)
    #expect(item != (try read(Self.whole)).items[1])
  }

  @Test(arguments: [
    ("", "is empty"), ("a\nb", "line break"), ("a\u{1B}[1m", "control"), ("a\u{202E}b", "control"),
    (String(repeating: "é", count: 251), "502 bytes"),
  ])
  func refusesANoteThatIsNoLine(note: String, reason: String) {
    #expect(DeploymentNote.problem(in: note)?.contains(reason) == true)
  }

  @Test func takesANote() {
    #expect(DeploymentNote.problem(in: "après le “gel” 👍") == nil)
    #expect(DeploymentNote.problem(in: String(repeating: "x", count: 500)) == nil)
  }

  @Test func refusesANewerSchemaNamingTheFile() throws {
    // The rest of a newer record may look in any way.
    let error = try #require(throws: LedgerError.self) {
      try read(#"{"schema":2,"id":7,"seq":1.5}"# + "\n")
    }
    guard case .newerSchema = error.kind else { throw error }
    #expect(error.message.contains("refs/x:records/y.json"))
    #expect(error.message.contains("schema 2"))
  }

  @Test(arguments: [
    ("", "JSON"),
    ("{\"schema\":1", "JSON"),
    ("[]\n", "wrong type"),
    ("{}", "it does not end with a newline"),
    ("{}\n", "'schema' is missing"),
    ("{}\n\n", "JSON"),
    (whole.replacing(#""seq":12"#, with: #""seq":12.0"#), "'seq' is not an integer"),
    (whole.replacing(#""seq":12"#, with: #""seq":1e1"#), "'seq' is not an integer"),
    (whole.replacing(#""seq":12"#, with: #""seq":12,"seq":13"#), "'seq' is there twice"),
    (whole.replacing(#""items":["#, with: #""items":[],"items":["#), "'items' is there twice"),
    (whole.replacing(#""tier":"#, with: #""type":"String","tier":"#), "'type' is there twice"),
    (whole.replacing(#""seq":12"#, with: #""x":{"y":1,"y":2},"seq":12"#), "a key is there twice"),
    (whole.replacing(#""seq":12"#, with: #""seq":12,"\u0073eq":13"#), "a key has an escape"),
    (
      whole.replacing(
        #""seq":12"#,
        with: #""x":"# + String(repeating: "[", count: 200_000)
          + String(repeating: "]", count: 200_000) + #","seq":12"#
      ), "nested too deep"
    ),
    (whole.replacing(#""prev":"sha256:00"#, with: #""prev":"sha256:0"#), "'prev' is not valid"),
    (whole.replacing(#""prev":"sha256:00"#, with: #""prev":"sha256:AA"#), "'prev' is not valid"),
    (whole.replacing(/"prev":"[^"]*",/, with: ""), "'prev' is missing"),
    (whole.replacing("1a1a1a1a1a", with: "1A1a1a1a1a"), "'commit' is not valid"),
    (whole.replacing(#""env":"prod""#, with: #""env":"Prod""#), "'env' is not valid"),
    (whole.replacing("01KAR7Q9R00000000000000009", with: "x"), "'restored_from' is not valid"),
    (whole.replacing("myapp/db", with: ""), "'items[1].name' is not valid"),
    (whole.replacing("myapp/db", with: "arn:aws:sm:x"), "'items[1].name' is not valid"),
    (whole.replacing("/myapp/prod/x", with: "/myapp/x:3"), "'items[2].name' is not valid"),
    (whole.replacing("v-1", with: ""), "'items[1].version' is not valid"),
    (whole.replacing(#""version":7"#, with: #""version":-5"#), "'items[2].version' is not valid"),
    (whole.replacing(#""version":7"#, with: #""version":7.0"#), "'version' is not an integer"),
    (whole.replacing(#""vault""#, with: #""va/ult""#), "'items[0].bucket' is not valid"),
    (whole.replacing("a/b.py", with: ""), "'items[0].key' is not valid"),
    (
      whole.replacing(/"store":"sm",.*?},/, with: { String($0.output) + "{" + $0.output }),
      "'items' is not"
    ),
    (
      whole.replacing(#""store":"s3","bucket""#, with: #""store":"sm","name":"z","bucket""#),
      "'items' is not"
    ),
    (whole.replacing(#""seq":12,"#, with: ""), "'seq' is missing"),
    (whole.replacing(#""seq":12"#, with: #""seq":0"#), "'seq' is not valid"),
    (whole.replacing(#""seq":12"#, with: #""seq":9223372036854775807"#), "'seq' is not valid"),
    (whole.replacing("1a1a1a", with: "1a1a"), "'commit' is not valid"),
    (whole.replacing("16:00:00Z", with: "16:00:00+01:00"), "'at' is not valid"),
    (whole.replacing("16:00:00Z", with: "25:00:00Z"), "'at' is not valid"),
    (whole.replacing("\"ssm\"", with: "\"vms\""), "'items[2].store' is not valid"),
    (whole.replacing("\"version\":7", with: "\"version\":\"7\""), "'items[2].version'"),
    (whole.replacing("01KAR7Q9R0000000000000000A", with: "x"), "'id' is not valid"),
    (whole.replacing("\"deployed\"", with: "\"maybe\""), "'status' is not valid"),
  ])
  func refusesWhatIsNoRecordNamingFileAndKey(text: String, reason: String) throws {
    let error = try #require(throws: LedgerError.self) { try read(text) }
    guard case .damaged = error.kind else { throw error }
    #expect(error.message.contains("refs/x:records/y.json"))
    #expect(error.message.contains(reason), "\(error.message)")
  }

  @Test func anErrorNeverQuotesTheFile() throws {
    let content = "hunter" + "2hunter2"
    let text = Self.whole.replacing("\"deployed\"", with: "\"\(content)\"")
    let error = try #require(throws: LedgerError.self) { try read(text) }
    #expect(!error.message.contains(content))
  }

  @Test func controlCharactersStayReadable() throws {
    let text = Self.whole.replacing("SecureString", with: #"a\u0001\n\t\\b"#)
    let record = try read(text)
    #expect(record.items[2].type == "a\u{1}\n\t\\b")
    #expect(String(decoding: record.fileBytes, as: UTF8.self) == text)
  }

  @Test(arguments: [
    ("prod", true), ("eu-west-1.prod_2", true), ("0", true), ("", false), ("Prod", false),
    ("-x", false), (".x", false), ("a..b", false), ("a.", false), ("a.lock", false),
    ("a/b", false), ("a b", false), ("ü", false), ("a\nb", false),
    (String(repeating: "a", count: 101), false),
  ])
  func environmentNames(name: String, isValid: Bool) {
    #expect(EnvironmentName.isValid(name) == isValid)
  }
}

@Suite struct ULIDTests {
  let now = Date(timeIntervalSince1970: 1_469_918_176.385)

  @Test func writesTimeAndRandomBits() {
    let zero = ULIDGenerator(random: { (0, 0) })
    // The time of the specification's own example.
    #expect(zero.next(at: now) == "01ARYZ6S410000000000000000")
    let ones = ULIDGenerator(random: { (.max, .max) })
    #expect(ones.next(at: now) == "01ARYZ6S41ZZZZZZZZZZZZZZZZ")
  }

  @Test func growsWhileTheClockStandsStillOrRunsBackwards() {
    let generator = ULIDGenerator(random: { (0, .max) })
    let ids = [0, 0, -5, 0.001, -100].map { generator.next(at: now.addingTimeInterval($0)) }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy(ULIDGenerator.isValid))
  }

  @Test func countsIntoTheNextMillisecondWhenTheRandomPartIsFull() {
    let generator = ULIDGenerator(random: { (.max, .max) })
    let ids = (0..<3).map { _ in generator.next(at: now) }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == 3)
  }

  @Test(arguments: [
    "", "01ARYZ6S41000000000000000", "01ARYZ6S41000000000000000I", "81ARYZ6S410000000000000000",
    "01aryz6s410000000000000000", "01ARYZ6S4100000000000000000",
  ])
  func refusesOtherText(text: String) {
    #expect(!ULIDGenerator.isValid(text))
  }
}
