/// Where a secret lives; the raw value is the prefix of a reference (`sm:myapp/db`).
package enum StoreKind: String, Sendable, Codable, CaseIterable {
  /// AWS Secrets Manager.
  case secretsManager = "sm"
  /// AWS Systems Manager Parameter Store.
  case parameterStore = "ssm"
  /// The embedded store: one sealed file on this machine.
  case local

  /// The store's name in messages.
  package var title: String {
    switch self {
    case .secretsManager: "Secrets Manager"
    case .parameterStore: "Parameter Store"
    case .local: "the embedded store"
    }
  }
}
