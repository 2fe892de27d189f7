import Git
import Scanning

/// Reads rules in gitleaks' format, strictly: what is not known is refused with file and line, and
/// what is known and not supported is named.
///
/// Keys are taken in any case, as gitleaks does.
struct RuleFileReader {
  let table: TOMLSection
  private(set) var result: RuleFile

  /// Reads a whole file, such as `.gitleaks.toml`.
  static func read(_ bytes: [UInt8], file: String) throws(Failure) -> RuleFile {
    let source = TOMLSource(file: file, bytes: bytes)
    var reader = RuleFileReader(try source.document(), file)
    try reader.document()
    return try reader.result.settled()
  }

  /// Reads `[[rules]]` of the project's own configuration.
  static func read(rulesOf document: TOMLTable, _ source: TOMLSource) throws(Failure) -> RuleFile {
    var reader = RuleFileReader(
      TOMLSection(document, at: 1, named: "the file", source),
      source.file
    )
    try reader.rules()
    return try reader.result.settled()
  }

  private init(_ table: TOMLSection, _ file: String) {
    self.table = table
    result = RuleFile(file: file)
  }

  private mutating func document() throws(Failure) {
    try table.check(
      known: ["title", "description", "minVersion", "extend", "rules", "allowlist", "allowlists"]
    )
    result.allowLists = try allowLists(of: table, isGlobal: true)
    if let extend = try table.section("extend", "[extend]") { try read(extend) }
    try rules()
  }

  private mutating func read(_ extend: TOMLSection) throws(Failure) {
    try extend.check(known: ["useDefault", "path", "url", "disabledRules"])
    result.usesDefaults = try extend.boolean("useDefault") ?? false
    if let path = try extend.string("path") {
      result.base = (path, extend.line(of: "path"))
    }
    if let url = extend["url"] {
      throw extend.refused(
        url.line,
        "`url` is not supported: a scan fetches no rules from elsewhere.",
        hint: "Download the file, commit it, and name it with `path`."
      )
    }
    result.disabled = try extend.strings("disabledRules").map { ($0.text, place($0.line)) }
  }

  // MARK: Rules

  private mutating func rules() throws(Failure) {
    var lines: [String: Int] = [:]
    for section in try table.sections("rules", "[[rules]]") {
      guard let id = try section.string("id") else {
        throw section.refused(section.line, "This rule has no `id`.", hint: nil)
      }
      if let first = lines[id] {
        throw section.refused(
          section.line(of: "id"),
          "The id `\(visible(id))` is that of the rule in line \(first) already.",
          hint: nil
        )
      }
      lines[id] = section.line(of: "id")
      try rule(id, section)
    }
  }

  private static let keys = [
    "id", "description", "regex", "secretGroup", "entropy", "keywords", "path", "tags",
    "allowlist", "allowlists", "required", "skipReport", "level", "reference", "advice", "tests",
  ]

