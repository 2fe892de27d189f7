import Scanning
import Testing

@Suite struct PairRuleTests {
  @Test func everyPartnerIsARule() {
    let ids = Set(BuiltinRules.all.map(\.id))
    for (secret, others) in BuiltinRules.partners {
      #expect(ids.contains(secret))
      for other in others { #expect(ids.contains(other), "\(other)") }
    }
  }

  /// Rules of one's own can have halves, too; the grave one is the secret.
  @Test func aRuleNamesItsPartners() throws {
    let secret = Rule(
      id: "acme-secret",
      description: "Acme secret",
      reference: "https://example.com",
      level: .medium,
      keywords: ["acme_secret"],
      pattern: "acme_secret=(?<secret>[0-9a-f]{8})",
      pairsWith: ["acme-id"],
      advice: "revoke it",
      examples: []
    )
    let id = rule(
      "acme-id",
      level: .low,
      keywords: ["acme_id"],
      pattern: "acme_id=(?<secret>[0-9]{4})"
    )
    let scanner = try scanner(secret, id)
    let findings = try scanner.scan("acme_id=4711\nacme_secret=0badcafe\n")
    let halves = findings.map { Pairs.Half(finding: $0, file: 0, scope: 0, place: "x:\($0.line)") }
    let matches = Pairs(rules: scanner.rules).matches(halves)
    #expect(matches.map(\.secret) == [1])
    #expect(matches.map(\.other) == [0])
    let united = findings[1].united(with: findings[0], at: "x:1")
    #expect(united.level == .high)
    #expect(united.fingerprint == findings[1].fingerprint)
    #expect(united.reason == "Acme secret; its other half, the test key, is at x:1")
  }
}
