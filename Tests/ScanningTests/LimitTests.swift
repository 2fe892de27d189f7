import Scanning
import Testing

/// However a text is made, it is searched to its end, or said not to be.
@Suite struct LimitTests {
  // MARK: Texts that took forever

  /// `\` before the end of a line could be read in two ways, so that each line doubled the time.
  @Test func continuedLinesOfALoginModule() throws {
    let text = "PlainLoginModule required" + String(repeating: " \\\r\n x", count: 60)
    let scanner = try Scanner(generic: false)
    #expect(try scanner.scan(text).isEmpty)
    let password = Example.random(20, .alphanumeric)
    let secret = text + " \\\r\n password=\"\(password)\";"
    #expect(try scanner.values(secret) == [password])
  }

  @Test(arguments: ["key/", "key.", "key-", "key=", "password = ", "name=key ", "a.b.c.key/d."])
  func oneLineOfNames(part: String) throws {
    let scanner = try Scanner(rules: [])
    let line = String(repeating: part, count: 200_000 / part.utf8.count)
    let password = Example.random(20, .alphanumeric)
    for path in ["a.py", "a.env", "a.txt", "a.yaml"] {
      #expect(throws: Never.self) { try scanner.scan(line, path: path) }
      #expect(try scanner.values(line + "\npassword=\"\(password)\"\n", path: path) == [password])
    }
  }

  // MARK: What is remembered from one place to the next

