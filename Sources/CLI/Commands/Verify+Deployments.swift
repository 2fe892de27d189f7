import Git
import Ledger

// Which deployments are to be checked.
extension VerifyCommand {
  /// One for each environment that is asked about.
  func deployments(_ ledger: Ledger, _ session: Session) throws -> [DeploymentRecord] {
    let names = try environments(ledger, session)
    let id = try commit.map { try Revisions.commit($0, session.git) }
    let records = try names.compactMap { name in
      try id.map { try ledger.deployment(of: $0, environment: name) }
        ?? ledger.latestDeployment(environment: name)
    }
    if !records.isEmpty { return records }
    _ = try session.sayWhatIsUnseen(ledger)
    let place = names.map(visible).joined(separator: ", ")
    guard let id else {
      let option = names.count == 1 ? " --env \(place)" : ""
      throw Failure.usage(
        "Nothing was deployed in \(place) yet.",
        hint: "`git secrets-sync record\(option)` records a deployment."
      )
    }
    let nearest = try names.lazy.compactMap { name in
      try ledger.nearestDeployedAncestor(of: id, environment: name)
    }.first
    throw Failure.usage(
      "\(id.abbreviated) was not deployed in \(place).",
      hint: nearest.map {
        "Its nearest deployed ancestor in \(visible($0.environment)) is \($0.commit.abbreviated)."
      }
    )
  }

  /// The environment that is asked for, or else each that is configured and has a ledger.
  private func environments(_ ledger: Ledger, _ session: Session) throws -> [String] {
    let configured = try session.configuration().environments.map(\.name)
    guard common.environment == nil, configured.count > 1,
      try session.configuredEnvironmentName() == nil
    else { return [try session.environment().name] }
    let known = try Set(ledger.environments())
    for name in known.subtracting(configured).sorted() {
      session.warn(
        "\(visible(name)) has deployments, but is not in \(Configuration.fileName): not verified."
      )
    }
    let both = configured.filter(known.contains)
    return both.isEmpty ? configured : both
  }
}
