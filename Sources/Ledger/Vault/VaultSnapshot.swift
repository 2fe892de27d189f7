package import AWS
package import Secrets

/// Finds out which version of each file of the vault a working tree has.
///
/// One listing of versions, and a HEAD for each file here that is neither known to be the same nor known
/// to be changed; a content is read only where the vault does not tell its digest.
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

  /// A version of a file that is not here any more, which the last `vault run` used.
  package struct Ran: Sendable {
    let version: String
    /// Whether it is encrypted before the vault has it.
    let isSealed: Bool

    package init(version: String, isSealed: Bool) {
      (self.version, self.isSealed) = (version, isSealed)
    }
  }

  /// Sorted as in a record.
  package private(set) var items: [LedgerItem] = []
  /// Files of which the vault has a newer version than the one here.
  package private(set) var newer: [VaultPath] = []
  /// Files that are not here, of which the vault has a newer version than the one that ran.
  package private(set) var newerThanRan: [VaultPath] = []
  /// Files that are here, and deleted in the vault.
  package private(set) var deleted: [VaultPath] = []
  /// Files of which it is not known whether they were encrypted before the vault had them.
  package internal(set) var unlooked: [VaultPath] = []
  private var problems: [SnapshotProblem] = []
  private var unpushed: [VaultPath] = []
  let vault: LedgerVault

  /// How many HEADs are sent at once.
  static let width = 8

  /// Looks.
  ///
  /// - Parameters:
  ///   - vault: one that can be asked.
  ///   - local: the files here, of those that are wanted.
  ///   - ran: what the last `vault run` used of files that are not here any more.
  ///   - wants: whether a file of the vault is wanted.
  ///   - push: the command that pushes files.
  /// - Throws: `.incompleteSnapshot` with every file of which no version can be told; `.store` when the
  ///   vault failed.
  package init(
    _ vault: LedgerVault,
    _ local: [VaultPath: Local],
    ran: [VaultPath: Ran] = [:],
    wants: (VaultPath) -> Bool,
    push: ([VaultPath]) -> String
  ) async throws(LedgerError) {
    self.vault = vault
    do throws(SecretsError) {
      let listing = try await (vault.vault?.listing(of: nil) ?? [:]).filter { wants($0.key) }
      let doubtful = local.filter { file, local in
        guard !local.isUnchanged, let latest = listing[file]?.latest else { return false }
        // With the version that it was before it was changed there is nothing to find out.
        return !latest.isDeletion && latest.version != local.known?.version
      }
      let found = try await Self.same(doubtful.mapValues(\.digest), in: vault)
      for file in Set(local.keys).union(listing.keys).sorted() {
        add(file, local[file], ran[file], listing[file] ?? [], found[file])
      }
      try await checkSealing(local, ran, found)
    } catch {
      throw LedgerError(.store(error), error.message, hint: error.hint)
    }
    guard problems.isEmpty else { throw incomplete(push) }
    items.sort(by: LedgerItem.precedes)
  }

  /// The latest versions of files whose contents are those.
  private static func same(
    _ digests: [VaultPath: [UInt8]],
    in vault: LedgerVault
  ) async throws(SecretsError) -> [VaultPath: VaultHead] {
    guard let vault = vault.vault else { return [:] }
    typealias Found = Result<(VaultPath, VaultHead)?, SecretsError>
    var result: [VaultPath: VaultHead] = [:]
    var failure: SecretsError?
    await withTaskGroup(of: Found.self) { group in
      var waiting = digests.makeIterator()
      func startNext() {
        guard failure == nil, let (file, digest) = waiting.next() else { return }
        group.addTask {
          let found = await outcome { () throws(SecretsError) in
            try await same(file, digest, in: vault)
          }
          return found.map { head in head.map { (file, $0) } }
        }
      }
      for _ in 0..<width { startNext() }
      while let found = await group.next() {
        switch found {
        case .success(let same): if let same { result[same.0] = same.1 }
        case .failure(let error): failure = failure ?? error
        }
        startNext()
      }
    }
    if let failure { throw failure }
    return result
  }

  /// The latest version of a file if it has this content.
  private static func same(
    _ file: VaultPath,
    _ digest: [UInt8],
    in vault: any ListingVault
  ) async throws(SecretsError) -> VaultHead? {
    guard let head = try await vault.head(file) else { return nil }
    if let known = head.digest { return known == digest ? head : nil }
    let content = try await vault.get(file, version: head.version)
    return Crypto.sha256(content.bytes) == digest ? head : nil
  }

  private mutating func add(
    _ file: VaultPath,
    _ local: Local?,
    _ ran: Ran?,
    _ versions: [VaultVersion],
    _ same: VaultHead?
  ) {
    let latest = versions.latest
    let name: String?
    if let local, local.isUnchanged {
      name = local.known?.version
    } else if local != nil {
      guard let same else {
        unpushed.append(file)
        let isNew = versions.isEmpty && local?.known == nil
        return fail(
          file,
          .unpushed,
          isNew
            ? "it is not in the vault." : "what is here is not in the vault: it was changed here."
        )
      }
      name = same.version
    } else if let ran {
      name = ran.version
    } else {
      guard let latest, !latest.isDeletion else { return }
      name = latest.version
    }
    guard let name, name != VaultVersion.unversioned else {
      return fail(file, .noVersion, "the bucket keeps no versions of it.")
    }
    if let version = versions.version(name) {
      items.append(vault.item(file, version))
    } else if let same, same.version == name {
      // Pushed since the listing.
      items.append(vault.item(file, name, of: same.at))
      return
    } else {
      let what = local == nil ? "the last `vault run` used" : "is here"
      return fail(file, .missing, "the vault has its version \(name), which \(what), no more.")
    }
    guard let latest, latest.version != name else { return }
    if latest.isDeletion {
      deleted.append(file)
    } else if local == nil {
      newerThanRan.append(file)
    } else {
      newer.append(file)
    }
  }

  mutating func fail(
    _ file: VaultPath,
    _ reason: SnapshotProblem.Reason,
    _ why: String
  ) {
    let reference = VaultReference.text(file.text)
    problems.append(
      SnapshotProblem(subject: reference, reason: reason, detail: "\(reference): \(why)")
    )
  }

  private func incomplete(_ push: ([VaultPath]) -> String) -> LedgerError {
    let count = problems.count == 1 ? "One file" : "\(problems.count) files"
    var lines = problems.prefix(Recorder.maximumLines).map { "  " + $0.detail }
    if problems.count > lines.count { lines.append("  and \(problems.count - lines.count) more") }
    let hint =
      if !unpushed.isEmpty {
        push(Array(unpushed.prefix(Recorder.maximumLines)))
      } else if problems.contains(where: { $0.reason == .notSealed }) {
        "Who has it pushes it again; `git secrets-sync vault diff FILE VERSION` shows it, `vault restore "
          + "FILE VERSION` takes it."
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
