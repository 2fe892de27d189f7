package import Secrets

extension RollbackRun {
  /// What is to be recorded after parameters and files were written again to undo a rollback.
  ///
  /// Their values are as before, but under new versions. Where all was as recorded before, there is a
  /// record to be made, so that `verify` finds it so again.
  ///
  /// - Parameters:
  ///   - latest: the newest deployment.
  ///   - vault: the vault that has its files.
  /// - Returns: the items of the record, nil where nothing is to be recorded.
  /// - Throws: what a store failed with.
  package func itemsAfterUndoing(
    _ latest: DeploymentRecord,
    vault: LedgerVault = .none
  ) async throws(SecretsError) -> [LedgerItem]? {
    let steps = journal.note.steps.filter { $0.state == .undone && $0.restored != nil }
    guard !steps.isEmpty else { return nil }
    let written = Dictionary(steps.map { ($0.reference, $0) }) { $1 }
    var described: [StoreKind: [String: DescribeResult]] = [:]
    let secrets = latest.items.filter { $0.file == nil }
    for (store, items) in Dictionary(grouping: secrets, by: \.store) {
      guard let kind = store.kind, let asked = stores[kind] else { return nil }
      described[kind] = try await asked.describe(items.map(\.name))
    }
    guard
      var (items, isOther) = try await filesAfterUndoing(
        latest.items.filter { $0.file != nil },
        written,
        in: vault
      )
    else { return nil }
    for verified in Verification.check(secrets, against: described) {
      let item = verified.item
      if verified.state == .ok {
        items.append(item)
        continue
      }
      // Any other difference was there before, and is not what was deployed.
      guard let step = written[item.reference], let kind = item.store.kind,
        case .found(let now)? = described[kind]?[item.name], let current = LedgerItem(now),
        try await isAgain(item, current, step)
      else { return nil }
      items.append(current)
      isOther = true
    }
    // Else it is recorded already.
    return isOther ? items.sorted(by: LedgerItem.precedes) : nil
  }

  /// Whether the current version is the one that the undoing wrote, with the value of the deployed one.
  private func isAgain(
    _ item: LedgerItem,
    _ current: LedgerItem,
    _ step: RollbackStep
  ) async throws(SecretsError) -> Bool {
    guard step.from == item.version, current.version == step.restored else { return false }
    let store = try work.store(step)
    let deployed = try await store.value(of: item.name, version: item.version)
    // A parameter that was made anew since has the same numbers.
    let made = deployed.version.created.map(RecordTime.wholeSeconds)
    if let made, let recorded = item.modified, made != recorded { return false }
    let now = try await store.value(of: item.name, version: current.version)
    return deployed.bytes == now.bytes
  }
}
