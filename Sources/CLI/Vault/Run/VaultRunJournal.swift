import AWS
import FoundationEssentials
import Secrets

/// What runs of `vault run` have put into a working tree and have to take away again, in
/// `.git/secrets-sync/vault/run.json`.
///
/// It is written before the first file is. Nobody changes it without the lock beside it, `run.lock`:
/// each run has a share of it for as long as it lives, and who wipes has it alone.
struct VaultRunJournal: Codable {
  struct Entry: Codable {
    /// From the top of the working tree.
    let file: String
    /// Of the content, as in ``VaultState/Known``, which has the rest.
    let hash: String
    /// Whether nothing was noted of the file before: what the run has noted goes with it.
    let isNew: Bool
    /// Whether it was said that the file is not in its place any more.
    var isMissing: Bool?

    var missing: Self {
      var entry = self
      entry.isMissing = true
      return entry
    }
  }

  static let schema = 1
  var schema = Self.schema
  /// The working tree, absolute.
  let top: String
  let vault: String
  var files: [Entry] = []
  /// Folders that were made, from the top of the working tree.
  var folders: [String] = []

  init(top: String, vault: String) {
    (self.top, self.vault) = (top, vault)
  }

  static func path(in directory: String) -> String { "\(directory)/run.json" }
  static func lock(in directory: String) -> String { "\(directory)/run.lock" }

  /// Nil where nothing is to be wiped.
  static func read(in directory: String) throws -> VaultRunJournal? {
    let path = path(in: directory)
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
    guard let journal = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      journal.schema == schema
    else {
      throw Failure(
        "\(visible(path)) is not what was written, so what `vault run` has put here is not wiped.",
        hint: "Remove the files that should not be here, and that one.",
        status: .incomplete
      )
    }
    return journal
  }

  /// Replaces it, on the disk before this returns; removes it where nothing is to be wiped.
  func write(in directory: String) throws {
    let path = Self.path(in: directory)
    guard !files.isEmpty || !folders.isEmpty else { return try FileSystem.remove(path) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    try FileSystem.atomicWrite(Array(try encoder.encode(self)), to: path)
  }
}
