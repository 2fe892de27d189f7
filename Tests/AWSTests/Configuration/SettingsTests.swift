import AWS
import TestSupport
import Testing

/// Which setting wins, and what is refused.
@Suite struct SettingsTests {
  private let home = TemporaryDirectory()

  private func load(
    _ environment: [String: String] = [:],
    config: String? = nil,
    credentials: String? = nil,
    profile: String? = nil,
    region: String? = nil
  ) throws -> AWSSettings {
    if let config { try home.write(config, to: ".aws/config") }
    if let credentials { try home.write(credentials, to: ".aws/credentials") }
    return try AWSSettings.load(
      environment: environment,
      profile: profile,
      region: region,
      home: home.path
    )
  }

  @Test func theRegionIsTakenInTheOrderOfTheCLI() throws {
    let config = "[default]\nregion = eu-west-3\n"
    let both = ["AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-2"]
    #expect(try load(both, config: config, region: "us-east-1").region == "us-east-1")
    #expect(try load(both, config: config).region == "eu-west-1")
    #expect(try load(["AWS_DEFAULT_REGION": "eu-west-2"], config: config).region == "eu-west-2")
    #expect(try load(["AWS_REGION": ""], config: config).region == "eu-west-3")
  }

  @Test func withoutARegionThereIsNoClient() throws {
    let settings = try load()
    #expect(settings.region == nil)
    let error = #expect(throws: AWSError.self) { try AWSClient(settings: settings) }
    #expect(error?.kind == .configuration)
    #expect(error?.hint?.contains("AWS_REGION") == true)
  }

  @Test(arguments: ["eu west", "../x", "EU-WEST-1", "-a", "a.b", "evil.example/"])
  func aRegionThatIsNoNameIsRefused(region: String) {
    #expect(throws: AWSError.self) { try load(["AWS_REGION": region]) }
  }

  @Test func theProfileIsTakenInTheOrderOfTheCLI() throws {
    let config = "[profile a]\n[profile b]\n[profile c]\n"
    let both = ["AWS_PROFILE": "b", "AWS_DEFAULT_PROFILE": "c"]
    #expect(try load(both, config: config, profile: "a").profile == "a")
    #expect(try load(both, config: config).profile == "b")
    #expect(try load(["AWS_DEFAULT_PROFILE": "c"], config: config).profile == "c")
    #expect(try load(config: config).profile == "default")
  }

