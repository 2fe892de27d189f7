import AWS
import FoundationEssentials
import Secrets

/// What `--prune` would delete: secrets that a file made once, has no more, and that are still as it
/// left them.
struct PrunePlan {
  struct Item: Sendable {
    let secret: AppliedFile.Secret
    /// The file that made it, as it was named.
    let path: String
    let key: AppliedFile.Key
    /// Whether it can be restored for some days.
    let isRecoverable: Bool

    var reference: String { secret.target.description }
    var how: String { isRecoverable ? "can be restored for 30 days" : "for good" }
  }

  /// What was made and stays, a sentence each.
  private(set) var kept: [String] = []
  private(set) var items: [Item] = []
  /// What is not there any more, and need not be remembered.
  private var gone: [Item] = []

  var forGood: Int { items.count { !$0.isRecoverable } }

  /// Looks at what the files made once; nothing is deleted.
  ///
  /// - Parameters:
  ///   - applied: what is known of these files.
  ///   - declared: what the files of this run have.
  ///   - others: what is known of all other files.
  ///   - stores: those that were reached.
  /// - Throws: what keeps a store from being asked.
  init(
    _ applied: [(path: String, file: AppliedFile)],
    declared: Set<SecretReference>,
    others: [AppliedFile],
    _ stores: [StoreKind: ReachedStore]
  ) async throws {
    var candidates: [Item] = []
    for (path, file) in applied {
      for secret in file.secrets where secret.version != nil && !declared.contains(secret.target) {
        guard let reached = stores[secret.store],
          secret.isSame(
            as: .init(
              secret.target,
              account: reached.identity?.account,
              region: reached.region
            )
          )
        else { continue }
        let item = Item(
          secret: secret,
          path: path,
          key: file.key,
          isRecoverable: reached.store.canRestore
        )
        if let other = others.first(where: { $0.secrets.contains { $0.isSame(as: secret) } }) {
          let worktree = other.key.worktree.map { " of the worktree \(visible($0))" } ?? ""
          keep(item, "\(visible(other.key.path))\(worktree) has it too")
        } else {
          candidates.append(item)
        }
      }
    }
    for (item, state) in try await Self.look(candidates, stores) {
      switch state {
      case .asLeft: items.append(item)
      case .gone: gone.append(item)
      case .kept(let why): keep(item, why)
      }
    }
  }

  private mutating func keep(_ item: Item, _ why: String) {
    kept.append("\(visible(item.reference)) is not deleted: \(why).")
  }

  private enum State {
    case asLeft
    case gone
    case kept(String)
  }

  /// What has become of each since it was left.
  private static func look(
    _ items: [Item],
    _ stores: [StoreKind: ReachedStore]
  ) async throws -> [(Item, State)] {
    var found: [SecretReference: DescribeResult] = [:]
    for (kind, items) in Dictionary(grouping: items, by: \.secret.store) {
      guard let reached = stores[kind] else { continue }
      for (name, result) in try await reached.store.describe(items.map(\.secret.name)) {
        found[SecretReference(store: kind, name: name)] = result
      }
    }
    return items.map { ($0, state($0, found[$0.secret.target])) }
  }

  private static func state(_ item: Item, _ result: DescribeResult?) -> State {
    switch result {
    case .missing?: return .gone
    case .denied(let why)?: return .kept("it cannot be seen. \(visible(why))")
    case nil: return .kept("nothing is known of it")
    case .found(let now)?:
      guard now.deletionDate == nil else { return .gone }
      guard let current = now.current, current.id == item.secret.version else {
        return .kept(
          "its version is \(visible(now.current?.id ?? "none")), and not "
            + "\(visible(item.secret.version ?? "")), which the file left"
        )
      }
      guard now.store != .parameterStore || current.milliseconds == item.secret.modified else {
        return .kept("it was made anew since")
      }
      return .asLeft
    }
  }

  /// What became of one.
  enum Result: Sendable {
    case deleted
    case kept
    case failed(SecretsError)
    case notBegun
  }

  /// Deletes, and forgets what is gone; looks once more right before.
  mutating func carryOut(
    _ stores: [StoreKind: ReachedStore],
    _ state: AppliedFiles,
    _ session: Session
  ) async throws -> [Result] {
    var results: [Result] = []
    for (item, now) in try await Self.look(items, stores) {
      guard !Task.isCancelled, let reached = stores[item.secret.store] else {
        results.append(.notBegun)
        continue
      }
      switch now {
      case .gone: results.append(.deleted)
      case .kept(let why):
        keep(item, why)
        session.warn(kept.last ?? "")
        results.append(.kept)
        continue
      case .asLeft:
        do throws(SecretsError) {
          let name = item.secret.name
          let way: SecretDeletion = item.isRecoverable ? .recoverable(days: 30) : .immediate
          _ = try await reached.store.delete(name, way)
          results.append(.deleted)
        } catch {
          results.append(.failed(reached.placed(error)))
          continue
        }
      }
      gone.append(item)
    }
    for (key, items) in Dictionary(grouping: gone, by: \.key) {
      try state.update(key) { file in
        file.secrets.removeAll { secret in items.contains { $0.secret == secret } }
      }
    }
    return results
  }
}

extension SecretVersion {
  /// When it was made, in milliseconds since 1970.
  var milliseconds: Int? { created.map { Int(($0.timeIntervalSince1970 * 1_000).rounded()) } }
}
