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
    /// Whether that version is encrypted before the vault has it.
    package var sealed: Bool?

    /// Whether the vault can still be asked for that version: a bucket without versions has one, `null`.
    package var hasBase: Bool { version.map { $0 != VaultVersion.unversioned } ?? false }

    package init(
      version: String?,
      tag: String,
      hash: String,
      at: String,
      merging: String? = nil,
      sealed: Bool? = nil
    ) {
      self.version = version
      self.tag = tag
      self.hash = hash
      self.at = at
      self.merging = merging
      self.sealed = sealed
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
    /// 1 had a member for each path: two forms of a letter would have been one.
    static let schema = 2
    var schema = Self.schema
    let vault: String
    /// The working tree; a state that was copied to another one says nothing there.
    let top: String?
    let files: [Entry]
    /// The tags of the files in their order, sealed together: where a bucket does not encrypt by KMS,
    /// a tag is a plain hash of the content.
    let tags: String
  }

  private struct Entry: Codable {
    let file: String
    let known: VaultState.Known
  }

  /// - Parameters:
  ///   - path: the folder.
  ///   - place: of the vault; the state of another vault stays beside it.
  ///   - top: the working tree that it is the state of, absolute; nil takes any.
  package init(_ path: String, of place: String, top: String? = nil) {
    self.path = path
    self.place = place
    self.top = top
    let name = Crypto.hex(Crypto.sha256(Array(place.utf8))).prefix(16)
    file = "\(path)/state-\(name).json"
  }

  package let place: String
  private let top: String?
  /// Where a file is written before it gets its place in the working tree.
  package var staging: String { "\(path)/staging" }

  /// The state as it was last written; empty where there is none, or one of another working tree.
  ///
  /// - Throws: `.storeDamaged` where the file is not what was written.
  package func read() throws(SecretsError) -> VaultState {
    var state = VaultState()
    guard let document = try document(), document.top == nil || top == nil || document.top == top
    else { return state }
    // Under another key nothing is known of the versions.
    let tags = try key().flatMap { Self.opened(document.tags, key: $0) } ?? []
    for (number, entry) in document.files.enumerated() {
      guard let path = VaultPath(entry.file) else { continue }
      var known = entry.known
      known.tag = tags.count == document.files.count ? tags[number] : ""
      state.files[path] = known
    }
    return state
  }

  private func document() throws(SecretsError) -> Document? {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(file)
    } catch {
      if error.isMissing { return nil }
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
    return document
  }

  /// Replaces the state, on the disk before this returns; under the lock.
  package func write(_ state: VaultState) throws(SecretsError) {
    let key = try madeKey()
    let sorted = state.files.sorted { $0.key < $1.key }
    let files = sorted.map { file, known in
      var known = known
      known.tag = ""
      return Entry(file: file.text, known: known)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    var owner = top
    if owner == nil { owner = try self.document()?.top }
    let document = Document(
      vault: place,
      top: owner,
      files: files,
      tags: Self.sealed(sorted.map(\.value.tag), key: key)
    )
    guard let bytes = try? encoder.encode(document) else {
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

  /// The hash of a content, given by its SHA-256, as the content of that file.
  package static func hash(_ digest: [UInt8], of file: VaultPath, key: SecretBytes) -> String {
    Crypto.hex(Crypto.hmacSHA256(key: key, digest + Array(file.text.utf8)))
  }
}
