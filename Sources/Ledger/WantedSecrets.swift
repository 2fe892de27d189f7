import Secrets

/// A secret that is to be described, by its name or ARN.
struct WantedSecret: Hashable, Sendable {
  let store: StoreKind
  let name: String
  var reference: String { store.reference(to: name) }
}

/// The secrets that selectors and claims choose.
struct Wanted: Sendable {
  /// Those that somebody named: each has to be there.
  private(set) var named: Set<WantedSecret> = []
  /// Those that a listing showed, which may lag, for each selector.
  private var listed: [SecretSelector: [WantedSecret]] = [:]
  private(set) var problems: [SnapshotProblem] = []

  /// Those alone that somebody named.
  init(_ named: some Sequence<WantedSecret> = []) { self.named = Set(named) }

  /// Takes in what another store has.
  mutating func add(_ other: Wanted) {
    named.formUnion(other.named)
    listed.merge(other.listed) { first, _ in first }
    problems += other.problems
  }

  var secrets: Set<WantedSecret> { listed.values.reduce(into: named) { $0.formUnion($1) } }

  /// Lists what the wildcards choose; what is named exactly is not looked up here.
  static func expanding(
    _ selectors: [SecretSelector],
    _ claims: [SecretClaim],
    _ stores: [StoreKind: any SecretStore]
  ) async throws(LedgerError) -> Wanted {
    typealias Listing = (
      selector: SecretSelector, found: Result<[SecretSummary], SecretsError>
    )
    let listings = await withTaskGroup(of: Listing?.self) { group in
      for selector in Set(selectors) {
        guard !selector.isExact, let store = stores[selector.store] else { continue }
        group.addTask {
          let found = await outcome { () throws(SecretsError) in try await store.list(selector) }
          return (selector, found)
        }
      }
      return await group.reduce(into: [Listing]()) { if let listing = $1 { $0.append(listing) } }
    }
    var wanted = Wanted()
    for claim in claims { wanted.named.insert(WantedSecret(store: claim.store, name: claim.id)) }
    for selector in Set(selectors) {
      if stores[selector.store] == nil {
        wanted.fail(
          "\(selector)",
          .noStore,
          "this environment has no access to \(selector.store.title)."
        )
      } else if selector.isExact {
        let name = selector.arn ?? selector.pattern
        wanted.named.insert(WantedSecret(store: selector.store, name: name))
      }
    }
    for (selector, found) in listings {
      switch found {
      case .success(let summaries) where summaries.isEmpty:
        wanted.fail("\(selector)", .missing, "no secret matches.")
      case .success(let summaries):
        wanted.listed[selector] = summaries.map { summary in
          // Described once, whoever names it by its ARN.
          let byARN = WantedSecret(store: selector.store, name: summary.arn ?? summary.name)
          return wanted.named.contains(byARN)
            ? byARN : WantedSecret(store: selector.store, name: summary.name)
        }
      case .failure(let error):
        guard case .denied = error.kind else {
          throw LedgerError(.store(error), error.message, hint: error.hint)
        }
        wanted.fail("\(selector)", .denied, error.message)
      }
    }
    return wanted
  }

  private mutating func fail(_ subject: String, _ reason: SnapshotProblem.Reason, _ why: String) {
    problems.append(
      SnapshotProblem(subject: subject, reason: reason, detail: "\(subject): \(why)")
    )
  }

  /// The selectors all of whose secrets are gone, although a listing shows them still.
  func withoutAny(besides stale: Set<WantedSecret>) -> [SnapshotProblem] {
    listed.filter { $0.value.allSatisfy(stale.contains) }.keys.map { selector in
      SnapshotProblem(
        subject: "\(selector)",
        reason: .missing,
        detail: "\(selector): what matches is deleted, or to be deleted."
      )
    }
  }
}
