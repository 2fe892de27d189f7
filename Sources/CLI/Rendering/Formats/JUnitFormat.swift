import Git
import Hooks
import Scanning

/// A test suite in the JUnit form that build servers read: a finding is a failure, and what could
/// not be read an error.
struct JUnitFormat {
  let report: ScanReport

  var text: String {
    var cases = report.findings.map(Self.failure)
    cases += report.protectedFiles.map { file in
      Self.testCase(
        "protected-file",
        at: ScanReport.name(file.path),
        in: file.path,
        Self.element("failure", "protected-file", file.reason)
      )
    }
    cases += report.unread.map { part in
      Self.testCase(
        "not scanned",
        at: ScanReport.name(part.path),
        in: part.path,
        Self.element("error", "unread", "This could not be read: \(part.reason).")
      )
    }
    cases += report.allowedFindings.map { item in
      Self.testCase(
        item.entry.finding.rule,
        at: item.entry.wholePlace,
        in: item.path,
        "      <skipped message=\"\(Self.escaped(item.permission.reason))\"/>\n"
      )
    }
    let failures = report.findings.count + report.protectedFiles.count
    // A suite without a case is taken for one that did not run.
    if cases.isEmpty { cases = [Self.testCase("scan", at: "all that was scanned", in: nil, "")] }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="git-secrets-sync" tests="\(cases.count)" failures="\(failures)" \
      errors="\(report.unread.count)">
        <testsuite name="secrets" tests="\(cases.count)" failures="\(failures)" \
      errors="\(report.unread.count)" skipped="\(report.allowedFindings.count)">
      \(cases.joined())  </testsuite>
      </testsuites>

      """
  }

  private static func failure(_ entry: ScanReport.Entry) -> String {
    let body = """
      \(entry.message)
      \(entry.wholePlace)
      \(entry.finding.advice)
      fingerprint \(entry.finding.fingerprint)
      """
    return testCase(
      entry.finding.rule,
      at: entry.wholePlace,
      in: entry.path,
      element("failure", entry.finding.rule, entry.message, body)
    )
  }

  /// Jenkins takes what is before the last full stop of a class name for a package, and GitLab shows
  /// the name alone and links the file: so the class is the rule, and the name says where.
  private static func testCase(
    _ rule: String,
    at place: String,
    in path: GitPath?,
    _ content: String
  ) -> String {
    var start =
      "    <testcase classname=\"secrets.\(escaped(rule))\" name=\"\(escaped("\(rule) at \(place)"))\""
    if let path { start += " file=\"\(escaped(ScanReport.name(path)))\"" }
    start += " time=\"0\""
    return content.isEmpty ? start + "/>\n" : start + ">\n\(content)    </testcase>\n"
  }

  static func element(
    _ name: String,
    _ type: String,
    _ message: String,
    _ body: String? = nil
  ) -> String {
    "      <\(name) type=\"\(escaped(type))\" message=\"\(escaped(message))\">"
      + "\(escaped(body ?? message))</\(name)>\n"
  }

  /// XML 1.0 has no way to write most control characters: they become the replacement character.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