  @Test func anUnknownProfileIsRefusedAndTheKnownOnesNamed() throws {
    let error = #expect(throws: AWSError.self) {
      try load(["AWS_PROFILE": "prod"], config: "[profile dev]\n[profile test]\n")
    }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("\"prod\"") == true)
    #expect(error?.hint?.contains("dev, test") == true)
    #expect(error?.message.contains("which AWS_PROFILE names") == true)
    // The one that is used when none is named must be there, too, when it is named.
    #expect(throws: AWSError.self) { try load(["AWS_PROFILE": "default"]) }
    #expect(throws: AWSError.self) { try load(profile: "default") }
  }

  @Test func theFilesMayBeElsewhere() throws {
    try home.write("[profile a]\nregion = eu-west-1\n", to: "c")
    for path in ["~/c", "$WHERE/c", "${WHERE}/c"] {
      let variables = ["AWS_CONFIG_FILE": path, "AWS_PROFILE": "a", "WHERE": home.path]
      #expect(try load(variables).region == "eu-west-1")
    }
    let kept = try load(["AWS_CONFIG_FILE": "/$NONE/${WHERE/$", "WHERE": "x"])
    #expect(kept.configPath == "/$NONE/${WHERE/$")
  }

  @Test func retriesAreThoseOfTheVariablesThenOfTheProfile() throws {
    let config = "[default]\nretry_mode = adaptive\nmax_attempts = 7\n"
    let profile = try load(config: config)
    #expect(profile.retryMode == .adaptive)
    #expect(profile.maximumAttempts == 7)
    let variables = ["AWS_RETRY_MODE": "Standard", "AWS_MAX_ATTEMPTS": "2"]
    #expect(try load(variables, config: config).retryMode == .standard)
    #expect(try load(variables, config: config).maximumAttempts == 2)
    #expect(try load(config: "").maximumAttempts == 3)
    #expect(try load(["AWS_RETRY_MODE": "legacy"], config: "").maximumAttempts == 5)
  }

  @Test func certificatesAreThoseOfTheVariableThenOfTheProfile() throws {
    let config = "[default]\nca_bundle = ~/profile.pem\n"
    let begin = "-----BEGIN " + "CERTIFICATE-----\n"
    try home.write(begin, to: "profile.pem")
    let other = try home.write(begin, to: "v.pem")
    #expect(try load(config: config).caBundle == home.path("profile.pem"))
    #expect(try load(["AWS_CA_BUNDLE": other], config: config).caBundle == other)
    // A directory of certificates, too.
    #expect(try load(["AWS_CA_BUNDLE": home.path], config: config).caBundle == home.path)
    #expect(try load(config: "[default]\nca_bundle =\n").caBundle == nil)
    #expect(try load(config: "").caBundle == nil)
  }

  @Test(arguments: ["none.pem", "text.pem"])
  func certificatesThatAreNoneAreAnErrorThatNamesTheSetting(name: String) throws {
    try home.write("x", to: "text.pem")
    for (variables, config, setting) in [
      (["AWS_CA_BUNDLE": home.path(name)], "", "AWS_CA_BUNDLE"),
      ([:], "[default]\nca_bundle = ~/\(name)\n", "ca_bundle of profile default"),
    ] {
      let error = #expect(throws: AWSError.self) { try load(variables, config: config) }
      #expect(error?.kind == .configuration)
      #expect(error?.message.hasPrefix(setting) == true)
      #expect(error?.hint != nil)
    }
  }

  @Test func anEmptyLineCountsAsNotThere() throws {
    let settings = try load(config: "[default]\nregion =\nmax_attempts =\nretry_mode =\n")
    #expect(settings.region == nil)
    #expect(settings.maximumAttempts == 3)
  }

  /// A pipe would keep whoever opens it waiting.
  @Test func aPipeInPlaceOfAFileIsAnErrorAndNoWait() throws {
    let pipe = home.path("pipe")
    try TestProcess.run("/usr/bin/mkfifo", [pipe], environment: [:], directory: home.path)
    for path in [pipe, home.path] {
      let error = #expect(throws: AWSError.self) { try load(["AWS_CONFIG_FILE": path]) }
      #expect(error?.kind == .configuration)
      #expect(error?.hint?.contains("AWS_CONFIG_FILE") == true)
    }
  }

  @Test func theNullDeviceIsAnEmptyFile() throws {
    let variables = ["AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"]
    #expect(try load(variables, config: "[default]\nregion = eu-west-1\n").region == nil)
  }

  @Test func theCredentialsFileComesBeforeTheConfigFile() throws {
    let settings = try load(
      config: "[default]\nregion = eu-west-1\nmax_attempts = 4\n",
      credentials: "[default]\nregion = eu-west-2\n"
    )
    #expect(settings.region == "eu-west-2")
    #expect(settings.maximumAttempts == 4)
  }

  @Test(arguments: [("AWS_MAX_ATTEMPTS", "0"), ("AWS_MAX_ATTEMPTS", "x"), ("AWS_RETRY_MODE", "x")])
  func aSettingThatMeansNothingIsRefused(name: String, value: String) {
    let error = #expect(throws: AWSError.self) { try load([name: value]) }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("\"\(value)\"") == true)
  }
}

@Suite struct EndpointTests {
  private let home = TemporaryDirectory()