  private mutating func rule(_ id: String, _ section: TOMLSection) throws(Failure) {
    try section.check(known: Self.keys)
    guard !id.isEmpty, id.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
      throw section.refused(
        section.line(of: "id"),
        "“\(visible(id))” cannot be the id of a rule: blanks and control characters are not taken.",
        hint: nil
      )
    }
    var rule = CustomRule(id: id)
    if let text = try section.string("description"), !text.isEmpty { rule.description = text }
    let group = try section.integer("secretGroup") ?? 0
    rule.regex = try section.regex("regex", secretGroup: max(0, group))
    rule.path = try section.regex("path")
    rule.entropy = try section.number("entropy").flatMap { $0 > 0 ? $0 : nil }
    rule.keywords = try section.strings("keywords").map(\.text).filter { !$0.isEmpty }
    rule.tags = try section.strings("tags").map(\.text)
    rule.required = try requirements(of: section, id)
    rule.secretGroup = group > 0 ? group : nil
    rule.isHelper = try section.boolean("skipReport")
    rule.allowLists = try allowLists(of: section)
    if let level = try section.string("level") {
      guard let known = Level(rawValue: level) else {
        throw section.refused(
          section.line(of: "level"),
          "“\(visible(level))” is not a level.",
          hint: "Expected: \(Level.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))."
        )
      }
      rule.level = known
    }
    if let text = try section.string("reference") { rule.reference = text }
    if let text = try section.string("advice") { rule.advice = text }
    for tests in try section.sections("tests", "[[rules.tests]]") {
      try tests.check(known: ["path", "examples", "negatives"])
      var test = CustomRule.Test()
      if let path = try tests.string("path") { test.path = path }
      test.examples = try tests.strings("examples").map(\.text)
      test.counterexamples = try tests.strings("negatives").map(\.text)
      rule.tests.append(test)
    }
    guard rule.regex == nil, rule.path == nil else {
      result.rules.append(rule)
      return
    }
    try addition(rule, section)
  }

  /// A rule without `regex` and `path` changes the one that has its id.
  private mutating func addition(
    _ rule: CustomRule,
    _ section: TOMLSection
  ) throws(Failure) {
    let addition = RuleFile.Addition(rule: rule, place: place(section.line))
    let allowsSomething = !rule.allowLists.isEmpty
    guard allowsSomething || !addition.otherKeys.isEmpty && result.base != nil else {
      throw section.refused(
        section.line,
        "The rule `\(visible(rule.id))` has neither `regex` nor `path`.",
        hint: "Say what it looks for; to leave out a rule, name it in `disabledRules`."
      )
    }
    result.additions.append(addition)
  }

  private mutating func requirements(
    of section: TOMLSection,
    _ id: String
  ) throws(Failure) -> [Rule.Requirement] {
    var requirements: [Rule.Requirement] = []
    for part in try section.sections("required", "[[rules.required]]") {
      try part.check(known: ["id", "withinLines", "withinColumns"])
      guard let other = try part.string("id"), !other.isEmpty, other != id else {
        throw part.refused(part.line, "This requirement has no `id` of another rule.", hint: nil)
      }
      func distance(_ key: String) throws(Failure) -> Int? {
        guard let number = try part.integer(key) else { return nil }
        guard (0...1_000_000_000).contains(number) else {
          throw part.refused(part.line(of: key), "`\(key)` is no distance.", hint: nil)
        }
        return number
      }
      requirements.append(
        Rule.Requirement(
          rule: other,
          lines: try distance("withinLines"),
          columns: try distance("withinColumns")
        )
      )
      result.requiredPlaces[other] = result.requiredPlaces[other] ?? place(part.line)
    }
    return requirements
  }

  private func place(_ line: Int) -> String { "\(visible(result.file)):\(line)" }

  private mutating func warn(_ section: TOMLSection, _ key: String, _ text: String) {
    result.warnings.append(
      "\(visible(result.file)):\(section.line(of: key)): `\(key)` is not supported: "
        + "\(visible(text))."
    )
  }

  // MARK: Allow lists

  private mutating func allowLists(
    of section: TOMLSection,
    isGlobal: Bool = false
  ) throws(Failure) -> [CustomAllowList] {
    var sections: [TOMLSection] = []
    if let one = try section.section("allowlist", "allowlist") { sections.append(one) }
    sections += try section.sections("allowlists", "[[allowlists]]")
    var lists: [CustomAllowList] = []
    for section in sections {
      guard let list = try allowList(section) else { continue }
      let targets = try section.strings("targetRules")
      guard isGlobal || targets.isEmpty else {
        throw section.refused(
          section.line(of: "targetRules"),
          "`targetRules` is for allow lists of the whole file: this one belongs to a rule.",
          hint: nil
        )
      }
      if targets.isEmpty { lists.append(list) }
      for target in targets {
        var rule = CustomRule(id: target.text)
        rule.allowLists = [list]
        result.additions.append(RuleFile.Addition(rule: rule, place: place(target.line)))
      }
    }
    return lists
  }

  private mutating func allowList(_ section: TOMLSection) throws(Failure) -> CustomAllowList? {
    try section.check(
      known: [
        "description", "condition", "regexes", "regexTarget", "paths", "stopwords", "commits",
        "targetRules",
      ]
    )
    var list = CustomAllowList()
    list.regexes = try section.regexes("regexes")
    list.paths = try section.regexes("paths")
    list.stopWords = try section.strings("stopwords").map { $0.text.lowercased() }
    if let target = try section.string("regexTarget"), !target.isEmpty {
      guard let known = CustomAllowList.Target(rawValue: target.lowercased()) else {
        throw section.refused(
          section.line(of: "regexTarget"),
          "“\(visible(target))” is nothing that an expression could be matched against.",
          hint: "Expected: `secret`, `match` or `line`."
        )
      }
      list.target = known
    }
    let condition = try section.string("condition") ?? ""
    switch condition.uppercased() {
    case "", "OR", "||": break
    case "AND", "&&": list.needsAll = true
    default:
      throw section.refused(
        section.line(of: "condition"),
        "“\(visible(condition))” is not a condition.",
        hint: "Expected: `OR` or `AND`."
      )
    }
    for commit in try section.strings("commits") {
      guard let id = ObjectID(hex: commit.text.lowercased())?.hex else {
        throw section.refused(
          commit.line,
          "“\(visible(commit.text))” is not the whole id of a commit.",
          hint: "git rev-parse NAME prints it."
        )
      }
      list.commits.append(id)
    }
    // What would allow less than it says does no harm.
    if list.needsAll, !list.commits.isEmpty {
      warn(section, "commits", "with the condition AND this allow list is left out")
      return nil
    }
    return list
  }
}
