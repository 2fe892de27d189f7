/// A rule that a user wrote, as gitleaks writes rules.
package struct CustomRule: Sendable {
  package let id: String
  package var description: String
  /// At least one of `regex` and `path` is there; a rule without `regex` finds files by their path.
  package var regex: UserRegex?
  package var path: UserRegex?
  /// In bits a byte; a value must have more.
  package var entropy: Double?
  /// In any case; one of them must be in the text.
  package var keywords: [String] = []
  package var tags: [String] = []
  package var allowLists: [CustomAllowList] = []
  /// What else must be found near by.
  package var required: [Rule.Requirement] = []
  // Nil is what a file leaves open, for one that it extends to say.
  /// Which group of `regex` is the value.
  package var secretGroup: Int?
  /// Whether it only serves rules that require it; false where it is nil.
  package var isHelper: Bool?
  /// High where it is nil.
  package var level: Level?
  package var reference = ""
  package var advice: String?
  package var tests: [Test] = []

  private static let usualAdvice =
    "Revoke the credential where it was issued, and keep the new one in a store."

  /// Texts in which the rule must find something, and texts in which it must not.
  package struct Test: Sendable {
    /// What a rule with `path` takes the texts for.
    package var path = "example.txt"
    package var examples: [String] = []
    package var counterexamples: [String] = []

    package init() {}
  }

  package init(id: String) {
    self.id = id
    description = id
  }

  /// The rule for the scanner.
  package func rule() -> Rule {
    let words = keywords.map { $0.lowercased() }
    // The scanner looks for longer words only; without them the expression is tried on each text.
    let isIndexed = words.allSatisfy(Self.isIndexable)
    var checks: [Check] = []
    if let entropy {
      checks.append(
        .asked("more than \(entropy) bits of entropy a byte") { match in
          unsafe match.value.withUnsafeBufferPointer { unsafe Randomness.entropy($0) } > entropy
        }
      )
    }
    let allowLists = allowLists
    if !allowLists.isEmpty {
      checks.append(.notAllowed(by: allowLists))
    }
    let tests = tests
    // A rule about paths finds the first byte of a file.
    let pattern = regex?.pattern ?? "\\A(?s:.)"
    return Rule(
      id: id,
      description: description,
      reference: reference,
      level: level ?? .high,
      keywords: isIndexed ? words : [],
      pattern: pattern,
      boundary: .none,
      window: .wholeText,
      context: words.isEmpty ? nil : .near(words, .wholeText),
      checks: checks,
      custom: Rule.Custom(
        source: regex?.source,
        path: path,
        tags: tags,
        required: required,
        isHelper: isHelper ?? false
      ),
      pathConditions: (path.map { [$0] } ?? []) + allowLists.flatMap(\.paths),
      advice: advice ?? Self.usualAdvice,
      examples: tests.flatMap(\.examples),
      counterexamples: tests.flatMap(\.counterexamples)
    )
  }

  private static func isIndexable(_ word: String) -> Bool {
    (KeywordIndex.minimumLength...KeywordIndex.maximumLength).contains(word.utf8.count)
      && word.utf8.allSatisfy(ASCII.isPrintable)
  }
}

extension Rule {
  /// What only a rule of a user has.
  package struct Custom: Sendable {
    /// The expression as it was written; nil for a rule about paths.
    package let source: String?
    package let path: UserRegex?
    package let tags: [String]
    package let required: [Requirement]
    package let isHelper: Bool
  }

  /// The expression as its author wrote it.
  package var writtenPattern: String {
    custom.map { $0.source ?? "path: \($0.path?.source ?? "")" } ?? pattern
  }

  /// Whether it looks at nothing but the path.
  var findsPaths: Bool { custom.map { $0.source == nil } ?? false }

  /// Whether the rule is for a path; throws when that took too many steps.
  func applies(to path: [UInt8]) throws(ScanError) -> Bool {
    guard let condition = custom?.path else { return true }
    guard let applies = condition.verdict(on: path) else {
      throw ScanError(
        message: "whether rule `\(id)` is for this path took too many steps to find out",
        hint: "bound the quantifiers of its `path`"
      )
    }
    return applies
  }

  /// The rule with allow lists of a user, which go before its own checks.
  package func allowing(_ lists: [CustomAllowList]) -> Rule {
    guard !lists.isEmpty else { return self }
    return with(
      checks: checks + [.notAllowed(by: lists)],
      pathConditions: pathConditions + lists.flatMap(\.paths)
    )
  }
}

extension Check {
  fileprivate static func notAllowed(by lists: [CustomAllowList]) -> Check {
    .asked("not in an allow list") { match in !lists.contains { $0.allows(match) } }
  }
}
