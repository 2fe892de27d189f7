import AWS
import Git
import Ledger
import Secrets

extension Restoration {
  /// Says how it ended, and records what is so now.
  ///
  /// The journal goes last.
  func finish(
    _ outcome: RollbackOutcome,
    _ journal: RollbackJournal,
    _ run: RollbackRun
  ) async throws -> ExitStatus {
    for reached in reached.values {
      for notice in reached.store.takeNotices() { session.say(notice) }
    }
    switch outcome {
    case .restored(let items):
      let restored = try await record(items, journal.note)
      try journal.end()
      RollbackText.report(restored, record, journal.note, environment, session)
      return .done
    case .undone(let steps, let cause):
      try await recordUndone(run)
      try journal.end()
      guard let cause else {
        RollbackText.reportUndone(steps, journal.note, session)
        return steps.contains { $0.state == .left } ? .refused : .done
      }
      throw RollbackText.undone(steps, cause)
    case .unfinished(let note, let cause): throw RollbackText.unfinished(note, cause)
    }
  }

  private func record(
    _ items: [LedgerItem],
    _ note: RollbackNote
  ) async throws -> DeploymentRecord {
    if let record = try recorded(note) { return record }
    let items = try await session.pinned(
      await archivedAgain(items, as: record.items),
      of: environment,
      asked: false,
      ledger,
      stores
    )
    return try append(
      record,
      items,
      leftOut: note.leftOut,
      note: try asideNote(note),
      id: note.id,
      after: "rolled back",
      "--continue"
    )
  }

  /// Parameters that were taken back have other versions than those of the newest deployment.
  private func recordUndone(_ run: RollbackRun) async throws {
    let latest = try ledger.latestDeployment(environment: record.environment)
    guard let latest else { return }
    let items: [LedgerItem]?
    // It may have files although what was to be restored has none.
    let vault = try await session.ledgerVault(of: latest.items, environment)
    do throws(SecretsError) {
      items = try await run.itemsAfterUndoing(latest, vault: vault)
    } catch {
      throw unrecorded(error, after: "as before", "--undo")
    }
    guard let items else { return }
    let kept = try await session.pinned(
      await archivedAgain(items, as: latest.items),
      of: environment,
      asked: false,
      ledger,
      stores
    )
    _ = try append(latest, kept, leftOut: latest.leftOut ?? [], after: "as before", "--undo")
    session.say(
      "\(latest.commit.abbreviated) is recorded again, since its parameters have new versions."
    )
  }

  private func append(
    _ target: DeploymentRecord,
    _ items: [LedgerItem],
    leftOut: [String],
    note: String? = nil,
    id: String? = nil,
    after what: String,
    _ option: String
  ) throws -> DeploymentRecord {
    do throws(LedgerError) {
      let restored = try ledger.append(
        DeploymentDraft(
          environment: target.environment,
          commit: target.commit,
          arn: aws?.identity?.arn,
          account: aws?.identity?.account,
          region: aws?.region,
          kind: .restore,
          restoredFrom: target.id,
          note: note,
          leftOut: leftOut.isEmpty ? nil : leftOut,
          items: items,
          id: id
        ),
        now: session.world.now()
      )
      if let problem = ledger.mirrorToNotes(restored) { session.warn(visible(problem)) }
      return restored
    } catch {
      throw unrecorded(error, after: what, option)
    }
  }

  private func unrecorded(_ error: any Error, after what: String, _ option: String) -> Failure {
    let failure = Failure(explaining: error)
    return Failure(
      "The secrets are \(what), but that could not be recorded: \(failure.message)",
      hint: "Then: git secrets-sync rollback \(option) --env \(record.environment)",
      status: failure.status
    )
  }

  /// The record that an earlier run wrote and was ended right after.
  func recorded(_ note: RollbackNote) throws -> DeploymentRecord? {
    try ledger.records(environment: record.environment, commit: record.commit).first {
      $0.id == note.id
    }
  }
}
