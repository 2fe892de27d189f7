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

  /// The same where a sentence begins with it.
  package var titleAtStart: String { self == .local ? "The embedded store" : title }

  /// The reference that stands for a secret of this store in messages, and can be given back.
  ///
  /// - Parameter name: the name of the secret, or its ARN.
  /// - Returns: the store, the name, and an `@` where the name holds one.
  package func reference(to name: String) -> String {
    SecretReference(store: self, name: name).description
  }

  /// The same, of a name that may come from anywhere.
  func shown(_ name: String) -> String { printable(reference(to: name)) }
}
