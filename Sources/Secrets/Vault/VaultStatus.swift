package import AWS

/// How a file here and in the vault differ, seen from what they last had in common.
package enum VaultFileState: String, Sendable, CaseIterable {
  case same
  case changedHere = "changed-here"
  case newerThere = "newer-there"
  case changedBoth = "changed-both"
  case onlyHere = "only-here"
  case onlyThere = "only-there"
  /// Removed here since it was the same, and still in the vault.
  case goneHere = "gone-here"
  /// Deleted in the vault since it was the same, and still here.
  case goneThere = "gone-there"
}

/// One file, as it stands.
package struct VaultFileStatus: Sendable {
  package let file: VaultPath
  package let state: VaultFileState
  /// SHA-256 of the content here; nil where there is none.
  package let digest: [UInt8]?
  /// The tag of the latest version in the vault; nil where there is none.
  package let tag: String?
  /// More of that version, where it was asked for.
  package let head: VaultHead?
  package let known: VaultState.Known?
}

/// Compares the files of a working tree with a vault.
package struct VaultComparison: Sendable {
  let vault: any Vault
  let state: VaultState
  let key: SecretBytes?

  /// - Parameters:
  ///   - vault: where to look.
  ///   - state: what the two last had in common.
  ///   - key: of the state's hashes.
  package init(_ vault: any Vault, _ state: VaultState, key: SecretBytes?) {
    self.vault = vault
    self.state = state
    self.key = key
  }

  /// The status of each file, sorted: one listing, or for named files a HEAD of each; beyond that
  /// a HEAD of each file that the vault has another version of than was last seen.
  ///
  /// - Parameters:
  ///   - local: the files here, with the SHA-256 of their contents.
  ///   - named: the only files that matter; nil for all.
  ///   - wants: whether a file in the vault is one of those that travel.
  /// - Returns: a status for each file that is here or there.
  /// - Throws: what ``Vault/head(_:)`` throws.
  package func statuses(
    _ local: [VaultPath: [UInt8]],
    named: [VaultPath]?,
    wants: (VaultPath) -> Bool
  ) async throws(SecretsError) -> [VaultFileStatus] {
    var heads: [VaultPath: VaultHead] = [:]
    var tags: [VaultPath: String] = [:]
    if let named {
      heads = try await vault.heads(of: named)
      tags = heads.mapValues(\.tag)
    } else {
      tags = try await vault.list().filter { wants($0.key) }.mapValues(\.tag)
    }
    let files =
      named.map(Set.init)
      ?? Set(local.keys).union(tags.keys).union(
        state.files.keys.filter(wants)
      )
    let doubtful = files.filter { file in
      guard heads[file] == nil, let tag = tags[file] else { return false }
      return local[file] != nil && state.files[file]?.tag != tag
    }
    for (file, head) in try await vault.heads(of: doubtful.sorted()) { heads[file] = head }
    return files.sorted().compactMap { file in
      status(file, local[file], heads[file]?.tag ?? tags[file], heads[file])
    }
  }

  private func status(
    _ file: VaultPath,
    _ digest: [UInt8]?,
    _ tag: String?,
    _ head: VaultHead?
  ) -> VaultFileStatus? {
    let known = state.files[file]
    let found: VaultFileState
    switch (digest, tag, known) {
    case (nil, nil, _): return nil
    case (.some, nil, nil): found = .onlyHere
    case (.some, nil, .some): found = .goneThere
    case (nil, .some, nil): found = .onlyThere
    case (nil, .some, .some): found = .goneHere
    case (let digest?, let tag?, let known):
      let isOldHere = known.map { known in
        key.map { VaultStateFolder.hash(digest, of: file, key: $0) == known.hash } ?? false
      }
      if known?.tag == tag {
        found = isOldHere == true ? .same : .changedHere
      } else if head?.digest == digest {
        found = .same
      } else {
        found = isOldHere == true ? .newerThere : .changedBoth
      }
    }
    return VaultFileStatus(
      file: file,
      state: found,
      digest: digest,
      tag: tag,
      head: head,
      known: known
    )
  }
}

extension Vault {
  /// The latest versions of several files at once, a HEAD of each; those that are there.
  package func heads(
    of files: [VaultPath]
  ) async throws(SecretsError) -> [VaultPath: VaultHead] {
    typealias Found = Result<(VaultPath, VaultHead?), SecretsError>
    var heads: [VaultPath: VaultHead] = [:]
    var failure: SecretsError?
    await withTaskGroup(of: Found.self) { group in
      for file in files {
        group.addTask {
          do throws(SecretsError) {
            return .success((file, try await head(file)))
          } catch {
            return .failure(error)
          }
        }
      }
      for await found in group {
        switch found {
        case .success((let file, let head)): heads[file] = head
        case .failure(let error): failure = failure ?? error
        }
      }
    }
    if let failure { throw failure }
    return heads
  }
}
