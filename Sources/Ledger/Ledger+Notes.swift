import Git

extension Ledger {
  /// Adds a line about `record` to the notes of its commit, for `git log --notes=secrets-sync`.
  ///
  /// Notes are for reading only and may be lost; the record is safe without them.
  ///
  /// - Returns: why the note could not be added, or nil.
  package func mirrorToNotes(_ record: DeploymentRecord) -> String? {
    let secrets = record.items.count == 1 ? "1 secret" : "\(record.items.count) secrets"
    let line =
      "\(record.environment): \(record.status.rawValue) \(RecordTime.text(record.at)), "
      + "\(secrets) (\(record.id))"
    var reason = ""
    // Two processes that add notes at once can collide; `git notes` itself does not try again.
    for attempt in 1...5 {
      do throws(GitError) {
        let result = try git.run([
          "notes", "--ref=secrets-sync", "append", "--message=\(line)", record.commit.hex,
        ])
        if result.status == 0 { return nil }
        reason = RemoteText.reason(result.standardError)
      } catch {
        reason = error.message
      }
      localBackOff.wait(afterAttempt: attempt)
    }
    return "The note in refs/notes/secrets-sync could not be written: \(reason)"
  }
}
