import AWS

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The file of an embedded store: sealed, replaced as a whole, changed by one process at a time.
///
/// ```
/// offset  length
///      0       8  "GSSLOCAL"
///      8       1  format: 1
///      9      12  nonce, fresh for every writing
///     21       n  AES-256-GCM ciphertext of LocalEncoding under the key file's 32 bytes
///   21+n      16  tag; the first nine bytes are its additional data
/// ```
struct LocalFile: Sendable {
  private static let magic = Array("GSSLOCAL".utf8)
  private static let header = magic + [LocalEncoding.format]

  let path: String
  let key: LocalKey

  /// What the store holds; nothing when there is no store yet.
  ///
  /// Needs no lock: the file is never changed, only replaced.
  func load() throws(SecretsError) -> LocalContents {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      if error.isMissing { return LocalContents() }
      throw SecretsError(.io, error.message, hint: error.hint)
    }
    // The key is looked for after the store, because it is made before it.
    guard let key = try key.read() else {
      throw SecretsError(
        .storeDamaged,
        "The embedded store \(printable(path)) is there, but its key \(printable(key.path)) is not.",
        hint: "Restore the key from a backup. To start over without the store's secrets, move "
          + "the store away."
      )
    }
    return try unseal(bytes, with: key)
  }

  /// Loads, lets `change` change, and replaces the file; alone among all processes.
  ///
  /// When `change` throws, or anything fails, the file stays as it is.
  func update<R>(
    _ change: (inout LocalContents) throws(SecretsError) -> R
  ) throws(SecretsError) -> R {
    do throws(FileError) {
      if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
        try FileSystem.createDirectory(String(path[..<slash]), mode: 0o700)
      }
    } catch {
      throw SecretsError(.io, error.message, hint: error.hint)
    }
    do throws(LockError<SecretsError>) {
      return try FileSystem.withLock("\(path).lock") { () throws(SecretsError) -> R in
        removeLeftovers()
        var contents = try load()
        let result = try change(&contents)
        try save(contents)
        return result
      }
    } catch {
      switch error {
      case .body(let error): throw error
      case .file(let error): throw SecretsError(.io, error.message, hint: error.hint)
      }
    }
  }

  /// Removes the new files of writers that were killed; under the lock nobody else is writing.
  private func removeLeftovers() {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard let stream = unsafe opendir(directory) else { return }
    defer { unsafe closedir(stream) }
    while let entry = unsafe readdir(stream) {
      let found = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if found.hasPrefix("\(name)."), found.hasSuffix(".tmp") {
        _ = unsafe unlink("\(directory)/\(found)")
      }
    }
  }

  private func save(_ contents: LocalContents) throws(SecretsError) {
    if try key.read() == nil { try key.create() }
    guard let key = try key.read() else {
      throw SecretsError(.io, "The key \(printable(key.path)) vanished while it was needed.")
    }
    let sealed: [UInt8]
    do {
      sealed = try Crypto.aes256GCMSeal(
        plaintext: LocalEncoding.encode(contents),
        key: key,
        additionalData: Self.header
      )
    } catch {
      throw SecretsError(.io, "The embedded store could not be sealed; nothing was changed.")
    }
    do {
      try FileSystem.atomicWrite(Self.header + sealed, to: path, mode: 0o600)
    } catch {
      throw SecretsError(.io, error.message, hint: error.hint)
    }
  }

  private func unseal(_ bytes: [UInt8], with key: SecretBytes) throws(SecretsError) -> LocalContents
  {
    guard bytes.starts(with: Self.magic), bytes.count > Self.header.count else {
      throw damaged("is not the file of an embedded store")
    }
    let format = bytes[Self.magic.count]
    guard format == LocalEncoding.format else {
      throw SecretsError(
        .storeDamaged,
        "The embedded store \(printable(path)) has format \(format); this program reads format "
          + "\(LocalEncoding.format).",
        hint: "Use the version of git-secrets-sync that wrote it, or a newer one."
      )
    }
    let plaintext: SecretBytes
    do {
      plaintext = try Crypto.aes256GCMOpen(
        Array(bytes.dropFirst(Self.header.count)),
        key: key,
        additionalData: Self.header
      )
    } catch {
      throw damaged(
        "does not open with the key \(printable(self.key.path)): the key is another store's, or "
          + "the file was damaged"
      )
    }
    do {
      return try LocalEncoding.decode(plaintext)
    } catch {
      throw damaged("holds something else than secrets")
    }
  }

  private func damaged(_ what: String) -> SecretsError {
    SecretsError(
      .storeDamaged,
      "The embedded store \(printable(path)) \(what). Nothing was changed.",
      hint: "Restore the store and its key from a backup, or move the store away to start over."
    )
  }
}
