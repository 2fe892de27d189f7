import Scanning
import Testing

/// What is encoded is found, once, where it stands.
@Suite struct DecodingTests {
  let token = rule(keywords: ["tok_"], pattern: "tok_[a-z0-9]{8}", window: .atKeyword)
  let secret = "tok_abcd1234"

  private func look(_ text: String, path: String = "a.txt") throws -> ScanResult {
    try scanner(token).look(at: ScanInput(path: Array(path.utf8), bytes: Array(text.utf8)))
  }

  /// The only finding, which must start and end where the encoded text does.
  private func finding(
    in text: String,
    at encoded: String,
    _ encodings: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try look(text)
    #expect(result.unread.isEmpty, sourceLocation: sourceLocation)
    #expect(result.findings.count == 1, sourceLocation: sourceLocation)
    let finding = try #require(result.findings.first, sourceLocation: sourceLocation)
    #expect(finding.encodings == encodings, sourceLocation: sourceLocation)
    let bytes = Array(text.utf8)
    let shown = String(decoding: bytes[finding.range], as: UTF8.self)
    #expect(shown == encoded, sourceLocation: sourceLocation)
    let line = bytes[..<finding.range.lowerBound].count { $0 == 0x0A } + 1
    #expect(finding.line == line, sourceLocation: sourceLocation)
  }

  private func base64URL(_ text: String, padded: Bool) -> String {
    let encoded = Example.base64(text).replacing("+", with: "-").replacing("/", with: "_")
    return padded ? encoded : encoded.replacing("=", with: "")
  }

  private func hex(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func percent(_ text: String) -> String {
    text.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      return character.isLetter || character.isNumber
        ? String(character) : "%" + hex("\(character)")
    }.joined()
  }

  private func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  @Test(arguments: 0..<6) func base64InAnyAlignment(shift: Int) throws {
    let head = String("key = 1234567".dropFirst(shift)) + "\n"
    let encoded = Example.base64(head + secret + "\nsome more text that follows\n")
    let result = try look("data:\n  file: \(encoded)\n  other: x\n")
    #expect(result.findings.count == 1)
    let finding = try #require(result.findings.first)
    #expect(finding.encodings == ["base64"])
    #expect(finding.line == 2)
    // The symbols that hold the value's bytes, and no more.
    let start = 14 + 4 * head.utf8.count / 3
    #expect(finding.range.lowerBound == start)
    #expect(finding.range.count == 16 || finding.range.count == 17 || finding.range.count == 18)
  }

  @Test(arguments: [true, false]) func base64URLWithAndWithoutPadding(padded: Bool) throws {
    let text = "token?>?>?>? \(secret)."
    let encoded = base64URL(text, padded: padded)
    #expect(encoded.contains("_") || encoded.contains("-"))
    let result = try look("x=\(encoded);\n")
    #expect(result.findings.map(\.encodings) == [["base64"]])
  }

  /// Kubernetes, MIME, YAML blocks, and JSON with escaped line breaks.
  @Test(arguments: ["\n", "\r\n", "\n    ", "\\n", "\\r\\n"])
  func base64OverLines(lineBreak: String) throws {
    let text = String(repeating: "a line of text\n", count: 20) + secret + "\nend\n"
    let encoded = Array(Example.base64(text))
    let lines = stride(from: 0, to: encoded.count, by: 76)
      .map { String(encoded[$0..<min($0 + 76, encoded.count)]) }
    let result = try look(
      "data: |\(lineBreak)" + lines.joined(separator: lineBreak) + lineBreak + "\""
    )
    #expect(result.findings.map(\.encodings) == [["base64"]])
    let line = try #require(result.findings.first).line
    #expect(line == (lineBreak.hasPrefix("\\") ? 1 : 7))
  }

  @Test(arguments: [true, false]) func hexadecimal(isUppercase: Bool) throws {
    let text = "the token is "
    let digits = hex(text + secret + ", yes")
    let encoded = isUppercase ? digits.uppercased() : digits
    let place = encoded.dropFirst(2 * text.utf8.count).prefix(2 * secret.utf8.count)
    try finding(in: "a\nX'\(encoded)'\n", at: String(place), ["hex"])
    try finding(in: "0x\(encoded)\n", at: String(place), ["hex"])
  }

  @Test func percentEncoding() throws {
    let encoded = percent("tok_") + "abcd1234"
    try finding(
      in: "see\nhttps://example.org/?a=%7B%22b%22%3A\(encoded)%22%7D&c=d and more\n",
      at: encoded,
      ["percent"]
    )
  }

