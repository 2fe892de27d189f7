import Scanning
import Testing

@Suite struct EngineTests {
  let token = rule(
    keywords: ["tok_"],
    pattern: "tok_[a-z0-9]{8}",
    boundary: .alphanumeric,
    window: .atKeyword
  )

  @Test func positionsCountFromOneInBytes() throws {
    let finding = try #require(scanner(token).scan("a\r\né tok_abcd1234\n").first)
    #expect(finding.line == 2)
    #expect(finding.column == 4)
    #expect(finding.endLine == 2)
    #expect(finding.endColumn == 16)
    #expect(finding.range == 6..<18)
  }

  @Test func findsEveryOccurrence() throws {
    let text = "tok_abcd1234 tok_abcd1234\ntok_zzzz9999"
    let findings = try scanner(token).scan(text)
    #expect(findings.map(\.line) == [1, 1, 2])
    #expect(findings[0].valueDigest == findings[1].valueDigest)
    #expect(findings[0].valueDigest != findings[2].valueDigest)
  }

  @Test(arguments: 0..<9) func keywordAtAnyOffsetAndAnyTextEnd(offset: Int) throws {
    let text = String(repeating: " ", count: offset) + "tok_abcd1234"
    #expect(try scanner(token).values(text) == ["tok_abcd1234"])
  }

  @Test(arguments: 0..<9) func keywordOfThreeBytes(offset: Int) throws {
    let short = rule(keywords: ["pwd"], pattern: "(?i)pwd")
    let text = String(repeating: "-", count: offset) + " PwD"
    #expect(try scanner(short).values(text) == ["PwD"])
  }

  @Test func keywordsMatchInAnyCaseAndPatternsDoNot() throws {
    #expect(try scanner(token).values("TOK_abcd1234").isEmpty)
    let insensitive = rule(keywords: ["tok_"], pattern: "(?i)tok_[a-z0-9]{8}")
    #expect(try scanner(insensitive).values("TOK_ABCD1234") == ["TOK_ABCD1234"])
  }

  /// Each match fails its check and may hide the value: what is not looked at is not clean.
  @Test func aTextWithTooManyFalseMatchesIsNotClean() throws {
    let long = rule(
      keywords: ["beg"],
      pattern: "beg[a-z]{20000}",
      boundary: .none,
      checks: [.contains(.digit)]
    )
    let text = String(repeating: "beg", count: 20_000)
    let error = try #require(throws: ScanError.self) { try scanner(long).scan(text) }
    #expect(error.message.contains("test-key"))
    #expect(error.hint != nil)
  }

  @Test func manyKeywordsAreAllFound() throws {
    let keywords = (0..<600).map { "k\($0 * 7919 % 1000)x\($0)" }
    let rules = keywords.map { rule("r-\($0)", keywords: [$0], pattern: $0) }
    let scanner = try Scanner(rules: rules, generic: false)
    let text = keywords.joined(separator: " ; ")
    #expect(try scanner.values(text) == keywords)
  }

