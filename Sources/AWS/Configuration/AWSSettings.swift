/// Everything that decides whom the calls go to, as whom and how patiently.
package struct AWSSettings: Sendable {
  /// The profile that is used, "default" when none is named.
  package let profile: String
  package var region: String?
  /// A file or directory of certificates that replaces the system's.
  package let caBundle: String?
  package let retryMode: RetryMode
  /// Counts the first attempt.
  package let maximumAttempts: Int
  package var maximumConcurrentRequests = 16
  /// One attempt, from connecting to the last byte.
  package var requestTimeoutMilliseconds = 60_000
  package var connectTimeoutMilliseconds = 5_000
  /// An attempt is given up when less than a byte a second comes for this long.
  package var stallSeconds = 10
  package let configPath: String
  package let credentialsPath: String
  let endpoints: EndpointSettings
  let proxy: ProxySettings
  let credentials: any CredentialsProvider
  /// The sources that come before that of the credentials, each with what it lacked.
  package let triedSources: [String]

  /// Reads the two shared files and the given environment; no other source, no network.
  ///
  /// The order is that of version 2 of the AWS CLI. Missing credentials are not an error here: the
  /// first request says so. `mfaPrompt` asks the user for a code; nil where nobody can be asked.
  /// `profileOrigin` says in words who named `profile`.
  package static func load(
    environment: [String: String],
    profile: String? = nil,
    profileOrigin: String? = nil,
    region: String? = nil,
    home: String,
    mfaPrompt: MFAPrompt? = nil
  ) throws(AWSError) -> AWSSettings {
    let environment = Environment(variables: environment)
    let paths = SharedFilePaths(environment: environment, home: home)
    let shared = try SharedConfiguration.load(
      configPath: paths.config,
      credentialsPath: paths.credentials
    )
    let named = profileName(environment, profile)
    let name = named ?? "default"
    if named != nil, shared.profiles[name] == nil {
      let origin = profile == nil ? profileVariable(environment) : profileOrigin
      throw AWSError(
        .configuration,
        message:
          "The AWS profile \"\(name)\"\(origin.map { ", which \($0) names," } ?? "") is in neither \(paths.config) nor \(paths.credentials).",
        hint: shared.profiles.isEmpty
          ? "Neither file has a profile; `aws configure --profile \(ShellWord.quoted(name))` makes it."
          : "Profiles there: \(shared.profiles.keys.sorted().joined(separator: ", "))."
      )
    }
    let properties = shared.profiles[name] ?? [:]
    let chosen =
      region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
      ?? properties.value("region")
    if let chosen { try check(region: chosen) }
    let chain = CredentialsChain(
      environment: environment,
      shared: shared,
      paths: paths,
      profile: name,
      profileIsExplicit: profile != nil,
      mfaPrompt: mfaPrompt
    ).found()
    let retryMode = try RetryMode(environment, properties)
    let caBundle = try CertificateFile.find(environment, properties, paths, profile: name)
    return AWSSettings(
      profile: name,
      region: chosen,
      caBundle: caBundle,
      retryMode: retryMode,
      maximumAttempts: try retryMode.attempts(environment, properties),
      configPath: paths.config,
      credentialsPath: paths.credentials,
      endpoints: try EndpointSettings(environment, properties, shared.services, profile: name),
      proxy: try ProxySettings(environment),
      credentials: chain.provider,
      triedSources: chain.tried
    )
  }

  /// Where the credentials come from, in words.
  package var credentialsSource: String { credentials.source }
  /// Whether they come from the end of the chain, or from nowhere.
  package var hasFoundNone: Bool { credentials is LastSource }

  /// Where a service is reached in a region; without one, in the chosen region.
  package func endpoint(
    for service: AWSService,
    region other: String? = nil
  ) throws(AWSError) -> AWSEndpoint {
    try endpoints.endpoint(for: service, region: other ?? region)
  }

  /// The profile that is named somewhere.
  static func profileName(_ environment: Environment, _ option: String?) -> String? {
    option ?? environment["AWS_PROFILE"] ?? environment["AWS_DEFAULT_PROFILE"]
  }

  /// The variable that names it.
  private static func profileVariable(_ environment: Environment) -> String {
    environment["AWS_PROFILE"] == nil ? "AWS_DEFAULT_PROFILE" : "AWS_PROFILE"
  }

  static func check(region: String) throws(AWSError) {
    let isLabel =
      !region.isEmpty && region.utf8.count <= 63 && region.first != "-" && region.last != "-"
      && region.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
    guard isLabel else {
      throw AWSError(
        .configuration,
        message: "The AWS region \"\(region)\" is not a region's name.",
        hint: "Names look like eu-west-1."
      )
    }
  }
}
