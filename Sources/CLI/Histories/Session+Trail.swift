import AWS
import FoundationEssentials
import Ledger
import Secrets

/// Who changed secrets, as CloudTrail tells it.
extension Session {
  /// The changes of secrets in Secrets Manager since `oldest`, or since CloudTrail tells of them.
  private func trail(
    since oldest: Date,
    in environment: EnvironmentSettings?
  ) async throws -> SecretTrail {
    // A minute less, so that the clocks may differ.
    let reach = world.now().addingTimeInterval(60 - SecretTrail.reach)
    let client = try await client(for: environment).0
    return try await waiting("Asking CloudTrail") {
      try await SecretTrail.look(
        client.cloudTrail,
        since: max(reach, oldest.addingTimeInterval(-Self.tolerance))
      )
    }
  }

  /// How far the time of an event may be from the one that the store gives, in seconds.
  private static var tolerance: Double { 10 }

  /// Tells who changed the secrets of Secrets Manager last.
  ///
  /// - Returns: a sentence for each reason why that is not known of some of them.
  func tellWho(
    _ secrets: inout [String: SecretSummary],
    in environment: EnvironmentSettings?
  ) async throws -> [String] {
    let asked = secrets.filter { $0.value.store == .secretsManager && $0.value.modified != nil }
    let reach = world.now().addingTimeInterval(-SecretTrail.reach)
    let recent = asked.filter { ($0.value.modified ?? .distantPast) > reach }
    var reasons: [String] = []
    if asked.count > recent.count {
      reasons.append(
        "Who changed \(count(asked.count - recent.count, "secret")) is not known: that was more than "
          + "90 days ago, and CloudTrail goes back no further."
      )
    }
    guard let oldest = recent.values.compactMap(\.modified).min() else { return reasons }
    let trail = try await trail(since: oldest, in: environment)
    var unknown = 0
    for (reference, secret) in recent {
      let last = trail.changes(ofSecret: secret.name, arn: secret.arn).first
      let modified = secret.modified ?? .distantPast
      if let last, last.time > modified.addingTimeInterval(-Self.tolerance) {
        secrets[reference]?.by = last.by
      } else {
        unknown += 1
      }
    }
    if unknown > 0 {
      reasons.append(
        "Who changed \(count(unknown, "secret")) is not known: "
          + (trail.problem
            ?? "CloudTrail has no event of it (yet: they take some minutes to show).")
      )
    }
    return reasons
  }

  /// Tells the histories who made each version, and what else was done.
  ///
  /// - Returns: a sentence for each reason why that is not known of some of them.
  func tellWho(_ secrets: inout [String: HistoryOfSecret]) async throws -> [String] {
    let asked = secrets.filter { $0.value.store == .secretsManager }
    let reach = world.now().addingTimeInterval(-SecretTrail.reach)
    let times = asked.values.flatMap { $0.versions.compactMap(\.created) }
    let old = times.count { $0 <= reach }
    var reasons: [String] = []
    if old > 0 {
      reasons.append(
        "Who made \(count(old, "version")) is not known: that was more than 90 days ago, and "
          + "CloudTrail goes back no further."
      )
    }
    let environment = try environment(for: .secretsManager)
    let trail = try await trail(since: .distantPast, in: environment)
    var unknown = 0
    for (reference, secret) in asked {
      let arn = secret.arn ?? secret.deployed.first?.item.arn
      let changes = trail.changes(ofSecret: secret.name, arn: arn)
      secrets[reference]?.changes = changes
      unknown += secret.versions.count { version in
        version.created ?? .distantPast > reach && !changes.contains { $0.version == version.id }
      }
    }
    if unknown > 0 {
      reasons.append(
        "Who made \(count(unknown, "version")) is not known: "
          + (trail.problem
            ?? "CloudTrail has no event of it (yet: they take some minutes to show).")
      )
    } else if let problem = trail.problem {
      reasons.append("What else became of them is not known: \(problem)")
    }
    return reasons
  }

  /// Says what could not be told about who changed something.
  func warnOfUnknown(_ reasons: [String]) {
    for reason in reasons { warn(visible(reason)) }
  }
}
