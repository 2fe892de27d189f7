import Git
import Ledger

extension Restoration {
  /// Whether the newest deployment in the ledger says what there is already.
  func isRecorded(_ plan: RollbackPlan) throws -> Bool {
    guard let latest = try ledger.latestDeployment(environment: record.environment) else {
      return false
    }
    let recorded = Dictionary(latest.items.map { ($0.reference, $0.version) }) { $1 }
    return latest.commit == record.commit && recorded == plan.unchanged
  }

  /// Refuses to look in another account or region than that of the deployment.
  ///
  /// Elsewhere, secrets of the same names are other ones. A record need not say where it was made;
  /// then the environment's own settings count, and without these nothing is done.
  func checkPlace(
    _ what: String,
    _ recorded: String?,
    _ own: String?,
    _ now: String
  ) throws(Failure) {
    let name = visible(record.environment)
    guard let known = recorded ?? own else {
      throw Failure(
        "The deployment does not say in which \(what) it was recorded, and neither does "
          + "[environments.\(name)]. Nothing was changed.",
        hint: "If that was \(visible(now)): set `\(what) = \"\(visible(now))\"` in [environments."
          + "\(name)] of \(Configuration.fileName).",
        status: .refused
      )
    }
    guard known == now else {
      throw Failure(
        "The deployment was recorded in the \(what) \(visible(known)), but what is asked is "
          + "\(visible(now)). Nothing was changed.",
        hint: "Give --profile or --region, or change [environments.\(name)] in "
          + "\(Configuration.fileName).",
        status: .refused
      )
    }
    guard recorded == nil else { return }
    session.say(
      "The deployment does not say in which \(what) it was recorded: that of [environments.\(name)], "
        + "\(visible(known)), is taken."
    )
  }

  /// Says what was recorded since a rollback began, which it may take back.
  func warnOfNewer(_ note: RollbackNote) throws {
    guard let newest = try ledger.latest(environment: record.environment), newest.seq > note.seq
    else {
      return
    }
    session.warn(
      "Since that rollback began, \(newest.commit.abbreviated) was recorded in "
        + "\(visible(record.environment)), \(RecordTime.text(newest.at))."
    )
  }

  /// Refuses a journal that is not of the deployment that it names.
  func check(_ note: RollbackNote) throws(Failure) {
    guard !note.fits(record) else { return }
    throw Failure(
      "The journal of the rollback does not fit the deployment \(visible(note.record)) that it names. "
        + "Nothing was changed.",
      hint:
        "See with `git secrets-sync verify --env \(visible(note.env))` what the secrets are at, "
        + "put right what is wrong, then remove .git/secrets-sync/rollback/\(visible(note.env)).json.",
      status: .incomplete
    )
  }
}
