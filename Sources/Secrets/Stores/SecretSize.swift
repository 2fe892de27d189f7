package import AWS

/// How much each store takes, in bytes.
///
/// The embedded store follows Secrets Manager.
enum SecretSize {
  static let secretsManager = SecretsManagerLimits.valueBytes
  static let standardParameter = SSMLimits.standardBytes
  static let advancedParameter = SSMLimits.advancedBytes

  static func check(
    _ value: SecretBytes,
    for name: String,
    in store: StoreKind
  ) throws(SecretsError) {
    let limit = store == .parameterStore ? advancedParameter : secretsManager
    guard !value.isEmpty else {
      throw SecretsError(
        .invalidValue,
        "The value for “\(store.shown(name))” is empty, which \(store.title) "
          + "does not take.",
        hint: "Nothing was written. Check where the value was to come from."
      )
    }
    guard value.count <= limit else {
      throw tooLarge(
        value,
        for: name,
        in: store,
        limit: limit,
        hint: store == .parameterStore
          ? "Secrets Manager takes up to 65536 bytes; or split the value."
          : "Split the value, or encrypt a file and keep only its key here."
      )
    }
  }

  static func tooLarge(
    _ value: SecretBytes,
    for name: String,
    in store: StoreKind,
    limit: Int,
    hint: String
  ) -> SecretsError {
    SecretsError(
      .invalidValue,
      "The value for “\(store.shown(name))” has \(value.count) bytes; "
        + "\(store.title) takes at most \(limit).",
      hint: hint
    )
  }
}

extension SecretsError {
  /// The value is for the Advanced tier, and the parameter is in the Standard one.
  package static func needsAdvancedTier(_ value: SecretBytes, _ name: String) -> SecretsError {
    SecretsError(
      .invalidValue,
      "The value for “\(StoreKind.parameterStore.shown(name))” has \(value.count) bytes; the Standard "
        + "tier takes at most \(SecretSize.standardParameter).",
      hint:
        "`create` and `update` with `--tier Advanced` take \(SecretSize.advancedParameter) bytes, at "
        + "about $0.05 a month for each parameter, and there is no way back; Secrets Manager takes "
        + "\(SecretSize.secretsManager)."
    )
  }
}
