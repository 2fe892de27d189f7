package import AWS
package import Secrets

/// Finds out which version of each file of the vault a working tree has.
///
/// One listing of versions, and a HEAD for each file here that is not known to be the same; the
/// content of no file in the vault is read.
package struct VaultSnapshot {
  /// A file of the working tree.
  package struct Local: Sendable {
    /// SHA-256.
    let digest: [UInt8]
    /// What was last pulled or pushed.
    let known: VaultState.Known?
    /// Whether it is still that.
    let isUnchanged: Bool

    package init(
      _ digest: [UInt8],
      of file: VaultPath,
      _ known: VaultState.Known?,
      key: SecretBytes?
    ) {
      self.digest = digest
      self.known = known
      isUnchanged =
        if let known, let key {
          VaultStateFolder.hash(digest, of: file, key: key) == known.hash
        } else {
          false
        }
    }
  }

  /// Sorted as in a record.
  package private(set) var items: [LedgerItem] = []
  /// Files of which the vault has a newer version than the one here.
  package private(set) var newer: [VaultPath] = []
  /// Files that are here, and deleted in the vault.
  package private(set) var deleted: [VaultPath] = []
  private var problems: [SnapshotProblem] = []
  private var unpushed: [VaultPath] = []
  private let vault: LedgerVault

  /// How many HEADs are sent at once.
  private static let width = 32

  /// Looks.
  ///
  /// - Parameters:
  ///   - vault: one that can be asked.
  ///   - local: the files here, of those that are wanted.
  ///   - comparison: of the same vault and working tree.
  ///   - wants: whether a file of the vault is wanted.
  /// - Throws: `.incompleteSnapshot` with every file of which no version can be told; `.store` when the
  ///   vault failed.
  package init(
    _ vault: LedgerVault,
    _ local: [VaultPath: Local],
    comparing comparison: VaultComparison,
    wants: (VaultPath) -> Bool
  ) async throws(LedgerError) {
    self.vault = vault
    do throws(SecretsError) {
      let listing = try await (vault.vault?.listing(of: nil) ?? [:]).filter { wants($0.key) }
      let doubtful = local.keys.filter { file in
        local[file]?.isUnchanged != true && listing[file]?.latest?.isDeletion == false
      }.sorted()
      var found: [VaultPath: VaultFileStatus] = [:]
      for start in stride(from: 0, to: doubtful.count, by: Self.width) {
        let files = Array(doubtful[start..<min(start + Self.width, doubtful.count)])
        let digests = local.mapValues(\.digest).filter { files.contains($0.key) }
        for status in try await comparison.statuses(digests, named: files, wants: { _ in true }) {
          found[status.file] = status
        }
      }
      for file in Set(local.keys).union(listing.keys).sorted() {
        add(file, local[file], listing[file] ?? [], found[file])
      }
    } catch {
      throw LedgerError(.store(error), error.message, hint: error.hint)
    }
    guard problems.isEmpty else { throw incomplete }
    items.sort(by: LedgerItem.precedes)
  }

  private mutating func add(
    _ file: VaultPath,
    _ local: Local?,
    _ versions: [VaultVersion],
    _ status: VaultFileStatus?
  ) {
    let latest = versions.latest
    let name: String?
    if let local, local.isUnchanged {
      name = local.known?.version
    } else if local != nil {
      guard status?.state == .same else {
        unpushed.append(file)
        let isNew = versions.isEmpty && local?.known == nil
        return fail(
          file,
          .unpushed,
          isNew
            ? "it is not in the vault." : "what is here is not in the vault: it was changed here."
        )
      }
      name = status?.head?.version
    } else {
      guard let latest, !latest.isDeletion else { return }
      name = latest.version
    }
    guard let name, name != VaultVersion.unversioned else {
      return fail(file, .noVersion, "the bucket keeps no versions of it.")
    }
    if let version = versions.version(name) {
      items.append(vault.item(file, version))
    } else if let head = status?.head, head.version == name {
      // Pushed since the listing.
      items.append(vault.item(file, name, of: head.at))
      return
    } else {
      return fail(file, .missing, "the vault has its version \(name), which is here, no more.")
    }
    guard local != nil, let latest, latest.version != name else { return }
    if latest.isDeletion { deleted.append(file) } else { newer.append(file) }
  }

  private mutating func fail(
    _ file: VaultPath,
    _ reason: SnapshotProblem.Reason,
    _ why: String
  ) {
    let reference = VaultReference.text(file.text)
    problems.append(
      SnapshotProblem(subject: reference, reason: reason, detail: "\(reference): \(why)")
    )
  }

  private var incomplete: LedgerError {
    let count = problems.count == 1 ? "One file" : "\(problems.count) files"
    var lines = problems.prefix(Recorder.maximumLines).map { "  " + $0.detail }
    if problems.count > lines.count { lines.append("  and \(problems.count - lines.count) more") }
    let hint =
      if !unpushed.isEmpty {
        "git secrets-sync vault push "
          + unpushed.prefix(Recorder.maximumLines).map(\.text).joined(separator: " ")
      } else if problems.contains(where: { $0.reason == .noVersion }) {
        "`git secrets-sync vault init` switches versions on; a file gets one when it is pushed next."
      } else {
        "See `git secrets-sync vault status`, then pull or push them."
      }
    return LedgerError(
      .incompleteSnapshot(problems),
      "\(count) of the vault could not be recorded, hence nothing was:\n"
        + lines.joined(separator: "\n"),
      hint: hint
    )
  }
}
