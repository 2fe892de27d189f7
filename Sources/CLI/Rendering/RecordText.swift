import Git
import Ledger

/// Deployments as people read them.
enum RecordText {
  /// The record with its secrets.
  static func full(_ record: DeploymentRecord, _ terminal: Terminal) -> String {
    var text = terminal.paint(visible(record.environment), .bold) + "  "
    text += "\(record.commit.abbreviated)  \(record.ending) "
    text += RecordTime.text(record.at) + (by(record).map { " by \($0)" } ?? "") + "\n"
    if let account = record.account {
      text +=
        "account \(visible(account))" + (record.region.map { ", \(visible($0))" } ?? "") + "\n"
    }
    if let source = record.restoredFrom { text += "restored from \(source)\n" }
    if let leftOut = record.leftOut, !leftOut.isEmpty {
      text += "left out: \(leftOut.map(visible).joined(separator: ", "))\n"
    }
    if let note = record.note { text += "note: \(visible(note))\n" }
    return text + items(record.items, terminal)
  }

  static func items(_ items: [LedgerItem], _ terminal: Terminal) -> String {
    var table = Table([
      .init("Secret", .middle), .init("Version", mayShrink: true), .init("Since"),
      .init("Stages"), .init("Archive", mayShrink: true),
    ])
    for item in items {
      table.add([
        item.reference, item.version,
        (item.created ?? item.modified).map(RecordTime.text) ?? "-",
        (item.stages ?? item.labels ?? []).joined(separator: ","),
        item.archive.map { "s3://\($0.bucket)/\($0.key)" } ?? "",
      ])
    }
    return table.text(for: terminal)
  }

  /// A text with each UUID in it cut to its first part, as commits are.
  ///
  /// Other names of versions stay whole: those that tools give often differ at their end only.
  static func short(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let parts = word.split(separator: "-", omittingEmptySubsequences: false)
      let isUUID =
        parts.map(\.count).starts(with: [8, 4, 4, 4]) && parts.count == 5
        && parts[4].prefix(12).count == 12
        && parts.joined().prefix(32).allSatisfy(\.isHexDigit)
      return isUUID ? parts[0] + "…" + parts[4].dropFirst(12) : word
    }
    .joined(separator: " ")
  }

  /// `prod 29c73cbb3a`, with how it ended where that was no whole success.
  static func title(_ record: DeploymentRecord) -> String {
    "\(visible(record.environment)) \(record.commit.abbreviated)"
      + (record.status == .deployed && !record.isPartial ? "" : " (\(record.ending))")
  }

  /// Who deployed: the person, else the role.
  static func by(_ record: DeploymentRecord) -> String? {
    record.by.person.map(visible)
  }

  /// A deployment without its secrets: `record`, `commit`, `at`, `status`, `kind` and `by`.
  static func brief(_ record: IndexedRecord) -> JSON { brief(record, environment: nil) }

  static func brief(_ record: IndexedRecord, environment: String?) -> JSON {
    .present([
      ("record", .string(record.id)),
      ("env", environment.map(JSON.string)),
      ("commit", .string(record.commit.hex)),
      ("at", .string(RecordTime.text(record.at))),
      ("status", .string(record.status.rawValue)),
      ("kind", .string(record.kind.rawValue)),
      ("by", record.by.map(JSON.string)),
    ])
  }

  static func json(_ record: DeploymentRecord) -> JSON {
    var bytes = record.fileBytes
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return .written(JSON.escaped(String(decoding: bytes, as: UTF8.self)))
  }
}
