// What a profile says about credentials without a role.
extension ProfileCredentials {
  /// False for an empty `role_arn` that nothing else in the profile asks for.
  func isRole(
    _ role: String,
    _ properties: [String: String],
    _ profile: String
  ) throws(AWSError) -> Bool {
    guard role.isEmpty else { return true }
    let names = ["source_profile", "credential_source", "web_identity_token_file"]
    guard let name = names.first(where: { properties.value($0) != nil }) else { return false }
    throw failure(
      profile,
      "has \(name), but its role_arn is empty",
      hint: "Write the role's ARN there, or take both lines out."
    )
  }

  /// The sources without a role, in the order of the AWS CLI: keys of the credentials file come first,
  /// keys of the config file last.
  func withoutRole(
    _ properties: [String: String],
    _ profile: String
  ) throws(AWSError) -> (any CredentialsProvider)? {
    let keys = try keys(properties, profile)
    if let keys, shared.keysInCredentialsFile.contains(profile) { return keys }
    if let session = properties.value("login_session") {
      return LoginCredentials(profile: profile, session: session, directory: paths.loginCache)
    }
    if let command = properties["credential_process"] {
      return ProcessCredentials(
        profile: profile,
        command: command,
        environment: environment,
        files: "\(paths.config) or \(paths.credentials)"
      )
    }
    return keys
  }

  func keys(
    _ properties: [String: String],
    _ profile: String
  ) throws(AWSError) -> (any CredentialsProvider)? {
    let id = properties.value("aws_access_key_id")
    let secret = properties.value("aws_secret_access_key")
    if id == nil, secret == nil { return nil }
    guard let id, let secret else {
      throw failure(
        profile,
        "has only one of aws_access_key_id and aws_secret_access_key",
        hint: "Add the other one, or run `aws configure --profile \(ShellWord.quoted(profile))`."
      )
    }
    return StaticCredentials(
      source: "profile \(profile)",
      value: AWSCredentials(
        accessKeyID: id,
        secretAccessKey: SecretBytes(utf8: secret),
        sessionToken: properties.value("aws_session_token").map { SecretBytes(utf8: $0) },
        accountID: properties.value("aws_account_id")
      )
    )
  }
}
