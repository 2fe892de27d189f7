package import Secrets

/// Keeps the versions of deployments from being removed, by labels.
package enum Pinner {
  /// A secret whose versions are to be pinned.
  package struct Wish: Sendable {
    package let store: StoreKind
    package let name: String
    /// The most recently deployed first.
    package let versions: [String]

    package var reference: String { store.reference(to: name) }

    package init(store: StoreKind, name: String, versions: [String]) {
      self.store = store
      self.name = name
      self.versions = versions
    }
  }

  /// What became of it.
  package struct Report: Sendable {
    /// Versions with their pins, by the reference of the secret.
    package internal(set) var pinned: [String: Set<String>] = [:]
    /// What is not pinned, and why; a sentence each.
    package internal(set) var problems: [String] = []
  }

  /// How many secrets are worked on at once: AWS takes 50 changes a second.
  private static let width = 8

  /// Attaches and takes away what is to be; what fails is told, and nothing else.
  ///
  /// - Parameters:
  ///   - wishes: the secrets, each once.
  ///   - stores: the stores that can be asked.
  ///   - lastDeployed: the id of the record by which each version of the secrets of these references
  ///     was deployed last; asked only where pins have to go.
  /// - Returns: what is pinned now, and what is not.
  package static func pin(
    _ wishes: [Wish],
    stores: [StoreKind: any SecretStore],
    lastDeployed: (Set<String>) -> [String: [String: String]]
  ) async -> Report {
    var report = Report()
    var found: [(Wish, [SecretVersion])] = []
    for (wish, result) in await labels(wishes, stores) {
      switch result {
      case .success(let versions): found.append((wish, versions))
      case .failure(let error): report.problems.append(problem(wish, wish.versions, error.message))
      }
    }
    let tight = found.filter { wish, versions in
      PinPlan(wish.store, versions: versions, wanted: wish.versions).isTight
    }
    let times = tight.isEmpty ? [:] : lastDeployed(Set(tight.map(\.0.reference)))
    let plans = found.map { wish, versions in
      let plan = PinPlan(
        wish.store,
        versions: versions,
        wanted: wish.versions,
        lastDeployed: times[wish.reference] ?? [:]
      )
      return (wish, versions, plan)
    }
    await withTaskGroup(of: (String, Set<String>, [String]).self) { group in
      var waiting = plans.makeIterator()
      func start() {
        guard let (wish, versions, plan) = waiting.next(),
          let store = stores[wish.store] as? any PinStore
        else { return }
        group.addTask { await carryOut(plan, wish, versions, store) }
      }
      for _ in 0..<width { start() }
      while let (reference, pinned, problems) = await group.next() {
        report.pinned[reference] = pinned
        report.problems += problems
        start()
      }
    }
    report.problems.sort()
    return report
  }

  private typealias Labels = (Wish, Result<[SecretVersion], SecretsError>)

  private static func labels(
    _ wishes: [Wish],
    _ stores: [StoreKind: any SecretStore]
  ) async -> [Labels] {
    await withTaskGroup(of: Labels?.self) { group in
      var waiting = wishes.makeIterator()
      func start() {
        guard let wish = waiting.next() else { return }
        let store = stores[wish.store]
        group.addTask {
          guard let store else { return nil }
          let found = await outcome { () throws(SecretsError) in
            try await versions(wish.name, store)
          }
          return (wish, found)
        }
      }
      for _ in 0..<width { start() }
      var all: [Labels] = []
      while let labels = await group.next() {
        if let labels { all.append(labels) }
        start()
      }
      return all.sorted { $0.0.reference < $1.0.reference }
    }
  }

  /// The labelled versions; of a parameter all of them.
  private static func versions(
    _ name: String,
    _ store: any SecretStore
  ) async throws(SecretsError) -> [SecretVersion] {
    guard store.kind != .parameterStore else { return try await store.versions(of: name) }
    switch try await store.describe([name])[name] ?? .missing {
    case .found(let now): return now.versions
    case .denied(let why): throw SecretsError(.denied, why)
    case .missing: return []
    }
  }

  private static func carryOut(
    _ plan: PinPlan,
    _ wish: Wish,
    _ versions: [SecretVersion],
    _ store: any PinStore
  ) async -> (String, Set<String>, [String]) {
    var pinned = Set(versions.filter { $0.stages.contains(PinLabel.of($0.id)) }.map(\.id))
    var problems: [String] = []
    // First, since there may be no room before.
    for version in plan.remove {
      do throws(SecretsError) {
        try await store.unpin(wish.name, version: version, label: PinLabel.of(version))
        pinned.remove(version)
      } catch {
        problems.append("\(wish.reference) at \(version) stays pinned: \(error.message)")
      }
    }
    for version in plan.add {
      do throws(SecretsError) {
        try await store.pin(wish.name, version: version, label: PinLabel.of(version))
        pinned.insert(version)
      } catch {
        problems.append(problem(wish, [version], error.message))
      }
    }
    if !plan.refused.isEmpty {
      problems.append(
        problem(wish, plan.refused, "a secret has 20 labels at most, and others have too many.")
      )
    }
    for (version, label) in plan.blocking {
      problems.append(
        "\(wish.reference) has the label \(label) on version \(version), far behind the latest: when it "
          + "is the oldest of 100, Parameter Store takes no further version."
      )
    }
    return (wish.reference, pinned, problems)
  }

  private static func problem(_ wish: Wish, _ versions: [String], _ why: String) -> String {
    "\(wish.reference) at \(versions.joined(separator: ", ")) is not pinned: \(why)"
  }
}
