/// Everything that decides whom the calls go to, as whom and how patiently.
package struct AWSSettings: Sendable {
  /// The profile that is used, "default" when none is named.
  package let profile: String
  package var region: String?
  /// A file of certificates that replaces the system's.
  package let caBundle: String?
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

  /// Reads the two shared files and the given environment; no other source, no network.
  ///
  /// The order is that of version 2 of the AWS CLI. Missing credentials are not an error here: the
  /// first request says so.
  package static func load(
    environment: [String: String],
    profile: String? = nil,
    region: String? = nil,
    home: String
  ) throws(AWSError) -> AWSSettings {
    let environment = Environment(variables: environment)
    let paths = SharedFilePaths(environment: environment, home: home)
    let shared = try SharedConfiguration.load(
      configPath: paths.config,
      credentialsPath: paths.credentials
    )
    let named = profile ?? environment["AWS_PROFILE"] ?? environment["AWS_DEFAULT_PROFILE"]
    let name = named ?? "default"
    if named != nil, name != "default", shared.profiles[name] == nil {
      throw AWSError(
        .configuration,
        message:
          "The AWS profile \"\(name)\" is in neither \(paths.config) nor \(paths.credentials).",
        hint: shared.profiles.isEmpty
          ? "Neither file has a profile; `aws configure --profile \(Self.word(name))` makes it."
          : "Profiles there: \(shared.profiles.keys.sorted().joined(separator: ", "))."
      )
    }
    let properties = shared.profiles[name] ?? [:]
    let chosen =
      region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
      ?? properties["region"]
    if let chosen { try check(region: chosen) }
    let chain = CredentialsChain(
      environment: environment,
      shared: shared,
      paths: paths,
      profile: name,
      profileIsExplicit: profile != nil
    )
    return AWSSettings(
      profile: name,
      region: chosen,
      caBundle: (environment["AWS_CA_BUNDLE"] ?? properties["ca_bundle"]).map {
        paths.expanded($0)
      },
      maximumAttempts: try maximumAttempts(environment, properties),
      configPath: paths.config,
      credentialsPath: paths.credentials,
      endpoints: try EndpointSettings(environment, properties, shared.services, profile: name),
      proxy: ProxySettings(environment),
      credentials: chain.provider()
    )
  }

  /// Where a service is reached in a region; without one, in the chosen region.
  package func endpoint(
    for service: AWSService,
    region other: String? = nil
  ) throws(AWSError) -> AWSEndpoint {
    try endpoints.endpoint(for: service, region: other ?? region)
  }

  /// A name as one word of a shell.
  private static func word(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_.@".utf8.contains(byte)
    }
    return isPlain
      ? name
      : "'"
        + name.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }

  private static func check(region: String) throws(AWSError) {
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

  private static func maximumAttempts(
    _ environment: Environment,
    _ properties: [String: String]
  ) throws(AWSError) -> Int {
    let modes = ["standard", "adaptive", "legacy"]
    if let mode = environment["AWS_RETRY_MODE"] ?? properties["retry_mode"],
      !modes.contains(mode.lowercased())
    {
      throw AWSError(
        .configuration,
        message: "The AWS retry mode \"\(mode)\" does not exist.",
        hint: "Set AWS_RETRY_MODE or retry_mode to standard."
      )
    }
    guard let text = environment["AWS_MAX_ATTEMPTS"] ?? properties["max_attempts"] else { return 3 }
    guard let attempts = Int(text), attempts >= 1 else {
      throw AWSError(
        .configuration,
        message: "The number of attempts \"\(text)\" is not a number from 1 up.",
        hint: "Correct AWS_MAX_ATTEMPTS or max_attempts."
      )
    }
    return attempts
  }
}

/// Where the shared files are.
struct SharedFilePaths: Sendable {
  let config: String
  let credentials: String
  private let home: String

  init(environment: Environment, home: String) {
    self.home = home
    func path(_ variable: String, _ name: String) -> String {
      environment[variable].map { Self.expanded($0, home) } ?? "\(home)/.aws/\(name)"
    }
    config = path("AWS_CONFIG_FILE", "config")
    credentials = path("AWS_SHARED_CREDENTIALS_FILE", "credentials")
  }

  /// Replaces a leading `~` by the home directory.
  func expanded(_ path: String) -> String { Self.expanded(path, home) }

  private static func expanded(_ path: String, _ home: String) -> String {
    path == "~" || path.hasPrefix("~/") ? home + path.dropFirst() : path
  }
}
