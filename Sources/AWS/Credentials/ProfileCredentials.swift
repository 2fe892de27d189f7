/// What a profile of the shared files says about credentials.
struct ProfileCredentials: Sendable {
  let environment: Environment
  let shared: SharedConfiguration
  let paths: SharedFilePaths
  var mfaPrompt: MFAPrompt?

  /// Nil when the profile says nothing about credentials.
  func find(_ profile: String) -> (any CredentialsProvider)? {
    do throws(AWSError) {
      return try find(profile, visited: [])
    } catch {
      return UnusableCredentials(source: "profile \(profile)", error: error)
    }
  }

  /// `visited` holds the profiles whose roles build on this one.
  private func find(
    _ profile: String,
    visited: [String]
  ) throws(AWSError) -> (any CredentialsProvider)? {
    guard let properties = shared.profiles[profile] else { return nil }
    if let role = properties["role_arn"], try isRole(role, properties, profile) {
      return try assumeRole(role, properties, profile, visited: visited)
    }
    if properties.value("web_identity_token_file") != nil {
      throw failure(profile, "has web_identity_token_file, but no role_arn", hint: "Add role_arn.")
    }
    let isForSSO =
      properties.value("sso_account_id") != nil || properties.value("sso_role_name") != nil
    // A sign-in without an account and a role to ask for is there for other programs.
    if !isForSSO, let others = try withoutRole(properties, profile) { return others }
    if let sso = try SSOProfile.find(profile, shared) {
      return SSOCredentials(profile: sso, directory: paths.ssoCache)
    }
    return try withoutRole(properties, profile)
  }

  private func assumeRole(
    _ role: String,
    _ properties: [String: String],
    _ profile: String,
    visited: [String]
  ) throws(AWSError) -> any CredentialsProvider {
    if let file = properties.value("web_identity_token_file") {
      return WebIdentityRole(
        source: "profile \(profile), web identity, role \(role)",
        roleARN: role,
        tokenFile: paths.expanded(file),
        sessionName: properties.value("role_session_name"),
        setting: "web_identity_token_file of profile \(profile)"
      )
    }
    let base = try source(of: profile, properties, visited: visited)
    return AssumedRole(
      source: "profile \(profile), role \(role), by \(base.source)",
      roleARN: role,
      sessionName: properties.value("role_session_name"),
      externalID: properties.value("external_id"),
      // What is no number is left out, as the SDKs do.
      durationSeconds: properties.value("duration_seconds").flatMap { Int($0) },
      device: properties.value("mfa_serial").map {
        MFADevice(serial: $0, profile: profile, prompt: mfaPrompt)
      },
      base: base
    )
  }

  /// Whose credentials take on the role of a profile.
  private func source(
    of profile: String,
    _ properties: [String: String],
    visited: [String]
  ) throws(AWSError) -> any CredentialsProvider {
    switch (properties.value("source_profile"), properties.value("credential_source")) {
    case (let name?, nil):
      guard let found = try sourceProfile(name, of: profile, properties, visited: visited) else {
        throw failure(
          profile,
          shared.profiles[name] == nil
            ? "has source_profile = \(name), which does not exist"
            : "has source_profile = \(name), which has no credentials",
          hint: "Correct source_profile, or give that profile credentials."
        )
      }
      return found
    case (nil, let name?): return try namedSource(name, of: profile, properties)
    default:
      throw failure(
        profile,
        "has role_arn, but not exactly one of source_profile and credential_source",
        hint: "Name one of the two."
      )
    }
  }

  private func sourceProfile(
    _ name: String,
    of profile: String,
    _ properties: [String: String],
    visited: [String]
  ) throws(AWSError) -> (any CredentialsProvider)? {
    // A profile may be its own source when it has keys of its own.
    if name == profile { return try keys(properties, profile) }
    let path = visited + [profile]
    guard !path.contains(name) else {
      throw failure(
        profile,
        "is part of a loop of source_profile: \((path + [name]).joined(separator: ", "))",
        hint: "Give one of them credentials of its own."
      )
    }
    // Keys end a chain of roles, even where the profile names a role as well.
    if let properties = shared.profiles[name], let keys = try keys(properties, name) { return keys }
    return try find(name, visited: path)
  }

  /// A source outside of the files (`credential_source`); its names are written as here.
  private func namedSource(
    _ name: String,
    of profile: String,
    _ properties: [String: String]
  ) throws(AWSError) -> any CredentialsProvider {
    let found: (any CredentialsProvider)?
    let missing: String
    switch name {
    case "Environment":
      found = EnvironmentCredentials.find(environment)
      missing = "AWS_ACCESS_KEY_ID is not set"
    case "EcsContainer":
      found = ContainerCredentials.find(environment)
      missing = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set"
    case "Ec2InstanceMetadata":
      found = try InstanceMetadata.find(environment, properties)
      missing = "the metadata service is turned off by AWS_EC2_METADATA_DISABLED"
    default:
      throw failure(
        profile,
        "has credential_source = \(name), which does not exist",
        hint: "Expected Environment, Ec2InstanceMetadata or EcsContainer, written like this."
      )
    }
    guard let found else {
      throw failure(
        profile,
        "has credential_source = \(name), but \(missing)",
        hint: "Run it where that source is, or use source_profile."
      )
    }
    return found
  }

  func failure(_ profile: String, _ what: String, hint: String) -> AWSError {
    AWSError(.configuration, message: "The AWS profile \"\(profile)\" \(what).", hint: hint)
  }
}

extension [String: String] {
  /// A property; an empty one counts as not set.
  func value(_ name: String) -> String? {
    self[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
