import Scanning
import Testing

/// A text that is made from a known one shows what it shows when all of it is looked at.
@Suite struct EditedTextTests {
  private let scanner: Scanner
  private let path = Array("src/settings.py".utf8)

  init() throws { scanner = try Scanner() }

  /// Source text with nothing in it.
  private static let lines = (0..<300).map { number in
    switch number % 9 {
    case 0: "def handler_\(number)(request, key=None):"
    case 1: "    token = request.headers.get(\"x-token-\(number)\")"
    case 2: "    password = get_password(\(number))"
    case 3: "    # The secret of line \(number) is that there is none."
    case 4: "    return {\"auth\": token, \"count\": \(number * 31)}"
    case 5: "    url = \"https://example.com/path/\(number)?page=%20x\""
    case 6: "    log.info(\"curl -u user \\u0041 done\")"
    case 7: "    default = {\"Default\": None}"
    default: ""
    }
  }

  private static let textWithoutEscapes = Array(
    lines.filter { !$0.contains("%20") && !$0.contains("\\u") }.joined(separator: "\n").utf8
  )

  private static let text = Array(lines.joined(separator: "\n").utf8)

  /// A version, and what was copied to it from the version before.
  private struct Version {
    var bytes: [UInt8] = []
    var pieces: [TextPiece] = []

    mutating func copy(_ source: Range<Int>, of base: [UInt8]) {
      guard !source.isEmpty else { return }
      var piece = TextPiece(source: source.lowerBound, start: bytes.count, count: source.count)
      if let last = pieces.last, last.start + last.count == piece.start,
        last.source + last.count == piece.source
      {
        pieces.removeLast()
        piece = TextPiece(source: last.source, start: last.start, count: last.count + piece.count)
      }
      pieces.append(piece)
      bytes += base[source]
    }
  }

  /// The base with some bytes in the place of a range.
  private static func edit(_ base: [UInt8], _ range: Range<Int>, _ new: [UInt8]) -> Version {
    var version = Version()
    version.copy(0..<range.lowerBound, of: base)
    version.bytes += new
    version.copy(range.upperBound..<base.count, of: base)
    return version
  }

  private struct Seen: Equatable {
    let rule: String
    let range: Range<Int>
    let digest: ValueDigest

    init(_ finding: Finding) {
      rule = finding.rule
      range = finding.range
      digest = finding.valueDigest
    }
  }

