import Git

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Ledger {
  /// Adds a line about `record` to the notes of its commit, for `git log --notes=secrets-sync`.
  ///
  /// Notes are for reading only and may be lost; the record is safe without them.
  ///
  /// - Returns: why the note could not be added, or nil.
  package func mirrorToNotes(_ record: DeploymentRecord) -> String? {
    let line =
      "\(record.environment): \(record.ending) \(RecordTime.text(record.at)), "
      + "\(record.items.counted) (\(record.id))" + (record.note.map { ": \($0)" } ?? "")
    let directory = repository.layout.commonDirectory + "/secrets-sync"
    unsafe mkdir(directory, 0o755)
    let problem: String?
    do throws(GitError) {
      // `git notes` reads, adds and writes back without looking whether somebody was faster.
      problem = try Files.withLock(directory + "/notes.lock") { () throws(GitError) in
        try addNote(line, to: record.commit)
      }
    } catch {
      problem = error.message
    }
    return problem.map { "The note in refs/notes/secrets-sync could not be written: \($0)" }
  }

  /// Somebody else's `git notes` does not heed the lock, so that there may be more attempts.
  private func addNote(_ line: String, to commit: ObjectID) throws(GitError) -> String? {
    var reason = ""
    for attempt in 1...5 {
      let result = try git.run([
        "notes", "--ref=secrets-sync", "append", "--message=\(line)", commit.hex,
      ])
      if result.status == 0 { return nil }
      reason = RemoteText.reason(result.standardError)
      localBackOff.wait(afterAttempt: attempt)
    }
    return reason
  }
}
