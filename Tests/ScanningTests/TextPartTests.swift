import Scanning
import Testing

/// What rules look for in a whole text is found in one that is read part by part, or is said not to be
/// known.
@Suite struct TextPartTests {
  /// In parts of 4 kB; `times` is how often the text can be read.
  private func look(_ scanner: Scanner, _ text: String, times: Int = .max) -> ScanResult {
    let bytes = Array(text.utf8)
    var (at, left) = (0, times)
    return unsafe scanner.look(path: Array("a.txt".utf8), window: 4096, overlap: 512) {
      buffer in
      let count = min(buffer.count, bytes.count - at)
      unsafe buffer.copyBytes(from: bytes[at..<at + count])
      at += count
      return count
    } again: {
      left -= 1
      at = 0
      return left > 0
    }
  }

  private func expectSame(_ scanner: Scanner, _ text: String, _ count: Int) throws {
    let whole = scanner.look(at: ScanInput(path: Array("a.txt".utf8), bytes: Array(text.utf8)))
    let parts = look(scanner, text)
    #expect(parts.unread.map(\.message) == [])
    #expect(parts.findings.map(\.range) == whole.findings.map(\.range))
    #expect(parts.findings.map(\.line) == whole.findings.map(\.line))
    #expect(whole.findings.count == count)
  }

  private static let gap = String(repeating: "nothing to see here\n", count: 2000)

  private func own(_ change: (inout CustomRule) -> Void) throws -> Rule {
    var rule = CustomRule(id: "own")
    rule.regex = try UserRegex(#"k=(\w+)"#, secretGroup: 0)
    change(&rule)
    return rule.rule()
  }

  private func other() throws -> Rule {
    var other = CustomRule(id: "other")
    other.regex = try UserRegex(#"id-\d{6}"#)
    other.keywords = ["user"]
    other.isHelper = true
    return other.rule()
  }

  /// Too short to be looked for with those of all rules: `q~`.
  @Test(arguments: ["acme", "q~"]) func aKeywordMayStandInAnyPart(word: String) throws {
    let scanner = try scanner(own { $0.keywords = [word] })
    let matches = "k=abcd\n" + Self.gap + "k=efgh\n"
    try expectSame(scanner, matches + Self.gap, 0)
    try expectSame(scanner, word + "\n" + Self.gap + matches, 2)
    try expectSame(scanner, Self.gap + matches + Self.gap + word, 2)
    try expectSame(scanner, matches + Self.gap + word + Self.gap + "k=ijkl", 3)
  }

  @Test(arguments: ["acme", "q~"])
  func whatIsReadOnceIsIncompleteWhereAKeywordComesLate(word: String) throws {
    let scanner = try scanner(own { $0.keywords = [word] })
    let late = look(scanner, "k=abcd\n" + Self.gap + word, times: 1)
    #expect(late.unread.map(\.message).joined().contains("rule `own`"))
    #expect(look(scanner, word + Self.gap + "k=abcd\n", times: 1).unread.isEmpty)
    let none = look(scanner, "k=abcd\n" + Self.gap, times: 1)
    #expect(none.unread.isEmpty && none.findings.isEmpty)
  }

  @Test func aRuleForOtherFilesIsNoConcern() throws {
    let path = try UserRegex(#"\.py$"#)
    let scanner = try scanner(
      own {
        $0.keywords = ["acme"]
        $0.path = path
      }
    )
    #expect(look(scanner, "k=abcd\n" + Self.gap + "acme", times: 1).unread.isEmpty)
  }

  @Test func aRequirementMayBeMetInAnyPart() throws {
    let scanner = try Scanner(
      rules: [own { $0.required = [Rule.Requirement(rule: "other")] }, other()],
      generic: false
    )
    let (one, id) = ("k=abcd\n", "id-123456\n")
    try expectSame(scanner, one + Self.gap + one, 0)
    try expectSame(scanner, one + Self.gap + "user", 0)
    // The rule that is required finds something only because of a word in another part.
    for parts in [[one, id, "user"], [id, one, "user"], ["user", one, id], ["user", id, one]] {
      try expectSame(scanner, parts.joined(separator: Self.gap), 1)
    }
    let once = look(scanner, one + Self.gap + "user " + id, times: 1)
    #expect(once.unread.map(\.message).joined().contains("rule `own` requires `other`"))
    #expect(look(scanner, one + Self.gap + one, times: 1).unread.isEmpty)
    #expect(look(scanner, "user " + one + Self.gap + id, times: 1).unread.count == 1)
    #expect(look(scanner, "user " + id + Self.gap + one, times: 1).findings.count == 1)
  }

  @Test func whatIsNearIsDecidedInAPart() throws {
    let scanner = try Scanner(
      rules: [own { $0.required = [Rule.Requirement(rule: "other", lines: 3)] }, other()],
      generic: false
    )
    let (one, id) = ("k=abcd\n", "user id-123456\n")
    try expectSame(scanner, one + Self.gap + id, 0)
    try expectSame(scanner, (0..<40).map { _ in Self.gap + one + "\n" + id }.joined(), 40)
    // Three lines may be long.
    let long = String(repeating: "nothing to see here, ", count: 2000) + "\n"
    let unknown = look(scanner, one + long + id)
    #expect(unknown.unread.map(\.message).joined().contains("rule `own` requires `other`"))
  }

  /// Each line is encoded by itself.
  @Test func whatIsEncodedIsATextOfItsOwn() throws {
    let scanner = try scanner(own { $0.keywords = ["acme"] })
    let (match, word) = (
      Example.base64("so much for k=abcd here"), Example.base64("a word of acme and more")
    )
    try expectSame(scanner, match + "\n" + Self.gap + word, 1)
    try expectSame(scanner, match + "\n" + Self.gap + "acme", 0)
  }

  @Test func utf16IsReadThatWay() throws {
    let scanner = try scanner(own { $0.keywords = ["acme"] })
    let text = "\u{FEFF}k=abcd\n" + Self.gap + "acme"
    let bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    var at = 0
    let result = unsafe scanner.look(path: [], window: 4096, overlap: 512) { buffer in
      let count = min(buffer.count, bytes.count - at)
      unsafe buffer.copyBytes(from: bytes[at..<at + count])
      at += count
      return count
    } again: {
      at = 0
      return true
    }
    #expect(result.unread.isEmpty && result.findings.count == 1)
  }
}
