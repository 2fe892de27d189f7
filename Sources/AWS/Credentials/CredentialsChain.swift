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
  var mfaPrompt: MFAPrompt?

  /// A source, and those before it, each with what it lacked.
  struct Found: Sendable {
    let provider: any CredentialsProvider
    let tried: [String]
  }

  func found() -> Found {
    var tried: [String] = []
    if profileIsExplicit {
      tried.append("environment variables: passed over, because a profile is named")
    } else if let provider = EnvironmentCredentials.find(environment) {
      return Found(provider: provider, tried: tried)
    } else {
      tried.append("environment variables: AWS_ACCESS_KEY_ID is not set")
    }
    let profiles = ProfileCredentials(
      environment: environment,
      shared: shared,
      paths: paths,
      mfaPrompt: mfaPrompt
    )
    if let provider = profiles.find(profile) { return Found(provider: provider, tried: tried) }
    tried.append(
      shared.profiles[profile] == nil
        ? "profile \(profile): in neither \(paths.config) nor \(paths.credentials)"
        : "profile \(profile): has no credentials in \(paths.config) or \(paths.credentials)"
    )
    if profileIsExplicit {
      tried.append("web identity: passed over, because a profile is named")
    } else if let provider = WebIdentityRole.find(environment, paths) {
      return Found(provider: provider, tried: tried)
    } else {
      tried.append("web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set")
    }
    if let provider = ContainerCredentials.find(environment) {
      return Found(provider: provider, tried: tried)
    }
    tried.append("container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set")
    return Found(provider: last(tried), tried: tried)
  }

  private func last(_ tried: [String]) -> any CredentialsProvider {
    do throws(AWSError) {
      let metadata = try InstanceMetadata.find(environment, shared.profiles[profile] ?? [:])
      return LastSource(
        metadata: metadata,
        tried: tried,
        namedProfile: profileIsExplicit ? profile : nil
      )
    } catch {
      return UnusableCredentials(source: InstanceMetadata.name, error: error)
    }
  }
}
