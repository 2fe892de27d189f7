import FoundationEssentials
import TestSupport
import Testing

@testable import AWS

// The shared test cases of the AWS SDKs beside those of the profile parser.

/// A case that other SDKs pass, too.
struct NamedCase<Content: Decodable & Sendable>: Sendable, CustomTestStringConvertible {
  let name: String
  let content: Content

  var testDescription: String { name }
}

// MARK: Profiles

@Suite struct AssumeRoleCaseTests {
  @Test(arguments: try AssumeRoleCase.all())
  func buildsTheChainThatTheSDKsBuild(shared: NamedCase<AssumeRoleCase>) throws {
    let shared = shared.content
    let configuration = SharedConfiguration(
      profiles: shared.input.profiles,
      ssoSessions: shared.input.ssoSessions ?? [:]
    )
    let environment = Environment(variables: ["AWS_EC2_METADATA_DISABLED": "false"])
    let provider = ProfileCredentials(
      environment: environment,
      shared: configuration,
      paths: SharedFilePaths(environment: environment, home: "/home/user")
    ).find(shared.input.selectedProfile)
    if shared.output.error != nil {
      // The SDKs word their errors as they like. A profile without anything is none here: the next
      // source is asked.
      let unusable = provider as? UnusableCredentials
      #expect(provider == nil || unusable?.error.kind == .configuration)
      #expect(unusable?.error.message.hasPrefix("The AWS profile \"") != false)
    } else {
      #expect(AssumeRoleCase.steps(of: provider) == shared.output.profileChain)
    }
  }

  @Test func allCasesAreThere() throws {
    #expect(try AssumeRoleCase.all().count == 28)
  }
}

struct AssumeRoleCase: Decodable {
  struct Input: Decodable {
    let profiles: [String: [String: String]]
    let ssoSessions: [String: [String: String]]?
    let selectedProfile: String

    enum CodingKeys: String, CodingKey {
      case profiles
      case ssoSessions = "sso_sessions"
      case selectedProfile = "selected_profile"
    }
  }

  /// One step of a chain; the secret parts are compared, too.
  enum Step: Decodable, Equatable {
    case accessKey([String: String])
    case namedSource(String)
    case assumeRole([String: String])
    case webIdentityToken([String: String])
    case sso([String: String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let source = try? container.decode([String: String].self) {
        self = .namedSource(source["NamedSource"] ?? "")
        return
      }
      let step = try container.decode([String: [String: String]].self)
      switch step.first {
      case ("AccessKey", let values)?: self = .accessKey(values)
      case ("AssumeRole", let values)?: self = .assumeRole(values)
      case ("WebIdentityToken", let values)?: self = .webIdentityToken(values)
      case ("Sso", let values)?: self = .sso(values)
      default:
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "an unknown step")
      }
    }
  }

  struct Output: Decodable {
    let profileChain: [Step]?
    let error: String?

    enum CodingKeys: String, CodingKey {
      case profileChain = "ProfileChain"
      case error = "Error"
    }
  }

  let docs: String
  let input: Input
  let output: Output

  static func all() throws -> [NamedCase<AssumeRoleCase>] {
    try Fixture.decode([AssumeRoleCase].self, Fixture.bytes("aws-config/assume-role-tests.json"))
      .map { NamedCase(name: $0.docs, content: $0) }
  }

  static func steps(of provider: (any CredentialsProvider)?) -> [Step]? {
    func present(_ values: [String: String?]) -> [String: String] { values.compactMapValues { $0 } }
    switch provider {
    case let keys as StaticCredentials:
      let secret = String(decoding: keys.value.secretAccessKey.exposed(), as: UTF8.self)
      return [
        .accessKey(
          present([
            "access_key_id": keys.value.accessKeyID, "secret_access_key": secret,
            "account_id": keys.value.accountID,
          ])
        )
      ]
    case let role as AssumedRole:
      let step = Step.assumeRole(
        present([
          "role_arn": role.roleARN, "role_session_name": role.sessionName,
          "external_id": role.externalID,
        ])
      )
      return steps(of: role.base).map { $0 + [step] }
    case let role as WebIdentityRole:
      return [
        .webIdentityToken(
          present([
            "role_arn": role.roleARN, "web_identity_token_file": role.tokenFile,
            "role_session_name": role.sessionName,
          ])
        )
      ]
    case let sso as SSOCredentials:
      return [
        .sso(
          present([
            "sso_session": sso.profile.session, "sso_region": sso.profile.region,
            "sso_start_url": sso.profile.startURL, "sso_account_id": sso.profile.account,
            "sso_role_name": sso.profile.role,
          ])
        )
      ]
    case is InstanceMetadata: return [.namedSource("Ec2InstanceMetadata")]
    default: return nil
    }
  }
}

// MARK: Containers

