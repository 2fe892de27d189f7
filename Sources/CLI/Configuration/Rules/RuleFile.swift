import Scanning

/// What a file with rules in gitleaks' format says (docs/rules.md).
struct RuleFile: Sendable {
  /// The name of the file in messages.
  let file: String
  var rules: [CustomRule] = []
  /// Allow lists for rules that stand elsewhere: a rule that has neither `regex` nor `path`.
  var additions: [Addition] = []
  /// For all rules of the file.
  var allowLists: [CustomAllowList] = []
  /// Whether the global allow lists also count for the built-in rules.
  var usesDefaults = false
  /// Another file whose rules these are added to.
  var base: (path: String, line: Int)?
  var disabled: [(id: String, line: Int)] = []
  /// What is left out without harm, each with file and line.
  var warnings: [String] = []

  struct Addition: Sendable {
    let id: String
    let line: Int
    let allowLists: [CustomAllowList]
  }

  init(file: String) { self.file = file }
}
