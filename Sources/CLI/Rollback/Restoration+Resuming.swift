import Git
import Ledger

extension Restoration {
  /// Finishes, or takes back, what an earlier run began.
  static func resume(
    undo: Bool,
    yes: Bool,
    _ environment: EnvironmentSettings,
    _ ledger: Ledger,
    _ session: Session
  ) async throws -> ExitStatus {
    let name = environment.name
    guard let journal = try RollbackJournal.resume(name, in: try session.rollbackDirectory()) else {
      throw Failure.usage(
        "No rollback of \(visible(name)) is unfinished.",
        hint: "`git secrets-sync status` says how each environment is."
      )
    }
    let note = journal.note
    guard undo || !note.undoing else {
      throw Failure.usage(visible(note.sentence), hint: note.hint)
    }
    let option = undo ? "--undo" : "--continue"
    try Confirmation(session: session, yes: yes).check(
      "`rollback \(option)` changes secrets: it",
      hasDryRun: false
    )
    let restoration = try await Restoration(
      try record(of: note, ledger),
      environment,
      ledger,
      session
    )
    try restoration.checkPlace(of: note)
    try restoration.check(note)
    if undo, try restoration.recorded(note) != nil {
      try journal.end()
      throw Failure.usage(
        "That rollback was finished and recorded; there is nothing to take back.",
        hint:
          "To go forward again: git secrets-sync rollback \(visible(name))~1 --env \(visible(name))"
      )
    }
    try restoration.warnOfNewer(note)
    if !yes { session.say(visible(note.sentence)) }
    guard try restoration.confirm(yes, undo ? "to take it back in" : "to finish it in") else {
      session.say("Nothing was changed.")
      return .usage
    }
    let run = RollbackRun(
      resuming: journal,
      restoration.record.items,
      stores: restoration.stores,
      vault: restoration.files,
      archive: restoration.archive
    )
    let outcome = await carryOut(undo ? "Taking back" : "Rolling back", session) {
      undo ? await run.undo() : await run.apply()
    }
    return try await restoration.finish(outcome, journal, run)
  }

  private func checkPlace(of note: RollbackNote) throws(Failure) {
    for (what, begun, now) in [
      ("account", note.account, account), ("region", note.region, aws?.region),
    ] where begun != now {
      throw Failure(
        "It was begun in the \(what) \(visible(begun ?? "none")), but what is asked is "
          + "\(visible(now ?? "none")). Nothing was changed.",
        hint: "Give the same --profile and --region as then.",
        status: .refused
      )
    }
  }

  private static func record(
    of note: RollbackNote,
    _ ledger: Ledger
  ) throws -> DeploymentRecord {
    let all =
      try ObjectID(hex: note.commit).map { commit in
        try ledger.records(environment: note.env, commit: commit)
      } ?? []
    if let record = all.first(where: { $0.id == note.record }) { return record }
    throw Failure(
      "The deployment \(visible(note.record)) that was being restored is not in the ledger here.",
      hint: "`git secrets-sync fetch` brings it.",
      status: .incomplete
    )
  }
}
