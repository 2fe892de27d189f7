extension BuiltinRules {
  /// The rules of what belongs to a secret and is of no use without it, by the rule of the secret.
  package static let partners: [String: [String]] = [
    "aws-secret-access-key": awsKeyIDs,
    "aws-secret-access-key-beside-id": awsKeyIDs,
  ]

  private static let awsKeyIDs = ["aws-access-key-id", "aws-temporary-access-key-id"]
}