  private func endpoint(
    _ service: AWSService,
    _ environment: [String: String],
    config: String? = nil
  ) throws -> String {
    if let config { try home.write(config, to: ".aws/config") }
    return try AWSSettings.load(
      environment: environment.merging(["AWS_REGION": "eu-west-1"]) { own, _ in own },
      home: home.path
    ).endpoint(for: service).description
  }

  @Test func hostsAreThoseOfThePublishedRules() throws {
    let document = try Fixture.json(EndpointCases.self, "endpoints.json")
    #expect(document.cases.count == 10 * 40)
    for expected in document.cases {
      let service = try #require(AWSService(rawValue: expected.service))
      let variables = [
        "AWS_REGION": expected.region, "AWS_USE_FIPS_ENDPOINT": "\(expected.fips)",
        "AWS_USE_DUALSTACK_ENDPOINT": "\(expected.dualStack)",
      ]
      if let url = expected.url {
        #expect(try endpoint(service, variables) == url, "\(expected)")
      } else {
        #expect(throws: AWSError.self) { try endpoint(service, variables) }
      }
    }
  }

  @Test func theNearestSettingWins() throws {
    let config = """
      [default]
      endpoint_url = https://four.example
      services = here
      [services here]
      ssm =
        endpoint_url = https://three.example
      """
    let all = [
      "AWS_ENDPOINT_URL_SSM": "https://one.example", "AWS_ENDPOINT_URL": "https://two.example/",
    ]
    #expect(try endpoint(.ssm, all, config: config) == "https://one.example")
    #expect(try endpoint(.sts, all, config: config) == "https://two.example")
    #expect(try endpoint(.ssm, [:], config: config) == "https://three.example")
    #expect(try endpoint(.secretsManager, [:], config: config) == "https://four.example")
    let empty = config.replacing("https://three.example", with: "")
    #expect(try endpoint(.ssm, [:], config: empty) == "https://four.example")
    try home.write(config, to: ".aws/config")
    let ignored = all.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]) { $1 }
    #expect(try endpoint(.ssm, ignored, config: config) == "https://ssm.eu-west-1.amazonaws.com")
  }

  @Test func theProfileMayAskForOtherHostsAndForNoneOfItsEndpoints() throws {
    let config = """
      [default]
      endpoint_url = https://four.example
      ignore_configured_endpoint_urls = True
      use_fips_endpoint = true
      use_dualstack_endpoint = true
      """
    #expect(try endpoint(.kms, [:], config: config) == "https://kms-fips.eu-west-1.api.aws")
    let variables = [
      "AWS_USE_FIPS_ENDPOINT": "false", "AWS_USE_DUALSTACK_ENDPOINT": "no",
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
    ]
    #expect(try endpoint(.kms, variables, config: config) == "https://four.example")
  }

  @Test func aMissingServicesSectionIsRefused() {
    let error = #expect(throws: AWSError.self) {
      try endpoint(.ssm, [:], config: "[default]\nservices = gone\n")
    }
    #expect(error?.message.contains("[services gone]") == true)
  }

  @Test(arguments: [
    "ssm.example", "ftp://x", "https://", "https://u:" + "hunter2@x", "https://x:0",
    "https://x:99999",
    "https://x/?a=b", "https://a b", "file:///etc/passwd",
  ])
  func anEndpointThatIsNoneIsRefused(url: String) {
    let error = #expect(throws: AWSError.self) { try endpoint(.ssm, ["AWS_ENDPOINT_URL": url]) }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("AWS_ENDPOINT_URL") == true)
    #expect(error?.message.contains("hunter2") == false)
  }

  @Test func anIPv6AddressKeepsItsBrackets() throws {
    #expect(try endpoint(.ssm, ["AWS_ENDPOINT_URL": "http://[::1]:4566"]) == "http://[::1]:4566")
  }
}

private struct EndpointCases: Decodable {
  struct Case: Decodable {
    let service: String
    let region: String
    let fips: Bool
    let dualStack: Bool
    let url: String?
  }
  let cases: [Case]
}
