import Git
package import Scanning

/// Finds the rule that a finding names.
package struct RuleLookup: Sendable {
  private let rules: @Sendable () -> [Rule]

  /// Takes the rules of the scan, which are asked for only when a format describes them.
  package init(_ rules: @escaping @Sendable () -> [Rule] = { BuiltinRules.named }) {
    self.rules = rules
  }

  /// The rules with these ids, in the order of their ids.
  func rules(named ids: Set<String>) -> [Rule] {
    rules().filter { ids.contains($0.id) }.sorted { $0.id < $1.id }
  }
}

extension ScanReport {
  package func rendered(
    _ format: ReportFormat,
    rules: RuleLookup = RuleLookup(),
    for terminal: Terminal = Terminal(colored: false, width: nil)
  ) -> String {
    switch format {
    case .text: text(for: terminal)
    case .json: json.document()
    case .jsonl: jsonLines
    case .sarif: SARIFFormat(report: self, rules: rules).json.document()
    case .junit: JUnitFormat(report: self).text
    case .github: GitHubFormat(report: self).text
    case .csv: CSVFormat(report: self).text
    }
  }
}

extension ScanReport.Entry {
  /// The path, with the member of the archive, for machines.
  var wholePath: String { ScanReport.name(path.member(finding.member)) }

  /// The same with the line and the column, as in `a.zip!/b.py:3:7`.
  var wholePlace: String { "\(wholePath):\(finding.line):\(finding.column)" }

  /// The reason in one sentence, with where the finding entered the history.
  var message: String {
    var text = "\(finding.reason): \(finding.masked)"
    if !finding.encodings.isEmpty {
      text += ", encoded in \(finding.encodings.joined(separator: ", "))"
    }
    if let origin { text += ", since commit \(origin.commit.abbreviated) by \(origin.author)" }
    if isNew == false { text += ", already in the last commit" }
    return text + "."
  }
}
