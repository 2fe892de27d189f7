import AWS
import FoundationEssentials
import Secrets

/// Which versions of files that are not here any more the last `vault run` used, in
/// `.git/secrets-sync/vault/ran.json`: what was deployed with it is recorded after it.
///
/// Written by who wipes, under the lock of ``VaultRunJournal``; names and versions alone.
struct VaultRunVersions: Codable {
  struct Entry: Codable {
    /// From the top of the working tree.
    let file: String
    let version: String
    /// Whether it was encrypted before the vault had it.
    let sealed: Bool?
  }

  static let schema = 1
  var schema = Self.schema
  /// The working tree, absolute.
  let top: String
  let vault: String
  private(set) var files: [Entry] = []

  private init(top: String, vault: String) {
    (self.top, self.vault) = (top, vault)
  }

  private static func path(in directory: String) -> String { "\(directory)/ran.json" }

  /// Of this vault and this working tree; none where nothing can be read.
  static func read(
    in directory: String,
    of vault: String,
    top: String
  ) -> [VaultPath: VaultRunVersions.Entry] {
    var found: [VaultPath: Entry] = [:]
    for entry in document(in: directory, of: vault, top: top).files {
      if let file = VaultPath(entry.file) { found[file] = entry }
    }
    return found
  }

  private static func document(in directory: String, of vault: String, top: String) -> Self {
    guard let bytes = try? FileSystem.read(path(in: directory)),
      let document = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      document.schema == schema, document.vault == vault, document.top == top
    else { return Self(top: top, vault: vault) }
    return document
  }

  /// Notes the versions of files, in place of those of earlier runs.
  static func note(
    _ used: [(file: VaultPath, known: VaultState.Known)],
    in directory: String,
    of vault: String,
    top: String
  ) throws {
    guard !used.isEmpty else { return }
    var document = document(in: directory, of: vault, top: top)
    for (file, known) in used {
      document.files.removeAll { VaultPath($0.file) == file }
      guard let version = known.version else { continue }
      document.files.append(Entry(file: file.text, version: version, sealed: known.sealed))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    try FileSystem.atomicWrite(Array(try encoder.encode(document)), to: path(in: directory))
  }
}
