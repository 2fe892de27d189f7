import Git
import Scanning

/// Workflow commands of GitHub Actions, which annotate the lines of a change
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
struct GitHubFormat {
  let report: ScanReport

  var text: String {
    var text = ""
    for entry in report.entries { text += Self.line(entry) }
    for file in report.protectedFiles {
      text += Self.command(
        "error",
        [("file", ScanReport.name(file.path)), ("title", "protected file")],
        file.reason
      )
    }
    for part in report.unread {
      text += Self.command(
        "error",
        [("file", ScanReport.name(part.path)), ("title", "not scanned")],
        "This could not be read, so nothing is known about it: \(part.reason)."
      )
    }
    return text
  }

  private static func line(_ entry: ScanReport.Entry) -> String {
    let finding = entry.finding
    let command =
      switch finding.level {
      case .high: "error"
      case .medium: "warning"
      case .low, .info: "notice"
      }
    var properties = [("file", ScanReport.name(entry.path))]
    // A position inside of an archive is none of the file's.
    if finding.member.isEmpty {
      properties.append(("line", String(finding.line)))
      properties.append(("endLine", String(finding.endLine)))
      // Columns are taken only where the annotation ends in its first line.
      if finding.line == finding.endLine {
        properties.append(("col", String(finding.character)))
        properties.append(("endColumn", String(finding.endCharacter)))
      }
    }
    properties.append(("title", finding.rule))
    let member = finding.member.isEmpty ? "" : "in \(entry.wholePath):\(finding.line): "
    let advice = finding.level > .info ? "\n" + finding.advice : ""
    return Self.command(command, properties, member + entry.message + advice)
  }

  static func command(
    _ name: String,
    _ properties: [(String, String)],
    _ message: String
  ) -> String {
    let list = properties.map { "\($0)=\(escaped($1, "%\r\n:,"))" }.joined(separator: ",")
    return "::\(name) \(list)::\(escaped(message, "%\r\n"))\n"
  }

  private static func escaped(_ text: String, _ special: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        result += "%" + (hex.utf8.count == 1 ? "0" : "") + hex
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
