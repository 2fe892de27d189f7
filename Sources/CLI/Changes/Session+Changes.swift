import Secrets

extension Session {
  /// Where the journals of several writings at once are kept.
  func changesDirectory() throws -> String { try stateDirectory() + "/changes" }

  /// Runs what writes, and has its results also after a Ctrl-C: they say what was done.
  func writing<R>(_ label: String, _ body: (Progress) async throws -> R) async rethrows -> R {
    let progress = Progress(label, in: self)
    defer { progress.finish() }
    return try await body(progress)
  }
}

extension HealthCheck {
  /// Several writings at once that were cut off; none where all were finished.
  static func changes(_ session: Session) -> [HealthCheck] {
    do {
      return try ChangeJournal.unfinished(in: try session.changesDirectory()).map { note in
        HealthCheck(
          name: note.command,
          state: .wrong,
          message: note.sentence,
          fix: ChangeText.hint(note)
        )
      }
    } catch {
      return [wrong("changes", error)]
    }
  }
}