  /// What is escaped is decoded part by part, so that many escapes take little memory.
  @Test func behindManyEscapes() throws {
    let encoded = percent("tok_") + "abcd1234"
    let many = String(repeating: "%41%42%43\n", count: 30_000)
    let last = "https://example.org/?a=%7B%22b%22%3A\(encoded)%22%7D\n"
    try finding(in: "\(many)\n\(last)", at: encoded, ["percent"])
    let one = String(repeating: "%41", count: 70_000)
    try finding(in: "\(one)\n\(last)", at: encoded, ["percent"])
  }

  @Test func unicodeEscapes() throws {
    try finding(
      in: #"{"a": "x\u003dtok\u005fabcd1234\u0026"}"#,
      at: #"tok\u005fabcd1234"#,
      ["escapes"]
    )
  }

  @Test(arguments: ["&quot;", "&#34;", "&#x22;"])
  func aQuotedValueInHTML(quote: String) throws {
    let value = Example.random(14, .alphanumeric)
    let text = "<p>set password = \(quote)\(value)\(quote) and go on</p>\n"
    #expect(try Scanner().values(text, path: "a.html") == [value])
    let connection = "server=db; user id=app; password = \(quote)\(value)\(quote);\n"
    let found = try Scanner().scan(connection, path: "a.html")
    #expect(
      found.map { String(decoding: Array(connection.utf8)[$0.range], as: UTF8.self) } == [value]
    )
  }

  @Test func entities() throws {
    let text = "<a data-x=\"{&quot;key&quot;: &quot;tok&#95;abcd1234&quot;}\">"
    try finding(in: text, at: "tok&#95;abcd1234", ["html"])
  }

  @Test func jsonWithinJSON() throws {
    let password = ["Vx9!kqT7", "#mPz2$wL"].joined()
    let inner = "{\"password\": \"\(password)\", \"user\": \"app\"}"
    for depth in 1...3 {
      let text = (0..<depth).reduce(inner) { text, _ in "{\"SecretString\": \"\(escaped(text))\"}" }
      let result = try Scanner().look(
        at: ScanInput(path: Array("a.json".utf8), bytes: Array(text.utf8))
      )
      #expect(result.findings.count == 1, "\(text)")
    }
  }

  @Test func layersAreNamedOutermostFirst() throws {
    let text = hex("some text " + secret + " and more")
    let result = try look("a: \(Example.base64(text + "\n"))\n")
    #expect(result.findings.map(\.encodings) == [["base64", "hex"]])
  }

  @Test func depthIsBounded() throws {
    var text = "some text \(secret) and more"
    var found: [Int] = []
    for _ in 1...5 {
      text = Example.base64(text)
      found.append(try look(text).findings.count)
    }
    #expect(found == [1, 1, 1, 0, 0])
  }

  @Test(arguments: [true, false]) func utf16InBase64(mark: Bool) throws {
    let units = (mark ? [0xFEFF] : []) + Array("echo \(secret)".utf16)
    let bytes = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let encoded = Example.base64(bytes)
    try finding(
      in: "powershell -enc \(encoded)\n",
      at: encoded.replacing("=", with: ""),
      ["base64", "utf-16"]
    )
  }

  @Test func aValueInTheTextIsReportedOnce() throws {
    let json = #"{\"key\": \"\#(secret)\"}"#
    let result = try look("{\"a\": \"\(json)\"}")
    #expect(result.findings.map(\.encodings) == [[]])
  }

  @Test func aRuleKnowsMoreThanRandomness() throws {
    let encoded = Example.base64("user: app\npassword: none\n\(secret) # the key of the build\n")
    let scanner = try Scanner(rules: [token])
    let text = "registry_password: \(encoded)\n"
    let findings = try scanner.scan(path: Array("a.yaml".utf8), bytes: Array(text.utf8))
    #expect(findings.map(\.rule) == [token.id])
  }

  /// Pictures, keys, and hashes decode to nothing that can be read.
  @Test func randomBytesAreLeftAlone() throws {
    var text = ""
    for seed in 0..<200 { text += Example.random(400, .base64, seed: UInt64(seed)) + "\n\n" }
    for seed in 0..<200 { text += Example.random(64, .hex, seed: UInt64(seed)) + "\n\n" }
    #expect(try look(text).findings.isEmpty)
  }

  @Test func twoPartsAreNotOneValue() throws {
    let first = Example.base64("this text ends with tok_")
    let second = Example.base64("abcd1234 starts this text")
    let wide = rule(keywords: ["tok_"], pattern: "tok_\\s?[a-z0-9]{8}", window: .atKeyword)
    let text = Array("\(first) \(second)".utf8)
    #expect(try scanner(wide).scan(path: [], bytes: text).isEmpty)
  }

  @Test func tooMuchDecodingIsSaid() throws {
    // Each level is no larger than the one around it, so only what multiplies reaches the limit.
    let text = String(repeating: #"\"a\": %22%3A%7B &quot;b&quot;: "#, count: 20_000)
    let result = try look(text)
    #expect(result.unread.count == 1)
  }
}
