import Secrets

extension RollbackRun {
  /// How often a secret is looked at that does not show its new version yet.
  private static let looks = 4

  /// The items of the record of this rollback, each seen at the version that the rollback gave it or
  /// found it at.
  ///
  /// - Throws: `.conflict` when somebody else changed one of them, also of those that needed no change.
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

  /// The items as they are, and one that is not at the version that it is to have.
  private func read(
    _ restored: [LedgerItem],
    _ note: RollbackNote
  ) async throws(SecretsError) -> (items: [LedgerItem], other: String?) {
    var expected = note.unchanged
    for step in note.steps { expected[step.reference] = step.made }
    var found: [LedgerItem] = []
    var other: String?
    let files = try await read(files: restored.filter { $0.file != nil }, expected)
    (found, other) = files
    for (store, items) in Dictionary(grouping: restored.filter { $0.file == nil }, by: \.store) {
      guard let kind = store.kind, let asked = stores[kind] else {
        throw SecretsError(.io, "The store \(store.rawValue) cannot be reached.")
      }
      let described = try await asked.describe(items.map(\.name))
      for item in items {
        guard case .found(let now)? = described[item.name], now.deletionDate == nil,
          let current = LedgerItem(now)
        else { throw RollbackWork.changed(item.reference) }
        if let seen = Self.seen(item, current, now, expected[item.reference]) {
          found.append(seen)
        } else {
          other = item.reference
        }
      }
    }
    return (found.sorted(by: LedgerItem.precedes), other)
  }

  /// The item to be recorded; nil where the secret is not at the version that is expected.
  private static func seen(
    _ item: LedgerItem,
    _ current: LedgerItem,
    _ now: SecretDescription,
    _ expected: String?
  ) -> LedgerItem? {
    guard current.version == expected else { return nil }
    guard current.version == item.version else { return current }
    // The same version must be of the same secret; its value is where it was archived.
    guard Verification.check(item, .found(now)).state == .ok else { return nil }
    var current = current
    current.archive = item.archive
    return current
  }
}
