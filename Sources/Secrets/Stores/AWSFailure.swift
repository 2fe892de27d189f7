import AWS

// What an error of AWS means for a secret.
extension SecretsError {
  /// An error that says nothing particular about the secret, or that the identity may not do it.
  static func from(_ error: AWSError, name: String, in store: StoreKind) -> SecretsError {
    let reference = store.shown(name)
    switch error.kind {
    // One of the calls by which credentials are had is not about the secret.
    case .accessDenied where isOfStore(error):
      return SecretsError(.denied, denied(error, reference), hint: permissionHint(error))
    case .service("DecryptionFailure"), .service("EncryptionFailure"),
      .service("InvalidKeyId"):
      return SecretsError(
        .denied,
        "The KMS key of “\(reference)” cannot be used (\(error.code ?? "KMS")): it is disabled, "
          + "deleted, or the identity lacks kms:Decrypt or kms:GenerateDataKey on it.",
        hint: "Check the state of the key and its policy."
      )
    default:
      return SecretsError(.unavailable(error), error.messageWithSource, hint: error.hint)
    }
  }

  /// An error of a call that is not about one secret.
  static func from(_ error: AWSError, in store: StoreKind) -> SecretsError {
    guard error.kind == .accessDenied, isOfStore(error) else {
      return SecretsError(.unavailable(error), error.messageWithSource, hint: error.hint)
    }
    return SecretsError(
      .denied,
      "The identity in use may not list the secrets of \(store.title)\(likely(error)): "
        + error.messageWithSource,
      hint: permissionHint(error)
    )
  }

  private static func isOfStore(_ error: AWSError) -> Bool {
    error.service == "secretsmanager" || error.service == "ssm"
  }

  /// The sentence for `DescribeResult.denied`, too.
  static func denied(_ error: AWSError, _ reference: String) -> String {
    "The identity in use may not do this with “\(reference)”\(likely(error)): "
      + error.messageWithSource
  }

  /// The service's own sentence says who was refused and by what policy, where it says anything.
  private static func likely(_ error: AWSError) -> String {
    isExplicit(error) ? "" : ", most likely for lack of \(permission(error))"
  }

  private static func isExplicit(_ error: AWSError) -> Bool {
    error.message.contains("explicit deny")
  }

  private static func permission(_ error: AWSError) -> String {
    "\(error.service ?? "the service"):\(error.operation ?? "the operation")"
  }

  private static func permissionHint(_ error: AWSError) -> String {
    if isExplicit(error) {
      return "A policy forbids it, and no further permission helps: have that one changed, or use "
        + "another identity."
    }
    let key: String? =
      switch error.operation {
      case "GetSecretValue", "GetParameter": "kms:Decrypt"
      case "CreateSecret", "PutSecretValue", "UpdateSecret": "kms:GenerateDataKey and kms:Decrypt"
      case "PutParameter": "kms:Encrypt"
      default: nil
      }
    guard let key else { return "Ask for \(permission(error)) on it." }
    return "Ask for \(permission(error)) on it, and for \(key) on its KMS key if that is not the "
      + "account's default."
  }
}
