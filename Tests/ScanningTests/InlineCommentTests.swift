import Scanning
import Testing

/// Comments beside a value that ask for it to be passed over.
@Suite struct InlineCommentTests {
  private static let secret = "tkn" + "_" + Example.random(12, .lowerAlphanumeric, seed: 7)

  private static func tokenScanner() throws -> Scanner {
    try Scanner(
      rules: [rule("test-token", keywords: ["tkn" + "_"], pattern: "tkn_[a-z0-9]{12}")],
      generic: false
    )
  }

  private func comment(_ text: String, path: String = "a.py") throws -> InlineComment? {
    let text = text.split(separator: "KEY", omittingEmptySubsequences: false)
      .joined(separator: Self.secret)
    return try #require(try Self.tokenScanner().scan(text, path: path).first).inlineComment
  }

  private static let ours = "secrets-sync" + ": allow"

  @Test(arguments: [
    ("a.py", "k = \"KEY\"  # \(ours) test data"),
    ("a.c", "k = \"KEY\";  /* \(ours) test data */ f();"),
    ("a.html", "<a b='KEY'> <!-- \(ours) test data -->"),
    ("a.sql", "select 'KEY'; -- \(ours) test data"),
    ("a.ini", "; \(ours) test data\nk=KEY"),
    ("a.py", "# \(ours) test data\nk = \"KEY\""),
    ("a.py", "# \(ours) test data\r\nk = \"KEY\"\r\n"),
    ("a.py", "# \(ours): test data\nk = \"KEY\""),
    ("a.py", "# \(ours) [test-token] test data\nk = \"KEY\""),
    ("a.py", "# \(ours) [other, test-token] test data\nk = \"KEY\""),
    ("a.sh", "# \(ours) test data\nrun \\\n  --token \\\n  KEY"),
    ("a.properties", "# \(ours) test data\nk=\\\n  KEY"),
    ("a.json", "{\"_comment\": \"\(ours) test data\",\n \"k\": \"KEY\"}"),
    ("a.tex", "% \(ours) test data\nKEY"),
    ("a.vb", "' \(ours) test data\nk = \"KEY\""),
    ("a.kt", "/** \(ours) test data */\nval k = \"KEY\""),
    ("a.ml", "let k = \"KEY\" (* \(ours) test data *)"),
    ("a.ml", "(* \(ours) test data *)\nlet k = \"KEY\""),
    ("a.f90", "k = 'KEY' ! \(ours) test data"), ("a.f90", "! \(ours) test data\nk = 'KEY'"),
    ("a.properties", "! \(ours) test data\nk=KEY"), ("a.bat", ":: \(ours) test data\nset K=KEY"),
    ("a.bat", "REM \(ours) test data\nset K=KEY"),
    ("a.ps1", "<# \(ours) test data #>\n$k = 'KEY'"),
    ("a.vim", "\" \(ours) test data\nlet k='KEY'"),
    ("a.erb", "<%# \(ours) test data %>\nKEY"), ("a.jinja", "{# \(ours) test data #}\nKEY"),
    ("a.hbs", "{{!-- \(ours) test data --}}\nKEY"), ("a.clj", ";; \(ours) test data\nKEY"),
    ("a.lua", "-- \(ours) test data\nk = 'KEY'"),
    ("a.xml", "<!-- \(ours) test data -->\n<a>KEY</a>"),
  ])
  func allowsWithItsReason(path: String, text: String) throws {
    #expect(try comment(text, path: path)?.effect == .allows(reason: "test data"))
  }

