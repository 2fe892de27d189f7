import AWS
import FoundationEssentials

/// Which writings were sent and not answered yet, in files that outlive the run.
///
/// An entry is on the disk before the first byte is sent, and goes when the answer is known. So the
/// next run of the same writing sends the same token again, or sees that it had been done.
package struct WriteJournal: Sendable {
  private let directory: String
  /// The account and the region, such as `123456789012/eu-west-1`.
  private let place: String
  let notices = WriteNotices()

  package init(directory: String, place: String) {
    self.directory = directory
    self.place = place
  }

  /// Writes an entry; when that is impossible, nothing may be sent.
  func begin(
    _ operation: String,
    _ store: StoreKind,
    _ name: String,
    token: String? = nil,
    before: Int? = nil
  ) throws(SecretsError) -> OpenEntry {
    let entry = JournalEntry(
      schema: JournalEntry.schema,
      id: Crypto.uuid(),
      operation: operation,
      store: store.rawValue,
      place: place,
      name: name,
      token: token,
      before: before,
      at: Date().formatted(.iso8601)
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try FileSystem.createDirectory(directory, mode: 0o700)
      let bytes = Array(try encoder.encode(entry))
      let path = "\(directory)/\(Self.key(place, store, name))-\(entry.id).json"
      return OpenEntry(entry: entry, file: try LockedFile.create(bytes, at: path))
    } catch {
      let reason = (error as? FileError)?.message ?? "\(error)"
      throw SecretsError(
        .io,
        "What is about to be sent cannot be noted down: \(reason) Nothing was sent.",
        hint: (error as? FileError)?.hint
          ?? "Make \(printable(directory)) writable; without a note, a lost answer could not be "
          + "found out about."
      )
    }
  }

  /// The oldest entry about a secret whose run is gone, or nil.
  func unfinished(_ store: StoreKind, _ name: String) throws(SecretsError) -> OpenEntry? {
    let key = Self.key(place, store, name)
    var found: OpenEntry?
    do throws(FileError) {
      for file in try LockedFile.names(in: directory) where file.hasPrefix("\(key)-") {
        let path = "\(directory)/\(file)"
        guard let (held, bytes) = try LockedFile.take(path) else { continue }
        guard !file.hasSuffix(".tmp") else {
          // Its run ended before it had sent anything.
          try held.remove()
          continue
        }
        guard let entry = try? JSONDecoder().decode(JournalEntry.self, from: Data(bytes)),
          entry.schema == JournalEntry.schema
        else { throw FileError(damaged: path) }
        guard entry.place == place, entry.store == store.rawValue, entry.name == name,
          found.map({ entry.at < $0.entry.at }) ?? true
        else { continue }
        found = OpenEntry(entry: entry, file: held)
      }
    } catch {
      let hint = error.hint
      throw SecretsError(
        .io,
        "The note of an earlier writing of “\(store.shown(name))” cannot be read: "
          + error.message
      ) {
        hint ?? "See with `git secrets-sync list-versions \(store.shown(name))\($0)` "
          + "whether that was done, then remove the file."
      }
    }
    return found
  }

  private static func key(_ place: String, _ store: StoreKind, _ name: String) -> String {
    let about = SecretBytes(utf8: "\(store.rawValue)\n\(place)\n\(name)")
    return String(Crypto.hex(Crypto.sha256(about)).prefix(16))
  }
}
