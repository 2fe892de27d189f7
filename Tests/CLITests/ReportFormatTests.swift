import CLI
import Foundation
import Git
import Hooks
import Scanning
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The forms in which `scan` prints what it found.
@Suite struct ReportFormatTests {
  /// A report with one finding of each kind, with a path that every format has to escape.
  private func report(keepsValues: Bool = false) throws -> ScanReport {
    let scanner = try Scanner(options: ScanOptions(keepsValues: keepsValues))
    let line = "\nkey = \"" + "AKIA" + "Q3EGRSNWSJDLOMFT\"\n"
    let finding = try #require(try scanner.scan(path: [], bytes: Array(line.utf8)).first)
    var report = ScanReport()
    (report.blobs, report.bytes) = (2, 99)
    report.entries = [.init(path: GitPath("=a,b: \"<%>\".py"), finding: finding)]
    report.allowedFindings = [
      .init(
        path: GitPath("old.py"),
        finding: finding,
        permission: Permission(source: .entry, reason: "gone, \"2024\"")
      )
    ]
    report.unread = [(GitPath("locked"), "Permission denied")]
    report.protectedFiles = [(GitPath(".env"), ".env", "protected by the pattern .env")]
    return report
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(arguments: ReportFormat.allCases) func noFormatShowsTheValue(format: ReportFormat) throws {
    #expect(!(try report().rendered(format)).contains("Q3EGRSNWSJDLOMFT"))
  }

  /// Of the text it is standard error that says so.
  @Test(arguments: ReportFormat.allCases.filter { $0 != .text })
  func eachFormatNamesWhatWasNotRead(format: ReportFormat) throws {
    let text = try report().rendered(format)
    #expect(text.contains("locked"))
    #expect(text.contains("Permission denied"))
  }

  @Test(arguments: [ReportFormat.text, .json, .jsonl, .csv])
  func theValueIsThereWhenAskedFor(format: ReportFormat) throws {
    let text = try report(keepsValues: true).rendered(format)
    #expect(text.contains("AKIA" + "Q3EGRSNWSJDLOMFT"))
  }

  @Test func json() throws {
    let document = try object(try report().rendered(.json))
    #expect(document["schema"] as? Int == 1)
    #expect(document["complete"] as? Bool == false)
    #expect(document["allowed"] as? Int == 1)
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(findings.count == 1)
    #expect(findings[0]["path"] as? String == "=a,b: \"<%>\".py")
    #expect((findings[0]["score"] as? Double).map { $0 > 0.5 && $0 <= 1 } == true)
    let allowed = try #require(document["allowedFindings"] as? [[String: Any]])
    #expect(allowed[0]["reason"] as? String == "gone, \"2024\"")
  }

  @Test func whatIsPublicByDesignDoesNotCount() throws {
    var report = try report()
    let scanner = try Scanner(
      rules: [
        Rule(
          id: "public-key",
          description: "public key",
          reference: "",
          level: .info,
          keywords: ["pk_"],
          pattern: "pk_[a-z0-9]{12}",
          advice: "",
          examples: []
        )
      ],
      generic: false
    )
    let finding = try #require(
      try scanner.scan(path: [], bytes: Array("pk_a1b2c3d4e5f6".utf8)).first
    )
    report.entries = [.init(path: GitPath("a"), finding: finding)]
    (report.unread, report.protectedFiles) = ([], [])
    #expect(report.status == .done)
    let document = try object(report.rendered(.json))
    #expect((document["public"] as? [Any])?.count == 1)
    #expect((document["findings"] as? [Any])?.isEmpty == true)
    let summary = report.summary(Terminal(colored: false, width: nil))
    #expect(summary.contains("nothing found"))
    #expect(summary.contains("1 value public by design, not counted: public-key"))
    report.unread = [(GitPath("b"), "not a regular file")]
    let incomplete = report.summary(Terminal(colored: false, width: nil))
    #expect(incomplete.contains(", nothing found in what was read"))
  }

  @Test func aLineIsAnObjectAndTheLastSaysWhetherAllWasRead() throws {
    let lines = try report().rendered(.jsonl).split(separator: "\n")
    let types = try lines.map { try object(String($0))["type"] as? String }
    #expect(types == ["finding", "allowed", "protected", "unread", "summary"])
    #expect(try object(String(lines[4]))["complete"] as? Bool == false)
    #expect(try object(String(lines[4]))["findings"] as? Int == 1)
  }

  @Test func csv() throws {
    let rows = try report().rendered(.csv).components(separatedBy: "\r\n")
    #expect(rows.count == 7)
    #expect(rows[1].hasPrefix("finding,aws-access-key-id,high,"))
    // A spreadsheet must not take a path for a formula.
    #expect(rows[1].contains(",\"'=a,b: \"\"<%>\"\".py\","))
    #expect(rows[5].hasPrefix("summary,") && rows[5].contains("incomplete: 1 not read"))
  }

  @Test func annotationsAreEscaped() throws {
    let text = try report().rendered(.github)
    #expect(
      text.hasPrefix(
        "::error file==a%2Cb%3A \"<%25>\".py,line=2,endLine=2,col=8,endColumn=28,"
          + "title=aws-access-key-id::AWS access key id"
      )
    )
    #expect(text.contains("::error file=locked,title=not scanned::"))
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("::") })
  }

  @Test func jUnitIsXML() throws {
    let text = try report().rendered(.junit)
    let parser = XMLParser(data: Data(text.utf8))
    let counter = ElementCounter()
    parser.delegate = counter
    #expect(parser.parse())
    #expect(counter.counts["testcase"] == 4)
    #expect(counter.counts["failure"] == 2)
    #expect(counter.counts["error"] == 1)
    #expect(counter.counts["skipped"] == 1)
    #expect(text.contains("tests=\"4\" failures=\"2\" errors=\"1\""))
    // A full stop in a class name would make a package of a file's name.
    #expect(text.contains("classname=\"secrets.aws-access-key-id\" name=\"aws-access-key-id at "))
    #expect(text.contains(" file=\"locked\" time=\"0\">"))
  }

  @Test func sarifSaysWhenTheScanIsIncomplete() throws {
    let document = try object(try report().rendered(.sarif))
    let run = try #require((document["runs"] as? [[String: Any]])?.first)
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
    #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 1)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == 3)
    #expect((results[0]["suppressions"] as? [Any])?.isEmpty == true)
    let suppression = try #require((results[1]["suppressions"] as? [[String: Any]])?.first)
    #expect(suppression["justification"] as? String == "gone, \"2024\"")
    let prints = try #require(results[0]["partialFingerprints"] as? [String: String])
    #expect(prints["secret/v1"]?.hasPrefix("v1:") == true)
  }

  @Test func longListsEndWithCounts() throws {
    var report = try report()
    report.entries = Array(repeating: report.entries[0], count: 12)
    let text = report.text(for: Terminal(colored: false, width: nil))
    #expect(text.hasSuffix("\n    12  aws-access-key-id\n\n"))
  }
}

private final class ElementCounter: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    counts[name, default: 0] += 1
  }
}
