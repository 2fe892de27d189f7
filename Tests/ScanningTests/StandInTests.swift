import Scanning
import Testing

/// What stands where a secret would, in the exact format of one.
@Suite struct StandInTests {
  private static let standard = Result { try Scanner() }
  private static let sensitive = Result {
    try Scanner(options: ScanOptions(sensitivity: .sensitive))
  }

  private func findings(_ text: String, sensitive: Bool = false) throws -> [Finding] {
    try (sensitive ? Self.sensitive : Self.standard).get().scan(text)
  }

  @Test(arguments: [
    "AKIA" + "XXXXXXXXXXXXXXXX", "AKIA" + "0000000000000000", "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + String(repeating: "x", count: 36), "dapi" + String(repeating: "0", count: 32),
  ]) func masksAndWordsAreForThoseWhoWantToSeeEverything(value: String) throws {
    #expect(try findings("token = \"\(value)\"\n").isEmpty)
    let shown = try findings("token = \"\(value)\"\n", sensitive: true)
    #expect(shown.allSatisfy { $0.level == .low && $0.score < 0.5 })
  }

  @Test func aMaskIsFoundWhenEverythingIsAskedFor() throws {
    let finding = try #require(findings("AKIA" + "XXXXXXXXXXXXXXXX", sensitive: true).first)
    #expect(finding.rule == "aws-access-key-id")
    #expect(finding.reason.hasSuffix("; a mask, not a secret"))
  }

  @Test(arguments: ["AKIA" + "ZZZZZZZZZZZZZZZZ", "AKIA" + "ABCDEFGHIJKLMNOP"])
  func regularityInTheFormatOfATokenIsLow(value: String) throws {
    let finding = try #require(findings("key: \(value)\n").first)
    #expect(finding.level == .low)
    #expect(finding.reason.contains("looks like a stand-in"))
    #expect(try findings("key: \(value)\n").count == 1)
  }

  /// It may be the password all the same.
  @Test(arguments: [
    "Server=db;Port=5432;User Id=ada;Password=~;Database=app;",
    "machine x.test login ada password ~", "psexec \\\\10.0.0.1 -u ada -p ~ cmd",
    "credentials {\n  username 'ada'\n  password '~'\n}", "$mail->Password = '~';",
    "new NetworkCredential(\"ada\", \"~\");",
  ]) func wordsOfSamplesAreLowWhereTheSyntaxSaysPassword(template: String) throws {
    let text = template.replacing("~", with: "secret") + "\n"
    let finding = try #require(findings(text).first)
    #expect(finding.level == .low)
    #expect(finding.reason.contains("a word that samples use"))
    #expect(try findings(template.replacing("~", with: "${SECRET}") + "\n").isEmpty)
  }

  @Test(arguments: [
    "mysql://ada:~@db.internal/app", "host=db.internal user=ada password=~ dbname=app",
    "PGPASSWORD=~ psql -h db app", "CREATE USER ada WITH PASSWORD '~';",
  ]) func wordsThatNameACredentialAreForThoseWhoWantToSeeEverything(template: String) throws {
    let text = template.replacing("~", with: "mydbpass") + "\n"
    #expect(try findings(text).isEmpty)
    let finding = try #require(findings(text, sensitive: true).first)
    #expect(finding.level == .low)
    #expect(finding.reason.hasSuffix("; only names what belongs there"))
    #expect(try findings(template.replacing("~", with: "zanzibar9") + "\n").count == 1)
  }

  @Test(arguments: [
    "DSN=mailer://ACCESS_KEY:SECRET_KEY@default", "see sms://AccountSid:AuthToken@FromPhone/To",
    "see sms://Phone:JWTToken@host",
    "mysql://keystone:KEYSTONE_DBPASS@controller/keystone", "  password = bridge->password;",
  ]) func namesOfProgramsAndManualsAreNoPasswordsOfURLs(text: String) throws {
    #expect(try findings(text + "\n", sensitive: true).isEmpty)
  }

  @Test(arguments: [
    "aws_access_key_id = \"${AWS_ACCESS_KEY_ID}\"", "aws_secret_access_key = {{ aws_secret_key }}",
    "GITHUB_TOKEN=<your-github-token>", "password: ${{ secrets.DATABASE_PASSWORD }}",
    "db_password = \"{{resolve:secretsmanager:prod/db:SecretString:password}}\"",
  ]) func templatesAndReferencesAreNeverFindings(text: String) throws {
    #expect(try findings(text + "\n", sensitive: true).isEmpty)
  }

  /// The generic detector must not call probable what a rule has called a stand-in.
  @Test func theRuleSpeaksForItsValue() throws {
    let any = rule(
      keywords: ["acme_token"],
      pattern: "acme_token ?= ?\"(?<secret>[0-9a-f]{32})\"",
      checks: [.doubts { _ in .pattern("a test") }]
    )
    let scanner = try Scanner(rules: [any])
    let text = "acme_token = \"\(Example.random(32, .hex))\"\n"
    let findings = try scanner.scan(text)
    #expect(findings.map(\.rule) == ["test-key"])
    #expect(findings.map(\.level) == [.low])
    #expect(findings.first?.reason == "test key; looks like a stand-in: a test")
  }

  @Test func aRuleWithoutDoubtBeatsOneInDoubt() throws {
    let doubtful = rule(
      "doubtful",
      keywords: ["key="],
      pattern: "key=(?<secret>[0-9a-f:]{8,80})",
      checks: [.doubts { _ in .pattern("a test") }]
    )
    let certain = rule("certain", level: .medium, keywords: ["key="], pattern: "(?<=:)[0-9a-f]{32}")
    let scanner = try scanner(doubtful, certain)
    #expect(try scanner.scan("key=00:\(Example.random(32, .hex))\n").map(\.rule) == ["certain"])
  }

  @Test func examplesThatAreKnownAreNamed() throws {
    let token = Example.jsonWebToken(
      payload: #"{"sub":"1234567890","name":"John Doe","iat":1516239022}"#
    )
    let finding = try #require(findings("token: \(token)\n").first)
    #expect(finding.level == .low)
    #expect(finding.reason == "JSON Web Token; a published example: jwt.io")
    let value = "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY"
    let keys = try findings("aws_secret_access_key = \(value)\n", sensitive: true)
    #expect(keys.first?.reason.contains("a published example: AWS's documentation") == true)
    #expect(try findings("aws_secret_access_key = \(value)\n").isEmpty)
  }
}
