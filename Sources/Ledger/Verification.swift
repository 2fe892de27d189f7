package import Secrets

/// What became of a recorded version; docs/ledger-format.md defines each state.
package enum ItemState: String, Codable, Sendable, CaseIterable {
  /// The recorded version is the current one.
  case ok
  /// The recorded version still exists; another one is current.
  case moved
  /// Parameter Store and the vault: a later version is current.
  case newer
  /// The recorded version, or the whole secret, is no more.
  case gone
  /// The secret waits for its deletion.
  case pendingDeletion = "pending-deletion"
  /// A secret of that name exists, but it is another one.
  case recreated
  /// It could not be found out.
  case unreadable
}

/// One recorded item and what became of it.
package struct VerifiedItem: Sendable, Equatable {
  package let item: LedgerItem
  package let state: ItemState
  /// A short text for people: what is there instead, or why nothing could be read.
  package let detail: String
}

/// Compares the versions of a record with those of the stores.
package enum Verification {
  /// Asks the stores about `items`; never for a value.
  ///
  /// One `describe` per store; `versions(of:)` only for a secret whose recorded version carries
  /// no label any more, since `describe` does not tell an unlabelled version from a removed one.
  /// The files of the vault: one listing. What cannot be asked is `unreadable`: no item is left out.
  package static func run(
    _ items: [LedgerItem],
    stores: [StoreKind: any SecretStore],
    vault: LedgerVault = .none
  ) async -> [VerifiedItem] {
    await withTaskGroup(of: [(Int, VerifiedItem)].self) { group in
      let positions = Dictionary(grouping: items.indices) { items[$0].store }
      for (store, positions) in positions {
        let recorded = positions.map { items[$0] }
        if store.kind == nil {
          group.addTask { Array(zip(positions, await verify(recorded, in: vault))) }
          continue
        }
        let asked = store.kind.flatMap { stores[$0] }
        group.addTask {
          Array(zip(positions, await verify(recorded, in: asked, store)))
        }
      }
      let results = await group.reduce(into: []) { $0 += $1 }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private static func verify(
    _ items: [LedgerItem],
    in store: (any SecretStore)?,
    _ kind: ItemStore
  ) async -> [VerifiedItem] {
    guard let store else {
      return items.map {
        VerifiedItem(item: $0, state: .unreadable, detail: "no access to \(kind.rawValue)")
      }
    }
    let described: [String: DescribeResult]
    do throws(SecretsError) {
      described = try await store.describe(Set(items.map(\.name)).sorted())
    } catch {
      return items.map { VerifiedItem(item: $0, state: .unreadable, detail: error.message) }
    }
    return await withTaskGroup(of: (Int, VerifiedItem).self) { group in
      for (position, item) in items.enumerated() {
        let result = described[item.name] ?? .missing
        group.addTask {
          guard needsAllVersions(item, result) else { return (position, check(item, result)) }
          do throws(SecretsError) {
            let versions = try await store.versions(of: item.name)
            return (position, check(item, result, allVersions: versions))
          } catch {
            let verified = VerifiedItem(item: item, state: .unreadable, detail: error.message)
            return (position, verified)
          }
        }
      }
      let results = await group.reduce(into: []) { $0.append($1) }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// Compares items with descriptions that the caller has.
  ///
  /// - Parameters:
  ///   - items: the items of a record.
  ///   - described: for each store, the answer for each name.
  ///   - versions: for each store, all versions of a name, where the caller has asked for them.
  /// - Returns: one result per item, in the same order.
  package static func check(
    _ items: [LedgerItem],
    against described: [StoreKind: [String: DescribeResult]],
    versions: [StoreKind: [String: [SecretVersion]]] = [:]
  ) -> [VerifiedItem] {
    items.map { item in
      guard let kind = item.store.kind, let answers = described[kind] else {
        let detail = "no access to \(item.store.rawValue)"
        return VerifiedItem(item: item, state: .unreadable, detail: detail)
      }
      return check(item, answers[item.name] ?? .missing, allVersions: versions[kind]?[item.name])
    }
  }

  /// Whether the state of `item` depends on versions that `result` does not tell of.
  static func needsAllVersions(_ item: LedgerItem, _ result: DescribeResult) -> Bool {
    guard item.store != .parameterStore, case .found(let secret) = result else { return false }
    return secret.deletionDate == nil && !isAnother(secret, than: item)
      && secret.current?.id != item.version
      && !secret.versions.contains { $0.id == item.version }
  }

  /// The state of one item.
  ///
  /// - Parameters:
  ///   - item: the item of a record.
  ///   - result: the answer of its store to `describe`.
  ///   - allVersions: all versions of the secret, unlabelled ones included; nil if not asked for.
  /// - Returns: the state and what to say about it.
  static func check(
    _ item: LedgerItem,
    _ result: DescribeResult,
    allVersions: [SecretVersion]? = nil
  ) -> VerifiedItem {
    let (state, detail) =
      switch result {
      case .missing:
        (
          ItemState.gone,
          item.store == .local
            ? "not in the embedded store of this repository"
            : "the secret does not exist any more"
        )
      case .denied(let why): (ItemState.unreadable, why)
      case .found(let secret): compare(item, with: secret, allVersions)
      }
    return VerifiedItem(item: item, state: state, detail: detail)
  }

  private static func compare(
    _ item: LedgerItem,
    with secret: SecretDescription,
    _ allVersions: [SecretVersion]?
  ) -> (ItemState, String) {
    if let date = secret.deletionDate {
      return (.pendingDeletion, "to be deleted on \(RecordTime.text(date))")
    }
    if isAnother(secret, than: item) {
      return (.recreated, "now \(secret.arn ?? ""), recorded \(item.arn ?? "")")
    }
    guard let current = secret.current else {
      // Without a current version the recorded one cannot be in use; is it still there?
      return stillListed(item, secret, allVersions, now: "no version is current")
    }
    if item.store == .parameterStore { return compareParameter(item, secret, current) }
    if current.id == item.version { return (.ok, "") }
    return stillListed(item, secret, allVersions, now: "now \(current.id)")
  }

  private static func stillListed(
    _ item: LedgerItem,
    _ secret: SecretDescription,
    _ allVersions: [SecretVersion]?,
    now: String
  ) -> (ItemState, String) {
    if secret.versions.contains(where: { $0.id == item.version }) { return (.moved, now) }
    guard let allVersions else {
      return (.unreadable, "\(now); whether the recorded version is still there was not asked")
    }
    guard let version = allVersions.first(where: { $0.id == item.version }) else {
      return (.gone, "\(now); the recorded version is no longer listed")
    }
    return (.moved, version.stages.isEmpty ? "\(now); no label keeps the recorded version" : now)
  }

  private static func compareParameter(
    _ item: LedgerItem,
    _ secret: SecretDescription,
    _ current: SecretVersion
  ) -> (ItemState, String) {
    guard let now = Int(current.id), let recorded = Int(item.version) else {
      return (.unreadable, "version \(current.id) is not a number")
    }
    if now > recorded { return (.newer, "now \(now)") }
    if now < recorded { return (.recreated, "now \(now), less than the recorded \(recorded)") }
    let modified = (secret.modified ?? current.created).map(RecordTime.wholeSeconds)
    if let modified, let before = item.modified, modified != before {
      return (.recreated, "version \(now) is of \(RecordTime.text(modified))")
    }
    return (.ok, "")
  }

  /// Whether both have an ARN and they differ: its random suffix changes on re-creation.
  private static func isAnother(_ secret: SecretDescription, than item: LedgerItem) -> Bool {
    guard let now = secret.arn, let recorded = item.arn else { return false }
    return now != recorded
  }
}