@Suite struct ContainerCaseTests {
  @Test(arguments: try ContainerCase.all())
  func asksWhereTheSDKsAsk(shared: NamedCase<ContainerCase>) throws {
    let environment = Environment(variables: shared.content.env)
    if let url = shared.content.result.ok {
      #expect(try ContainerEndpoint.find(environment)?.url == url)
    } else if shared.content.env.isEmpty {
      #expect(try ContainerEndpoint.find(environment) == nil)
    } else {
      let error = #expect(throws: AWSError.self) { try ContainerEndpoint.find(environment) }
      #expect(error?.message.contains("no host") == true)
    }
  }

  @Test func allCasesAreThere() throws {
    #expect(try ContainerCase.all().count == 11)
  }
}

struct ContainerCase: Decodable {
  struct Outcome: Decodable {
    let ok: String?

    enum CodingKeys: String, CodingKey {
      case ok = "Ok"
    }
  }
  let docs: String
  let env: [String: String]
  let result: Outcome

  static func all() throws -> [NamedCase<ContainerCase>] {
    struct File: Decodable {
      let tests: [ContainerCase]
    }
    return try Fixture.decode(File.self, Fixture.bytes("aws-config/ecs-tests.json")).tests
      .map { NamedCase(name: $0.docs, content: $0) }
  }
}

// MARK: The metadata service

@Suite struct MetadataCaseTests {
  /// The overrides of three cases are arguments of the SDKs' own functions; what comes nearest to
  /// them here are the variables, which beat the profile in the same way.
  @Test(arguments: try MetadataCase.all())
  func asksWhereTheSDKsAsk(shared: NamedCase<MetadataCase>) throws {
    let shared = shared.content
    var variables = shared.env
    if let endpoint = shared.endpointOverride {
      variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = endpoint
    }
    if let mode = shared.modeOverride {
      variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = mode
    }
    let file = try shared.fs["config"].map {
      try SharedConfigurationParser.parse(Array($0.utf8), kind: .config, path: "config")
    }
    let profile = SharedConfiguration(config: file, credentials: nil).profiles["default"] ?? [:]
    let environment = Environment(variables: variables)
    if let url = shared.result["Ok"] {
      let settings = try InstanceMetadataSettings(environment, profile)
      #expect(settings.endpoint + "/latest/api/token" == url)
    } else {
      let error = #expect(throws: AWSError.self) {
        try InstanceMetadataSettings(environment, profile)
      }
      #expect(error?.kind == .configuration)
    }
  }

  @Test func allCasesAreThere() throws {
    #expect(try MetadataCase.all().count == 14)
  }
}

struct MetadataCase: Decodable {
  let docs: String
  let env: [String: String]
  let fs: [String: String]
  let endpointOverride: String?
  let modeOverride: String?
  let result: [String: String]

  enum CodingKeys: String, CodingKey {
    case docs
    case env
    case fs
    case endpointOverride = "endpoint_override"
    case modeOverride = "mode_override"
    case result
  }

  static func all() throws -> [NamedCase<MetadataCase>] {
    struct File: Decodable {
      let tests: [MetadataCase]
    }
    return try Fixture.decode(File.self, Fixture.bytes("aws-config/imds-endpoint-tests.json")).tests
      .map { NamedCase(name: $0.docs, content: $0) }
  }
}

// MARK: Where the files are

@Suite struct FileLocationCaseTests {
  @Test(arguments: try FileLocationCase.all().filter { $0.content.platform != "windows" })
  func looksWhereTheSDKsLook(shared: NamedCase<FileLocationCase>) throws {
    let shared = shared.content
    let paths = SharedFilePaths(
      environment: Environment(variables: shared.environment),
      home: shared.environment["HOME"] ?? ""
    )
    #expect(paths.config == shared.configLocation)
    #expect(paths.credentials == shared.credentialsLocation)
    if let profile = shared.profile {
      let chosen = AWSSettings.profileName(Environment(variables: shared.environment), nil)
      #expect((chosen ?? "default") == profile)
    }
  }

  /// Five of the nine are for Windows, where this program does not run.
  @Test func allCasesAreThere() throws {
    let all = try FileLocationCase.all()
    #expect(all.count == 9)
    #expect(all.filter { $0.content.platform == "windows" }.count == 5)
  }
}

struct FileLocationCase: Decodable {
  let name: String
  let environment: [String: String]
  let platform: String
  let profile: String?
  let configLocation: String
  let credentialsLocation: String

  static func all() throws -> [NamedCase<FileLocationCase>] {
    struct File: Decodable {
      let tests: [FileLocationCase]
    }
    return try Fixture.decode(File.self, Fixture.bytes("aws-config/file-location-tests.json")).tests
      .map { NamedCase(name: $0.name, content: $0) }
  }
}
