package import AWS
import FoundationEssentials

/// Which version of each file was last pulled or pushed, by one working tree, of one vault.
///
/// Of a content there is a hash under a random key of this working tree, which tells whether the file
/// was changed since, and nothing else; never the content.
package struct VaultState: Sendable, Equatable {
  /// What was known of a file when it was last the same here and there.
  package struct Known: Sendable, Equatable, Codable {
    /// Nil where the bucket keeps no versions.
    package var version: String?
    package var tag: String
    /// HMAC-SHA256 as hex digits.
    package var hash: String
    /// When it was pulled or pushed.
    package var at: String
    /// The name of the vault's side of a merge, as long as it is not pushed; from the top.
    package var merging: String?

    package init(version: String?, tag: String, hash: String, at: String, merging: String? = nil) {
      self.version = version
      self.tag = tag
      self.hash = hash
      self.at = at
      self.merging = merging
    }
  }

  package var files: [VaultPath: Known] = [:]

  package init() {}
}

/// Where the state of a working tree is kept: `.git/secrets-sync/vault/`, for its owner alone.
package struct VaultStateFolder: Sendable {
  package let path: String
  /// The vault that the state is about.
  private let file: String

  private struct Document: Codable {
    static let schema = 1
    var schema = Self.schema
    let vault: String
    let files: [String: VaultState.Known]
  }

  /// - Parameters:
  ///   - path: the folder.
  ///   - place: of the vault; the state of another vault stays beside it.
  package init(_ path: String, of place: String) {
    self.path = path
    self.place = place
    let name = Crypto.hex(Crypto.sha256(Array(place.utf8))).prefix(16)
    file = "\(path)/state-\(name).json"
  }

  private let place: String
  /// Where a file is written before it gets its place in the working tree.
  package var staging: String { "\(path)/staging" }

  /// The state as it was last written; empty where there is none.
  ///
  /// - Throws: `.storeDamaged` where the file is not what was written.
  package func read() throws(SecretsError) -> VaultState {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(file)
    } catch {
      if error.isMissing { return VaultState() }
      throw VaultFailure.io(error)
    }
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)),
      document.schema == Document.schema, document.vault == place
    else {
      throw SecretsError(
        .storeDamaged,
        "\(printable(file)) is not what was written.",
        hint:
          "Remove it: files that differ from the vault are then taken to be changed on both sides."
      )
    }
    var state = VaultState()
    for (name, known) in document.files {
      if let path = VaultPath(name) { state.files[path] = known }
    }
    return state
  }

  /// Replaces the state, on the disk before this returns; under the lock.
  package func write(_ state: VaultState) throws(SecretsError) {
    let files = Dictionary(uniqueKeysWithValues: state.files.map { ($0.key.text, $0.value) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    guard let bytes = try? encoder.encode(Document(vault: place, files: files)) else {
      throw SecretsError(.io, "The state of the vault's files cannot be written.")
    }
    do {
      try FileSystem.atomicWrite(Array(bytes), to: file, mode: 0o600)
    } catch {
      throw VaultFailure.io(error)
    }
  }

  /// The lock against a second run in the same working tree, for as long as it is held.
  ///
  /// What runs that were killed left unfinished is removed.
  package func lock() throws(SecretsError) -> ProcessLock {
    do throws(FileError) {
      try FileSystem.createDirectory(staging, mode: 0o700)
      if let lock = try ProcessLock.take("\(path)/lock") {
        for name in try LockedFile.names(in: staging) {
          try FileSystem.remove("\(staging)/\(name)")
        }
        return lock
      }
    } catch {
      throw VaultFailure.io(error)
    }
    throw SecretsError(
      .conflict,
      "Another `vault` command runs in this working tree.",
      hint: "Wait for it to end, and run this again."
    )
  }

  /// The key that contents are hashed under; nil where none was made yet.
  package func key() throws(SecretsError) -> SecretBytes? {
    do {
      return try FileSystem.readSecret("\(path)/key", upTo: 32)
    } catch {
      if error.isMissing { return nil }
      throw VaultFailure.io(error)
    }
  }

  /// The key, made where there is none; under the lock.
  package func madeKey() throws(SecretsError) -> SecretBytes {
    if let key = try key() { return key }
    let key = SecretBytes(Crypto.randomBytes(32))
    do {
      try FileSystem.atomicWrite(key, to: "\(path)/key")
    } catch {
      throw VaultFailure.io(error)
    }
    return key
  }

  /// The hash of a content, given by its SHA-256, as the content of that file.
  package static func hash(_ digest: [UInt8], of file: VaultPath, key: SecretBytes) -> String {
    Crypto.hex(Crypto.hmacSHA256(key: key, digest + Array(file.text.utf8)))
  }
}
