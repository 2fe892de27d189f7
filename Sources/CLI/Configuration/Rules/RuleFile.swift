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
    let id: String
    /// As in `rules.toml:3`.
    let place: String
    var allowLists: [CustomAllowList] = []
    /// What else is given, which only rules of a file that is extended can take.
    var description: String?
    var entropy: Double?
    var keywords: [String] = []
    var tags: [String] = []
    var secretGroup: Int?

    init(id: String, place: String) {
      self.id = id
      self.place = place
    }

    /// The keys that say more than what is allowed.
    var otherKeys: [String] {
      [
        description == nil ? nil : "description", entropy == nil ? nil : "entropy",
        keywords.isEmpty ? nil : "keywords", tags.isEmpty ? nil : "tags",
        secretGroup == nil ? nil : "secretGroup",
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
        rules[index] = rule.merged(with: rules[index])
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
        try result.rules[index].take(addition)
      } else {
        result.additions.append(addition)
      }
    }
    return result
  }
}

extension CustomRule {
  /// This rule, and what it leaves open as another one with the same id has it.
  fileprivate func merged(with other: CustomRule) -> CustomRule {
    var result = self
    if description == id { result.description = other.description }
    if regex == nil { result.regex = other.regex }
    if path == nil { result.path = other.path }
    if entropy == nil { result.entropy = other.entropy }
    if reference.isEmpty { result.reference = other.reference }
    result.keywords = other.keywords + keywords
    result.tags = other.tags + tags
    result.allowLists = other.allowLists + allowLists
    if required.isEmpty { result.required = other.required }
    result.tests = other.tests + tests
    return result
  }

  fileprivate mutating func take(_ addition: RuleFile.Addition) throws(Failure) {
    if let text = addition.description { description = text }
    if let number = addition.entropy { entropy = number }
    keywords += addition.keywords
    tags += addition.tags
    allowLists += addition.allowLists
    if let group = addition.secretGroup, let written = regex?.source {
      do throws(RegexProblem) {
        regex = try UserRegex(written, secretGroup: group)
      } catch {
        throw .usage("\(addition.place): `secretGroup` cannot be used: \(error.message).")
      }
    }
  }
}
