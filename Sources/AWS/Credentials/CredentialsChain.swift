/// Finds the source of credentials: the first that is configured, even if it then fails.
///
/// The order of the SDKs: variables, profile, web identity, container, instance metadata. A profile
/// named on the command line comes before the variables.
struct CredentialsChain: Sendable {
  let environment: Environment
  let shared: SharedConfiguration
  let paths: SharedFilePaths
  let profile: String
  let profileIsExplicit: Bool

  func provider() -> any CredentialsProvider {
    var tried: [String] = []
    if profileIsExplicit {
      tried.append("environment variables: passed over, because a profile is named")
    } else if let provider = EnvironmentCredentials.find(environment) {
      return provider
    } else {
      tried.append("environment variables: AWS_ACCESS_KEY_ID is not set")
    }
    let profiles = ProfileCredentials(environment: environment, shared: shared, paths: paths)
    if let provider = profiles.find(profile) { return provider }
    tried.append(
      shared.profiles[profile] == nil
        ? "profile \(profile): in neither \(paths.config) nor \(paths.credentials)"
        : "profile \(profile): has no credentials in \(paths.config) or \(paths.credentials)"
    )
    if !profileIsExplicit, environment["AWS_WEB_IDENTITY_TOKEN_FILE"] != nil {
      return unsupported("a web identity token (AWS_WEB_IDENTITY_TOKEN_FILE)")
    }
    tried.append("web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set")
    for variable in [
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ] where environment[variable] != nil {
      return unsupported("a container's credentials (\(variable))")
    }
    tried.append("container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set")
    tried.append(
      environment.flag("AWS_EC2_METADATA_DISABLED") == true
        ? "EC2 instance metadata: turned off by AWS_EC2_METADATA_DISABLED"
        : "EC2 instance metadata: not supported yet"
    )
    return UnusableCredentials(
      source: "none",
      error: AWSError(
        .noCredentials(tried: tried),
        message: "No AWS credentials were found. Tried: \(tried.joined(separator: "; ")).",
        hint: "Sign in with `aws configure` or `aws login`, name a profile with --profile, or run "
          + "`eval \"$(aws configure export-credentials --format env)\"`."
      )
    )
  }

  private func unsupported(_ what: String) -> any CredentialsProvider {
    UnusableCredentials(
      source: what,
      error: AWSError(
        .configuration,
        message: "Credentials from \(what) are not supported yet.",
        hint: "Run `eval \"$(aws configure export-credentials --format env)\"` first."
      )
    )
  }
}
