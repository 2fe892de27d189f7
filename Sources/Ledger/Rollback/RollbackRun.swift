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

/// Carries out what a journal says.
package struct RollbackRun {
  let journal: RollbackJournal
  let work: RollbackWork
  var stores: [StoreKind: any SecretStore] { work.stores }
  /// The items of the record that is restored.
  var items: [LedgerItem] { work.items }

  /// A rollback that was just planned.
  package init(
    _ journal: RollbackJournal,
    _ plan: RollbackPlan,
    stores: [StoreKind: any SecretStore],
    vault: LedgerVault = .none,
    archive: @escaping ArchivedValue = { (_) throws(SecretsError) in nil }
  ) {
    self.journal = journal
    work = RollbackWork(
      stores: stores,
      vault: vault,
      items: plan.entries.map(\.item),
      values: plan.values,
      archive: archive
    )
  }

  /// A rollback of an earlier run.
  package init(
    resuming journal: RollbackJournal,
    _ items: [LedgerItem],
    stores: [StoreKind: any SecretStore],
    vault: LedgerVault = .none,
    archive: @escaping ArchivedValue = { (_) throws(SecretsError) in nil }
  ) {
    self.journal = journal
    work = RollbackWork(
      stores: stores,
      vault: vault,
      items: items,
      values: [:],
      archive: archive
    )
  }

  /// Throws `.conflict` when a secret is not at the version any more that the plan saw.
  ///
  /// Called right before the journal begins: then there is nothing to be undone.
  package static func check(
    _ plan: RollbackPlan,
    stores: [StoreKind: any SecretStore],
    vault: LedgerVault = .none
  ) async throws(SecretsError) {
    let entries = plan.changing + plan.agreeing
    try await check(entries.filter { $0.item.file != nil }, in: vault)
    for (store, entries) in Dictionary(grouping: entries, by: \.item.store) {
      guard let kind = store.kind, let asked = stores[kind] else { continue }
      let described = try await asked.describe(entries.map(\.item.name))
      for entry in entries {
        guard case .found(let now)? = described[entry.item.name], now.deletionDate == nil,
          now.arn == entry.now?.arn, now.current?.id == entry.from
        else { throw RollbackWork.changed(entry.item.reference) }
      }
    }
  }

  /// How many secrets are worked on at once; AWS takes 50 moves a second, and fewer parameters.
  private static let width = 4

  /// Does what is not done yet; on an error takes back what was done.
  ///
  /// That a step is begun is on the disk before anything of it is sent: whatever else is found in its
  /// place later is not of this rollback.
  package func apply() async -> RollbackOutcome {
    let steps = journal.note.steps
    let work = work
    var failure: SecretsError?
    await withTaskGroup(of: (Int, Result<RollbackWork.Change, SecretsError>).self) { group in
      var waiting = steps.indices.filter { !steps[$0].isDone }.makeIterator()
      // After an error none begins, and those that have begun come to their end.
      func start() {
        guard failure == nil, let index = waiting.next() else { return }
        do throws(SecretsError) {
          try save { $0.steps[index].state = .sent }
        } catch {
          failure = error
          return
        }
        group.addTask { (index, await work.result(steps[index])) }
      }
      for _ in 0..<Self.width { start() }
      while let (index, result) = await group.next() {
        do throws(SecretsError) {
          let change = try result.get()
          try save { note in
            note.steps[index].made = change.made
            note.steps[index].state = change.isOurs ? .done : .found
          }
        } catch {
          failure = failure ?? error
          // What an earlier run sent may have arrived all the same.
          let isLeft = error.changedNothing && steps[index].state != .sent
          guard isLeft || error.written != nil else { continue }
          try? save { note in
            if isLeft { note.steps[index].state = .left }
            note.steps[index].made = error.written
          }
        }
        start()
      }
    }
    if let failure {
      // Whoever pressed Ctrl-C waits for two seconds at most: the next run goes on from here.
      guard !Task.isCancelled else { return .unfinished(journal.note, failure) }
      return await undo(after: failure)
    }
    do throws(SecretsError) {
      return .restored(try await settled())
    } catch {
      guard case .conflict = error.kind else { return .unfinished(journal.note, error) }
      return await undo(after: error)
    }
  }

  func save(_ change: (inout RollbackNote) -> Void) throws(SecretsError) {
    do {
      try journal.update(change)
    } catch {
      throw SecretsError(.io, error.message, hint: error.hint)
    }
  }
}
