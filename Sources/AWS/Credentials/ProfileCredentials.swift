/// What a profile of the shared files says about credentials.
struct ProfileCredentials: Sendable {
  let environment: Environment
  let shared: SharedConfiguration
  let paths: SharedFilePaths

  /// Nil when the profile says nothing about credentials.
  func find(_ profile: String) -> (any CredentialsProvider)? {
    find(profile, visited: [])
  }

  /// Whether a profile, or one on which it builds, signs in in a way that only the SDKs know.
  func isUnsupported(_ profile: String) -> Bool {
    var provider = find(profile)
    while let role = provider as? AssumedRole { provider = role.base }
    return (provider as? UnusableCredentials)?.isUnsupported == true
  }

  private func find(_ profile: String, visited: [String]) -> (any CredentialsProvider)? {
    guard let properties = shared.profiles[profile] else { return nil }
    if let role = properties["role_arn"] {
      return assumeRole(role, properties, profile, visited: visited)
    }
    if properties["sso_account_id"] != nil || properties["sso_start_url"] != nil
      || properties["sso_session"] != nil
    {
      return unsupported(profile, "signs in through IAM Identity Center (SSO)")
    }
    if let provider = keys(properties, profile) { return provider }
    if properties["login_session"] != nil {
      return unsupported(profile, "signs in through the AWS console (`aws login`)")
    }
    if let command = properties["credential_process"] {
      return ProcessCredentials(profile: profile, command: command, environment: environment)
    }
    return nil
  }

  private func keys(
    _ properties: [String: String],
    _ profile: String
  ) -> (any CredentialsProvider)? {
    let id = properties["aws_access_key_id"]
    let secret = properties["aws_secret_access_key"]
    if id == nil, secret == nil { return nil }
    guard let id, let secret, !id.isEmpty, !secret.isEmpty else {
      return failure(
        profile,
        "has only one of aws_access_key_id and aws_secret_access_key",
        hint: "Add the other one, or run `aws configure --profile \(profile)`."
      )
    }
    return StaticCredentials(
      source: "profile \(profile)",
      value: AWSCredentials(
        accessKeyID: id,
        secretAccessKey: SecretBytes(utf8: secret),
        sessionToken: properties["aws_session_token"].flatMap {
          $0.isEmpty ? nil : SecretBytes(utf8: $0)
        }
      )
    )
  }

  private func assumeRole(
    _ role: String,
    _ properties: [String: String],
    _ profile: String,
    visited: [String]
  ) -> any CredentialsProvider {
    if properties["web_identity_token_file"] != nil {
      return unsupported(profile, "assumes its role with a web identity token")
    }
    if properties["mfa_serial"] != nil {
      return unsupported(profile, "assumes its role with a code of a device (mfa_serial)")
    }
    let source: any CredentialsProvider
    switch (properties["source_profile"], properties["credential_source"]) {
    case (let name?, nil):
      guard let found = sourceProfile(name, of: profile, properties, visited: visited) else {
        return failure(
          profile,
          "has source_profile = \(name), which has no credentials",
          hint: "Correct source_profile, or give that profile credentials."
        )
      }
      source = found
    case (nil, "Environment"):
      guard let found = EnvironmentCredentials.find(environment) else {
        return failure(
          profile,
          "takes its keys from the environment, where AWS_ACCESS_KEY_ID is not set",
          hint: "Set the variables, or use source_profile."
        )
      }
      source = found
    case (nil, let other?): return unsupported(profile, "has credential_source = \(other)")
    default:
      return failure(
        profile,
        "has role_arn, but not exactly one of source_profile and credential_source",
        hint: "Name one of the two."
      )
    }
    return AssumedRole(
      source: "profile \(profile), role \(role)",
      roleARN: role,
      sessionName: properties["role_session_name"],
      externalID: properties["external_id"],
      durationSeconds: properties["duration_seconds"].flatMap { Int($0) },
      base: source
    )
  }

  private func sourceProfile(
    _ name: String,
    of profile: String,
    _ properties: [String: String],
    visited: [String]
  ) -> (any CredentialsProvider)? {
    // A profile may be its own source when it has keys of its own.
    if name == profile { return keys(properties, profile) }
    let path = visited + [profile]
    guard !path.contains(name) else {
      return failure(
        profile,
        "and \(name) are each other's source_profile",
        hint: "Give one of them credentials of its own."
      )
    }
    // Keys end a chain of roles, even where the profile names a role as well.
    if !visited.isEmpty || shared.profiles[name]?["role_arn"] != nil,
      let source = shared.profiles[name], let keys = keys(source, name)
    {
      return keys
    }
    return find(name, visited: path)
  }

  private func unsupported(_ profile: String, _ what: String) -> any CredentialsProvider {
    failure(
      profile,
      "\(what), which is not supported yet",
      hint: "Run `eval \"$(aws configure export-credentials --profile \(profile) --format env)\"` "
        + "first, without --profile afterwards. These keys are used where the environment names its "
        + "`account`; else take the line `profile` out of it.",
      isUnsupported: true
    )
  }

  private func failure(
    _ profile: String,
    _ what: String,
    hint: String,
    isUnsupported: Bool = false
  ) -> any CredentialsProvider {
    UnusableCredentials(
      source: "profile \(profile)",
      error: AWSError(
        .configuration,
        message: "The AWS profile \"\(profile)\" \(what).",
        hint: hint
      ),
      isUnsupported: isUnsupported
    )
  }
}
