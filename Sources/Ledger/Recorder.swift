package import FoundationEssentials
package import Secrets

/// Finds out which version of which secret an environment holds now.
///
/// Only metadata is asked for: no value is read and nothing is decrypted. Listing expands the
/// selectors and nothing more, because it may lag by minutes; the versions come from `describe`,
/// one request per secret (Secrets Manager) or per ten (Parameter Store). What is listed still and
/// described as gone is gone.
///
/// **Consistency.** If no secret changed after the reading began, each was found as it was at
/// that moment, so one pass is the state of one moment. Only when some secret changed during the
/// pass is everything described again, until two passes agree: then all those versions held at
/// the moment between them. After `maximumPasses` without agreement nothing is recorded.
package enum Recorder {
  /// How often everything is described at most.
  static let maximumPasses = 4
  /// How many secrets an error names: one missing permission concerns them all.
  private static let maximumLines = 10

  /// The items of a deployment, each secret once, sorted by store and name.
  ///
  /// - Parameters:
  ///   - selectors: the secrets of the environment.
  ///   - stores: the stores that the environment can reach.
  ///   - now: the clock, asked once at the start.
  /// - Returns: the items for a `DeploymentDraft`.
  /// - Throws: as ``snapshot(selectors:claims:stores:now:)``.
  package static func snapshot(
    selectors: [SecretSelector],
    stores: [StoreKind: any SecretStore],
    now: @Sendable () -> Date = { Date() }
  ) async throws(LedgerError) -> [LedgerItem] {
    try await snapshot(selectors: selectors, claims: [], stores: stores, now: now).items
  }

  /// The same, with the secrets that a tool says it has made or reads.
  ///
  /// - Parameters:
  ///   - selectors: the secrets of the environment.
  ///   - claims: each has to exist; what the store says of it counts.
  ///   - stores: the stores that the environment can reach.
  ///   - now: the clock of the stores as far as it is known, asked once at the start.
  /// - Returns: the items, and what the stores say otherwise than the claims.
  /// - Throws: `.incompleteSnapshot` with every secret that could not be recorded and every
  ///   selector that chose nothing; `.contention` when the secrets never stood still; `.store`
  ///   when a store failed as a whole.
  package static func snapshot(
    selectors: [SecretSelector],
    claims: [SecretClaim],
    stores: [StoreKind: any SecretStore],
    now: @Sendable () -> Date = { Date() }
  ) async throws(LedgerError) -> (items: [LedgerItem], differences: [ClaimDifference]) {
    let start = now()
    let wanted = try await Wanted.expanding(selectors, claims, stores)
    let pass = try await settled(wanted, stores, start)
    let items = try items(of: pass, wanted)
    return (items, claims.flatMap { differences($0, pass) })
  }

  /// Describes the secrets until all versions are of one moment after `start`.
  static func settled(
    _ wanted: Wanted,
    _ stores: [StoreKind: any SecretStore],
    _ start: Date
  ) async throws(LedgerError) -> [WantedSecret: DescribeResult] {
    var pass = try await describe(wanted.secrets, stores)
    var changing = changed(after: start, in: pass)
    for _ in 1..<maximumPasses where !changing.isEmpty {
      let next = try await describe(wanted.secrets, stores)
      changing = next.filter { secret, result in !isSameState(pass[secret], result) }.map(\.key)
      pass = next
    }
    guard changing.isEmpty else {
      let list = changing.map(\.reference).sorted().joined(separator: ", ")
      throw LedgerError(
        .contention,
        "The secrets kept changing while they were read: \(list). Nothing was recorded.",
        hint: "Record again when the change is done."
      )
    }
    return pass
  }

  /// What the store says otherwise than a claim.
  private static func differences(
    _ claim: SecretClaim,
    _ pass: [WantedSecret: DescribeResult]
  ) -> [ClaimDifference] {
    let secret = WantedSecret(store: claim.store, name: claim.id)
    guard case .found(let found)? = pass[secret] else { return [] }
    var differences: [ClaimDifference] = []
    if let claimed = claim.version, let current = found.current?.id, claimed != current {
      differences.append(.init(claim: claim, property: .version, claimed: claimed, found: current))
    }
    if let claimed = claim.type, let type = found.type, claimed != type {
      differences.append(.init(claim: claim, property: .type, claimed: claimed, found: type))
    }
    return differences
  }

  private static func describe(
    _ secrets: Set<WantedSecret>,
    _ stores: [StoreKind: any SecretStore]
  ) async throws(LedgerError) -> [WantedSecret: DescribeResult] {
    typealias Answer = (StoreKind, Result<[String: DescribeResult], SecretsError>)
    let byStore = Dictionary(grouping: secrets, by: \.store)
    let answers = await withTaskGroup(of: Answer.self) { group in
      for (kind, secrets) in byStore {
        guard let store = stores[kind] else { continue }
        group.addTask {
          do throws(SecretsError) {
            return (kind, .success(try await store.describe(secrets.map(\.name).sorted())))
          } catch {
            return (kind, .failure(error))
          }
        }
      }
      return await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    var results: [WantedSecret: DescribeResult] = [:]
    for (kind, answer) in answers {
      switch answer {
      case .success(let described):
        for (name, result) in described { results[WantedSecret(store: kind, name: name)] = result }
      case .failure(let error):
        throw LedgerError(.store(error), error.message, hint: error.hint)
      }
    }
    for secret in secrets where results[secret] == nil { results[secret] = .missing }
    return results
  }

  private static func changed(
    after start: Date,
    in pass: [WantedSecret: DescribeResult]
  ) -> [WantedSecret] {
    pass.compactMap { secret, result in
      guard case .found(let description) = result else { return nil }
      let latest = [description.modified, description.current?.created].compactMap(\.self).max()
      return latest.map { $0 >= start } == true ? secret : nil
    }
  }

  /// Whether two readings of a secret show the same state, with no change between them.
  private static func isSameState(_ a: DescribeResult?, _ b: DescribeResult) -> Bool {
    guard case .found(let a)? = a, case .found(let b) = b else { return a == b }
    return a.arn == b.arn && a.current?.id == b.current?.id && a.deletionDate == b.deletionDate
      && a.modified == b.modified
  }

  static func items(
    of pass: [WantedSecret: DescribeResult],
    _ wanted: Wanted
  ) throws(LedgerError) -> [LedgerItem] {
    var problems = wanted.problems
    var stale: Set<WantedSecret> = []
    var items: [String: LedgerItem] = [:]
    for (secret, result) in pass {
      func fail(_ reason: SnapshotProblem.Reason, _ detail: String) {
        problems.append(
          SnapshotProblem(
            subject: secret.reference,
            reason: reason,
            detail: "\(secret.reference): \(detail)"
          )
        )
      }
      switch result {
      case .missing where !wanted.named.contains(secret):
        stale.insert(secret)
      case .missing:
        fail(.missing, "there is no such secret.")
      case .denied(let why):
        fail(.denied, why)
      case .found(let description):
        if description.deletionDate != nil, !wanted.named.contains(secret) {
          stale.insert(secret)
        } else if let date = description.deletionDate {
          fail(.pendingDeletion, "it is to be deleted on \(RecordTime.text(date)).")
        } else if let item = LedgerItem(description) {
          // An ARN and a name may choose the same secret.
          items[item.reference] = item
        } else {
          fail(.noVersion, "it holds no value yet.")
        }
      }
    }
    problems += wanted.withoutAny(besides: stale)
    guard problems.isEmpty else { throw incomplete(problems) }
    return items.values.sorted(by: LedgerItem.precedes)
  }

  static func incomplete(_ problems: [SnapshotProblem]) -> LedgerError {
    let problems = problems.sorted { $0.subject < $1.subject }
    let count =
      problems.count == 1
      ? "One secret or selector" : "\(problems.count) secrets or selectors"
    var lines = problems.prefix(maximumLines).map { "  " + $0.detail }
    if problems.count > lines.count { lines.append("  and \(problems.count - lines.count) more") }
    return LedgerError(
      .incompleteSnapshot(problems),
      "\(count) could not be recorded, hence nothing was:\n" + lines.joined(separator: "\n"),
      hint: problems.allSatisfy { $0.reason == .denied }
        ? "Ask for the permission; none to read a value is needed."
        : "Fix them, or change `secrets` of the environment in .secrets-sync.toml."
    )
  }
}

extension LedgerItem {
  /// The item for a secret as it is now, nil where it has no current version.
  package init?(_ description: SecretDescription) {
    guard let current = description.current else { return nil }
    let isParameter = description.store == .parameterStore
    self.init(
      store: ItemStore(description.store),
      name: description.name,
      arn: description.arn,
      version: current.id,
      stages: isParameter ? nil : current.stages,
      labels: isParameter && !current.stages.isEmpty ? current.stages : nil,
      created: isParameter ? nil : current.created,
      modified: isParameter ? description.modified ?? current.created : nil,
      type: description.type,
      tier: description.tier
    )
  }
}

extension ItemStore {
  package init(_ kind: StoreKind) {
    switch kind {
    case .secretsManager: self = .secretsManager
    case .parameterStore: self = .parameterStore
    case .local: self = .local
    }
  }

  /// The store that can be asked about such items; nil for what no `SecretStore` holds.
  package var kind: StoreKind? { StoreKind(rawValue: rawValue) }
}
