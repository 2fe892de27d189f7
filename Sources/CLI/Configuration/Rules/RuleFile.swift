import Scanning

/// What a file with rules in gitleaks' format says (docs/rules.md).
struct RuleFile: Sendable {
  /// The name of the file in messages.
  let file: String
  var rules: [CustomRule] = []
  /// What is said of rules that stand elsewhere.
  var additions: [Addition] = []
  /// For all rules of the file.
  var allowLists: [CustomAllowList] = []
  /// Whether the global allow lists also count for the built-in rules.
  var usesDefaults = false
  /// Another file whose rules these are added to.
  var base: (path: String, line: Int)?
  /// Rules to leave out, each with the place where that is asked for, as in `rules.toml:3`.
  var disabled: [(id: String, place: String)] = []
  /// For each rule that others require, the first place that says so.
  var requiredPlaces: [String: String] = [:]
  /// What is left out without harm, each with file and line.
  var warnings: [String] = []

  /// A rule that has neither `regex` nor `path`, or one that an allow list names: it changes the
  /// rule with its id.
  struct Addition: Sendable {
    var rule: CustomRule
    /// As in `rules.toml:3`.
    let place: String

    var id: String { rule.id }

    /// The keys that say more than what is allowed, which only rules of a file that is extended can
    /// take.
    var otherKeys: [String] {
      [
        rule.description == rule.id ? nil : "description", rule.entropy.map { _ in "entropy" },
        rule.keywords.isEmpty ? nil : "keywords", rule.tags.isEmpty ? nil : "tags",
        rule.secretGroup.map { _ in "secretGroup" }, rule.required.isEmpty ? nil : "required",
        rule.isHelper.map { _ in "skipReport" }, rule.level.map { _ in "level" },
        rule.reference.isEmpty ? nil : "reference", rule.advice.map { _ in "advice" },
        rule.tests.isEmpty ? nil : "tests",
      ]
      .compactMap(\.self)
    }
  }

  init(file: String) { self.file = file }

  /// Whether a scan with this file differs from one without.
  var changesAnything: Bool {
    !rules.isEmpty || !additions.isEmpty || !disabled.isEmpty
      || (usesDefaults && !allowLists.isEmpty)
  }
}

// MARK: Extending

extension RuleFile {
  /// This file with the rules of the one that it extends.
  ///
  /// As in gitleaks: a rule in both takes what this file says of it, and the keywords, tags and
  /// allow lists of both.
  func extending(_ other: RuleFile) throws(Failure) -> RuleFile {
    var result = self
    result.base = nil
    result.usesDefaults = usesDefaults || other.usesDefaults
    result.warnings = other.warnings + warnings
    result.allowLists = other.allowLists + allowLists
    result.additions = other.additions + additions
    result.requiredPlaces.merge(other.requiredPlaces) { own, _ in own }
    let dropped = Set(disabled.map(\.id))
    let known = Set(other.rules.map(\.id))
    result.disabled = other.disabled + disabled.filter { !known.contains($0.id) }
    var rules = other.rules.filter { !dropped.contains($0.id) }
    for rule in self.rules {
      if let index = rules.firstIndex(where: { $0.id == rule.id }) {
        rules[index] = try rule.merged(with: rules[index], at: visible(file))
      } else {
        rules.append(rule)
      }
    }
    result.rules = rules
    return try result.settled()
  }

  /// Makes the additions part of the rules, where those are in the file.
  func settled() throws(Failure) -> RuleFile {
    guard !additions.isEmpty else { return self }
    var result = self
    result.additions = []
    for addition in additions {
      if let index = result.rules.firstIndex(where: { $0.id == addition.id }) {
        result.rules[index] =
          try addition.rule.merged(with: result.rules[index], at: addition.place)
      } else {
        result.additions.append(addition)
      }
    }
    return result
  }
}

extension CustomRule {
  /// This rule, and what it leaves open as another one with the same id has it; `place` is where it
  /// stands.
  fileprivate func merged(
    with other: CustomRule,
    at place: String
  ) throws(Failure) -> CustomRule {
    var result = self
    if description == id { result.description = other.description }
    result.secretGroup = secretGroup ?? other.secretGroup
    if let written = (regex ?? other.regex)?.source {
      do throws(RegexProblem) {
        result.regex = try UserRegex(written, secretGroup: result.secretGroup ?? 0)
      } catch {
        throw .usage("\(place): `secretGroup` cannot be used: \(error.message).")
      }
    }
    result.path = path ?? other.path
    result.entropy = entropy ?? other.entropy
    result.isHelper = isHelper ?? other.isHelper
    result.level = level ?? other.level
    result.advice = advice ?? other.advice
    if reference.isEmpty { result.reference = other.reference }
    result.keywords = other.keywords + keywords
    result.tags = other.tags + tags
    result.allowLists = other.allowLists + allowLists
    if required.isEmpty { result.required = other.required }
    result.tests = other.tests + tests
    return result
  }
}
