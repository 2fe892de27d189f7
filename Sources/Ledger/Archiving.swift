package import Secrets

/// Puts the values of recorded versions into the archive.
package enum Archiving {
  /// So many values are read and sealed at once.
  private static let atOnce = 8

  /// The items with the place of the value of each; those of the embedded store stay as they are.
  ///
  /// What is in the archive already is neither read nor sent again. A value is read at the recorded
  /// version, and checked to be of it.
  ///
  /// - Returns: the items in their order, and how many values were stored.
  /// - Throws: `.store` for the first that cannot be read or stored; what was stored stays.
  package static func archive(
    _ items: [LedgerItem],
    account: String,
    region: String,
    in archive: SecretArchive,
    from stores: [StoreKind: any SecretStore]
  ) async throws(LedgerError) -> (items: [LedgerItem], stored: Int) {
    let key = try await viaStore { () throws(SecretsError) in try await archive.sealingKey() }
    typealias Outcome = Result<(index: Int, place: ArchivedVersion, isNew: Bool), LedgerError>
    var result = items
    var stored = 0
    let outcomes = await withTaskGroup(of: Outcome.self) { group -> [Outcome] in
      var waiting = items.enumerated().makeIterator()
      func startNext() {
        while let (index, item) = waiting.next() {
          guard let secret = item.archivedSecret(account: account, region: region),
            let store = stores[secret.store]
          else { continue }
          group.addTask {
            do throws(LedgerError) {
              let (place, isNew) = try await Self.archive(secret, item, key, archive, store)
              return .success((index, place, isNew))
            } catch {
              return .failure(error)
            }
          }
          return
        }
      }
      for _ in 0..<atOnce { startNext() }
      var outcomes: [Outcome] = []
      while let outcome = await group.next() {
        outcomes.append(outcome)
        if case .failure = outcome {
          group.cancelAll()
          return outcomes
        }
        startNext()
      }
      return outcomes
    }
    // A failure is the last of them.
    for outcome in outcomes.reversed() {
      let (index, place, isNew) = try outcome.get()
      result[index].archive = place
      if isNew { stored += 1 }
    }
    return (result, stored)
  }

  private static func archive(
    _ secret: ArchivedSecret,
    _ item: LedgerItem,
    _ key: String,
    _ archive: SecretArchive,
    _ store: any SecretStore
  ) async throws(LedgerError) -> (ArchivedVersion, isNew: Bool) {
    try await viaStore { () throws(SecretsError) in
      if let place = try await archive.place(of: secret) { return (ArchivedVersion(place), false) }
      let id = store.kind == .secretsManager ? item.arn ?? item.name : item.name
      let value = try await store.value(of: id, version: item.version)
      guard value.version.id == item.version,
        store.kind != .parameterStore
          || value.version.created.map(RecordTime.wholeSeconds) == item.modified
      else {
        throw SecretsError(
          .conflict,
          "\(item.reference) was made anew while it was archived. Nothing was recorded.",
          hint: "Record again."
        )
      }
      return (ArchivedVersion(try await archive.store(value, of: secret, sealingKey: key)), true)
    }
  }

  private static func viaStore<Value>(
    _ body: () async throws(SecretsError) -> Value
  ) async throws(LedgerError) -> Value {
    do {
      return try await body()
    } catch {
      let message =
        error.message.hasSuffix("recorded.")
        ? error.message : error.message + " Nothing was recorded."
      throw LedgerError(.store(error), message, hint: error.hint)
    }
  }
}
