package import Secrets

extension RollbackRun {
  /// What is to be recorded after parameters were written again to undo a rollback.
  ///
  /// Their values are as before, but under new numbers. Where all was as recorded before, there is a
  /// record to be made, so that `verify` finds it so again.
  ///
  /// - Parameter latest: the newest deployment.
  /// - Returns: the items of the record, nil where nothing is to be recorded.
  /// - Throws: what a store failed with.
  package func itemsAfterUndoing(
    _ latest: DeploymentRecord
  ) async throws(SecretsError) -> [LedgerItem]? {
    let written = Set(
      journal.note.steps.filter {
        $0.store == .parameterStore && $0.state == .undone && $0.made != nil
      }
      .map(\.reference)
    )
    guard !written.isEmpty else { return nil }
    var described: [StoreKind: [String: DescribeResult]] = [:]
    for (store, items) in Dictionary(grouping: latest.items, by: \.store) {
      guard let kind = store.kind, let asked = stores[kind] else { return nil }
      described[kind] = try await asked.describe(items.map(\.name))
    }
    let steps = journal.note.steps
    var items: [LedgerItem] = []
    for verified in Verification.check(latest.items, against: described) {
      let item = verified.item
      if verified.state == .ok {
        items.append(item)
        continue
      }
      // Any other difference was there before, and is not what was deployed.
      guard written.contains(item.reference), let kind = item.store.kind,
        steps.contains(where: { $0.reference == item.reference && $0.from == item.version }),
        case .found(let now)? = described[kind]?[item.name], let current = LedgerItem(now)
      else { return nil }
      items.append(current)
    }
    return items
  }
}
