import Ledger

extension HealthCheck {
  /// Rollbacks that were cut off; none where all were finished.
  static func rollbacks(_ session: Session) -> [HealthCheck] {
    do {
      return try RollbackJournal.all(in: try session.rollbackDirectory()).map { note in
        HealthCheck(
          name: "rollback, \(note.env)",
          state: .wrong,
          message: note.sentence,
          fix: note.hint
        )
      }
    } catch {
      return [wrong("rollback", error)]
    }
  }
}
