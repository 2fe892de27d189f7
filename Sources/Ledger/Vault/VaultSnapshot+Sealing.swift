import Secrets

// Whether what is recorded was encrypted before the vault had it, where that is said to be so.
extension VaultSnapshot {
  private typealias Looked = Result<(VaultPath, VaultHead?), SecretsError>

  /// Refuses versions that anybody who may write into the bucket could have put there, as a pull does.
  ///
  /// Of files that are not here it takes a HEAD each; where that is not allowed, it is not known.
  mutating func checkSealing(
    _ local: [VaultPath: Local],
    _ ran: [VaultPath: Ran],
    _ same: [VaultPath: VaultHead]
  ) async throws(SecretsError) {
    guard let asked = vault.vault, asked.seals else { return }
    var unknown: [VaultPath] = []
    for item in items {
      guard let file = vault.file(of: item) else { continue }
      let isSealed: Bool
      if let head = same[file] {
        isSealed = head.isSealed
      } else if let local = local[file] {
        isSealed = local.known?.sealed == true
      } else if let ran = ran[file] {
        isSealed = ran.isSealed
      } else {
        unknown.append(file)
        continue
      }
      if !isSealed { refuse(file, item.version) }
    }
    let heads = try await Self.heads(of: unknown, in: asked)
    for item in items {
      guard let file = vault.file(of: item), let head = heads[file] else { continue }
      if let head, !head.isSealed { refuse(file, head.shown) }
      if head?.version != item.version { unlooked.append(file) }
    }
  }

  /// Nil for one that may not be looked at.
  private static func heads(
    of files: [VaultPath],
    in vault: any ListingVault
  ) async throws(SecretsError) -> [VaultPath: VaultHead?] {
    var heads: [VaultPath: VaultHead?] = [:]
    var failure: SecretsError?
    await withTaskGroup(of: Looked.self) { group in
      var waiting = files.makeIterator()
      func startNext() {
        guard failure == nil, let file = waiting.next() else { return }
        group.addTask {
          let found = await outcome { () throws(SecretsError) in try await vault.head(file) }
          if case .failure(let error) = found, case .denied = error.kind {
            return .success((file, nil))
          }
          return found.map { head in (file, head) }
        }
      }
      for _ in 0..<width { startNext() }
      while let found = await group.next() {
        switch found {
        case .success(let found): heads[found.0] = .some(found.1)
        case .failure(let error): failure = failure ?? error
        }
        startNext()
      }
    }
    if let failure { throw failure }
    return heads
  }

  private mutating func refuse(_ file: VaultPath, _ version: String) {
    fail(
      file,
      .notSealed,
      "version \(version) is in the vault as it is, although [vault] has `client_side_encryption`."
    )
  }
}
