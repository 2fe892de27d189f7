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
    let expiration = environment["AWS_CREDENTIAL_EXPIRATION"].flatMap {
      UTCTime(iso8601: $0)?.date
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
