import FoundationEssentials
import Ledger
import Secrets

/// What `list` prints.
enum ListReport {
  typealias Secrets = [(key: String, value: SecretSummary)]

  /// Where there is no room for all, the days of the times are enough, and the beginnings of versions.
  static func text(_ secrets: Secrets, withTags: Bool, for terminal: Terminal) -> String {
    let whole = table(secrets, withTags: withTags, RecordTime.text)
    let short = table(secrets, withTags: withTags, RecordTime.day, RecordText.short)
    return (whole.isWhole(on: terminal) ? whole : short).text(for: terminal)
  }

  private static func table(
    _ secrets: Secrets,
    withTags: Bool,
    _ changed: (Date) -> String,
    _ version: (String) -> String = { $0 }
  ) -> Table {
    var table = Table([
      .init("Secret", .middle), .init("Version", mayShrink: true), .init("Changed"),
      .init("By", .middle), .init("Type"), .init("Rotation"), .init("Managed by"),
      .init("Deletion"), .init("Tags", mayShrink: true),
    ])
    for (reference, secret) in secrets {
      table.add([
        reference, secret.currentVersion.map(version) ?? "-", secret.modified.map(changed) ?? "-",
        secret.by.map(PersonText.short) ?? "", secret.type ?? "", rotation(secret),
        secret.managedBy ?? "", secret.deletionDate.map(RecordTime.day) ?? "",
        withTags ? tags(secret) : "",
      ])
    }
    return table
  }

  /// The day of the next one, or that there will be one.
  private static func rotation(_ secret: SecretSummary) -> String {
    guard let rotation = secret.rotation, rotation.isOn else { return "" }
    return rotation.next.map(RecordTime.day) ?? "on"
  }

  private static func tags(_ secret: SecretSummary) -> String {
    (secret.tags ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      .joined(separator: ", ")
  }

  /// `unknown` says why it is not known of some who changed them; nil where nobody asked.
  static func json(_ secrets: Secrets, unknown: [String]?) -> JSON {
    .present([
      ("schema", .integer(1)),
      ("secrets", .array(secrets.map { json($0.key, $0.value) })),
      ("unknown", unknown.map { .array($0.map(JSON.string)) }),
    ])
  }

  private static func json(_ reference: String, _ secret: SecretSummary) -> JSON {
    .present([
      ("reference", .string(reference)),
      ("store", .string(secret.store.rawValue)),
      ("name", .string(secret.name)),
      ("arn", secret.arn.map(JSON.string)),
      ("version", secret.currentVersion.map(JSON.string)),
      ("created", secret.created.map { .string(RecordTime.text($0)) }),
      ("modified", secret.modified.map { .string(RecordTime.text($0)) }),
      ("by", secret.by.map(JSON.string)),
      ("deletionDate", secret.deletionDate.map { .string(RecordTime.text($0)) }),
      ("type", secret.type.map(JSON.string)),
      ("tier", secret.tier.map(JSON.string)),
      ("keyId", secret.keyID.map(JSON.string)),
      ("description", secret.description.map(JSON.string)),
      ("rotation", secret.rotation.map(json)),
      ("managedBy", secret.managedBy.map(JSON.string)),
      (
        "tags",
        secret.tags.map { tags in
          .object(tags.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        }
      ),
    ])
  }

  private static func json(_ rotation: SecretRotation) -> JSON {
    .present([
      ("enabled", .bool(rotation.isOn)),
      ("last", rotation.last.map { .string(RecordTime.text($0)) }),
      ("next", rotation.next.map { .string(RecordTime.text($0)) }),
    ])
  }
}