  private func known(_ bytes: [UInt8]) throws -> KnownText {
    try #require(
      scanner.look(at: ScanInput(path: path, bytes: bytes), madeFrom: nil, []).known
    )
  }

  /// Looks at a version both ways; returns what was found, and the version if it is known then.
  @discardableResult
  private func compare(
    _ version: Version,
    to base: KnownText,
    _ note: Comment? = nil
  ) -> (findings: [Seen], known: KnownText?) {
    let input = ScanInput(path: path, bytes: version.bytes)
    let whole = scanner.look(at: input)
    let (result, known) = scanner.look(at: input, madeFrom: base, version.pieces)
    #expect(result.findings.map(Seen.init) == whole.findings.map(Seen.init), note)
    #expect(result.unread.map(\.message) == whole.unread.map(\.message), note)
    return (result.findings.map(Seen.init), known)
  }

  @Test func smallChangesLeaveATextKnown() throws {
    var generator = SeededGenerator(seed: 7)
    var (text, base) = (Self.text, try known(Self.text))
    for number in 0..<60 {
      let at = Int.random(in: 0..<text.count - 40, using: &generator)
      let version = Self.edit(text, at..<at + number % 30, Array("\n# change \(number)\n".utf8))
      let result = compare(version, to: base, "change \(number)")
      let next = try #require(result.known, "change \(number)")
      (text, base) = (version.bytes, next)
    }
  }

  /// Secrets in all kinds of forms, put together here.
  private static var secrets: [(name: String, text: String)] {
    var generator = SeededGenerator(seed: 11)
    func random(_ alphabet: String, _ count: Int) -> String {
      generator.string(of: alphabet, length: count)
    }
    let password = "db_password = \"\(random(TestAlphabet.base62, 18))\""
    let key = "AKIA" + random("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
    let body = (0..<12).map { _ in random(TestAlphabet.base64, 64) }.joined(separator: "\n")
    let begin = "-----BEGIN RSA PRIVATE " + "KEY-----\n"
    return [
      ("an access key", "x = \"\(key)\""),
      ("a password", password),
      ("a private key", begin + body + "\n-----END RSA PRIVATE " + "KEY-----"),
      ("base64", "data = \"\(Example.base64("config: {\(password), also: some more words}"))\""),
      ("escapes", password.utf8.map { "%" + hex($0) }.joined()),
      ("a value with no name", "acmesearch = \"\(random(TestAlphabet.base62, 40))\""),
      ("UTF-16", String(decoding: password.utf8.flatMap { [$0, 0] }, as: UTF8.self)),
    ]
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  @Test(arguments: 0..<4 as Range<UInt64>) func whatWasFoundStaysFound(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var text = Self.textWithoutEscapes
    for (_, secret) in Self.secrets.prefix(2) + Self.secrets.prefix(2) {
      let at = Int.random(in: 0..<text.count, using: &generator)
      text = Self.edit(text, at..<at, Array("\n\(secret)\n".utf8)).bytes
    }
    var base = try known(text)
    var most = 0
    for number in 0..<50 {
      let at = Int.random(in: 0..<text.count - 40, using: &generator)
      let new = Array((number % 2 == 0 ? "" : "\n# change \(number)\n").utf8)
      let version = Self.edit(text, at..<at + number % 25, new)
      let result = compare(version, to: base, "change \(number)")
      most = max(most, result.findings.count)
      (text, base) = (version.bytes, try #require(result.known, "change \(number)"))
    }
    #expect(most >= 3)
  }

  @Test func aSecretIsFoundWhereverItIsPut() throws {
    let base = try known(Self.text)
    var generator = SeededGenerator(seed: 3)
    for (name, secret) in Self.secrets {
      for _ in 0..<6 {
        let at = Int.random(in: 0..<Self.text.count, using: &generator)
        let line = at == 0 ? 0 : (Self.text[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
        let version = Self.edit(Self.text, line..<line, Array("\n\(secret)\n".utf8))
        #expect(!compare(version, to: base, "\(name) at \(line)").findings.isEmpty, "\(name)")
      }
    }
  }

  @Test func aSecretIsFoundWhenAByteOfItWasMissing() throws {
    var generator = SeededGenerator(seed: 5)
    for (name, secret) in Self.secrets {
      let bytes = Array("\n\(secret)\n".utf8)
      for _ in 0..<10 {
        let place = Int.random(in: 1..<bytes.count - 1, using: &generator)
        var broken = bytes
        // A byte that breaks most forms.
        broken[place] = 0x7F
        let text = Self.edit(Self.text, 5000..<5000, broken).bytes
        let input = ScanInput(path: path, bytes: text)
        guard let base = scanner.look(at: input, madeFrom: nil, []).known else { continue }
        let at = 5000 + place
        let mended = Self.edit(text, at..<at + 1, [bytes[place]])
        compare(mended, to: base, "\(name), byte \(place)")
      }
    }
  }

  /// Otherwise all tests here would compare a look at the whole with itself.
  @Test func whatWasCopiedIsNotReadAgain() throws {
    let (_, secret) = try #require(Self.secrets.first)
    let line = Array("\n\(secret)\n".utf8)
    let text = Self.edit(Self.textWithoutEscapes, 4000..<4000, line).bytes
    // The piece says that all of it was copied; the bytes say that the secret is gone.
    let other = Self.edit(text, 4000..<4000 + line.count, line.map { _ in 0x78 }).bytes
    let input = ScanInput(path: path, bytes: other)
    #expect(scanner.look(at: input).findings.isEmpty)
    let piece = TextPiece(source: 0, start: 0, count: text.count)
    #expect(try scanner.look(at: input, madeFrom: known(text), [piece]).result.findings.count == 1)
  }

  @Test func whatIsEncodedIsReadFromItsStart() throws {
    let lines = (0..<90).map { "setting_\($0): nothing that anybody would look for" }
    let secret = try #require(Self.secrets.dropFirst().first).text
    let encoded = Array(Example.base64((lines + [secret] + lines).joined(separator: "\n")).utf8)
    // With another first symbol it is not text.
    let broken = [UInt8(ascii: "+"), UInt8(ascii: "/")] + encoded.dropFirst(2)
    let text = Self.edit(Self.text, 5000..<5000, [0x0A] + broken + [0x0A]).bytes
    let base = try known(text)
    let mended = Self.edit(text, 5001..<5003, Array(encoded.prefix(2)))
    #expect(!compare(mended, to: base).findings.isEmpty)
  }

  @Test func aKeyIsPublicWhereItsSurroundingsSaySo() throws {
    var generator = SeededGenerator(seed: 13)
    let key = "AIza" + "Sy" + generator.string(of: TestAlphabet.base62, length: 33)
    let filler = String(decoding: Self.textWithoutEscapes.prefix(380), as: UTF8.self)
    let line = "https://maps.googleapis.com/maps/api/js?key=\(key)\n\(filler)\nx.firebaseapp.com\n"
    let text = Self.edit(Self.textWithoutEscapes, 5000..<5000, Array("\n\(line)".utf8)).bytes
    let base = try known(text)
    let at = 5001 + line.utf8.count - 4
    compare(Self.edit(text, at..<at + 3, Array("xyz".utf8)), to: base)
  }

  @Test func longRunsOfBlanksAreLookedOver() throws {
    let secret = try #require(Self.secrets.dropFirst().first).text
    let parts = secret.split(separator: " ")
    for count in [100, 400, 3000] {
      let blanks = String(repeating: " ", count: count)
      let line = "\n\(parts[0])\(blanks)!\(blanks)\(parts[2])\n"
      let text = Self.edit(Self.text, 5000..<5000, Array(line.utf8)).bytes
      let input = ScanInput(path: path, bytes: text)
      guard let base = scanner.look(at: input, madeFrom: nil, []).known else { continue }
      let at = 5001 + parts[0].utf8.count + count
      compare(Self.edit(text, at..<at + 1, [UInt8(ascii: "=")]), to: base, "\(count) blanks")
    }
  }

  @Test func aSecretIsFoundWherePiecesMeet() throws {
    let (_, secret) = try #require(Self.secrets.first)
    let middle = secret.utf8.count / 2
    let halves = (Array(secret.utf8.prefix(middle)), Array(secret.utf8.dropFirst(middle)))
    // The second half stands before the first one, far away from it.
    var text = Self.edit(Self.text, 9000..<9000, halves.0 + [0x0A]).bytes
    text = Self.edit(text, 3000..<3000, [0x0A] + halves.1 + [0x0A]).bytes
    let base = try known(text)
    let first = 9000 + halves.1.count + 2 + halves.0.count
    var version = Version()
    version.copy(0..<first, of: text)
    version.copy(3001..<3001 + halves.1.count + 1, of: text)
    version.copy(first..<text.count, of: text)
    #expect(!compare(version, to: base).findings.isEmpty)
  }

  @Test func valuesCountWhereTheyAreFewInAllOfTheText() throws {
    var generator = SeededGenerator(seed: 9)
    let values = (0..<5).map { _ in
      "\nacmesearch = \"\(generator.string(of: TestAlphabet.base62, length: 40))\"\n"
    }
    var (text, base) = (Self.text, try known(Self.text))
    var counts: [Int] = []
    func take(_ version: Version) throws {
      let result = compare(version, to: base, "\(counts)")
      (text, base) = (version.bytes, try #require(result.known))
      counts.append(result.findings.count)
    }
    for value in values {
      let line = (text[..<6000].lastIndex(of: 0x0A) ?? 0) + 1
      try take(Self.edit(text, line..<line, Array(value.utf8)))
    }
    // Then they go again, one by one.
    for value in values.reversed() {
      let start = try #require(text.firstRange(of: Array(value.utf8)))
      try take(Self.edit(text, start, []))
    }
    #expect(counts == [1, 2, 3, 0, 0, 0, 3, 2, 1, 0])
  }

  /// Pieces of text of which each is a reason to look farther than at what is new.
  private static func piece(_ generator: inout SeededGenerator) -> String {
    let secrets = secrets
    func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let secret = secrets[random(0...secrets.count - 2)].text
    switch random(0...15) {
    case 0: return secret
    case 1: return "x = \"\(Example.base64(secret))\""
    case 2: return Example.base64(Example.base64("some words and \(secret), and more"))
    case 3:
      return secret.utf8.map {
        random(0...3) == 0 ? "%" + hex($0) : "\(Character(Unicode.Scalar($0)))"
      }.joined()
    case 4: return String(repeating: "\"\",\n", count: random(5...60))
    case 5: return String(repeating: " ", count: random(20...400)) + "="
    case 6: return "acmesearch = \"\(generator.string(of: TestAlphabet.base62, length: 40))\""
    case 7: return "# " + String(repeating: "a word or two, ", count: random(1...200))
    case 8: return String(repeating: "token, key; ", count: random(1...200)) + secret
    case 9: return generator.string(of: TestAlphabet.base64, length: random(10...300))
    case 10: return "mixpanel(\"\(generator.string(of: "0123456789abcdef", length: 32))\")"
    case 11: return "-----BEGIN RSA PRIVATE " + "KEY-----"
    case 12: return "\\u0070\\u0061ssword: \(secret)"
    case 13:
      return (0..<random(1...6)).map { _ in Example.base64(String(repeating: "text ", count: 11)) }
        .joined(separator: "\n")
    case 14: return "password = "
    default: return lines[random(0...lines.count - 1)]
    }
  }

  @Test func anyVersionShowsWhatItsWholeShows() throws {
    var known = 0
    for seed in 0..<12 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var text: [UInt8] = []
      while text.count < 20_000 { text += Array((Self.piece(&generator) + "\n").utf8) }
      var base = scanner.look(at: ScanInput(path: path, bytes: text), madeFrom: nil, []).known
      for number in 0..<60 {
        let at = Int.random(in: 0..<text.count, using: &generator)
        let most = min([2, 60, 900][number % 3], text.count - at)
        let length = Int.random(in: 0...most, using: &generator)
        let isPiece = Bool.random(using: &generator)
        let new =
          isPiece ? Self.piece(&generator) : ["", "\n", "=", "A", "/", "\"", "#"][number % 7]
        let version = Self.edit(text, at..<at + length, Array(new.utf8))
        text = version.bytes
        let note: Comment =
          "seed \(seed), change \(number): \(at)..<\(at + length), \(new.utf8.count)"
        if let last = base {
          known += 1
          base = compare(version, to: last, note).known
        } else {
          base = scanner.look(at: ScanInput(path: path, bytes: text), madeFrom: nil, []).known
        }
      }
    }
    #expect(known > 400)
  }

  @Test func rulesWithoutKeywordsLookAtEverything() throws {
    let scanner = try Scanner(
      rules: [rule(keywords: [], pattern: "needle-[0-9]{4}")],
      generic: false
    )
    let input = ScanInput(path: [], bytes: Self.text)
    #expect(scanner.look(at: input, madeFrom: nil, []).known == nil)
  }
}
