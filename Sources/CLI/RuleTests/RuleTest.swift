import Scanning

/// Tries a rule of a user on its examples and on a text.
struct RuleTest {
  struct Outcome {
    let text: String
    /// Whether the rule must find something in the text.
    let isExample: Bool
    /// What was found, masked.
    let found: [String]
    /// Why nothing was found, or nothing is known.
    let note: String?

    var isRight: Bool { isExample == !found.isEmpty && problem == nil }
    /// Why nothing is known.
    let problem: String?
  }

  struct Result {
    let id: String
    var outcomes: [Outcome] = []
    /// In the text that was given; nil where none was.
    var findings: [Finding]?
    /// Why the text could not be scanned.
    var problem: String?
    var millisecondsPerMegabyte = 0.0

    var isRight: Bool { outcomes.allSatisfy(\.isRight) && problem == nil }
  }

  private let rule: CustomRule
  private let scanner: Scanner

  /// Takes a rule of a file, with which those that it requires are tried.
  init(_ rule: CustomRule, in file: RuleFile) throws {
    let required = Set(rule.required.map(\.rule))
    let others = file.rules.filter { required.contains($0.id) }.map { other in
      var helper = other
      helper.isHelper = true
      return helper.rule().allowing(file.allowLists)
    }
    let known = Set(others.map(\.id))
    let builtin =
      required.isSubset(of: known)
      ? []
      : BuiltinRules.all.filter { required.contains($0.id) && !known.contains($0.id) }
    var subject = rule
    subject.isHelper = false
    subject.required.removeAll { requirement in
      !known.contains(requirement.rule) && !builtin.contains { $0.id == requirement.rule }
    }
    self.rule = subject
    let options = ScanOptions(sensitivity: .default)
    scanner = try Scanner(
      rules: [subject.rule().allowing(file.allowLists)] + others + builtin,
      generic: false,
      options: options
    )
  }

  func run(on input: (path: String, bytes: [UInt8])?) throws -> Result {
    var result = Result(id: rule.id)
    for test in rule.tests {
      result.outcomes += test.examples.map { outcome($0, test.path, isExample: true) }
      result.outcomes += test.counterexamples.map { outcome($0, test.path, isExample: false) }
    }
    let path = input?.path ?? rule.tests.first?.path ?? "example.txt"
    let text = input?.bytes ?? sample()
    let clock = ContinuousClock()
    let start = clock.now
    let seen = scanner.look(at: ScanInput(path: Array(path.utf8), bytes: text))
    let time = start.duration(to: clock.now) / .milliseconds(1)
    result.millisecondsPerMegabyte = time * 1_000_000 / Double(max(1, text.count))
    result.problem = seen.unread.first?.message
    if input != nil { result.findings = seen.findings.filter { $0.rule == rule.id } }
    return result
  }

  private func outcome(_ text: String, _ path: String, isExample: Bool) -> Outcome {
    let seen = scanner.look(at: ScanInput(path: Array(path.utf8), bytes: Array(text.utf8)))
    let lowercased = text.lowercased()
    let hasKeyword =
      rule.keywords.isEmpty || rule.keywords.contains { lowercased.contains($0.lowercased()) }
    return Outcome(
      text: text,
      isExample: isExample,
      found: seen.findings.filter { $0.rule == rule.id }.map(\.masked),
      note: isExample && !hasKeyword ? "none of its keywords is in it" : nil,
      problem: seen.unread.first?.message
    )
  }

  /// A megabyte of lines like those of source code, with the rule's words and examples in it.
  private func sample() -> [UInt8] {
    let examples = rule.tests.flatMap { $0.examples + $0.counterexamples }
    var lines = [
      "func update(_ items: [Item], at index: Int) throws -> Result {",
      "    \"description\": \"Sets the name of the service, its region and its size.\",",
      "  value_of_setting: https://example.com/path/to/page?query=text&page=12",
      "const total = list.map(x => x.price * 1.19).reduce((a, b) => a + b, 0);",
    ]
    lines += rule.keywords.map { "the word \($0) = in a line, where it means nothing" }
    var text: [UInt8] = []
    var round = 0
    while text.count < 1_000_000 {
      for line in lines { text += (line + "\n").utf8 }
      if !examples.isEmpty, round % 50 == 0 {
        text += (examples[round / 50 % examples.count] + "\n").utf8
      }
      round += 1
    }
    return text
  }
}
