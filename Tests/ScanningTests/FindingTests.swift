import Scanning
import Testing

@Suite struct FindingTests {
  let any = rule(keywords: ["key="], pattern: "key=(?<secret>[^ \n]+)", boundary: .none)

  @Test(arguments: [
    ("a1b2", "********"), ("a1b2c3d4e5f", "********"), ("a1b2c3d4e5f6", "a1…f6"),
    ("a1b2c3d4e5f6g7h8i9j", "a1…9j"), ("a1b2c3d4e5f6g7h8i9j0", "a1b2…i9j0"),
    ("\u{1}\u{2}b2c3d4e5f6g7h8i9j\u{7F}", "..b2…i9j."),
  ]) func masking(value: String, masked: String) throws {
    #expect(try scanner(any).scan("key=" + value).first?.masked == masked)
  }

  @Test func neverShowsTheValue() throws {
    let value = "a1b2c3d4e5f6g7h8i9j0"
    let finding = try #require(scanner(any).scan("key=" + value).first)
    #expect(!"\(finding)".contains(value))
    var dumped = ""
    dump(finding, to: &dumped)
    #expect(!dumped.contains(value))
    #expect("\(finding.valueDigest)" == "<redacted>")
  }

  @Test func fingerprintKnowsRulePathAndValueOnly() throws {
    let scanner = try scanner(any)
    let first = try #require(scanner.scan("key=abcdef", path: "a").first?.fingerprint)
    #expect(first.wholeMatch(of: /v1:[0-9a-f]{32}/) != nil)
    #expect(try scanner.scan("\n\n  key=abcdef rest", path: "a").first?.fingerprint == first)
    #expect(try scanner.scan("key=abcdef", path: "b").first?.fingerprint != first)
    #expect(try scanner.scan("key=abcdeg", path: "a").first?.fingerprint != first)
    let other = rule("other", keywords: ["key="], pattern: any.pattern, boundary: .none)
    #expect(try Scanner(rules: [other]).scan("key=abcdef", path: "a").first?.fingerprint != first)
  }

  /// Allow lists hold fingerprints: this one may never change.
  @Test func fingerprintIsStable() throws {
    let finding = try scanner(any).scan("key=abcdef", path: "a/b").first
    #expect(finding?.fingerprint == "v1:712e52672821dcf6e2d7c25979725cb8")
  }

  @Test func saysWhyAndWhatToDo() throws {
    let finding = try #require(scanner(any).scan("key=abcdef").first)
    #expect(finding.reason == "test key")
    #expect(finding.advice == "revoke it")
  }
}
