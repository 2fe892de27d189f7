import Git
import Hooks
import Scanning

/// One row a finding (RFC 4180), for spreadsheets.
///
/// A field that a spreadsheet would take for a formula starts with an apostrophe instead
/// (https://owasp.org/www-community/attacks/CSV_Injection).
struct CSVFormat {
  let report: ScanReport

  private static let columns = [
    "type", "rule", "level", "score", "path", "member", "line", "column", "end_line", "end_column",
    "masked", "fingerprint", "reason", "new", "commit", "author", "date",
  ]

  var text: String {
    let hasValues = report.entries.contains { $0.finding.value != nil }
    let columns = Self.columns + (hasValues ? ["value"] : [])
    var text = Self.row(columns)
    func add(_ fields: [String]) {
      text += Self.row(fields + Array(repeating: "", count: columns.count - fields.count))
    }
    for entry in report.findings { add(Self.fields("finding", entry)) }
    for entry in report.publicEntries { add(Self.fields("public", entry)) }
    for item in report.allowedFindings {
      add(Self.fields("allowed", item.entry, reason: item.permission.reason))
    }
    for file in report.protectedFiles { add(Self.fields("protected", file.path, file.reason)) }
    for part in report.unread { add(Self.fields("unread", part.path, part.reason)) }
    add(
      Self.fields(
        "summary",
        nil,
        report.unread.isEmpty ? "complete" : "incomplete: \(report.unread.count) not read"
      )
    )
    return text
  }

  private static func fields(
    _ type: String,
    _ entry: ScanReport.Entry,
    reason: String? = nil
  ) -> [String] {
    let finding = entry.finding
    return [
      type, finding.rule, finding.level.rawValue, JSON.decimalText(finding.score),
      ScanReport.name(entry.path), String(decoding: finding.member, as: UTF8.self),
      String(finding.line), String(finding.column), String(finding.endLine),
      String(finding.endColumn), finding.masked, finding.fingerprint, reason ?? finding.reason,
      entry.isNew.map(String.init) ?? "", entry.origin?.commit.hex ?? "",
      entry.origin?.author ?? "", entry.origin?.date ?? "",
      finding.value.map { String(decoding: $0.exposed(), as: UTF8.self) },
    ].compactMap(\.self)
  }

  /// A row about a file, which has no finding.
  private static func fields(_ type: String, _ path: GitPath?, _ reason: String) -> [String] {
    [type, "", "", "", path.map(ScanReport.name) ?? "", "", "", "", "", "", "", "", reason]
  }

  private static func row(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let isFormula =
      text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    guard safe.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return safe }
    let quoted = safe.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + quoted.joined(separator: "\"\"") + "\""
  }
}
