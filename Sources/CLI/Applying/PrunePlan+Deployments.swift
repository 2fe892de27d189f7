import Git
import Ledger
import Secrets

extension PrunePlan {
  /// Names the environments whose newest deployment has what would be deleted.
  func warnOfDeployments(_ session: Session) throws {
    guard !items.isEmpty, try session.layoutIfAny() != nil, let ledger = try? session.ledger()
    else { return }
    for environment in try ledger.environments() {
      guard let latest = try ledger.latestDeployment(environment: environment) else { continue }
      for item in items where latest.items.contains(where: session.matches(item.secret.target)) {
        session.warn(
          "\(visible(item.reference)) is deployed in \(visible(environment)), with "
            + "\(latest.commit.abbreviated)."
        )
      }
    }
  }
}
