import Secrets

extension EnvironmentSettings {
  /// Those of `secrets` that its selectors do not choose; none where it has no selectors.
  func strays(_ secrets: [SecretReference]) -> [SecretReference] {
    guard !selectors.isEmpty else { return [] }
    return secrets.filter { secret in
      !selectors.contains { $0.store == secret.store && $0.matches(secret.name) }
    }
  }
}

extension Session {
  /// Says of secrets that are written that the other commands will not see them.
  func warn(ofStrays strays: [SecretReference], _ environment: String?) {
    guard !strays.isEmpty else { return }
    let isOne = strays.count == 1
    warn(
      "\(ApplyPlan.list(strays.map(\.description))) \(isOne ? "is" : "are") not among `secrets` of the "
        + "environment \(visible(environment ?? "")), so that `list`, `record` and `dump` leave "
        + "\(isOne ? "it" : "them") out."
    )
  }
}
