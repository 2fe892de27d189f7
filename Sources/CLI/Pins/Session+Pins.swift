import Git
import Ledger
import Secrets

extension Session {
  /// Pins the versions of a deployment that is about to be recorded, and those of the newest ones
  /// before it, as far as the environment says.
  ///
  /// What cannot be pinned is a warning: the deployment is recorded all the same.
  ///
  /// - Parameters:
  ///   - items: the items of the deployment.
  ///   - environment: where it was deployed.
  ///   - asked: whether it is to be pinned whatever the configuration says.
  ///   - ledger: the ledger that it is recorded in.
  ///   - stores: the stores of the items.
  /// - Returns: the items, with the pins that they have.
  /// - Throws: what the ledger fails with.
  func pinned(
    _ items: [LedgerItem],
    of environment: EnvironmentSettings,
    asked: Bool,
    _ ledger: Ledger,
    _ stores: [StoreKind: any SecretStore]
  ) async throws -> [LedgerItem] {
    let depth = max(environment.pins, asked ? 1 : 0)
    guard depth > 0 else { return items }
    let recent = try recentDeployments(environment, depth - 1, ledger)
    let isKnown = try knownPins(items, recent, environment, ledger)
    let wishes = Self.wishes(items, recent, isKnown)
    let report = try await waiting("Pinning the versions") {
      await Pinner.pin(wishes, stores: stores) { lastDeployed($0, ledger) }
    }
    for problem in report.problems { warn(visible(problem)) }
    return items.map { item in
      var item = item
      let isPinned =
        report.pinned[item.reference]?.contains(item.version) ?? isKnown.contains(item.pinKey)
      if isPinned { item.pin = PinLabel.of(item.version) }
      return item
    }
  }

  /// The same, with the stores that the items are of.
  func pinned(
    _ items: [LedgerItem],
    of environment: EnvironmentSettings,
    asked: Bool,
    _ ledger: Ledger
  ) async throws -> [LedgerItem] {
    guard asked || environment.pins > 0 else { return items }
    var stores: [StoreKind: any SecretStore] = [:]
    for kind in Set(items.compactMap(\.store.kind)) {
      stores[kind] = try await store(kind, in: environment).store
    }
    return try await pinned(items, of: environment, asked: asked, ledger, stores)
  }

  /// The newest deployments whose versions are to be kept, of all environments, newest first.
  private func recentDeployments(
    _ environment: EnvironmentSettings,
    _ depth: Int,
    _ ledger: Ledger
  ) throws -> [DeploymentRecord] {
    var recent: [DeploymentRecord] = []
    for other in try configuration().environments {
      for number in 0..<(other.name == environment.name ? depth : other.pins) {
        guard let record = try ledger.deployment(number: number, environment: other.name)
        else { break }
        recent.append(record)
      }
    }
    return recent.sorted { $0.at > $1.at }
  }

  /// The versions of which a reading or a record says that they are pinned.
  private func knownPins(
    _ items: [LedgerItem],
    _ recent: [DeploymentRecord],
    _ environment: EnvironmentSettings,
    _ ledger: Ledger
  ) throws -> Set<String> {
    let latest = try ledger.latestDeployment(environment: environment.name)
    let recorded = recent.flatMap(\.items) + (latest?.items ?? [])
    var known = Set(recorded.filter { $0.pin != nil }.map(\.pinKey))
    // Labels of parameters are not read; for others the reading is what counts.
    for item in items where item.store != .parameterStore {
      if item.stages?.contains(PinLabel.of(item.version)) == true {
        known.insert(item.pinKey)
      } else {
        known.remove(item.pinKey)
      }
    }
    return known
  }

  /// The secrets that have to be looked at: those of which a version is to be pinned that is not
  /// known to be.
  private static func wishes(
    _ items: [LedgerItem],
    _ recent: [DeploymentRecord],
    _ isKnown: Set<String>
  ) -> [Pinner.Wish] {
    var arns: [String: String] = [:]
    for item in items { arns[item.reference] = item.arn }
    var versions: [String: [String]] = [:]
    for item in items + recent.flatMap(\.items)
    // Of another account or region, or deleted and made again, it is another secret.
    where item.arn == arns[item.reference]
      && versions[item.reference]?.contains(item.version) != true
    {
      versions[item.reference, default: []].append(item.version)
    }
    return items.compactMap { item in
      guard let kind = item.store.kind, let wanted = versions[item.reference],
        wanted.contains(where: { !isKnown.contains("\(item.reference)@\($0)") })
      else { return nil }
      return Pinner.Wish(store: kind, name: item.name, versions: wanted)
    }
  }

  private func lastDeployed(
    _ references: Set<String>,
    _ ledger: Ledger
  ) -> [String: [String: String]] {
    var times: [String: [String: String]] = [:]
    for environment in (try? ledger.environments()) ?? [] {
      guard let index = (try? self.index(ledger, environment)) ?? nil else { continue }
      for (record, items) in index.records(for: { references.contains($0.reference) })
      where record.status == .deployed {
        for item in items {
          let before = times[item.reference]?[item.version] ?? ""
          times[item.reference, default: [:]][item.version] = max(before, record.id)
        }
      }
    }
    return times
  }
}

extension LedgerItem {
  fileprivate var pinKey: String { "\(reference)@\(version)" }
}
