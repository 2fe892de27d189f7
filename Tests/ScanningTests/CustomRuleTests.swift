import Scanning
import Testing

/// Rules that users write, in the syntax of RE2.
@Suite struct CustomRuleTests {
  private func custom(
    _ regex: String,
    group: Int = 0,
    _ change: (inout CustomRule) -> Void = { _ in }
  ) throws -> Scanner {
    var rule = CustomRule(id: "own")
    rule.regex = try UserRegex(regex, secretGroup: group)
    change(&rule)
    return try scanner(rule.rule())
  }

  @Test(arguments: [
    // The end of the text is its end, not the newline before it.
    (#"a\d$"#, "a1\n", [String]()), (#"a\d$"#, "a1", ["a1"]),
    (#"(?m)a\d$"#, "a1\na2\n", ["a1", "a2"]),
    (#"(?m:^k\d$)|x$"#, "k1\nx\n", ["k1"]), (#"(?s)a.b"#, "a\nb", ["a\nb"]),
    (#"a.b"#, "a\nb", []), (#"a.b"#, "a\rb", ["a\rb"]), (#"k\z"#, "k", ["k"]),
    (#"\Ak"#, "k k", ["k"]),
    (#"k(?i)ey(?-i)X"#, "kEYX keyx", ["kEYX"]), (#"(?i:k)e"#, "Ke KE", ["Ke"]),
    (#"[[:alpha:]]{3}\d"#, "abc1", ["abc1"]), (#"[[.]x"#, "[x .x", ["[x", ".x"]),
    (#"a\sb"#, "a\u{B}b", []), (#"a\vb"#, "a\u{B}b", ["a\u{B}b"]), (#"a[\s]b"#, "a b", ["a b"]),
    (#"é+x"#, "ééx", ["ééx"]), (#"\x{e9}x"#, "éx", ["éx"]), (#"\101\x42"#, "AB", ["AB"]),
    (#"\Qa.b\E\d"#, "a.b1 axb1", ["a.b1"]), (#"a{,2}b"#, "a{,2}b", ["a{,2}b"]),
    (#"key=(\w+)"#, "key=abc", ["abc"]), (#"(?P<x>k)=(?:\w+)"#, "k=abc", ["k"]),
    (#"(a)?(b+)"#, "bb", ["bb"]), (#"(a*)(b+)"#, "bb", ["bb"]), (#"[]a]k"#, "]k", ["]k"]),
    (#"\$\{?x"#, "${x", ["${x"]),
  ]) func syntax(regex: String, text: String, values: [String]) throws {
    #expect(try custom(regex).values(text) == values)
  }

  @Test func aGroupIsChosen() throws {
    #expect(try custom(#"(\w+)=(\w+)"#, group: 2).values("a=bc") == ["bc"])
  }

  @Test(arguments: [
    ("a(b", 3), ("[ab", 0), ("ab)", 2), ("a**", 2), (#"ab\p{L}"#, 2), ("[ä]", 1),
    (#"x\x{110000}"#, 1),
    ("a(*ACCEPT)", 2), ("a\\", 1), ("é[b-a]", 5),
  ]) func problemsHaveAPlace(regex: String, offset: Int) throws {
    let problem = #expect(throws: RegexProblem.self) { try UserRegex(regex) }
    #expect(problem?.offset == offset, "\(problem?.message ?? "")")
  }

  @Test func entropyMustBeExceeded() throws {
    let scanner = try custom(#"k=(\w+)"#) { $0.entropy = 2 }
    #expect(try scanner.values("k=aabbccdd k=abcdefgh") == ["abcdefgh"])
  }

  @Test(arguments: [["acme"], ["ACME"], ["q~"], ["zz", "acme"]])
  func oneKeywordMustBeThere(keywords: [String]) throws {
    let scanner = try custom(#"\d{4}"#) { $0.keywords = keywords }
    #expect(try scanner.values("1234 nothing").isEmpty)
    #expect(try scanner.values("1234\n\n\nAcme Q~") == ["1234"])
  }

  @Test func aPathLimitsARule() throws {
    let path = try UserRegex(#"\.tf$"#)
    let scanner = try custom(#"\d{4}"#) { $0.path = path }
    #expect(try scanner.values("1234", path: "a/b.tf") == ["1234"])
    #expect(try scanner.values("1234", path: "a/b.tfx").isEmpty)
  }

  @Test func aRuleAboutPathsFindsTheFile() throws {
    var rule = CustomRule(id: "own")
    rule.path = try UserRegex(#"(?i)\.PEM$"#)
    let scanner = try scanner(rule.rule())
    let finding = try #require(scanner.scan("text\nmore\n", path: "k.pem").first)
    #expect(finding.line == 1 && finding.column == 1)
    #expect(try scanner.scan("text\nmore\n", path: "k.pub").isEmpty)
    #expect(try scanner.scan("text\n", path: "k.pem").count == 1)
  }

  // MARK: Allow lists

  private func values(
    _ text: String,
    path: String = "a",
    _ list: CustomAllowList
  ) throws -> [String] {
    try custom(#"k=(\w+)"#) { $0.allowLists = [list] }.values(text, path: path)
  }

  @Test func anAllowListLooksAtWhatItSays() throws {
    var list = CustomAllowList()
    list.regexes = [try UserRegex("^k=|dummy")]
    #expect(try values("k=one k=dummy", list) == ["one"])
    list.target = .match
    #expect(try values("k=one k=dummy", list).isEmpty)
    list.target = .line
    list.regexes = [try UserRegex("example$")]
    #expect(try values("k=one\nk=two  # example\n", list) == ["one"])
  }

  @Test func stopWordsAndPathsAllow() throws {
    var list = CustomAllowList()
    list.stopWords = ["dummy"]
    #expect(try values("k=one k=xDUMMYx", list) == ["one"])
    list.paths = [try UserRegex("^test/")]
    #expect(try values("k=one k=xDUMMYx", path: "test/a", list).isEmpty)
    list.needsAll = true
    #expect(try values("k=one k=xDUMMYx", path: "test/a", list) == ["one"])
    #expect(try values("k=one k=xDUMMYx", path: "a", list) == ["one", "xDUMMYx"])
  }

  @Test func anAllowListThatSaysNothingAllowsNothing() throws {
    #expect(try values("k=one", CustomAllowList()) == ["one"])
  }

  // MARK: Limits

  @Test(arguments: [#"(a+)+$"#, #"(a|aa)+$"#, #"(a*)*x\d"#])
  func whatTakesTooLongIsNotClean(regex: String) throws {
    let text = String(repeating: "a", count: 4000) + "!x"
    let result = try custom(regex).look(at: ScanInput(path: [], bytes: Array(text.utf8)))
    #expect(result.findings.isEmpty)
    #expect(result.unread.first?.message.contains("rule `own`") == true)
  }

  @Test func valuesAreKeptOnlyWhenAsked() throws {
    var rule = CustomRule(id: "own")
    rule.regex = try UserRegex(#"k=(\w+)"#, secretGroup: 1)
    let text = Array("k=a1b2c3d4".utf8)
    #expect(try scanner(rule.rule()).scan(path: [], bytes: text).first?.value == nil)
    let options = ScanOptions(keepsValues: true)
    let keeping = try Scanner(rules: [rule.rule()], generic: false, options: options)
    let finding = try #require(keeping.scan(path: [], bytes: text).first)
    #expect(finding.value?.exposed() == Array("a1b2c3d4".utf8))
    var dumped = "\(finding)"
    dump(finding, to: &dumped)
    #expect(!dumped.contains("a1b2c3d4"))
  }

  /// The other value stands at line 1, column 6.
  @Test(
    arguments: [
      ("user id-123456\nk=abcd", nil, nil, true), ("k=abcd", nil, nil, false),
      ("user id-123456\n\nk=abcd", 2, nil, true), ("user id-123456\n\nk=abcd", 1, nil, false),
      ("k=abcd\n\n     id-123456", 2, nil, true), ("k=abcd\n\n     id-123456", 1, nil, false),
      ("user id-123456\nk=abcd", nil, 3, true), ("user id-123456\nk=abcd", nil, 2, false),
      ("user id-123456\né=1;k=abcd", nil, 1, true), ("id-123456\n\nk=abcd", 2, 1, false),
      ("id-123456 id-123457\n id-123458 k=abcd", 0, 12, true),
    ] as [(String, Int?, Int?, Bool)]
  )
  func aRequirementHolds(text: String, lines: Int?, columns: Int?, isFound: Bool) throws {
    var rule = CustomRule(id: "own")
    rule.regex = try UserRegex(#"k=(\w+)"#, secretGroup: 0)
    rule.required = [Rule.Requirement(rule: "other", lines: lines, columns: columns)]
    var other = CustomRule(id: "other")
    other.regex = try UserRegex(#"id-\d{6}"#)
    other.isHelper = true
    let scanner = try Scanner(rules: [rule.rule(), other.rule()], generic: false)
    let found = try scanner.scan(path: [], bytes: Array(text.utf8)).map(\.rule)
    #expect(found == (isFound ? ["own"] : []))
  }
}
