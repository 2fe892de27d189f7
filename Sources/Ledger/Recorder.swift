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
    // Some times of stores may be in whole seconds, too.
    let start = RecordTime.wholeSeconds(now())
    let first = try await firstReading(selectors, claims, stores)
    let (wanted, pass) = try await (first.wanted, settled(first, stores, start))
    let items = try items(of: pass, wanted)
    return (items, claims.flatMap { differences($0, pass) })
  }

  /// The secrets that were chosen, and each as it was described.
  typealias Reading = (wanted: Wanted, pass: [WantedSecret: DescribeResult])

  /// Lists and describes the secrets for the first time; no store waits for another's listing.
  private static func firstReading(
    _ selectors: [SecretSelector],
    _ claims: [SecretClaim],
    _ stores: [StoreKind: any SecretStore]
  ) async throws(LedgerError) -> Reading {
    typealias Outcome = Result<Reading, LedgerError>
    let outcomes = await withTaskGroup(of: Outcome.self) { group in
      for kind in Set(selectors.map(\.store) + claims.map(\.store)) {
        group.addTask {
          do throws(LedgerError) {
            let wanted = try await Wanted.expanding(
              selectors.filter { $0.store == kind },
              claims.filter { $0.store == kind },
              stores
            )
            return .success((wanted, try await describe(wanted.secrets, stores)))
          } catch {
            return .failure(error)
          }
        }
      }
      return await group.reduce(into: [Outcome]()) { $0.append($1) }
    }
    var all: Reading = (Wanted(), [:])
    for outcome in outcomes {
      let reading = try outcome.get()
      all.wanted.add(reading.wanted)
      all.pass.merge(reading.pass) { first, _ in first }
    }
    return all
  }

  /// Describes the secrets until all versions are of one moment after `start`.
  static func settled(
    _ first: Reading,
    _ stores: [StoreKind: any SecretStore],
    _ start: Date
  ) async throws(LedgerError) -> [WantedSecret: DescribeResult] {
    let wanted = first.wanted
    var pass = first.pass
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

  static func describe(
    _ secrets: Set<WantedSecret>,
    _ stores: [StoreKind: any SecretStore]
  ) async throws(LedgerError) -> [WantedSecret: DescribeResult] {
    typealias Answer = (StoreKind, Result<[String: DescribeResult], SecretsError>)
    let byStore = Dictionary(grouping: secrets, by: \.store)
    let answers = await withTaskGroup(of: Answer.self) { group in
      for (kind, secrets) in byStore {
        guard let store = stores[kind] else { continue }
        group.addTask {
          let found = await outcome { () throws(SecretsError) in
            try await store.describe(secrets.map(\.name).sorted())
          }
          return (kind, found)
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
}
