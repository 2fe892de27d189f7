import Ledger

/// How `verify` prints what it found.
enum VerifyFormat: String, CaseIterable, Sendable {
  case text
  case json
  case github
  case junit
}

extension VerifyReport {
  /// Annotations in GitHub Actions: one for each secret that is not as deployed.
  var github: String {
    checks.map { check in
      switch check.outcome {
      case .failed(let failure):
        return GitHubFormat.command(
          "error",
          [("title", "\(check.title): not verified")],
          [failure.message, failure.hint].compactMap(\.self).joined(separator: "\n")
        )
      case .asked(_, let items):
        return items.filter { $0.state != .ok }.map { item in
          GitHubFormat.command(
            "error",
            [("title", "\(check.title): \(item.state.rawValue)")],
            [Self.sentence(item), item.advice].compactMap(\.self).joined(separator: "\n")
          )
        }.joined()
      }
    }.joined()
  }

  /// The secret, what was deployed, and what is there.
  private static func sentence(_ item: VerifiedItem) -> String {
    "\(item.item.reference), deployed at version \(item.item.version): \(item.detail)"
      + (item.detail.hasSuffix(".") ? "" : ".")
  }

  /// A JUnit test suite for each environment, a case for each secret: one that drifted is a failure,
  /// and one that could not be read an error.
  var junit: String {
    let suites = checks.map(Self.suite)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="git-secrets-sync">
      \(suites.joined())</testsuites>

      """
  }

  private static func suite(_ check: Check) -> String {
    let name = JUnitFormat.escaped(check.environment)
    guard case .asked(_, let items) = check.outcome, !items.isEmpty else {
      // A suite without a case is taken for one that did not run.
      var content = ""
      if case .failed(let failure) = check.outcome {
        content = JUnitFormat.element("error", "not-verified", failure.message)
      }
      let only = testCase(name, "verify", content)
      return suite(name, [only], failures: 0, errors: content.isEmpty ? 0 : 1)
    }
    let cases = items.map { item in
      let kind = item.state == .unreadable ? "error" : "failure"
      let body = [sentence(item), item.advice].compactMap(\.self).joined(separator: "\n")
      return testCase(
        name,
        item.item.reference,
        item.state == .ok
          ? "" : JUnitFormat.element(kind, item.state.rawValue, sentence(item), body)
      )
    }
    let errors = items.count { $0.state == .unreadable }
    let failures = items.count { $0.state != .ok } - errors
    return suite(name, cases, failures: failures, errors: errors)
  }

  private static func suite(
    _ name: String,
    _ cases: [String],
    failures: Int,
    errors: Int
  ) -> String {
    "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\""
      + " errors=\"\(errors)\">\n\(cases.joined())  </testsuite>\n"
  }

  private static func testCase(_ suite: String, _ name: String, _ content: String) -> String {
    let start =
      "    <testcase classname=\"secrets.\(suite)\" name=\"\(JUnitFormat.escaped(name))\" time=\"0\""
    return content.isEmpty ? start + "/>\n" : start + ">\n\(content)    </testcase>\n"
  }
}
