import Git
import Hooks
import Scanning

/// The Static Analysis Results Interchange Format, version 2.1.0
/// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
struct SARIFFormat {
  let report: ScanReport
  let rules: RuleLookup

  private static let protectedRule = "protected-file"

  var json: JSON {
    .object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .string("2.1.0")),
      ("runs", .array([run])),
    ])
  }

  private var run: JSON {
    let entries = report.entries + report.allowedFindings.map(\.entry)
    let used = rules.rules(named: Set(entries.map(\.finding.rule)))
    var descriptors = used.map(Self.descriptor)
    if !report.protectedFiles.isEmpty { descriptors.append(Self.protectedDescriptor) }
    let results =
      report.entries.map { result($0, permission: nil) }
      + report.allowedFindings.map { result($0.entry, permission: $0.permission) }
      + report.protectedFiles.map(Self.result)
    return .object([
      (
        "tool",
        .object([
          (
            "driver",
            .object([
              ("name", .string("git-secrets-sync")),
              ("version", .string(SecretsSync.version)),
              ("semanticVersion", .string(SecretsSync.version)),
              ("rules", .array(descriptors)),
            ])
          )
        ])
      ),
      ("invocations", .array([invocation])),
      ("columnKind", .string("utf16CodeUnits")),
      (
        "originalUriBaseIds",
        .object([
          (
            "SRCROOT",
            .object([
              (
                "description",
                Self.text(
                  "The top level of the repository, or of what was scanned."
                )
              )
            ])
          )
        ])
      ),
      ("results", .array(results)),
    ])
  }

  /// What was not read makes the run no success: without this, an incomplete scan would look clean.
  private var invocation: JSON {
    .object([
      ("executionSuccessful", .bool(report.unread.isEmpty)),
      ("exitCode", .integer(Int(report.status.rawValue))),
      (
        "toolExecutionNotifications",
        .array(
          report.unread.map { part in
            .object([
              ("level", .string("error")),
              ("message", Self.text("Not scanned: \(part.reason).")),
              ("locations", .array([Self.location(part.path, nil)])),
            ])
          }
        )
      ),
    ])
  }

  // MARK: Rules

  private static func descriptor(_ rule: Rule) -> JSON {
    .present([
      ("id", .string(rule.id)),
      ("shortDescription", text(rule.description)),
      ("fullDescription", text("\(rule.description). \(rule.advice)")),
      ("help", text("\(rule.advice)\nThe format: \(rule.reference)")),
      ("helpUri", rule.reference.hasPrefix("https://") ? .string(rule.reference) : nil),
      ("defaultConfiguration", .object([("level", .string(level(rule.level)))])),
      (
        "properties",
        .object([
          ("tags", .array([.string("security"), .string("secret")])),
          // What code scanning sorts by: 7.0 and above is high.
          ("security-severity", .string(severity(rule.level))),
        ])
      ),
    ])
  }

  private static var protectedDescriptor: JSON {
    .object([
      ("id", .string(protectedRule)),
      ("shortDescription", text("A file that must not be committed")),
      ("help", text("Take it out of the index; it stays on disk: git rm --cached -- FILE")),
      ("defaultConfiguration", .object([("level", .string("error"))])),
    ])
  }

  private static func level(_ level: Level) -> String {
    switch level {
    case .info: "none"
    case .low: "note"
    case .medium: "warning"
    case .high: "error"
    }
  }

  private static func severity(_ level: Level) -> String {
    switch level {
    case .info: "0.0"
    case .low: "3.0"
    case .medium: "6.0"
    case .high: "8.0"
    }
  }

  // MARK: Results

  private func result(_ entry: ScanReport.Entry, permission: Permission?) -> JSON {
    let finding = entry.finding
    return .present([
      ("ruleId", .string(finding.rule)),
      ("kind", .string(finding.level == .info ? "informational" : "fail")),
      ("level", .string(Self.level(finding.level))),
      ("message", Self.text(entry.message)),
      ("locations", .array([Self.location(entry.path, finding)])),
      ("partialFingerprints", .object([("secret/v1", .string(finding.fingerprint))])),
      ("baselineState", entry.isNew.map { .string($0 ? "new" : "unchanged") }),
      (
        "suppressions",
        // One result that has this member obliges all: without it nothing is known.
        report.allowedFindings.isEmpty
          ? nil
          : .array(
            permission.map { [Self.suppression($0)] } ?? []
          )
      ),
      (
        "properties",
        .present([
          ("score", .decimal(finding.score)),
          (
            "encodings",
            finding.encodings.isEmpty ? nil : .array(finding.encodings.map(JSON.string))
          ),
          ("commit", entry.origin.map { .string($0.commit.hex) }),
          ("author", entry.origin.map { .string($0.author) }),
          ("date", entry.origin.map { .string($0.date) }),
        ])
      ),
    ])
  }

  private static func suppression(_ permission: Permission) -> JSON {
    .object([
      ("kind", .string(permission.source == .inline ? "inSource" : "external")),
      ("justification", .string(permission.reason)),
    ])
  }

  private static func result(_ file: ScanReport.ProtectedEntry) -> JSON {
    .object([
      ("ruleId", .string(protectedRule)),
      ("level", .string("error")),
      ("message", text("\(ScanReport.name(file.path)): \(file.reason).")),
      ("locations", .array([location(file.path, nil)])),
    ])
  }

  private static func location(_ path: GitPath, _ finding: Finding?) -> JSON {
    let member = finding.map { String(decoding: $0.member, as: UTF8.self) } ?? ""
    var physical = [("artifactLocation", artifact(path))]
    // A position inside of an archive is none of the file's.
    if let finding, member.isEmpty { physical.append(("region", region(finding))) }
    return .present([
      ("physicalLocation", .object(physical)),
      (
        "logicalLocations",
        member.isEmpty
          ? nil
          : .array([
            .object([
              ("fullyQualifiedName", .string(ScanReport.name(path.member(Array(member.utf8))))),
              ("kind", .string("member")),
            ])
          ])
      ),
    ])
  }

  private static func region(_ finding: Finding) -> JSON {
    .object([
      ("startLine", .integer(finding.line)),
      ("startColumn", .integer(finding.character)),
      ("endLine", .integer(finding.endLine)),
      ("endColumn", .integer(finding.endCharacter)),
    ])
  }

  private static func artifact(_ path: GitPath) -> JSON {
    let isAbsolute = path.bytes.first == UInt8(ascii: "/")
    let uri = (isAbsolute ? "file://" : "") + encoded(path.bytes)
    return .object(
      [("uri", .string(uri))] + (isAbsolute ? [] : [("uriBaseId", .string("SRCROOT"))])
    )
  }

  /// RFC 3986 §2.3, with the slash that separates.
  private static func encoded(_ bytes: [UInt8]) -> String {
    var result = ""
    for byte in bytes {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || "-._~/".utf8.contains(byte)
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  private static func text(_ text: String) -> JSON { .object([("text", .string(text))]) }
}
