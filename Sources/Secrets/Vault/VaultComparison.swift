package import AWS

/// Compares the files of a working tree with a vault.
package struct VaultComparison: Sendable {
  let vault: any Vault
  let state: VaultState
  let key: SecretBytes?

  /// What the vault said it has, of all files or of named ones.
  package struct Seen: Sendable {
    var listed: [VaultPath: VaultListed] = [:]
    var heads: [VaultPath: VaultHead] = [:]
    var problems: [VaultPath: SecretsError] = [:]
    let named: [VaultPath]?
  }

  /// - Parameters:
  ///   - vault: where to look.
  ///   - state: what the two last had in common.
  ///   - key: of the state's hashes.
  package init(_ vault: any Vault, _ state: VaultState, key: SecretBytes?) {
    self.vault = vault
    self.state = state
    self.key = key
  }

  /// Asks what the vault has: one listing, or for named files a HEAD of each.
  ///
  /// The files here may be read meanwhile.
  ///
  /// - Parameter named: the only files that matter; nil for all.
  /// - Returns: what it said.
  /// - Throws: what ``Vault/head(_:)`` throws.
  package func look(named: [VaultPath]?) async throws(SecretsError) -> Seen {
    var seen = Seen(named: named)
    if let named {
      try await ask(named, &seen)
    } else {
      seen.listed = try await vault.list()
    }
    return seen
  }

  /// The status of each file, sorted.
  ///
  /// Asks beyond what was seen a HEAD of each file that the vault has another version of than was last
  /// noted; and where only its content tells whether it is the same, since it is sealed, for that.
  ///
  /// - Parameters:
  ///   - local: the files here, with the SHA-256 of their contents.
  ///   - unreadable: files here that say nothing.
  ///   - seen: what ``look(named:)`` gave.
  ///   - wants: whether a file in the vault is one of those that travel.
  /// - Returns: a status for each other file that is here or there; and what is wrong with those of
  ///   which it cannot be told.
  /// - Throws: what ``Vault/head(_:)`` and ``Vault/get(_:version:)`` throw, but for damage of one file.
  package func statuses(
    _ local: [VaultPath: [UInt8]],
    unreadable: Set<VaultPath> = [],
    _ seen: Seen,
    wants: (VaultPath) -> Bool
  ) async throws(SecretsError) -> (
    statuses: [VaultFileStatus], problems: [VaultPath: SecretsError]
  ) {
    var seen = seen
    seen.listed = seen.listed.filter { wants($0.key) }
    let files =
      (seen.named.map(Set.init)
      ?? Set(local.keys).union(seen.listed.keys).union(state.files.keys.filter(wants)))
      .subtracting(unreadable)
    let doubtful = files.filter { file in
      guard seen.heads[file] == nil, let listed = seen.listed[file] else { return false }
      return listed.isDamaged || local[file] != nil && state.files[file]?.tag != listed.tag
    }
    try await ask(doubtful.sorted(), &seen)
    let sealed = files.filter { file in
      guard let head = seen.heads[file], head.isSealed, let digest = local[file] else {
        return false
      }
      return state.files[file]?.tag != head.tag && !isUnchanged(file, digest)
    }
    try await open(sealed.sorted(), &seen)
    let statuses = files.sorted().compactMap { file in
      seen.problems[file] == nil
        ? status(file, local[file], seen.listed[file], seen.heads[file]) : nil
    }
    return (statuses, seen.problems)
  }

  /// The status of each file, sorted; all or none.
  ///
  /// - Throws: as the others do, also for damage of one file.
  package func statuses(
    _ local: [VaultPath: [UInt8]],
    named: [VaultPath]?,
    wants: (VaultPath) -> Bool
  ) async throws(SecretsError) -> [VaultFileStatus] {
    let seen = try await look(named: named)
    let (statuses, problems) = try await statuses(local, seen, wants: wants)
    if let problem = problems.min(by: { $0.key < $1.key }) { throw problem.value }
    return statuses
  }

  /// Whether a file is here as it was noted.
  private func isUnchanged(_ file: VaultPath, _ digest: [UInt8]) -> Bool {
    guard let known = state.files[file], let key else { return false }
    return VaultStateFolder.hash(digest, of: file, key: key) == known.hash
  }

  private func status(
    _ file: VaultPath,
    _ digest: [UInt8]?,
    _ listed: VaultListed?,
    _ head: VaultHead?
  ) -> VaultFileStatus? {
    let known = state.files[file]
    let tag = head?.tag ?? listed?.tag
    let found: VaultFileState
    switch (digest, tag, known) {
    case (nil, nil, _): return nil
    case (.some, nil, nil): found = .onlyHere
    case (.some, nil, .some): found = .goneThere
    case (nil, .some, nil): found = .onlyThere
    case (nil, .some, .some): found = .goneHere
    case (let digest?, let tag?, let known):
      let isOldHere = isUnchanged(file, digest)
      if known?.tag == tag {
        found = isOldHere ? .same : .changedHere
      } else if head?.digest == digest {
        found = .same
      } else {
        found = isOldHere ? .newerThere : .changedBoth
      }
    }
    return VaultFileStatus(
      file: file,
      state: found,
      digest: digest,
      tag: tag,
      size: head?.size ?? listed?.size,
      head: head,
      known: known
    )
  }
}
