package import AWS
package import FoundationEssentials

/// A vault in a folder: of this machine, or of a share that passes locks on (NFS 4, SMB).
///
///     lock
///     files/secured_modules%2Fmain.tf/index.json
///     files/secured_modules%2Fmain.tf/000001-9f2c61d0
///
/// Each version is a file of its own, written and synced before the index names it, and after an index
/// is there: a folder with versions and without an index has lost it. The index is
/// replaced as a whole, under the lock: a run that is killed at any instant leaves the old state or
/// the new one. Files are for their owner alone.
package struct DirectoryVault: Vault {
  package let root: String
  package var place: String { root }
  let commands: VaultCommands
  let now: @Sendable () -> Date
  /// How many seconds whoever else writes is waited for.
  package var patience = 10

  /// - Parameters:
  ///   - root: the folder, absolute; made at the first writing.
  ///   - commands: for hints.
  ///   - now: the time.
  package init(
    _ root: String,
    commands: VaultCommands = VaultCommands(),
    now: @escaping @Sendable () -> Date
  ) {
    self.root = root
    self.commands = commands
    self.now = now
  }

  package func head(_ file: VaultPath) async throws(SecretsError) -> VaultHead? {
    try index(of: file)?.versions.first.map(head)
  }

  package func list() async throws(SecretsError) -> [VaultPath: VaultListed] {
    var result: [VaultPath: VaultListed] = [:]
    for name in try io({ () throws(FileError) in try LockedFile.names(in: "\(root)/files") }) {
      guard let file = Self.file(named: name) else { continue }
      do throws(SecretsError) {
        guard let latest = try index(of: file)?.versions.first else { continue }
        result[file] = VaultListed(tag: latest.version, size: latest.size, at: date(latest.at))
      } catch {
        // One that is damaged does not hide the others; whoever asks for it is told.
        guard case .storeDamaged = error.kind else { throw error }
        result[file] = .damaged
      }
    }
    return result
  }

  package func get(
    _ file: VaultPath,
    version: String?
  ) async throws(SecretsError) -> VaultContent {
    let versions = try index(of: file)?.versions ?? []
    guard
      let entry = version == nil ? versions.first : versions.first(where: { $0.version == version })
    else {
      throw VaultFailure.missing(file, version, in: place, commands)
    }
    let path = "\(folder(of: file))/\(entry.version)"
    let bytes: SecretBytes
    do {
      bytes = try FileSystem.readSecret(path, upTo: S3Limits.objectBytes)
    } catch {
      throw error.isMissing ? damaged(path, file) : VaultFailure.io(error)
    }
    guard bytes.count == entry.size, Crypto.hex(Crypto.sha256(bytes)) == entry.sha256 else {
      throw damaged(path, file)
    }
    return VaultContent(head: head(entry), bytes: bytes)
  }

  package func put(
    _ file: VaultPath,
    _ content: SecretBytes,
    if condition: VaultCondition,
    author: String?
  ) async throws(SecretsError) -> VaultHead {
    try VaultFailure.check(content, of: file)
    try io { () throws(FileError) in try FileSystem.createDirectory("\(root)/files", mode: 0o700) }
    let lock = try await lock()
    defer { withExtendedLifetime(lock) {} }
    return try write(file, content, condition, author)
  }

  /// The lock of the folder; whoever else has it is waited for, for some seconds.
  private func lock() async throws(SecretsError) -> ProcessLock {
    for _ in 0..<max(1, patience * 100) {
      if let lock = try io({ () throws(FileError) in try ProcessLock.take("\(root)/lock") }) {
        return lock
      }
      do {
        try await Task.sleep(for: .milliseconds(10))
      } catch {
        throw SecretsError(
          .unavailable(AWSError(.cancelled, message: "Interrupted.")),
          "Interrupted while the vault was locked."
        ).withoutChange
      }
    }
    throw SecretsError(
      .io,
      "Another run, maybe on another machine, has held \(printable(root))/lock for \(patience) seconds.",
      hint: "Run it again when that one has ended. The lock goes with the process that holds it."
    )
  }

  /// Under the lock.
  private func write(
    _ file: VaultPath,
    _ content: SecretBytes,
    _ condition: VaultCondition,
    _ author: String?
  ) throws(SecretsError) -> VaultHead {
    let found = try index(of: file)
    var index = found ?? Index(file: file.text)
    let latest = index.versions.first
    switch (condition, latest) {
    case (.absent, nil): break
    case (.latest(let tag), let latest?) where latest.version == tag: break
    default: throw VaultFailure.conflict(file, latest.map(head), in: place, commands)
    }
    let number = (latest.flatMap { Int($0.version.prefix { $0 != "-" }) } ?? 0) + 1
    let digits = String(number)
    guard digits.utf8.count <= 15 else { throw damaged("\(folder(of: file))/index.json", nil) }
    let entry = Entry(
      version: String(repeating: "0", count: max(0, 6 - digits.count)) + digits + "-"
        + Crypto.hex(Crypto.randomBytes(4)),
      size: content.count,
      at: now().formatted(.iso8601),
      by: author,
      sha256: Crypto.hex(Crypto.sha256(content))
    )
    index.versions.insert(entry, at: 0)
    let folder = folder(of: file)
    let bytes = try encoded(index)
    let first = try found == nil ? encoded(Index(file: file.text)) : nil
    try io { () throws(FileError) in
      try FileSystem.createDirectory(folder, mode: 0o700)
      if let first {
        try FileSystem.atomicWrite(first, to: "\(folder)/index.json", mode: 0o600)
      }
      try FileSystem.atomicWrite(content, to: "\(folder)/\(entry.version)")
      try FileSystem.atomicWrite(bytes, to: "\(folder)/index.json", mode: 0o600)
    }
    return head(entry)
  }

  package func versions(of file: VaultPath) async throws(SecretsError) -> [VaultVersion] {
    let entries = try index(of: file)?.versions ?? []
    return entries.enumerated().map { number, entry in
      VaultVersion(
        version: entry.version,
        isLatest: number == 0,
        isDeletion: false,
        size: entry.size,
        at: date(entry.at),
        author: entry.by
      )
    }
  }
}
