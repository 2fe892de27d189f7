import AWS
import FoundationEssentials

/// What a file of secrets was applied to: its secrets, and which of them it made.
///
/// Kept beside the ledger, never with a value, so that `--prune` deletes only what the file once made.
/// A secret that was made and is not here is never deleted for it.
package struct AppliedFile: Codable, Sendable, Equatable {
  /// By what a later run knows the file again.
  package struct Key: Codable, Hashable, Sendable {
    /// From the top level of the repository, or absolute.
    package let path: String
    /// What `--to` said.
    package let target: String?
    package let environment: String?
    /// The name of the linked worktree that it is in; nil in the main one, and outside of a repository.
    package let worktree: String?

    package init(path: String, target: String?, environment: String?, worktree: String?) {
      self.path = path
      self.target = target
      self.environment = environment
      self.worktree = worktree
    }
  }

  package struct Secret: Codable, Hashable, Sendable {
    package let store: StoreKind
    package let name: String
    /// Where it is; nil in the embedded store.
    package let account: String?
    package let region: String?
    /// The version that the file left, of one that it made; nil for one that was there before.
    package var version: String?
    /// When that version was made, in milliseconds since 1970, where versions have numbers that come
    /// again when a secret is made anew (`ssm`).
    package var modified: Int?

    package init(_ target: SecretReference, account: String?, region: String?) {
      store = target.store
      name = target.name
      (self.account, self.region) = store == .local ? (nil, nil) : (account, region)
    }

    package var target: SecretReference { SecretReference(store: store, name: name) }

    /// Whether it is the same secret, whatever its version.
    package func isSame(as other: Secret) -> Bool {
      store == other.store && name == other.name && account == other.account
        && region == other.region
    }
  }

  private let schema: Int
  package let key: Key
  package var secrets: [Secret] = []

  package init(_ key: Key) {
    schema = Self.currentSchema
    self.key = key
  }

  private static let currentSchema = 1

  fileprivate static func read(_ bytes: [UInt8]) -> AppliedFile? {
    let file = try? JSONDecoder().decode(AppliedFile.self, from: Data(bytes))
    return file?.schema == currentSchema ? file : nil
  }
}

/// All that files were applied to, in a directory: one file for each, replaced as a whole.
package struct AppliedFiles: Sendable {
  private let directory: String

  package init(in directory: String) { self.directory = directory }

  /// - Throws: `.io` where one cannot be read: what is not known must not be deleted.
  package func all() throws(SecretsError) -> [AppliedFile] {
    do throws(FileError) {
      return try LockedFile.names(in: directory).filter { $0.hasSuffix(".json") }
        .map { (name) throws(FileError) in try Self.read("\(directory)/\(name)") }
    } catch {
      throw Self.error(error)
    }
  }

  /// Changes what is known of one file, on the disk before this returns; one run at a time does.
  package func update(
    _ key: AppliedFile.Key,
    _ change: (inout AppliedFile) -> Void
  ) throws(SecretsError) {
    do {
      try FileSystem.createDirectory(directory)
      try FileSystem.withLock(directory + "/lock") { () throws(FileError) in
        let path = "\(directory)/\(Self.name(key)).json"
        var before: AppliedFile?
        do throws(FileError) { before = try Self.read(path) } catch {
          guard error.isMissing else { throw error }
        }
        var file = before ?? AppliedFile(key)
        change(&file)
        guard file != before else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(file) else { throw FileError(damaged: path) }
        try FileSystem.atomicWrite(Array(data) + [0x0A], to: path)
      }
    } catch let error as LockError<FileError> {
      switch error {
      case .file(let error), .body(let error): throw Self.error(error)
      }
    } catch {
      throw Self.error(error)
    }
  }

  private static func read(_ path: String) throws(FileError) -> AppliedFile {
    guard let file = AppliedFile.read(try FileSystem.read(path)) else {
      throw FileError(damaged: path)
    }
    return file
  }

  /// Nothing may stand in for anything else: each part has its own end.
  private static func name(_ key: AppliedFile.Key) -> String {
    var parts = [key.path, key.target ?? "", key.environment ?? ""].joined(separator: "\0")
    if let worktree = key.worktree { parts += "\0" + worktree }
    return Crypto.hex(Crypto.sha256(Array(parts.utf8)).prefix(12))
  }

  private static func error(_ error: any Error) -> SecretsError {
    let file = error as? FileError
    return SecretsError(
      .io,
      "What the file was applied to cannot be read or noted down: \(file?.message ?? "\(error)")",
      hint: file?.hint
        ?? "Remove that file to go on; what is noted there is then not deleted by --prune any more."
    )
  }
}
