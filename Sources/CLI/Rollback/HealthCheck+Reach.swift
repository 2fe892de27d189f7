import Git
import Ledger
import Secrets

extension HealthCheck {
  /// How many of the newest deployments are looked at.
  private static let depth = 100

  /// How far back an environment can be rolled back, and which labels are in the way of new versions.
  ///
  /// None where nothing was deployed, or where its stores cannot be reached, which is told elsewhere.
  static func reach(_ session: Session, _ environment: EnvironmentSettings) async -> [HealthCheck] {
    do {
      let ledger = try session.ledger()
      var records: [DeploymentRecord] = []
      try ledger.walk(environment.name) { record in
        if record.status == .deployed { records.append(record) }
        return records.count < depth
      }
      var stores: [StoreKind: any SecretStore] = [:]
      for kind in Set(records.flatMap(\.items).compactMap(\.store.kind)) {
        guard let reached = try? await session.store(kind, in: environment) else { return [] }
        stores[kind] = reached.store
      }
      guard let newest = records.first else { return [] }
      let vault = try await session.ledgerVault(of: records.flatMap(\.items), environment)
      let reach = await RollbackReach(records, stores: stores, vault: vault)
      return [versions(environment, reach, of: records.count, newest)]
        + reach.blocking.map { label(environment, $0) }
    } catch let error as GitError where error.kind == .unsupportedRepository {
      // Told by another check.
      return []
    } catch {
      return [wrong("versions, \(environment.name)", error)]
    }
  }

  private static func versions(
    _ environment: EnvironmentSettings,
    _ reach: RollbackReach,
    of count: Int,
    _ newest: DeploymentRecord
  ) -> HealthCheck {
    let all = count == depth ? "the newest \(depth) deployments" : CLI.count(count, "deployment")
    var message = "\(reach.restorable.count) of \(all) can be gone back to"
    if let oldest = reach.restorable.last {
      message +=
        ", the oldest is \(oldest.commit.abbreviated) of \(RecordTime.text(oldest.at))"
    }
    if reach.archived > 0 {
      message += "\n\(reach.archived) of them with values from the archive"
    }
    if !reach.unknown.isEmpty {
      message += "\n\(reach.unknown.count) could not be found out about: see `verify`"
    }
    for loss in reach.lost.prefix(3) {
      let names = loss.secrets.prefix(3).joined(separator: ", ")
      let more = loss.secrets.count > 3 ? " and \(loss.secrets.count - 3) more" : ""
      message +=
        "\nlost: \(loss.record.commit.abbreviated) of \(RecordTime.text(loss.record.at)), for \(names)"
        + more
    }
    if reach.lost.count > 3 { message += "\nlost: \(reach.lost.count - 3) more" }
    return HealthCheck(
      name: "versions, \(environment.name)",
      state: reach.lost.isEmpty && reach.unknown.isEmpty ? .fine : .note,
      message: message,
      fix: reach.lost.isEmpty || environment.pins > 0
        ? nil
        : "To keep those of the newest deployments: add `pins = 5` to [environments."
          + "\(environment.name)] in \(Configuration.fileName)."
    )
  }

  private static func label(
    _ environment: EnvironmentSettings,
    _ blocking: RollbackReach.Blocking
  ) -> HealthCheck {
    let labels = blocking.labels.joined(separator: " ")
    let parameter = StoreKind.parameterStore.reference(to: blocking.name)
    return HealthCheck(
      name: "labels, \(environment.name)",
      state: blocking.room == 0 ? .wrong : .note,
      message: "\(parameter) has \(labels) on version \(blocking.version): "
        + (blocking.room == 0
          ? "Parameter Store takes no further version"
          : "after \(count(blocking.room, "more version")) Parameter Store takes none"),
      fix: "aws ssm unlabel-parameter-version --name \(blocking.name) --parameter-version "
        + "\(blocking.version) --labels \(labels)"
    )
  }
}
