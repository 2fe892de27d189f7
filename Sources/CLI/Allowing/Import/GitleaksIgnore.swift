import FoundationEssentials
import Git
import Scanning

/// `.gitleaksignore`: `[commit:]file:rule:line`, one a line (README, "gitleaksignore"), and the
/// reports in JSON that gitleaks takes for a baseline.
enum GitleaksIgnore {
  static func read(_ list: ImportedList, _ source: ImportSource) throws {
    for (place, item) in list.numberedLines {
      var parts = item.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count >= 3, let line = Int(parts.removeLast()) else {
        // Not repeated: somebody may have put the secret itself here.
        list.refuse(place, "it is not [commit:]file:rule:line")
        continue
      }
      // The rule is theirs, and says nothing about ours.
      parts.removeLast()
      var commit: String?
      if parts.count > 1, [40, 64].contains(parts[0].utf8.count),
        parts[0].allSatisfy(\.isHexDigit)
      {
        commit = parts.removeFirst()
      }
      try take(item, parts.joined(separator: ":"), line...line, commit, list, source)
    }
  }

  /// What a report says of one finding.
  private struct Reported: Decodable {
    let file: String
    let startLine: Int
    let endLine: Int?
    let commit: String?

    enum CodingKeys: String, CodingKey {
      case file = "File"
      case startLine = "StartLine"
      case endLine = "EndLine"
      case commit = "Commit"
    }
  }

  /// Whether a text is such a report: an array of objects with these keys.
  static func isReport(_ text: String) -> Bool {
    text.first { !$0.isWhitespace } == "[" && text.contains("\"RuleID\"")
      && text.contains("\"StartLine\"")
  }

  static func read(report list: ImportedList, _ source: ImportSource) throws {
    let report: [Reported]
    do {
      report = try JSONDecoder().decode([Reported].self, from: Data(list.text.utf8))
    } catch {
      throw Failure.usage("\(visible(list.name)) is not a report of gitleaks.")
    }
    for finding in report {
      let commit = finding.commit.flatMap { $0.isEmpty ? nil : $0 }
      let item = (commit.map { "\($0):" } ?? "") + "\(finding.file):\(finding.startLine)"
      let lines = finding.startLine...max(finding.startLine, finding.endLine ?? 0)
      try take(item, finding.file, lines, commit, list, source)
    }
  }

  private static func take(
    _ item: String,
    _ name: String,
    _ lines: ClosedRange<Int>,
    _ commit: String?,
    _ list: ImportedList,
    _ source: ImportSource
  ) throws {
    guard !name.contains("!") else {
      return list.refuse(item, "it is about a file inside of an archive")
    }
    let path = GitPath(name)
    let found = try commit.map { try source.values(in: path, of: $0) } ?? source.values(in: path)
    guard let found else {
      return list.refuse(
        item,
        commit == nil ? "there is no such file" : "the commit or the file is not in this clone"
      )
    }
    list.take(
      item,
      found.filter { lines.overlaps($0.finding.line...$0.finding.endLine) },
      otherwise: "nothing is found on that line"
    )
  }
}
