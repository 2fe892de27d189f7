package import Secrets

/// How far back an environment can be rolled back, by what its stores still have.
package struct RollbackReach: Sendable {
  package struct Loss: Sendable {
    package let record: DeploymentRecord
    /// The secrets whose version is gone, as references.
    package let secrets: [String]
  }

  /// Deployments that can be gone back to, newest first.
  package private(set) var restorable: [DeploymentRecord] = []
  /// How many of these need values from the archive, as their stores have some versions no more.
  package private(set) var archived = 0
  /// Those that cannot, newest first.
  package private(set) var lost: [Loss] = []
  /// Those of which nothing is certain, as something could not be read.
  package private(set) var unknown: [DeploymentRecord] = []
  /// Labels of parameters that will keep Parameter Store from taking a further version.
  package private(set) var blocking: [Blocking] = []

  package struct Blocking: Sendable {
    package let name: String
    package let version: String
    package let labels: [String]
    /// How many versions may be written until none can be.
    package let room: Int
  }

  /// Asks the stores about the secrets of `records`, each secret once; never for a value.
  ///
  /// Metadata as `verify` reads it, and all versions of a secret of which a recorded one has no
  /// label. A parameter keeps its newest 100 versions, so its number tells.
  ///
  /// - Parameters:
  ///   - records: deployments, newest first.
  ///   - stores: the stores that can be asked.
  ///   - vault: the vault that has the files, of which the versions are listed.
  package init(
    _ records: [DeploymentRecord],
    stores: [StoreKind: any SecretStore],
    vault: LedgerVault = .none
  ) async {
    var items: [String: LedgerItem] = [:]
    for record in records {
      for item in record.items {
        items[Self.key(item)] = item
      }
    }
    let distinct = items.values.sorted(by: LedgerItem.precedes)
    var described: [StoreKind: [String: DescribeResult]] = [:]
    var versions: [StoreKind: [String: [SecretVersion]]] = [:]
    for (kind, store) in stores {
      let ofStore = distinct.filter { $0.store.kind == kind }
      let answers = (try? await store.describe(Array(Set(ofStore.map(\.name))))) ?? [:]
      described[kind] = answers
      let unlabelled = Set(
        ofStore.filter { Verification.needsAllVersions($0, answers[$0.name] ?? .missing) }
          .map(\.name)
      )
      versions[kind] = await Self.versions(unlabelled, store)
      if kind == .parameterStore { blocking = await Self.blocking(answers, store) }
    }
    var states: [String: ItemState] = [:]
    for verified in Verification.check(distinct, against: described, versions: versions) {
      let item = verified.item
      let isAsked = item.store.kind.flatMap { described[$0]?[item.name] } != nil
      states[Self.key(item)] =
        isAsked ? Self.state(verified, described) : .unreadable
    }
    for verified in await Verification.verify(distinct.filter { $0.file != nil }, in: vault) {
      states[Self.key(verified.item)] = verified.state
    }
    for record in records {
      var needsArchive = false
      let found = record.items.map { item in
        let state = states[Self.key(item)] ?? .unreadable
        guard state == .gone, item.isArchived, Self.isThere(item, described) else {
          return (item.reference, state)
        }
        needsArchive = true
        return (item.reference, .moved)
      }
      let gone = found.filter { [.gone, .recreated, .pendingDeletion].contains($0.1) }.map(\.0)
      if !gone.isEmpty {
        lost.append(Loss(record: record, secrets: gone))
      } else if found.contains(where: { $0.1 == .unreadable }) {
        unknown.append(record)
      } else {
        restorable.append(record)
        if needsArchive { archived += 1 }
      }
    }
  }

  /// A version of a secret: one that was made anew under its name is another.
  private static func key(_ item: LedgerItem) -> String {
    "\(item.reference)@\(item.version) \(item.arn ?? "") \(item.modified.map(RecordTime.text) ?? "")"
  }

  /// Whether the secret itself is there, so that a value can be written to it.
  private static func isThere(
    _ item: LedgerItem,
    _ described: [StoreKind: [String: DescribeResult]]
  ) -> Bool {
    guard let kind = item.store.kind, case .found? = described[kind]?[item.name] else {
      return false
    }
    return true
  }

  /// Versions that Parameter Store keeps of a parameter.
  private static let parameterVersions = 100

  private static func state(
    _ verified: VerifiedItem,
    _ described: [StoreKind: [String: DescribeResult]]
  ) -> ItemState {
    guard verified.state == .newer,
      case .found(let now)? = described[.parameterStore]?[verified.item.name],
      let latest = Int(now.current?.id ?? ""), let number = Int(verified.item.version)
    else { return verified.state }
    return latest - number < parameterVersions ? .newer : .gone
  }

  private static func versions(
    _ names: Set<String>,
    _ store: any SecretStore
  ) async -> [String: [SecretVersion]] {
    await withTaskGroup(of: (String, [SecretVersion]?).self) { group in
      for name in names { group.addTask { (name, try? await store.versions(of: name)) } }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  /// Asks only for the labels of parameters that have come near a hundred versions.
  private static func blocking(
    _ answers: [String: DescribeResult],
    _ store: any SecretStore
  ) async -> [Blocking] {
    var long: Set<String> = []
    for (name, answer) in answers {
      if case .found(let now) = answer, let latest = Int(now.current?.id ?? ""),
        latest > PinPlan.parameterReach
      {
        long.insert(name)
      }
    }
    return await versions(long, store).compactMap { name, versions in
      guard let oldest = versions.last(where: { !$0.stages.isEmpty }), let number = Int(oldest.id),
        let latest = versions.first.flatMap({ Int($0.id) }),
        latest - number >= PinPlan.parameterReach
      else { return nil }
      return Blocking(
        name: name,
        version: oldest.id,
        labels: oldest.stages,
        room: max(0, parameterVersions - 1 - (latest - number))
      )
    }
    .sorted { $0.name < $1.name }
  }
}