  @Test(arguments: [
    "k = \"KEY\"\n# \(ours) below", "# \(ours) two lines above\n\nk = \"KEY\"",
    "x = 1  # \(ours) of another line\nk = \"KEY\"", "k = \"KEY\" \(ours) no comment",
    "k = \"KEY\"  # \(ours)ed by somebody", "k = \"KEY\"  # xsecrets-sync: allow me",
    "'x', # \(ours) of another line\nk = \"KEY\"",
    "*p = 1; // \(ours) of another line\nk = \"KEY\"",
    "/* \(ours) code behind it */ x = 1;\nk = \"KEY\"",
    "if (!ok) \(ours) negated\nk = \"KEY\"", "\" \(ours) a string\nk = \"KEY\"",
    "(* \(ours) code behind it *) let x = 1\nk = \"KEY\"",
  ])
  func whatIsElsewhereOrNoCommentSaysNothing(text: String) throws {
    #expect(try comment(text) == nil)
  }

  @Test func aReasonIsNeeded() throws {
    for end in ["", " ", " [test-token]", " */", " ..."] {
      #expect(try comment("k = \"KEY\"  # \(Self.ours)\(end)")?.effect == .lacksReason)
    }
  }

  @Test func anotherRulesCommentSaysSo() throws {
    let found = try comment("k = \"KEY\"  # \(Self.ours) [other-rule] test data")
    #expect(found?.effect == .otherRules("other-rule"))
    #expect(found?.complaint?.contains("is for other-rule") == true)
  }

  @Test(arguments: [
    "gitleaks" + ":allow", "betterleaks" + ":allow", "pragma: allowlist" + " secret",
    "kingfisher" + ":ignore", "trufflehog" + ":ignore", "gg" + "ignore", "no" + "secret",
    "checkov:skip=CKV_" + "SECRET_6: test data",
  ])
  func peersCommentsCount(marker: String) throws {
    let found = try comment("k = \"KEY\"  # \(marker)")
    #expect(found?.reason != nil)
    #expect(found?.isOwn == false)
    #expect(try comment("k = \"KEY\"\n\n# \(marker)") == nil)
    #expect(try comment("k = \"KEY\"  # \(marker)" + "ed")?.reason == nil || marker.contains("CKV"))
  }

  @Test func peersPlacesDiffer() throws {
    let next = "pragma: allowlist nextline" + " secret"
    #expect(try comment("# \(next)\nk = \"KEY\"")?.reason != nil)
    #expect(try comment("k = \"KEY\"  # \(next)") == nil)
    #expect(try comment("# gitleaks" + ":allow\nk = \"KEY\"") == nil)
    #expect(try comment("k = \"KEY\"\n# kingfisher" + ":ignore\n")?.reason != nil)
  }

  /// Ruff's and Bandit's codes are about names, so they say nothing about a token's own format.
  @Test func aLintersCodeDoesNotCoverATokenWithAFormat() throws {
    #expect(try comment("password = \"KEY\"  # noqa: S105") == nil)
    let value = Example.random(24, .alphanumeric, seed: 3)
    let text = "password = \"\(value)\"  # noqa: S105\n"
    let findings = try Scanner(rules: []).scan(path: Array("a.py".utf8), bytes: Array(text.utf8))
    #expect(findings.first?.inlineComment?.reason != nil)
  }

  @Test func theFirstAndLastLineOfABlockCount() throws {
    let scanner = try scanner(
      rule("block", keywords: ["open-block"], pattern: "open-block[a-z\\n]+close", boundary: .none)
    )
    func reason(_ text: String) throws -> String? {
      try #require(try scanner.scan(text).first).inlineComment?.reason
    }
    #expect(try reason("open-block\nabc\nclose # \(Self.ours) last") == "last")
    #expect(try reason("/* \(Self.ours) first */ open-block\nabc\nclose") == "first")
    #expect(try reason("# \(Self.ours) before\nopen-block\nabc\nclose") == "before")
    #expect(try reason("open-block\nabc\nclose\n# \(Self.ours) after") == nil)
  }

  @Test func manyFindingsOnOneLongLineStayCheap() throws {
    let line = Array(repeating: Self.secret, count: 5_000).joined(separator: " ")
    let scanner = try Self.tokenScanner()
    let clock = ContinuousClock()
    let start = clock.now
    let count = try scanner.scan(line).count
    let time = clock.now - start
    #expect(count == 5_000)
    #expect(time < .seconds(30))
  }
}
