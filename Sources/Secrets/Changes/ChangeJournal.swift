import AWS
import FoundationEssentials
import Synchronization

/// The journal of several writings, in a file that outlives the run.
///
/// One file a run, `<command>-<id>.jsonl`, which its maker holds locked. The first line is the whole
/// ``ChangeNote``, each further one a ``ChangeMark``: what happened to one step. A line is on the
/// disk before anything follows from it; a last line without its end was never relied on.
///
/// ```
/// {"schema":1,"command":"copy","about":{"source":"sm:myapp/dev/*",…},"account":"123456789012",
///  "region":"eu-west-1","started":"2026-11-23T16:00:00Z","phase":"writing","steps":[{"store":"sm",
///  "name":"myapp/prod/db","action":"change","from":"…","previous":"…","state":"pending"}]}
/// {"step":0,"state":"sent"}
/// {"made":"…","state":"done","step":0}
/// ```
package final class ChangeJournal: Sendable {
  private struct State {
    var note: ChangeNote
    var file: LockedFile
    /// A line of which only a part may be there: the file is written anew before the next one.
    var isTorn = false
  }

  private let path: String
  private let state: Mutex<State>

  private init(path: String, file: LockedFile, note: ChangeNote) {
    self.path = path
    state = Mutex(State(note: note, file: file))
  }

  package var note: ChangeNote { state.withLock(\.note) }

  /// Notes down what is about to be done; nothing may be written where that is impossible.
  package static func begin(
    _ note: ChangeNote,
    in directory: String
  ) throws(SecretsError) -> ChangeJournal {
    let path = "\(directory)/\(note.command)-\(Crypto.uuid()).jsonl"
    do {
      try FileSystem.createDirectory(directory, mode: 0o700)
      let file = try LockedFile.create(try line(note), at: path)
      return ChangeJournal(path: path, file: file, note: note)
    } catch {
      throw SecretsError(
        .io,
        "What is about to be written cannot be noted down: \(reason(error)) Nothing was written.",
        hint: (error as? FileError)?.hint
      )
    }
  }

  /// The journals of a command whose runs are gone, oldest first, for this run alone.
  package static func all(
    of command: String,
    in directory: String
  ) throws(SecretsError) -> [ChangeJournal] {
    var found: [ChangeJournal] = []
    do throws(FileError) {
      for name in try LockedFile.names(in: directory) where name.hasPrefix("\(command)-") {
        let path = "\(directory)/\(name)"
        guard let (file, bytes) = try LockedFile.take(path) else { continue }
        guard name.hasSuffix(".jsonl") else {
          // Its run ended before it had written anything.
          try file.remove()
          continue
        }
        guard let note = read(bytes) else { throw FileError(damaged: path) }
        let journal = ChangeJournal(path: path, file: file, note: note)
        journal.state.withLock { $0.isTorn = bytes.last != 0x0A }
        found.append(journal)
      }
    } catch {
      throw unreadable(error)
    }
    return found.sorted { $0.note.started < $1.note.started }
  }

  /// What is not finished, of all commands; also while its run goes on.
  package static func unfinished(in directory: String) throws(SecretsError) -> [ChangeNote] {
    var notes: [ChangeNote] = []
    do throws(FileError) {
      for name in try LockedFile.names(in: directory) where name.hasSuffix(".jsonl") {
        let path = "\(directory)/\(name)"
        let bytes: [UInt8]
        do throws(FileError) { bytes = try FileSystem.read(path) } catch {
          if error.isMissing { continue }
          throw error
        }
        guard let note = read(bytes) else { throw FileError(damaged: path) }
        if note.phase != .finished { notes.append(note) }
      }
    } catch {
      throw unreadable(error)
    }
    return notes.sorted { $0.started < $1.started }
  }

  /// Adds a line, on the disk before this returns.
  func mark(_ mark: ChangeMark) throws(SecretsError) {
    do {
      try state.withLock { state in
        _ = mark.apply(to: &state.note)
        if state.isTorn {
          state.file = try LockedFile.create(try Self.line(state.note), at: path)
          state.isTorn = false
          return
        }
        state.isTorn = true
        try state.file.append(try Self.line(mark))
        state.isTorn = false
      }
    } catch {
      throw SecretsError(
        .io,
        "The journal of what is being written cannot be written: \(Self.reason(error))",
        hint: (error as? FileError)?.hint
      )
    }
  }

  /// Nothing is left to be done or taken back.
  package func end() throws(SecretsError) {
    do {
      try state.withLock { try $0.file.remove() }
    } catch {
      throw SecretsError(.io, Self.reason(error), hint: (error as? FileError)?.hint)
    }
  }

  private static func line(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [0x0A]
  }

  private static func read(_ bytes: [UInt8]) -> ChangeNote? {
    // What follows the last newline is a line that was cut off.
    let lines = bytes[..<((bytes.lastIndex(of: 0x0A) ?? -1) + 1)].split(separator: 0x0A)
    let decoder = JSONDecoder()
    guard let first = lines.first,
      var note = try? decoder.decode(ChangeNote.self, from: Data(first)),
      note.schema == ChangeNote.currentSchema
    else { return nil }
    for line in lines.dropFirst() {
      guard let mark = try? decoder.decode(ChangeMark.self, from: Data(line)),
        mark.apply(to: &note)
      else { return nil }
    }
    return note
  }

  private static func unreadable(_ error: FileError) -> SecretsError {
    SecretsError(
      .io,
      "The journal of an earlier run cannot be read: \(error.message)",
      hint: error.hint
        ?? "See with `git secrets-sync list-versions` what its secrets are at, then remove the file."
    )
  }

  private static func reason(_ error: any Error) -> String {
    (error as? FileError)?.message ?? "\(error)"
  }
}
