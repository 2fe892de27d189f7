extension DeploymentRecord {
  /// Whether secrets were left out of what was restored.
  package var isPartial: Bool { leftOut?.isEmpty == false }

  /// How it ended, for people: `restored` or `restored in part` after a rollback, else the status.
  package var ending: String { Self.ending(status, kind, isPartial: isPartial) }

  fileprivate static func ending(_ status: Status, _ kind: Kind, isPartial: Bool) -> String {
    guard status == .deployed, kind == .restore else { return status.rawValue }
    return isPartial ? "restored in part" : "restored"
  }
}

extension IndexedRecord {
  /// As that of the record.
  package var ending: String { DeploymentRecord.ending(status, kind, isPartial: isPartial) }
}