  /// In code, a bare value counts in a comment only.
  @Test func aCommentReachesToTheEndOfItsLine() throws {
    let scanner = try Scanner(rules: [])
    let values = (0..<40).map { Example.random(20, .alphanumeric, seed: UInt64($0)) }
    let names = values.map { "password: \($0), " }.joined()
    let quoted = "x = f(1)\n"
    #expect(try scanner.values("# \(names)\n", path: "a.py") == values)
    #expect(
      try scanner.values("y # \(names)\n\(names)\n# \(names)\n", path: "a.py") == values + values
    )
    #expect(try scanner.values("\(quoted)\(names)\n\(quoted)", path: "a.py").isEmpty)
  }

  /// Words are looked for near each value, on one line and on many.
  @Test(arguments: [Rule.Context.Reach.bytes(30), .lines(0), .lines(1)], ["\n", " "])
  func wordsStandNearTheirValues(reach: Rule.Context.Reach, separator: String) throws {
    let parts = (0..<60).map { number in
      let word = number % 7 == 3 ? "acme" : number % 11 == 5 ? "Zeta" : "none"
      let filler = String(repeating: ".", count: number % 5 * 13)
      return "\(filler)\(word)\(filler) tok_\(Example.random(8, .hex, seed: UInt64(number)))"
    }
    let all = rule(keywords: ["tok_"], pattern: "tok_[0-9a-f]{8}")
    let near = rule(
      keywords: ["tok_"],
      pattern: "tok_[0-9a-f]{8}",
      context: .near(["acme", "zeta"], reach)
    )
    let text = parts.joined(separator: separator)
    let bytes = Array(text.lowercased().utf8)
    let expected = try scanner(all).scan(text).filter { finding in
      let range =
        switch reach {
        case .bytes(let count):
          max(
            0,
            finding.range.lowerBound - count
          )..<min(
            bytes.count,
            finding.range.upperBound + count
          )
        case .lines(let count): Self.lines(around: finding.range, count, bytes)
        case .wholeText: bytes.indices
        }
      let surroundings = String(decoding: bytes[range], as: UTF8.self)
      return surroundings.contains("acme") || surroundings.contains("zeta")
    }
    #expect(try scanner(near).scan(text).map(\.range) == expected.map(\.range))
  }

  private static func lines(around range: Range<Int>, _ count: Int, _ text: [UInt8]) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    var (before, after) = (0, 0)
    while lower > 0, text[lower - 1] != 0x0A || before < count {
      lower -= 1
      if text[lower] == 0x0A { before += 1 }
    }
    while upper < text.count, text[upper] != 0x0A || after < count {
      if text[upper] == 0x0A { after += 1 }
      upper += 1
    }
    return lower..<upper
  }

  /// A comment allows the findings beside it and no others.
  @Test func commentsStandBesideTheirFindings() throws {
    let token = rule(keywords: ["tok_"], pattern: "tok_[0-9a-f]{8}")
    var lines: [String] = []
    for number in 0..<60 {
      let comment = number % 6 == 2 ? "  # Secrets-Sync: Allow it is a test" : ""
      lines.append("a = tok_\(Example.random(8, .hex, seed: UInt64(number)))\(comment)")
    }
    let findings = try scanner(token).scan(lines.joined(separator: "\n"), path: "a.py")
    let allowed = findings.filter { $0.inlineComment?.reason != nil }.map(\.line)
    #expect(findings.count == 60)
    #expect(allowed == (0..<60).filter { $0 % 6 == 2 }.map { $0 + 1 })
  }

  @Test func placesInRunsOfUTF16() throws {
    let token = rule(keywords: ["tok_"], pattern: "tok_[0-9a-f]{8}")
    var bytes: [UInt8] = []
    var places: [Int] = []
    for number in 0..<50 {
      bytes += [0xFF, 0xFF, 0xFE]
      places.append(bytes.count)
      for byte in "tok_\(Example.random(8, .hex, seed: UInt64(number)))".utf8 {
        bytes += [byte, 0]
      }
    }
    let findings = try scanner(token).scan(path: Array("a.bin".utf8), bytes: bytes)
    #expect(findings.map(\.range.lowerBound) == places)
  }

  @Test func manyPairsInOneFile() throws {
    let secret = rule("acme-secret", keywords: ["acme_s"], pattern: "acme_s=[0-9a-f]{8}")
    let id = rule("acme-id", keywords: ["acme_i"], pattern: "acme_i=[0-9a-f]{8}")
    let text = (0..<300).map { number in
      let hex = Example.random(8, .hex, seed: UInt64(number))
      return "acme_i=\(hex)\nacme_s=\(hex)\n\n\n"
    }
    let findings = try scanner(secret, id).scan(text.joined())
    let halves = findings.map { Pairs.Half(finding: $0, file: 0, scope: 0, place: "") }
    let pairing = Rule(
      id: "acme-secret",
      description: "",
      reference: "",
      level: .high,
      keywords: ["acme_s"],
      pattern: "",
      pairsWith: ["acme-id"],
      advice: "",
      examples: []
    )
    let matches = Pairs(rules: [pairing]).matches(halves)
    #expect(matches.map(\.secret) == Array(stride(from: 1, to: 600, by: 2)))
    #expect(matches.allSatisfy { $0.other == $0.secret - 1 })
  }

  // MARK: Limits

  /// What an expression of a user takes too long for is not clean.
  @Test(arguments: ["(a+)+$", "a.*b.*c.*d", "(.*)(.*)(.*)x"])
  func anExpressionThatTakesForever(regex: String) throws {
    var own = CustomRule(id: "own")
    own.regex = try UserRegex(regex, secretGroup: 0)
    let text =
      String(repeating: "abc", count: 400_000) + String(repeating: "a", count: 90_000) + "!"
    let result = try scanner(own.rule()).look(
      at: ScanInput(path: Array("a.txt".utf8), bytes: Array(text.utf8))
    )
    #expect(result.unread.count >= 1)
    #expect(result.unread.allSatisfy { $0.message.contains("`own`") })
  }

  /// A path that an expression takes too many steps for may be one that the rule is for.
  @Test func aPathThatTakesForever() throws {
    var own = CustomRule(id: "own")
    own.regex = try UserRegex("tok_[0-9]+")
    own.path = try UserRegex("^(a+)+$")
    let path = Array((String(repeating: "a", count: 60) + "!").utf8)
    let result = try scanner(own.rule()).look(
      at: ScanInput(path: path, bytes: Array("tok_1234".utf8))
    )
    #expect(result.unread.count == 1)
    #expect(result.unread.first?.message.contains("`own`") == true)
  }

  /// To open an archive has a price, however small it is.
  @Test func manySmallArchivesInOneText() throws {
    let text = String(repeating: "H4sIAAAAAAAAAAAAAAAAAAAAAAAA\n\n", count: 40_000)
    let result = try scanner(rule(keywords: ["tok_"], pattern: "tok_")).look(
      at: ScanInput(path: Array("a.txt".utf8), bytes: Array(text.utf8))
    )
    #expect(result.unread.contains { $0.message.contains("encoded") })
  }

  // MARK: Far away

  /// What a rule finds in a text does not depend on what stands far away in it.
  @Test func distanceSeparates() throws {
    let rules = BuiltinRules.all.filter { rule in
      if !rule.files.isEmpty { return false }
      if case .wholeText = rule.window { return false }
      if case .wholeText = rule.context?.reach { return false }
      // A block without its end goes on to the end of the text.
      return !rule.keywords.contains { $0.contains("-----") }
    }
    let scanner = try Scanner(rules: rules, generic: false)
    let separator =
      String(repeating: "\n", count: 120) + String(repeating: ". ;\n", count: 300)
      + String(repeating: "\n", count: 120)
    var text = ""
    var apart: [String] = []
    for rule in rules {
      guard let example = rule.examples.first else { continue }
      let alone = try scanner.scan(example)
      let start = text.utf8.count
      apart += alone.map { "\($0.rule) \($0.range.lowerBound + start)" }
      text += example + separator
    }
    let together = try scanner.scan(text).map { "\($0.rule) \($0.range.lowerBound)" }
    let lost = Set(apart).subtracting(together)
    let new = Set(together).subtracting(apart)
    #expect(lost.isEmpty, "\(lost.sorted().prefix(10))")
    #expect(new.isEmpty, "\(new.sorted().prefix(10))")
  }
}
