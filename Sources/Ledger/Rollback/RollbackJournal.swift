import AWS
import FoundationEssentials

/// The journal of the rollback of one environment, in a file that outlives the run.
///
/// It is on the disk before the first secret changes, and goes when the rollback is recorded or
/// taken back. A lock beside it keeps two runs apart; the kernel drops that when a run is killed.
package final class RollbackJournal {
  private let path: String
  private let lock: ProcessLock
  package private(set) var note: RollbackNote

  private init(path: String, lock: ProcessLock, note: RollbackNote) {
    self.path = path
    self.lock = lock
    self.note = note
  }

  /// The unfinished rollback of an environment, if there is one; also while its run goes on.
  package static func unfinished(
    _ environment: String,
    in directory: String
  ) throws(LedgerError) -> RollbackNote? {
    try read(path(environment, directory), environment)
  }

  /// Every unfinished rollback of a repository, by environment.
  package static func all(in directory: String) throws(LedgerError) -> [RollbackNote] {
    let names: [String]
    do {
      names = try LockedFile.names(in: directory)
    } catch {
      throw LedgerError(.io, error.message, hint: error.hint)
    }
    var notes: [RollbackNote] = []
    for name in names where name.hasSuffix(".json") {
      if let note = try unfinished(String(name.dropLast(".json".count)), in: directory) {
        notes.append(note)
      }
    }
    return notes
  }

  /// Notes down what is about to be done.
  ///
  /// - Throws: `.rollbackUnfinished` while another one is not finished, or another run is at it;
  ///   `.io` when it cannot be written. Nothing may be changed then.
  package static func begin(
    _ note: RollbackNote,
    in directory: String
  ) throws(LedgerError) -> RollbackJournal {
    let lock = try take(note.env, in: directory)
    let path = path(note.env, directory)
    if let earlier = try read(path, note.env) { throw .unfinished(earlier) }
    let journal = RollbackJournal(path: path, lock: lock, note: note)
    try journal.update { _ in }
    return journal
  }

  /// The unfinished rollback of an environment, for this run alone to finish or take back.
  package static func resume(
    _ environment: String,
    in directory: String
  ) throws(LedgerError) -> RollbackJournal? {
    let path = path(environment, directory)
    guard try read(path, environment) != nil else { return nil }
    let lock = try take(environment, in: directory)
    guard let note = try read(path, environment) else { return nil }
    return RollbackJournal(path: path, lock: lock, note: note)
  }

  /// Changes the note, on the disk before this returns.
  func update(_ change: (inout RollbackNote) -> Void) throws(LedgerError) {
    change(&note)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try FileSystem.atomicWrite(Array(try encoder.encode(note)) + [0x0A], to: path, mode: 0o600)
    } catch {
      let reason = (error as? FileError)?.message ?? "\(error)"
      throw LedgerError(
        .io,
        "The journal of the rollback cannot be written: \(reason)",
        hint: (error as? FileError)?.hint
      )
    }
  }

  /// Nothing is left to be done.
  package func end() throws(LedgerError) {
    do {
      try FileSystem.remove(path)
    } catch {
      throw LedgerError(.io, error.message, hint: error.hint)
    }
  }

  private static func path(_ environment: String, _ directory: String) -> String {
    "\(directory)/\(environment).json"
  }

  private static func take(
    _ environment: String,
    in directory: String
  ) throws(LedgerError) -> ProcessLock {
    do {
      try FileSystem.createDirectory(directory, mode: 0o700)
      if let lock = try ProcessLock.take("\(directory)/\(environment).lock") { return lock }
    } catch {
      throw LedgerError(.io, error.message, hint: error.hint)
    }
    throw LedgerError(
      .rollbackUnfinished,
      "Another run is rolling back \(environment) at this moment. Nothing was done.",
      hint: "Wait for it to end."
    )
  }

  private static func read(
    _ path: String,
    _ environment: String
  ) throws(LedgerError) -> RollbackNote? {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      if error.isMissing { return nil }
      throw LedgerError(.io, error.message, hint: error.hint)
    }
    guard let note = try? JSONDecoder().decode(RollbackNote.self, from: Data(bytes)),
      note.schema == RollbackNote.currentSchema, note.env == environment
    else {
      throw LedgerError(
        .damaged,
        "\(path) is not the journal of a rollback that this version can read.",
        hint:
          "See with `git secrets-sync verify --env \(environment)` what the secrets are at, put "
          + "right what is wrong, then remove the file."
      )
    }
    return note
  }
}

extension LedgerError {
  /// A rollback that has to be finished before another one may begin.
  static func unfinished(_ note: RollbackNote) -> LedgerError {
    LedgerError(.rollbackUnfinished, note.sentence, hint: note.hint)
  }
}

extension RollbackNote {
  /// What is unfinished, for people.
  package var sentence: String {
    let begun =
      "The rollback of \(env) to \(commit.prefix(10)), begun \(started), is not finished: "
    let all = steps.count == 1 ? "1 secret" : "\(steps.count) secrets"
    func verb(_ count: Int) -> String { count == 1 || steps.count == 1 ? "is" : "are" }
    if undoing {
      let back = steps.count { [.pending, .undone, .left].contains($0.state) }
      return begun + "it was being undone, and \(back) of \(all) \(verb(back)) back."
    }
    if steps.isEmpty { return begun + "nothing had to change, and that is not recorded." }
    if done == steps.count {
      return begun + "\(all) \(verb(done)) rolled back, and it is not recorded."
    }
    return begun + "\(done) of \(all) \(verb(done)) rolled back."
  }

  /// What to do about it.
  package var hint: String {
    let undo = "`git secrets-sync rollback --undo --env \(env)`"
    guard !undoing else { return "\(undo) goes on with it." }
    return "`git secrets-sync rollback --continue --env \(env)` finishes it, \(undo) takes it back."
  }
}
