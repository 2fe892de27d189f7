import Scanning
import Testing

/// What every rule must hold to, shown on its own examples.
struct RuleExampleTests {
  @Test(arguments: BuiltinRules.all)
  func findsItsExamples(rule: Rule) throws {
    let scanner = try Scanner(rules: [rule], generic: false)
    for example in rule.examples {
      let findings = try scanner.scan(path: path(for: rule), bytes: Array(example.utf8))
      // An example that looks like a stand-in would be of a lower level.
      let isFound = findings.contains { $0.rule == rule.id && $0.level == rule.level }
      #expect(isFound, "nothing in \(example.debugDescription)")
    }
  }

  @Test(arguments: BuiltinRules.all)
  func findsNothingInItsCounterexamples(rule: Rule) throws {
    let scanner = try Scanner(rules: [rule], generic: false)
    for example in rule.counterexamples {
      let findings = try scanner.scan(path: path(for: rule), bytes: Array(example.utf8))
      #expect(findings.isEmpty, "\(findings.map(\.masked)) in \(example.debugDescription)")
    }
  }

  /// Rules that overlap may speak for each other, but no value may get lost between them.
  @Test(arguments: BuiltinRules.all)
  func allRulesTogetherFindEveryExample(rule: Rule) throws {
    for example in rule.examples {
      let findings = try Self.scanner.get().scan(
        path: path(for: rule),
        bytes: Array(example.utf8)
      )
      #expect(
        findings.contains { $0.level >= rule.level },
        "nothing of level \(rule.level.rawValue) in \(example.debugDescription)"
      )
    }
  }

  /// A rule that gives up leaves its file unread: text that almost matches must not wear it out.
  @Test(arguments: BuiltinRules.all)
  func endsOnTextThatAlmostMatches(rule: Rule) throws {
    let scanner = try Scanner(rules: [rule], generic: false)
    let nearly = rule.examples.map { String($0.prefix($0.count * 9 / 10)) + "\n" }
    for part in rule.keywords.map({ $0 + " " }) + rule.keywords.prefix(1) + nearly.prefix(1) {
      let text = String(repeating: part, count: 40_000 / part.utf8.count)
      #expect(throws: Never.self) {
        try scanner.scan(path: path(for: rule), bytes: Array(text.utf8))
      }
    }
  }

  @Test(arguments: BuiltinRules.all)
  func isWellFormed(rule: Rule) {
    #expect(rule.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    #expect(!rule.id.hasPrefix("-") && !rule.id.hasSuffix("-") && !rule.id.contains("--"))
    #expect(rule.reference.hasPrefix("https://"))
    #expect(!rule.description.isEmpty && !rule.description.hasSuffix("."))
    #expect(rule.advice.hasSuffix(".") || rule.advice.hasSuffix(")"))
    #expect(rule.examples.count >= 2)
    #expect(rule.counterexamples.count >= 2)
    #expect(!rule.keywords.isEmpty)
    for keyword in rule.keywords {
      #expect(keyword.utf8.count >= 3 && keyword == keyword.lowercased())
    }
    for example in rule.examples {
      let text = example.lowercased()
      #expect(rule.keywords.contains(where: text.contains), "no keyword in \(example)")
    }
  }

  @Test func idsAreUnique() {
    let ids = BuiltinRules.all.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test func thereAreRulesForManyKindsOfCredentials() {
    #expect(BuiltinRules.all.count >= 90)
  }

  private static let scanner = Result { try Scanner(generic: false) }

  /// A path that the rule looks at.
  private func path(for rule: Rule) -> [UInt8] {
    Array("example\(rule.files.first ?? ".txt")".utf8)
  }
}

extension Rule: CustomTestStringConvertible {
  /// The id, which is what a reader of the results looks for.
  public var testDescription: String { id }
}
