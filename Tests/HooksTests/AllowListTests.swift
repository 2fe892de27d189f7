import Git
import Hooks
import Testing

@Suite struct AllowListTests {
  private static let print = "v1:" + String(repeating: "0a", count: 16)
  private static let other = "v1:" + String(repeating: "1b", count: 16)

  private func parse(_ text: String) throws -> AllowList {
    try AllowList(parsing: Array(text.utf8), file: "list")
  }

  @Test func readsEntries() throws {
    let list = try parse(
      """
      # a comment

      \(Self.print) aws-access-key-id docs/a b.md # AWS's own example (Ada L., 2026-11-23)
        \(Self.other) generic x.py # no author\r
      """
    )
    let first = try #require(list.allows(fingerprint: Self.print))
    #expect(first.rule == "aws-access-key-id")
    #expect(first.path == GitPath("docs/a b.md"))
    #expect(first.reason == "AWS's own example")
    #expect(first.author == "Ada L.")
    #expect(first.date == "2026-11-23")
    #expect(list.allows(fingerprint: Self.other)?.reason == "no author")
    #expect(list.lines == [3, 4])
  }

  @Test func anEntryHoldsForItsRuleAndPathOnly() throws {
    let list = try parse("\(Self.print) rule-a a.py # reason")
    let path = GitPath("a.py")
    #expect(list.allows(fingerprint: Self.print, rule: "rule-a", path: path) != nil)
    #expect(list.allows(fingerprint: Self.print, rule: "rule-b", path: path) == nil)
    #expect(list.allows(fingerprint: Self.print, rule: "rule-a", path: GitPath("b.py")) == nil)
    #expect(list.allows(fingerprint: Self.other, rule: "rule-a", path: path) == nil)
  }

  @Test func aFileMergedByUnionIsFine() throws {
    let line = "\(Self.print) rule-a a.py # first"
    let list = try parse("\(line)\n\(line)\n\(Self.print) rule-a a.py # second\n")
    #expect(list.entries.map(\.reason) == ["first"])
  }

  @Test(arguments: [
    "nonsense", "\(print)", "\(print) rule", "\(print) rule path", "\(print) rule path #",
    "\(print) rule path #   ", "\(print) rule # reason", "v2:00 rule path # reason",
    "\(print.uppercased()) rule path # reason", "\(print) ru/le path # reason",
    "\(print) rule \"path # reason", "\(print) rule \"a\\q\" # reason", "<<<<<<< HEAD",
    "\(print) rule path # a\u{1B}[2Jb",
  ])
  func whatCannotBeReadIsAnErrorWithItsLine(line: String) {
    let error = #expect(throws: HookError.self) { try parse("# comment\n\n\(line)\n") }
    #expect(error?.kind == .policy)
    #expect(error?.file == "list")
    #expect(error?.line == 3)
  }

  @Test(arguments: [
    Array("plain/path.py".utf8), Array("with space".utf8), Array(" edges ".utf8),
    Array("a # b".utf8), Array("#x".utf8), Array("new\nline\ttab".utf8), Array("quo\"te\\".utf8),
    Array("caf\u{E9}".utf8), Array("caf".utf8) + [0xE9], Array(":x".utf8), [0x01, 0x7F, 0xFF],
  ])
  func anEntryReadsBackAsItWasWritten(path: [UInt8]) throws {
    let entry = try AllowEntry(
      fingerprint: Self.print,
      rule: "rule-a",
      path: GitPath(bytes: path),
      reason: "test data (not real)",
      author: "Ada",
      date: "2026-11-23"
    )
    let list = try AllowList(parsing: AllowList.appending(entry, to: []), file: "list")
    #expect(list.entries == [entry])
    #expect(!entry.rendered.utf8.contains { $0 < 0x20 || $0 == 0x7F })
  }

  /// Git may know no name.
  @Test(arguments: [nil, "2027-01-31"])
  func anEntryNeedsNoAuthor(expires: String?) throws {
    let entry = try AllowEntry(
      fingerprint: Self.print,
      rule: "rule-a",
      path: GitPath("a.py"),
      reason: "test data",
      date: "2026-11-23",
      expires: expires
    )
    #expect(try parse(entry.rendered).entries == [entry])
  }

  @Test(arguments: [
    "", "  ", "two\nlines", " edge", "ends (as, 2026-01-01)", "ends (2026-01-01)",
  ])
  func aReasonThatWouldNotReadBackIsRefused(reason: String) {
    let error = #expect(throws: HookError.self) {
      try AllowEntry(
        fingerprint: Self.print,
        rule: "rule-a",
        path: GitPath("a"),
        reason: reason
      )
    }
    #expect(error?.kind == .allowEntry)
  }

  @Test func appendingKeepsEveryOtherByte() throws {
    let entry = try AllowEntry(
      fingerprint: Self.print,
      rule: "rule-a",
      path: GitPath("a"),
      reason: "reason"
    )
    let before = "# mine\r\n\n\(Self.other) rule-b b # why"
    let after = AllowList.appending(entry, to: Array(before.utf8))
    #expect(after == Array((before + "\n" + entry.rendered + "\n").utf8))
  }
}
