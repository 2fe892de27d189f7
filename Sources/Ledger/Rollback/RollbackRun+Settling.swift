import Secrets

extension RollbackRun {
  /// How often a secret is looked at that does not show its new version yet.
  private static let looks = 4

  /// The items of the record of this rollback: each secret with the version that it has now.
  ///
  /// - Throws: `.conflict` when somebody else changed one of those that were just changed.
  func settled() async throws(SecretsError) -> [LedgerItem] {
    let note = journal.note
    let restored = items.filter { !note.leftOut.contains($0.reference) }
    var look = 1
    while true {
      let (found, other) = try await read(restored, note)
      guard let other else { return found }
      guard look < Self.looks else { throw RollbackWork.changed(other) }
      // A reading may be behind a writing for a moment.
      try? await Task.sleep(for: .milliseconds(100 << look))
      look += 1
    }
  }

  /// The items as they are, and one that is not at the version that it was given.
  private func read(
    _ restored: [LedgerItem],
    _ note: RollbackNote
  ) async throws(SecretsError) -> (items: [LedgerItem], other: String?) {
    var made: [String: String] = [:]
    for step in note.steps { made[step.reference] = step.made }
    var found: [LedgerItem] = []
    var other: String?
    for (store, items) in Dictionary(grouping: restored, by: \.store) {
      guard let kind = store.kind, let asked = stores[kind] else { continue }
      let described = try await asked.describe(items.map(\.name))
      for item in items {
        guard case .found(let now)? = described[item.name], now.deletionDate == nil,
          let current = LedgerItem(now)
        else { throw RollbackWork.changed(item.reference) }
        found.append(current)
        if let expected = made[item.reference], current.version != expected {
          other = item.reference
        }
      }
    }
    return (found.sorted(by: LedgerItem.precedes), other)
  }
}
