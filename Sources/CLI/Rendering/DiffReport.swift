import FoundationEssentials
import Git
import Ledger
import Secrets

/// What `diff` tells of two deployments.
struct DiffReport {
  let before: DeploymentRecord
  let after: DeploymentRecord
  /// Without those that are the same.
  let changes: [ItemChange]
  /// The deployment that first had a new version, by the secret's reference.
  let origins: [String: IndexedRecord]
  /// With `--values`: how the values differ, by the secret's reference.
  var values: [String: ValueDifference]?

  var status: ExitStatus {
    let results = (values ?? [:]).values.map(\.result)
    if results.contains(where: { if case .unreadable = $0 { true } else { false } }) {
      return .refused
    }
    if results.contains(where: { if case .gone = $0 { true } else { false } }) {
      return .incomplete
    }
    return changes.isEmpty ? .done : .found
  }

  /// The secrets whose values could not be compared.
  var notCompared: Int {
    (values ?? [:]).values.count { if case .compared = $0.result { false } else { true } }
  }

  var title: String {
    let (old, new) = (RecordText.title(before), RecordText.title(after))
    // Two deployments of one commit are told apart by their times.
    guard old == new, before.id != after.id else { return "\(old) → \(new)" }
    return "\(old) \(RecordTime.text(before.at)) → \(new) \(RecordTime.text(after.at))"
  }

  func text(_ terminal: Terminal) -> String {
    changes.map { change in
      let below =
        [origin(change), writing(change)].compactMap(\.self)
        + (values?[change.reference].map { ValueText.lines($0, terminal) } ?? [])
      return Self.line(change, terminal) + "\n" + below.map { "    \($0)\n" }.joined()
    }
    .joined()
  }

  private static func line(_ change: ItemChange, _ terminal: Terminal) -> String {
    let name = visible(change.reference)
    let versions = [change.before?.version ?? "", change.after?.version ?? ""]
    let short = versions.map(RecordText.short)
    let (old, new) = (short[0], short[0] == short[1] ? versions[1] : short[1])
    switch change.kind {
    case .added: return terminal.paint("+ \(name)  \(visible(new))", .green)
    case .removed: return terminal.paint("- \(name)  \(visible(old))", .red)
    case .changed, .unchanged:
      let note = Self.isRecreated(change) ? " (recreated)" : ""
      return terminal.paint("~ \(name)", .yellow) + "  \(visible(old)) → \(visible(new))\(note)"
    }
  }

  /// Whether a secret of that name was made anew between the two.
  private static func isRecreated(_ change: ItemChange) -> Bool {
    guard let old = change.before, let new = change.after else { return false }
    if let before = old.arn, let after = new.arn, before != after { return true }
    guard old.store == .parameterStore, let before = Int(old.version), let after = Int(new.version)
    else { return old.version == new.version }
    return after <= before
  }

  /// Who brought a version, and when, as far as the records say.
  private func origin(_ change: ItemChange) -> String? {
    origins[change.reference].map { record in
      "since \(record.commit.abbreviated), \(record.ending) "
        + RecordTime.text(record.at) + (record.by.map { " by \(visible($0))" } ?? "")
    }
  }

  /// When the store says that a version was written, and by whom where it knows.
  private func writing(_ change: ItemChange) -> String? {
    guard let time = made(change) else { return nil }
    let by = values?[change.reference]?.written?.by.map { " by \(visible($0))" } ?? ""
    return "written \(RecordTime.text(time))\(by)"
  }

  private func made(_ change: ItemChange) -> Date? {
    change.after?.created ?? change.after?.modified
  }

  var json: JSON {
    .object([
      ("schema", .integer(1)),
      ("a", Self.side(before)),
      ("b", Self.side(after)),
      (
        "changes",
        .array(
          changes.map { change in
            .present([
              ("secret", .string(change.reference)),
              ("change", .string(change.kind.rawValue)),
              ("before", change.before.map { .string($0.version) }),
              ("after", change.after.map { .string($0.version) }),
              ("made", made(change).map { .string(RecordTime.text($0)) }),
              ("madeBy", values?[change.reference]?.written?.by.map(JSON.string)),
              ("since", origins[change.reference].map(RecordText.brief)),
              ("value", values?[change.reference].map(ValueText.json)),
            ])
          }
        )
      ),
    ])
  }

  private static func side(_ record: DeploymentRecord) -> JSON {
    .object([
      ("env", .string(record.environment)), ("commit", .string(record.commit.hex)),
      ("record", .string(record.id)), ("status", .string(record.status.rawValue)),
    ])
  }
}
