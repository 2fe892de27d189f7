/// Keys in `AWS_ACCESS_KEY_ID` and its companions.
enum EnvironmentCredentials {
  static let source = "environment variables"

  /// Nil when neither key is set; half a pair is an error, not a reason to look elsewhere.
  static func find(_ environment: Environment) -> (any CredentialsProvider)? {
    let id = environment["AWS_ACCESS_KEY_ID"]
    let secret = environment["AWS_SECRET_ACCESS_KEY"]
    if id == nil, secret == nil { return nil }
    guard let id, let secret else {
      let missing = id == nil ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY"
      let present = id == nil ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID"
      return UnusableCredentials(
        source: source,
        error: AWSError(
          .configuration,
          message: "\(present) is set, but \(missing) is not.",
          hint: "Set both, or unset both."
        )
      )
    }
    let token = environment["AWS_SESSION_TOKEN"] ?? environment["AWS_SECURITY_TOKEN"]
    let expires = environment["AWS_CREDENTIAL_EXPIRATION"]
    let expiration = expires.flatMap { UTCTime(iso8601: $0)?.date }
    guard (expires == nil) == (expiration == nil) else {
      return UnusableCredentials(
        source: source,
        error: AWSError(
          .configuration,
          message: "AWS_CREDENTIAL_EXPIRATION is set to something that is no time.",
          hint: "Write it as 2030-01-31T12:00:00Z, or unset it."
        )
      )
    }
    return StaticCredentials(
      source: source,
      value: AWSCredentials(
        accessKeyID: id,
        secretAccessKey: SecretBytes(utf8: secret),
        sessionToken: token.map { SecretBytes(utf8: $0) },
        expiration: expiration,
        accountID: environment["AWS_ACCOUNT_ID"]
      )
    )
  }
}
