import AWS
package import Secrets

/// How a rollback, or the undoing of one, ended.
package enum RollbackOutcome: Sendable {
  /// Every secret is as recorded: these are the items of the new record. The journal is still there.
  case restored([LedgerItem])
  /// Nothing of it is left. The journal is still there; the error says why it was taken back.
  case undone([RollbackStep], SecretsError?)
  /// Some secrets are rolled back and some are not, or it could not be found out. The journal stays.
  case unfinished(RollbackNote, SecretsError)
}

/// Carries out what a journal says, one secret after the other.
package struct RollbackRun {
  let journal: RollbackJournal
  let stores: [StoreKind: any SecretStore]
  /// The items of the record that is restored.
  let items: [LedgerItem]
  let values: [String: SecretBytes]
  let archive: ArchivedValue
  /// Whether an earlier run may have sent what the journal does not say to be done.
  let isResumed: Bool

  /// A rollback that was just planned.
  package init(
    _ journal: RollbackJournal,
    _ plan: RollbackPlan,
    stores: [StoreKind: any SecretStore],
    archive: @escaping ArchivedValue = { (_) throws(SecretsError) in nil }
  ) {
    self.journal = journal
    self.stores = stores
    items = plan.entries.map(\.item)
    values = plan.values
    self.archive = archive
    isResumed = false
  }

  /// A rollback of an earlier run.
  package init(
    resuming journal: RollbackJournal,
    _ items: [LedgerItem],
    stores: [StoreKind: any SecretStore],
    archive: @escaping ArchivedValue = { (_) throws(SecretsError) in nil }
  ) {
    self.journal = journal
    self.stores = stores
    self.items = items
    values = [:]
    self.archive = archive
    isResumed = true
  }

  /// Throws `.conflict` when a secret is not at the version any more that the plan saw.
  ///
  /// Called right before the journal begins: then there is nothing to be undone.
  package static func check(
    _ plan: RollbackPlan,
    stores: [StoreKind: any SecretStore]
  ) async throws(SecretsError) {
    let entries = plan.changing
    for (store, entries) in Dictionary(grouping: entries, by: \.item.store) {
      guard let kind = store.kind, let asked = stores[kind] else { continue }
      let described = try await asked.describe(entries.map(\.item.name))
      for entry in entries {
        guard case .found(let now)? = described[entry.item.name], now.deletionDate == nil,
          now.arn == entry.now?.arn, now.current?.id == entry.from
        else { throw changed(entry.item.reference) }
      }
    }
  }

  /// Does what is not done yet; on an error takes back what was done.
  package func apply() async -> RollbackOutcome {
    for index in journal.note.steps.indices where journal.note.steps[index].state != .done {
      do throws(SecretsError) {
        let made = try await apply(journal.note.steps[index])
        try save { note in
          note.steps[index].made = made
          note.steps[index].state = .done
        }
      } catch {
        // Whoever pressed Ctrl-C waits for two seconds at most: the next run goes on from here.
        guard !Task.isCancelled, !isCancelled(error) else {
          return .unfinished(journal.note, error)
        }
        return await undo(after: error)
      }
    }
    do throws(SecretsError) {
      return .restored(try await settled())
    } catch {
      guard case .conflict = error.kind else { return .unfinished(journal.note, error) }
      return await undo(after: error)
    }
  }

  /// The version that is current afterwards.
  private func apply(_ step: RollbackStep) async throws(SecretsError) -> String {
    let store = try store(step)
    switch step.action {
    case .move:
      guard let store = store as? any StageStore else { throw Self.noStore(step) }
      try await store.moveStage(Stage.current, of: step.name, from: step.from, to: step.to)
      return step.to
    case .write:
      if isResumed, let made = try await madeEarlier(step, store) { return made }
      let value = try await value(step, store)
      return try await store.put(step.name, value: value, expecting: step.from).id
    }
  }

  /// The version that an earlier run made without seeing the answer.
  private func madeEarlier(
    _ step: RollbackStep,
    _ store: any SecretStore
  ) async throws(SecretsError) -> String? {
    let current = try await store.value(of: step.name, version: nil)
    guard current.version.id != step.from else { return nil }
    let before =
      step.store == .parameterStore
      ? Int(current.version.id).map { String($0 - 1) } : try await previous(step.name, store)
    guard before == step.from, current.bytes == (try await value(step, store)) else {
      throw Self.changed(step.reference)
    }
    return current.version.id
  }

  private func previous(
    _ name: String,
    _ store: any SecretStore
  ) async throws(SecretsError) -> String? {
    guard case .found(let now)? = try await store.describe([name])[name] else { return nil }
    return now.previous?.id
  }

  // MARK: Parts

  func save(_ change: (inout RollbackNote) -> Void) throws(SecretsError) {
    do {
      try journal.update(change)
    } catch {
      throw SecretsError(.io, error.message, hint: error.hint)
    }
  }

  func store(_ step: RollbackStep) throws(SecretsError) -> any SecretStore {
    guard let store = stores[step.store] else { throw Self.noStore(step) }
    return store
  }

  /// What the step writes, where it still is.
  func value(
    _ step: RollbackStep,
    _ store: any SecretStore
  ) async throws(SecretsError) -> SecretBytes {
    if let value = values[step.reference] { return value }
    do throws(SecretsError) {
      return try await store.value(of: step.name, version: step.to).bytes
    } catch {
      guard case .notFound = error.kind,
        let item = items.first(where: { $0.reference == step.reference }),
        let value = try await archive(item)
      else { throw error }
      return value
    }
  }

  static func changed(_ reference: String) -> SecretsError {
    SecretsError(
      .conflict,
      "“\(reference)” was changed by somebody else meanwhile.",
      hint:
        "See what it is now (`git secrets-sync list-versions \(reference)`), then run the command "
        + "again."
    )
  }

  private static func noStore(_ step: RollbackStep) -> SecretsError {
    SecretsError(.io, "The store of “\(step.reference)” cannot be reached.")
  }

  func isCancelled(_ error: SecretsError) -> Bool {
    if case .unavailable(let cause) = error.kind { cause.kind == .cancelled } else { false }
  }
}