  @Test(arguments: [
    ("xtok_abcd1234", false), ("/tok_abcd1234/", true), ("_tok_abcd1234", true),
    ("tok_abcd12345", false), ("tok_abcd1234_", true), (#"\ntok_abcd1234\n"#, true),
    ("%3Dtok_abcd1234", true), (#"\u003dtok_abcd1234"#, true), ("\u{1B}[31mtok_abcd1234", true),
  ]) func alphanumericBoundary(text: String, found: Bool) throws {
    #expect(try scanner(token).scan(text).count == (found ? 1 : 0))
  }

  @Test(arguments: [
    ("= abcdefgh12345678", true), ("=abcdefgh12345678", true), ("+abcdefgh12345678", false),
    ("abcdefgh12345678=", false), ("abcdefgh12345678/", false), ("abcdefgh12345678\"", true),
  ]) func base64Boundary(text: String, found: Bool) throws {
    let key = rule(
      keywords: ["key"],
      pattern: "key (?<secret>(?:[=+]? ?[a-z0-9]){16})",
      boundary: .none
    )
    _ = key
    let plain = rule(
      keywords: ["key"],
      pattern: "(?<secret>[a-z0-9]{16})",
      boundary: .base64,
      window: .lines(0)
    )
    #expect(try scanner(plain).scan("key: " + text).count == (found ? 1 : 0))
  }

  @Test func boundaryAppliesToTheSecretGroup() throws {
    let named = rule(keywords: ["key"], pattern: #"key ?= ?"?(?<secret>[a-z)\]]{4,8})"?"#)
    #expect(try scanner(named).values(#"my_key="abcd""#) == ["abcd"])
    #expect(try scanner(named).values(#"my_key=abcdefghi"#).isEmpty)
  }

  @Test func windowsLimitWhereAMatchStarts() throws {
    func values(_ window: Rule.Window, _ text: String) throws -> [String] {
      let near = rule(keywords: ["here"], pattern: "[0-9]{6}", window: window)
      return try scanner(near).values(text)
    }
    let far = String(repeating: " ", count: 300)
    #expect(try values(.bytes(10), "here 123456").count == 1)
    #expect(try values(.bytes(256), "here \(far) 123456").isEmpty)
    #expect(try values(.lines(0), "111111 here \(far) 123456\n222222").count == 2)
    #expect(try values(.lines(1), "000000\n111111\nhere\n222222\n333333").count == 2)
    #expect(try values(.wholeText, "here \(far)\n\n\n123456").count == 1)
    #expect(try values(.atKeyword, "here 123456").isEmpty)
  }

  @Test func aMatchMayEndOutsideItsWindow() throws {
    let block = rule(keywords: ["begin"], pattern: "begin[^e]{5000}end", window: .atKeyword)
    let body = String(repeating: "x", count: 5000)
    #expect(try scanner(block).scan("begin\(body)end").count == 1)
  }

  @Test func contextMustBeNear() throws {
    let pattern = "[0-9]{6}"
    func count(_ reach: Rule.Context.Reach, _ text: String) throws -> Int {
      let near = rule(
        keywords: ["id"].map { $0 + " " },
        pattern: pattern,
        window: .wholeText,
        context: .near(["acme"], reach)
      )
      return try scanner(near).scan(text).count
    }
    #expect(try count(.lines(0), "ACME id 123456") == 1)
    #expect(try count(.lines(0), "acme\nid 123456") == 0)
    #expect(try count(.lines(1), "acme\nid 123456") == 1)
    #expect(try count(.bytes(4), "acme id 123456") == 0)
    #expect(try count(.wholeText, "acme\n\n\n\nid 123456") == 1)
    #expect(try count(.wholeText, "other\nid 123456") == 0)
  }

  @Test func rulesCanBeLimitedToFiles() throws {
    let npm = rule(keywords: [], pattern: "auth=[a-z]+", files: [".npmrc"])
    #expect(try scanner(npm).scan("auth=abc", path: "dir/.NPMRC").count == 1)
    #expect(try scanner(npm).scan("auth=abc", path: "dir/x.txt").isEmpty)
  }

  @Test func aRefusedMatchDoesNotHideAnother() throws {
    let quoted = rule(
      keywords: ["secret"],
      pattern: "secret[^\"]{0,40}\"[^\"]{0,40}\"",
      checks: [.custom { $0.string.hasSuffix("good\"") }]
    )
    #expect(try scanner(quoted).scan(#"secret_name secret="good""#).count == 1)
    #expect(try scanner(quoted).scan(#"secret="bad", secret="good""#).count == 1)
  }

  @Test func twoGroupsMayBeNamedSecret() throws {
    let either = rule(keywords: ["key"], pattern: "key1=(?<secret>[a-z]+)|key2=(?<secret>[0-9]+)")
    #expect(try scanner(either).values("key1=abc key2=123") == ["abc", "123"])
  }

  @Test func overlappingFindingsCountOnce() throws {
    let outer = rule("outer", level: .high, keywords: ["key"], pattern: "key=[a-z]{6}")
    let inner = rule("inner", level: .medium, keywords: ["key"], pattern: "(?<==)[a-z]{6}")
    let higher = rule("higher", level: .high, keywords: ["key"], pattern: "(?<==)[a-z]{6}")
    #expect(try scanner(inner, outer).scan("key=abcdef").map(\.rule) == ["outer"])
    #expect(try scanner(inner, higher).scan("key=abcdef").map(\.rule) == ["higher"])
    let lowOuter = rule("low-outer", level: .low, keywords: ["key"], pattern: "key=[a-z]{6}")
    #expect(
      try scanner(inner, lowOuter).scan("key=abcdef").map(\.rule) == ["low-outer", "inner"]
    )
  }

  @Test func patternThatDoesNotCompileFailsTheScan() throws {
    let broken = try scanner(rule(keywords: ["key"], pattern: "key["))
    #expect(try broken.scan("nothing").isEmpty)
    let error = #expect(throws: ScanError.self) { try broken.scan("key") }
    #expect(error?.message.contains("`test-key` does not compile") == true)
  }

  @Test func patternThatExceedsTheMatchLimitFailsTheScan() throws {
    let runaway = rule(keywords: ["aaa"], pattern: "(?:a+)+$", boundary: .none)
    let text = String(repeating: "a", count: 40) + "b"
    let error = #expect(throws: ScanError.self) { try scanner(runaway).scan(text) }
    #expect(error?.message.contains("`test-key` could not be tried") == true)
  }

  @Test(arguments: ["Key", "ab", ""]) func badKeywordIsRefused(keyword: String) {
    #expect(throws: ScanError.self) { try scanner(rule(keywords: [keyword], pattern: "x")) }
  }

  @Test func scansLargeMonotonousTexts() throws {
    let rules = [
      rule("lines", keywords: ["key"], pattern: "key[0-9]{40}", window: .lines(2)),
      rule("bytes", keywords: ["key"], pattern: "(?i)key.{0,40}[0-9]{40}"),
      rule(
        "refused",
        keywords: ["key"],
        pattern: "[a-z]{20,200}",
        window: .wholeText,
        context: .near(["nowhere"], .lines(1))
      ),
    ]
    let scanner = try Scanner(rules: rules)
    for block in [
      "key", "key=", "password=", "secret: \"", "token\n", "\\\"", "A1b2", "-----BEGIN ",
    ] {
      let text = String(repeating: block, count: 400_000 / block.utf8.count)
      #expect(try scanner.scan(text).count < 400_000)
    }
  }
}
