import Secrets

// Planning for files of the vault: one listing of versions, and the contents of those of which
// another version is the latest.
extension RollbackPlanner {
  /// How many files are read at once: two versions of each, of up to 16 MiB.
  private static let width = 4

  /// One entry per item, in their order.
  static func plan(_ items: [LedgerItem], in vault: LedgerVault) async -> [RollbackPlan.Entry] {
    let listing: [VaultPath: [VaultVersion]]
    do throws(SecretsError) {
      listing = try await vault.listing(for: items)
    } catch {
      return items.map { .init($0, .impossible(.unreadable), error.message) }
    }
    // What is kept by reference is kept once for both.
    let twins = Dictionary(grouping: items, by: \.reference).filter { $1.count > 1 }.keys
      .reduce(into: Set()) { $0.insert($1) }
    return await withTaskGroup(of: (Int, RollbackPlan.Entry).self) { group in
      var waiting = items.indices.makeIterator()
      func startNext() {
        guard let position = waiting.next() else { return }
        let item = items[position]
        group.addTask {
          if twins.contains(item.reference) {
            let detail = "another file has the same name in another form of its letters"
            return (position, .init(item, .impossible(.notCovered), detail))
          }
          let planned = await outcome { () throws(SecretsError) in
            try await entry(item, vault, listing)
          }
          switch planned {
          case .success(let entry): return (position, entry)
          case .failure(let error):
            return (position, .init(item, .impossible(.unreadable), error.message))
          }
        }
      }
      for _ in 0..<width { startNext() }
      var entries: [(Int, RollbackPlan.Entry)] = []
      while let entry = await group.next() {
        entries.append(entry)
        startNext()
      }
      return entries.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private static func entry(
    _ item: LedgerItem,
    _ vault: LedgerVault,
    _ listing: [VaultPath: [VaultVersion]]
  ) async throws(SecretsError) -> RollbackPlan.Entry {
    guard item.file != nil else {
      return .init(item, .impossible(.notCovered), "an object of S3 that is no file of the vault")
    }
    if let other = vault.otherPlace(of: item) {
      return .init(item, .impossible(.elsewhere), other)
    }
    let (file, asked) = try vault.open(item)
    let versions = listing[file] ?? []
    let verified = Verification.check(item, versions)
    guard let latest = versions.latest, !latest.isDeletion else {
      return .init(item, .impossible(.gone), verified.detail)
    }
    let now = latest.version
    guard verified.state != .ok else { return .init(item, .unchanged, "", from: now) }
    guard verified.state == .newer else {
      return .init(item, .impossible(.gone), verified.detail, from: now)
    }
    let old: VaultContent
    do throws(SecretsError) {
      old = try await asked.get(file, version: item.version)
    } catch {
      guard case .notFound = error.kind else { throw error }
      return .init(item, .impossible(.gone), error.message, from: now)
    }
    let current = try await asked.get(file, version: now)
    guard current.bytes != old.bytes else {
      return .init(item, .unchanged, "version \(now) has the same content", from: now)
    }
    if asked.seals, !old.head.isSealed {
      let detail = "version \(item.version) is not encrypted, although [vault] has files encrypted"
      return .init(item, .impossible(.notSealed), detail, from: now)
    }
    return .init(item, .write, "", from: now, aside: current.head)
  }
}
