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
        ScanReport.name(file.path),
        "protected-file",
        Self.element("failure", "protected-file", file.reason)
      )
    }
    cases += report.unread.map { part in
      Self.testCase(
        ScanReport.name(part.path),
        "not scanned",
        Self.element("error", "unread", "This could not be read: \(part.reason).")
      )
    }
    cases += report.allowedFindings.map { item in
      Self.testCase(
        item.entry.wholePath,
        Self.title(item.entry),
        "      <skipped message=\"\(Self.escaped(item.permission.reason))\"/>\n"
      )
    }
    let failures = report.findings.count + report.protectedFiles.count
    // A suite without a case is taken for one that did not run.
    if cases.isEmpty { cases = [Self.testCase("git-secrets-sync", "scan", "")] }
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
      \(entry.wholePath):\(entry.finding.line):\(entry.finding.column)
      \(entry.finding.advice)
      fingerprint \(entry.finding.fingerprint)
      """
    return testCase(
      entry.wholePath,
      title(entry),
      element("failure", entry.finding.rule, entry.message, body)
    )
  }

  private static func title(_ entry: ScanReport.Entry) -> String {
    "\(entry.finding.rule) at \(entry.finding.line):\(entry.finding.column)"
  }

  private static func testCase(_ path: String, _ name: String, _ content: String) -> String {
    let start = "    <testcase classname=\"\(escaped(path))\" name=\"\(escaped(name))\""
    return content.isEmpty ? start + "/>\n" : start + ">\n\(content)    </testcase>\n"
  }

  private static func element(
    _ name: String,
    _ type: String,
    _ message: String,
    _ body: String? = nil
  ) -> String {
    "      <\(name) type=\"\(escaped(type))\" message=\"\(escaped(message))\">"
      + "\(escaped(body ?? message))</\(name)>\n"
  }

  /// XML 1.0 has no way to write most control characters: they become the replacement character.
  private static func escaped(_ text: String) -> String {
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
