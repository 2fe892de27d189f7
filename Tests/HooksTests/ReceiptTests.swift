import Git
import Hooks
import TestSupport
import Testing

/// What is noted of checks, and what it is worth.
@Suite struct ReceiptTests {
  private let directory: TemporaryDirectory
  private var file: String { directory.path("secrets-sync/receipts") }
  private let id: ObjectID
  private let other: ObjectID

  init() throws {
    directory = TemporaryDirectory()
    id = try #require(ObjectID(hex: String(repeating: "a1", count: 20)))
    other = try #require(ObjectID(hex: String(repeating: "b2", count: 20)))
  }

  private func add(rules: String = "rules") throws {
    try Receipts.add(
      clean: [Receipts.Blob(id: id, kind: -7)],
      judged: [other],
      rules: rules,
      day: "2026-11-28",
      to: file
    )
  }

  @Test func coverTheSameBlobAsTheSameKindByTheSameRules() throws {
    try add()
    let receipts = try Receipts(reading: file, rules: "rules")
    #expect(receipts.covers(Receipts.Blob(id: id, kind: -7)))
    #expect(!receipts.covers(Receipts.Blob(id: id, kind: 7)))
    #expect(!receipts.covers(Receipts.Blob(id: other, kind: 0)))
    #expect(receipts.hasSeen(other))
    let later = try Receipts(reading: file, rules: "other rules")
    #expect(!later.covers(Receipts.Blob(id: id, kind: -7)))
    #expect(later.hasSeen(id))
  }

  @Test func sayWhyThereWasNoCheck() throws {
    try Receipts.add(skipped: [id], reason: "SKIP=a\tb\nc", day: "2026-11-28", to: file)
    let receipts = try Receipts(reading: file, rules: "rules")
    #expect(receipts.reasonForSkipping(id) == "SKIP=a b c")
    #expect(!receipts.hasSeen(id))
  }

  @Test func aLineThatIsCutShortCountsForNothing() throws {
    try add()
    let whole = try Files.read(file)
    for count in 0..<(whole.count - 1) {
      let piece = Array(whole[..<count])
      try Files.atomicWrite(piece, to: file)
      #expect(!(try Receipts(reading: file, rules: "rules")).hasSeen(id), "\(count)")
      // Nor does what is then added spoil it: it goes with the line that was cut, or counts.
      try add(rules: "later")
      let receipts = try Receipts(reading: file, rules: "rules")
      #expect(!receipts.covers(Receipts.Blob(id: id, kind: -7)), "\(count)")
    }
  }

  @Test(arguments: [
    "2026-11-28\tx\tchecked\t\t:.", "\t\t\t\t.", "a\tb\tskipped\tc\t: :: .", "\u{0}",
  ])
  func aLineThatIsNoneIsPassedOver(line: String) throws {
    try add()
    let lines = Array((line + "\n").utf8) + (try Files.read(file))
    try Files.atomicWrite(lines, to: file)
    #expect(try Receipts(reading: file, rules: "rules").hasSeen(other))
  }

  @Test func tooManyAreHalved() throws {
    let line = Array("2026-11-20\told\tchecked\t\t\(other):0!.\n".utf8)
    let lines = [[UInt8]](repeating: line, count: (9 << 20) / line.count).flatMap(\.self)
    try add()
    try Files.atomicWrite(lines, to: file)
    try add()
    try Receipts.tidy(file)
    #expect(try Files.read(file).count < 5 << 20)
    #expect(try Receipts(reading: file, rules: "rules").covers(Receipts.Blob(id: id, kind: -7)))
  }
}
