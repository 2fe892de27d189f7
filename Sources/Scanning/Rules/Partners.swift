extension BuiltinRules {
  /// The rules of what belongs to a secret and is of no use without it, by the rule of the secret.
  package static let partners: [String: [String]] = [
    "aws-secret-access-key": awsKeyIDs,
    "aws-secret-access-key-beside-id": awsKeyIDs,
    "google-oauth-client-secret": ["google-oauth-client-id"],
    "github-client-secret": ["github-client-id"],
    "twilio-auth-token": ["twilio-account-sid", "twilio-api-key-sid"],
    "algolia-admin-key": ["algolia-application-id"],
  ]

  private static let awsKeyIDs = ["aws-access-key-id", "aws-temporary-access-key-id"]
}
