import Git
import Scanning

/// The documents of docs/commands.md, schema 1.
extension ScanReport {
  package var json: JSON { .object([("schema", .integer(1))] + head + results) }

  /// One object a line, of the types `finding`, `public`, `allowed`, `unread`, `protected` and, at
  /// the end, `summary`.
  ///
  /// The lines of several reports, such as those of shards, can be put one behind the other: a
  /// report without its `summary` was cut off.
  package var jsonLines: String {
    func line(_ type: String, _ fields: [(String, JSON)]) -> String {
      JSON.object([("type", .string(type))] + fields).text() + "\n"
    }
    var text = ""
    for entry in findings { text += line("finding", Self.members(entry)) }
    for entry in publicEntries { text += line("public", Self.members(entry)) }
    for item in allowedFindings { text += line("allowed", item.members) }
    for file in protectedFiles { text += line("protected", Self.members(file)) }
    for part in unread { text += line("unread", Self.members(part)) }
    return text
      + line(
        "summary",
        [("schema", .integer(1))] + head
          + [("allowed", .integer(allowedFindings.count)), ("findings", .integer(findings.count))]
      )
  }

  private var head: [(String, JSON)] {
    [
      ("complete", .bool(unread.isEmpty)),
      ("scanned", .object([("blobs", .integer(blobs)), ("bytes", .integer(bytes))])),
    ]
  }

  private var results: [(String, JSON)] {
    func objects<T>(_ items: [T], _ members: (T) -> [(String, JSON)]) -> JSON {
      .array(items.map { .object(members($0)) })
    }
    var fields = [("unread", objects(unread, Self.members))]
    if !protectedFiles.isEmpty {
      fields.append(("protected", objects(protectedFiles, Self.members)))
    }
    if !repositories.isEmpty {
      fields.append(("repositories", .array(repositories.map { .string(Self.name($0)) })))
    }
    fields.append(("allowed", .integer(allowedFindings.count)))
    fields.append(("allowedFindings", allowedJSON))
    if let unread = allowedUnreadJSON { fields.append(("allowedUnread", unread)) }
    fields.append(("public", objects(publicEntries, Self.members)))
    fields.append(("findings", objects(findings, Self.members)))
    return fields
  }

  private static func members(_ part: UnreadEntry) -> [(String, JSON)] {
    [("path", .string(name(part.path))), ("reason", .string(part.reason))]
  }

  private static func members(_ file: ProtectedEntry) -> [(String, JSON)] {
    [
      ("path", .string(name(file.path))), ("pattern", .string(file.pattern)),
      ("reason", .string(file.reason)),
    ]
  }

  static func members(_ entry: Entry) -> [(String, JSON)] {
    let finding = entry.finding
    let fields: [(String, JSON?)] = [
      ("rule", .string(finding.rule)),
      ("level", .string(finding.level.rawValue)),
      ("score", .decimal(finding.score)),
      ("path", .string(name(entry.path))),
      (
        "member",
        finding.member.isEmpty ? nil : .string(String(decoding: finding.member, as: UTF8.self))
      ),
      ("line", .integer(finding.line)),
      ("column", .integer(finding.column)),
      ("endLine", .integer(finding.endLine)),
      ("endColumn", .integer(finding.endColumn)),
      ("encodings", finding.encodings.isEmpty ? nil : .array(finding.encodings.map(JSON.string))),
      ("masked", .string(finding.masked)),
      ("fingerprint", .string(finding.fingerprint)),
      ("reason", .string(finding.reason)),
      ("complaint", entry.complaint.map(JSON.string)),
      ("new", entry.isNew.map(JSON.bool)),
      ("commit", entry.origin.map { .string($0.commit.hex) }),
      ("author", entry.origin.map { .string($0.author) }),
      ("date", entry.origin.map { .string($0.date) }),
    ]
    return fields.compactMap { key, value in value.map { (key, $0) } } + entry.valueMember
  }
}

extension ScanReport.Entry {
  /// The value, where the user asked for it.
  fileprivate var valueMember: [(String, JSON)] {
    guard let bytes = finding.value?.exposed() else { return [] }
    if let text = String(validating: bytes, as: UTF8.self) { return [("value", .string(text))] }
    let digits = Array("0123456789abcdef".utf8)
    let hex = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return [("valueHex", .string(String(decoding: hex, as: UTF8.self)))]
  }
}

extension JSON {
  /// A number with at most three digits after the point.
  static func decimal(_ value: Double) -> JSON { .written(Self.decimalText(value)) }

  static func decimalText(_ value: Double) -> String {
    let thousandths = Int((abs(value) * 1000).rounded())
    var fraction = String(String(1000 + thousandths % 1000).dropFirst())
    while fraction.last == "0" { fraction.removeLast() }
    let sign = value < 0 && thousandths > 0 ? "-" : ""
    return "\(sign)\(thousandths / 1000)" + (fraction.isEmpty ? "" : ".\(fraction)")
  }
}
