import AWS
import Git
import Secrets

/// Takes away what `vault run` has put into a working tree.
///
/// What a program has changed meanwhile stays, as a file that was changed here since its version was
/// pulled. Asks neither Git nor the vault.
struct VaultRunCleaner {
  /// The state of the working tree's vault, `.git/secrets-sync/vault`.
  let directory: String
  /// The working tree, where it is known: it may have been moved since.
  var top: String?
  /// Whether nobody hears what became of the files: what is missing is then left to be said.
  var isSilent = false

  struct Result {
    var wiped: [VaultPath] = []
    /// Changed by the program.
    var kept: [VaultPath] = []
    var failed: [(file: VaultPath, why: String)] = []
    /// Neither here nor wiped: what was in them may be elsewhere.
    var missing: [VaultPath] = []
    /// The working tree, where that is not where it was.
    var lostTree: String?
  }

  /// Cleans up after runs of which none lives any more; nil where there is nothing to clean up, or
  /// one lives.
  func cleanLeftovers() throws -> Result? {
    guard try VaultRunJournal.read(in: directory) != nil,
      let lock = try SharedLock.takeAlone(VaultRunJournal.lock(in: directory))
    else { return nil }
    return try clean(under: lock)
  }

  /// Cleans up at the end of a run, unless another one lives, which will do it.
  func clean(after share: SharedLock) throws -> Result {
    share.becomeAlone() ? try clean(under: share) : Result()
  }

  private func clean(under lock: SharedLock) throws -> Result {
    defer { withExtendedLifetime(lock) {} }
    var result = Result()
    guard var journal = try VaultRunJournal.read(in: directory) else { return result }
    let top = top ?? journal.top
    if try FileSystem.mode(ofDirectory: top) == nil {
      result.lostTree = top
      return result
    }
    let folder = VaultStateFolder(directory, of: journal.vault, top: top)
    let (state, key) = (try folder.read(), try folder.key())
    var left: [VaultRunJournal.Entry] = []
    var changed: [VaultRunJournal.Entry] = []
    var gone: [VaultRunJournal.Entry] = []
    var used: [(file: VaultPath, known: VaultState.Known)] = []
    for entry in journal.files {
      guard let file = VaultPath(entry.file) else { continue }
      let known = state.files[file]
      if let known { used.append((file, known)) }
      // What the program has pushed is in the vault as well.
      let hashes = [entry.hash, known?.hash]
      do {
        switch try wipe(file, in: top, key, hashes) {
        case .wiped:
          result.wiped.append(file)
          gone.append(entry)
        case .gone:
          gone.append(entry)
          // Said once; and wiped by the next command should it be back by then.
          if isSilent {
            left.append(entry)
          } else if entry.isMissing != true {
            result.missing.append(file)
            left.append(entry.missing)
          }
        case .changed: changed.append(entry)
        }
      } catch {
        result.failed.append((file, Failure(explaining: error).message))
        left.append(entry)
      }
    }
    try VaultRunVersions.note(used, in: directory, of: journal.vault, top: top)
    try forget(gone, folder)
    wipeStaging(folder)
    result.kept = changed.compactMap { VaultPath($0.file) }
    journal.files = left
    Files.removeEmpty(
      files: [],
      directories: journal.folders.sorted { $0.utf8.count > $1.utf8.count }
        .map { "\(top)/\($0)" }
    )
    if left.isEmpty { journal.folders = [] }
    try journal.write(in: directory)
    return result
  }

  private func wipe(
    _ file: VaultPath,
    in top: String,
    _ key: SecretBytes?,
    _ hashes: [String?]
  ) throws -> FileSystem.Wiped {
    var path = top
    for part in file.text.split(separator: "/").dropLast() {
      path += "/\(part)"
      // What was put here is not behind a link.
      if Folder.isLink(path) { return .gone }
    }
    path = "\(top)/\(file.text)"
    // In its place is something else: it was moved, or removed.
    if Folder.isLink(path) || (try? FileSystem.mode(ofDirectory: path)) ?? nil != nil {
      return .gone
    }
    return try FileSystem.wipe(path, upTo: S3Limits.objectBytes) { content in
      guard let key else { return false }
      return hashes.contains(
        VaultStateFolder.hash(Crypto.sha256(content), of: file, key: key)
      )
    }
  }

  /// Takes away what was being written when a run was killed, unless another command is writing.
  private func wipeStaging(_ folder: VaultStateFolder) {
    guard let lock = try? ProcessLock.take("\(directory)/lock") else { return }
    defer { withExtendedLifetime(lock) {} }
    for name in (try? LockedFile.names(in: folder.staging)) ?? [] {
      _ = try? FileSystem.wipe("\(folder.staging)/\(name)", upTo: S3Limits.objectBytes) { _ in true
      }
    }
  }

  /// Has the state say nothing of files that were here for the run alone.
  ///
  /// While another command has the state, they are left in it, as files that were removed here.
  private func forget(_ gone: [VaultRunJournal.Entry], _ folder: VaultStateFolder) throws {
    guard gone.contains(where: \.isNew), let lock = try ProcessLock.take("\(directory)/lock")
    else { return }
    defer { withExtendedLifetime(lock) {} }
    var state = try folder.read()
    for entry in gone where entry.isNew {
      guard let file = VaultPath(entry.file), state.files[file]?.hash == entry.hash else {
        continue
      }
      state.files[file] = nil
    }
    try folder.write(state)
  }
}
