import Scanning

/// What `rules test` prints; no value in it is whole.
enum RuleTestReport {
  static func text(_ result: RuleTest.Result, _ terminal: Terminal) -> String {
    let examples = result.outcomes.filter(\.isExample)
    let negatives = result.outcomes.filter { !$0.isExample }
    let verdict =
      result.isRight ? terminal.paint("ok", .green) + "    " : terminal.paint("wrong", .red) + " "
    var parts: [String] = []
    if !examples.isEmpty {
      parts.append(
        "finds \(examples.count(where: \.isRight)) of \(count(examples.count, "example"))"
      )
    }
    if !negatives.isEmpty {
      parts.append(
        "passes \(negatives.count(where: \.isRight)) of \(count(negatives.count, "negative"))"
      )
    }
    if result.outcomes.isEmpty { parts.append("no examples") }
    parts.append("\(JSON.decimalText(rounded(result.millisecondsPerMegabyte))) ms per MB")
    var text = "\(verdict) \(visible(result.id))  \(parts.joined(separator: ", "))\n"
    for (label, outcomes) in [("example", examples), ("negative", negatives)] {
      for (index, outcome) in outcomes.enumerated() {
        text += line(outcome, "\(label) \(index + 1)", terminal)
      }
    }
    if let problem = result.problem { text += "  not scanned: \(visible(problem))\n" }
    for finding in result.findings ?? [] {
      text += "  \(finding.line):\(finding.column)  \(terminal.paint(finding.masked, .yellow))\n"
    }
    return text
  }

  private static func line(
    _ outcome: RuleTest.Outcome,
    _ name: String,
    _ terminal: Terminal
  ) -> String {
    if let problem = outcome.problem {
      return "  \(name)  \(terminal.paint("not scanned", .red)): \(visible(problem))\n"
    }
    let found = outcome.found.map { terminal.paint($0, .yellow) }.joined(separator: ", ")
    switch (outcome.isExample, outcome.found.isEmpty) {
    case (true, false): return "  \(name)  found \(found)\n"
    case (true, true):
      let note = outcome.note.map { ": \($0)" } ?? ""
      return "  \(name)  \(terminal.paint("missed", .red))\(note)\n"
    case (false, true): return "  \(name)  passed\n"
    case (false, false): return "  \(name)  \(terminal.paint("found", .red)) \(found)\n"
    }
  }

  static func summary(_ results: [RuleTest.Result]) -> String {
    let wrong = results.count { !$0.isRight }
    let untested = results.count { $0.outcomes.isEmpty }
    return "\(count(results.count, "rule")), \(wrong == 0 ? "all right" : "\(wrong) wrong")"
      + (untested == 0 ? "." : ", \(untested) without examples.")
  }

  static func json(_ results: [RuleTest.Result]) -> JSON {
    .object([
      ("schema", .integer(1)),
      (
        "rules",
        .array(
          results.map { result in
            .present([
              ("id", .string(result.id)),
              ("right", .bool(result.isRight)),
              ("millisecondsPerMegabyte", .decimal(rounded(result.millisecondsPerMegabyte))),
              ("examples", .array(result.outcomes.filter(\.isExample).map(json))),
              ("negatives", .array(result.outcomes.filter { !$0.isExample }.map(json))),
              ("problem", result.problem.map(JSON.string)),
              (
                "findings",
                result.findings.map { findings in
                  .array(
                    findings.map { finding in
                      .object([
                        ("line", .integer(finding.line)), ("column", .integer(finding.column)),
                        ("masked", .string(finding.masked)),
                      ])
                    }
                  )
                }
              ),
            ])
          }
        )
      ),
    ])
  }

  private static func json(_ outcome: RuleTest.Outcome) -> JSON {
    .present([
      ("right", .bool(outcome.isRight)),
      ("found", .array(outcome.found.map(JSON.string))),
      ("note", (outcome.problem ?? outcome.note).map(JSON.string)),
    ])
  }

  private static func rounded(_ time: Double) -> Double { (time * 10).rounded() / 10 }
}
