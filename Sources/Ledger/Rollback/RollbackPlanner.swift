import AWS
package import Secrets

/// The value of a recorded version that its store has no more; nil where nobody has it.
package typealias ArchivedValue =
  @Sendable (LedgerItem) async throws(SecretsError) -> SecretValue?

/// Finds out what a rollback has to do: all that is read for it, and nothing written.
package enum RollbackPlanner {
  /// Plans.
  ///
  /// Metadata of each secret, as `verify` asks for it; values of Parameter Store only, where the
  /// recorded one has to be written again, of such files of the vault, and of the archive.
  ///
  /// - Parameters:
  ///   - items: the items of the record.
  ///   - stores: the stores that can be asked; what is in others is `unreadable`.
  ///   - vault: the vault that has the files.
  ///   - archive: where the values of versions come from that their store has no more.
  /// - Returns: one entry per item; nothing is left out.
  package static func plan(
    _ items: [LedgerItem],
    stores: [StoreKind: any SecretStore],
    vault: LedgerVault = .none,
    archive: @escaping ArchivedValue = { (_) throws(SecretsError) in nil }
  ) async -> RollbackPlan {
    await withTaskGroup(of: [(Int, RollbackPlan.Entry)].self) { group in
      for (store, positions) in Dictionary(grouping: items.indices, by: { items[$0].store }) {
        let recorded = positions.map { items[$0] }
        group.addTask {
          guard let kind = store.kind else {
            return Array(zip(positions, await plan(recorded, in: vault)))
          }
          return Array(zip(positions, await plan(recorded, in: stores[kind], archive)))
        }
      }
      let entries = await group.reduce(into: []) { $0 += $1 }
      return RollbackPlan(entries: entries.sorted { $0.0 < $1.0 }.map(\.1))
    }
  }

  private static func plan(
    _ items: [LedgerItem],
    in store: (any SecretStore)?,
    _ archive: @escaping ArchivedValue
  ) async -> [RollbackPlan.Entry] {
    guard let store else {
      return items.map {
        .init($0, .impossible(.unreadable), "no access to \($0.store.rawValue)")
      }
    }
    let described: [String: DescribeResult]
    do throws(SecretsError) {
      described = try await store.describe(items.map(\.name))
    } catch {
      return items.map { .init($0, .impossible(.unreadable), error.message) }
    }
    return await withTaskGroup(of: (Int, RollbackPlan.Entry).self) { group in
      for (position, item) in items.enumerated() {
        let result = described[item.name] ?? .missing
        group.addTask {
          let planned = await outcome { () throws(SecretsError) in
            try await entry(item, result, store, archive)
          }
          switch planned {
          case .success(let entry): return (position, entry)
          case .failure(let error):
            return (position, .init(item, .impossible(.unreadable), error.message))
          }
        }
      }
      let entries = await group.reduce(into: []) { $0.append($1) }
      return entries.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private static func entry(
    _ item: LedgerItem,
    _ result: DescribeResult,
    _ store: any SecretStore,
    _ archive: ArchivedValue
  ) async throws(SecretsError) -> RollbackPlan.Entry {
    let versions: [SecretVersion]? =
      Verification.needsAllVersions(item, result) ? try await store.versions(of: item.name) : nil
    let verified = Verification.check(item, result, allVersions: versions)
    guard case .found(let now) = result else {
      let obstacle: RollbackPlan.Obstacle = verified.state == .gone ? .gone : .unreadable
      return .init(item, .impossible(obstacle), verified.detail)
    }
    switch verified.state {
    case .ok: return .init(item, .unchanged, "", now: now)
    case .pendingDeletion:
      return .init(item, .impossible(.pendingDeletion), verified.detail, now: now)
    case .recreated: return .init(item, .impossible(.recreated), verified.detail, now: now)
    case .unreadable: return .init(item, .impossible(.unreadable), verified.detail, now: now)
    case _ where now.current == nil:
      return .init(item, .impossible(.unreadable), "no version is current", now: now)
    case .moved:
      let detail = now.rotates ? "it rotates: the earlier value may be of no use any more" : ""
      return .init(item, .move, detail, now: now)
    case .newer: return try await parameter(item, now, store, archive)
    case .gone: return try await archived(item, now, verified.detail, store, archive)
    }
  }

  private static func parameter(
    _ item: LedgerItem,
    _ now: SecretDescription,
    _ store: any SecretStore,
    _ archive: ArchivedValue
  ) async throws(SecretsError) -> RollbackPlan.Entry {
    let old: SecretValue
    do throws(SecretsError) {
      old = try await store.value(of: item.name, version: item.version)
    } catch {
      guard case .notFound = error.kind else { throw error }
      let detail = "now \(now.current?.id ?? ""); version \(item.version) is not kept any more"
      return try await archived(item, now, detail, store, archive)
    }
    // A parameter that was deleted and made again counts from 1, and may have come further since.
    if let made = old.version.created.map(RecordTime.wholeSeconds), let before = item.modified,
      made != before
    {
      let detail = "version \(item.version) is of \(RecordTime.text(made)) now"
      return .init(item, .impossible(.recreated), detail, now: now)
    }
    // Also needed to take it back.
    let current = try await store.value(of: item.name, version: nil)
    guard current.version.id == now.current?.id else {
      return .init(item, .impossible(.unreadable), "it changed while it was read", now: now)
    }
    guard current.bytes != old.bytes else {
      return .init(item, .unchanged, "version \(current.version.id) has the same value", now: now)
    }
    return .init(item, .write, "", now: now, value: old)
  }

  private static func archived(
    _ item: LedgerItem,
    _ now: SecretDescription,
    _ detail: String,
    _ store: any SecretStore,
    _ archive: ArchivedValue
  ) async throws(SecretsError) -> RollbackPlan.Entry {
    guard let value = try await archive(item) else {
      return .init(item, .impossible(.gone), detail, now: now)
    }
    // A rollback needs no permission to read values of Secrets Manager.
    if let current = try? await store.value(of: item.name, version: nil),
      current.bytes == value.bytes,
      current.version.id == now.current?.id
    {
      let detail = "version \(current.version.id) has the archived value"
      return .init(item, .unchanged, detail, now: now)
    }
    return .init(item, .write, "from the archive", now: now, value: value)
  }
}
