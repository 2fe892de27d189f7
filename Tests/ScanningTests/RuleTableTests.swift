import Scanning
import Testing

/// What the rules must hold to as a table, so that a slip of one does not hide among hundreds.
struct RuleTableTests {
  /// Every place where a keyword stands costs a look with the rule's pattern.
  @Test func keywordsAreNoPartsOfWordsThatFillSources() {
    let words = [
      "application", "assert", "async", "bottom", "branch", "break", "button", "case", "class",
      "close", "cloud", "config", "const", "context", "continue", "cost", "cursor", "dashboard",
      "data", "debug", "default", "delete", "drift", "else", "encrypt", "error", "export", "extend",
      "false", "field", "file", "final", "float", "format", "front", "function", "global", "header",
      "height", "import", "include", "index", "input", "instance", "integer", "interface", "lambda",
      "length", "level", "linear", "list", "local", "manager", "match", "message", "method",
      "module", "name", "namespace", "node", "none", "null", "number", "object", "option", "output",
      "override", "package", "packaging", "param", "parse", "path", "pattern", "print", "private",
      "probably", "property", "public", "query", "read", "reference", "register", "render",
      "request", "response", "result", "return", "robot", "sandbox", "script", "secret", "segment",
      "select", "self", "server", "service", "session", "shortcut", "signal", "size", "source",
      "square", "start", "state", "static", "status", "string", "struct", "style", "switch",
      "system", "table", "target", "template", "test", "text", "this", "throw", "time", "token",
      "true", "type", "undefined", "unsigned", "update", "user", "using", "value", "variable",
      "version", "view", "void", "wave", "while", "width", "world", "write",
    ]
    for rule in BuiltinRules.all where rule.files.isEmpty {
      for keyword in rule.keywords {
        let word = words.first { $0.contains(keyword) }
        #expect(word == nil, "`\(keyword)` of \(rule.id) stands in every `\(word ?? "")`")
      }
    }
  }

  @Test func keywordsAreLongEnoughAndGivenOnce() {
    for rule in BuiltinRules.all {
      #expect(Set(rule.keywords).count == rule.keywords.count, "\(rule.id) repeats a keyword")
      for keyword in rule.keywords {
        #expect(keyword.utf8.count >= 3, "`\(keyword)` of \(rule.id) is too short to be looked for")
        let isCovered = rule.keywords.contains { $0 != keyword && keyword.hasPrefix($0) }
        #expect(!isCovered, "another keyword of \(rule.id) begins `\(keyword)`")
      }
    }
  }

  /// But for JSON Web Tokens, which their claims tell apart.
  @Test func noTwoRulesLookForTheSame() {
    let rules = BuiltinRules.all.filter { !$0.pattern.hasPrefix("eyJ") }
    let all = Dictionary(grouping: rules) { "\($0.pattern) \($0.window) \($0.files)" }
    for rules in all.values where rules.count > 1 {
      Issue.record("one pattern: \(rules.map(\.id).joined(separator: ", "))")
    }
  }

  @Test func descriptionsTellRulesApart() {
    let all = Dictionary(grouping: BuiltinRules.all) { $0.description.lowercased() }
    for (description, rules) in all where rules.count > 1 {
      Issue.record("\(description): \(rules.map(\.id).joined(separator: ", "))")
    }
  }

  @Test func referencesAreAddresses() {
    for rule in BuiltinRules.all {
      let parts = rule.reference.split(separator: "/", omittingEmptySubsequences: false)
      let isAddress =
        parts.count >= 3 && parts[0] == "https:" && parts[1].isEmpty && parts[2].contains(".")
        && !rule.reference.contains(" ")
      #expect(isAddress, "\(rule.id) refers to \(rule.reference)")
    }
  }
}
