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

  struct Result {
    var wiped: [VaultPath] = []
    /// Changed by the program.
    var kept: [VaultPath] = []
    var failed: [(file: VaultPath, why: String)] = []
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
    let folder = VaultStateFolder(directory, of: journal.vault, top: top)
    let (state, key) = (try folder.read(), try folder.key())
    var left: [VaultRunJournal.Entry] = []
    var changed: [VaultRunJournal.Entry] = []
    var gone: [VaultRunJournal.Entry] = []
    for entry in journal.files {
      guard let file = VaultPath(entry.file) else { continue }
      // What the program has pushed is in the vault as well.
      let hashes = [entry.hash, state.files[file]?.hash]
      do {
        switch try wipe(file, in: top, key, hashes) {
        case .wiped:
          result.wiped.append(file)
          gone.append(entry)
        case .gone: gone.append(entry)
        case .changed: changed.append(entry)
        }
      } catch {
        result.failed.append((file, Failure(explaining: error).message))
        left.append(entry)
      }
    }
    try forget(gone, folder)
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
    return try FileSystem.wipe("\(top)/\(file.text)", upTo: S3Limits.objectBytes) { content in
      guard let key else { return false }
      return hashes.contains(
        VaultStateFolder.hash(Crypto.sha256(content), of: file, key: key)
      )
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

extension Session {
  /// Says what became of the files of a `vault run`.
  func say(_ result: VaultRunCleaner.Result) {
    for file in result.kept {
      warn(
        "\(visible(file.text)) was changed while the program ran, and is kept: git secrets-sync "
          + "vault push \(visible(ChangeText.argument(file.text)))"
      )
    }
    for (file, why) in result.failed {
      warn("\(visible(file.text)) is still here: \(visible(why))")
    }
  }

  /// Wipes what a `vault run` that was killed has left in a working tree; a look for one file where
  /// none has.
  func cleanUpAfterVaultRuns(in directory: String) {
    do {
      guard try VaultRunJournal.read(in: directory) != nil else { return }
      let cleaner = VaultRunCleaner(directory: directory, top: try layout().topLevel)
      guard let result = try cleaner.cleanLeftovers() else { return }
      if !result.wiped.isEmpty {
        message(
          "secrets-sync: \(count(result.wiped.count, "file")) wiped that a `vault run` which was "
            + "killed had left here.\n"
        )
      }
      say(result)
    } catch {
      warn(Failure(explaining: error).message)
    }
  }
}
