import AWS

/// How much each store takes, in bytes.
///
/// Secrets Manager: 1 to 65,536. Parameter Store: 1 to 4096 in the Standard tier, 8192 in the
/// Advanced tier. The embedded store follows Secrets Manager. Source: the quotas in the AWS
/// documentation of both services.
enum SecretSize {
  static let secretsManager = 65_536
  static let standardParameter = 4096
  static let advancedParameter = 8192

  static func check(
    _ value: SecretBytes,
    for name: String,
    in store: StoreKind
  ) throws(SecretsError) {
    let limit = store == .parameterStore ? advancedParameter : secretsManager
    guard !value.isEmpty else {
      throw SecretsError(
        .invalidValue,
        "The value for “\(store.rawValue):\(printable(name))” is empty, which \(store.title) "
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
      "The value for “\(store.rawValue):\(printable(name))” has \(value.count) bytes; "
        + "\(store.title) takes at most \(limit).",
      hint: hint
    )
  }
}

extension SecretBytes {
  /// Whether the bytes are well-formed UTF-8, so that a store may keep them as text.
  var isUTF8: Bool {
    unsafe withBytes { bytes in
      (unsafe try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)) != nil
    }
  }
}
