import AWS
import Foundation
import TestSupport
import Testing

/// Where credentials come from, and that a source that fails is not passed over.
@Suite struct CredentialsChainTests {
  private let moto = MotoServer.shared

  private var noKeys: [String: String?] {
    ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil]
  }

  private var keys: String {
    """
    aws_access_key_id = \(moto.accessKeyID)
    aws_secret_access_key = \(moto.secretAccessKey)

    """
  }

  /// The error of a request that gets nowhere, after checking that nothing was sent.
  private func failure(_ test: TestClient) async -> AWSError? {
    let error = await awsError { _ = try await test.identity() }
    #expect(test.attempts.isEmpty)
    return error
  }

  @Test func withoutAnySourceEachIsNamed() async throws {
    let error = await failure(try TestClient(changes: noKeys))
    guard case .noCredentials(let tried)? = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(tried.count == 5)
    #expect(error?.messageWithSource == error?.message)
    for word in ["environment", "profile default", "web identity", "container", "EC2"] {
      #expect(tried.contains { $0.hasPrefix(word) })
    }
  }

  @Test(arguments: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
  func halfAPairIsAnError(missing: String) async throws {
    let test = try TestClient(changes: [missing: nil], config: "[default]\n\(keys)")
    let error = await failure(test)
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("\(missing) is not") == true)
  }

  @Test func aProfileOfEitherFileIsUsed() async throws {
    let config = try TestClient(changes: noKeys, config: "[default]\n\(keys)")
    #expect(try await config.identity().hasPrefix("arn:aws:"))
    let other = TemporaryDirectory()
    let path = try other.write("[team]\n\(keys)", to: "credentials")
    let changes = noKeys.merging([
      "AWS_SHARED_CREDENTIALS_FILE": path, "AWS_PROFILE": "team",
    ]) { $1 }
    let credentials = try TestClient(changes: changes)
    #expect(try await credentials.identity().hasPrefix("arn:aws:"))
    #expect(credentials.client.credentialsSource == "profile team")
  }

  @Test func aNamedProfileBeatsTheVariables() async throws {
    let changes = ["AWS_ACCESS_KEY_ID": "AKIA" + "0000000000000000"]
    let named = try TestClient(changes: changes, profile: "good", config: "[profile good]\n\(keys)")
    #expect(try await named.identity().hasPrefix("arn:aws:"))
    // AWS_PROFILE does not, as with the AWS CLI.
    let variable = try TestClient(
      changes: changes.merging(["AWS_PROFILE": "good"]) { $1 },
      config: "[profile good]\n\(keys)"
    )
    #expect(await awsError { _ = try await variable.identity() }?.kind == .invalidCredentials)
  }

  @Test(arguments: [
    "role_arn = arn:aws:iam::1:role/r",
    "role_arn = arn:aws:iam::1:role/r\nsource_profile = x\ncredential_source = Environment",
    "role_arn = arn:aws:iam::1:role/r\nsource_profile = missing",
    "role_arn = arn:aws:iam::1:role/r\nsource_profile = loop",
    "role_arn = arn:aws:iam::1:role/r\ncredential_source = environment",
    "role_arn = arn:aws:iam::1:role/r\ncredential_source = EcsContainer",
    "role_arn = arn:aws:iam::1:role/r\ncredential_source = Ec2InstanceMetadata",
    "web_identity_token_file = /x",
    "aws_access_key_id = x",
  ])
  func aProfileThatContradictsItselfIsAnError(properties: String) async throws {
    let config = """
      [profile p]
      \(properties)
      [profile loop]
      role_arn = arn:aws:iam::1:role/loop
      source_profile = p
      """
    let error = await failure(try TestClient(profile: "p", config: config))
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("The AWS profile \"") == true)
  }

  @Test func aRoleMayTakeTheKeysOfTheEnvironment() async throws {
    let config = """
      [profile p]
      role_arn = \(moto.roleARN)
      role_session_name = env-source
      credential_source = Environment
      """
    let test = try TestClient(profile: "p", config: config)
    #expect(try await test.identity().contains("assumed-role/deployer/env-source"))
  }

  /// It would write headers of its own.
  @Test(arguments: ["AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN"], ["x\r\nX-Other: y", "a b", "x\n"])
  func keysWithALineBreakAreNotSent(variable: String, value: String) async throws {
    let error = await failure(try TestClient(changes: [variable: value]))
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("environment variables") == true)
    #expect(error?.message.contains("Other") == false)
  }

  @Test func anExpirationThatIsNoTimeIsAnError() async throws {
    let bad = await failure(try TestClient(changes: ["AWS_CREDENTIAL_EXPIRATION": "soon"]))
    #expect(bad?.kind == .configuration)
    #expect(bad?.message.contains("AWS_CREDENTIAL_EXPIRATION") == true)
    let past = await failure(
      try TestClient(changes: ["AWS_CREDENTIAL_EXPIRATION": "2001-01-01T00:00:00+01:00"])
    )
    #expect(past?.kind == .expiredToken)
    #expect(past?.hint?.contains("new keys") == true)
  }

  /// With an empty line, the keys of the source would be used in place of the role's.
  @Test func anEmptyRoleIsNotPassedOver() async throws {
    let config = "[profile base]\n\(keys)[profile p]\nrole_arn =\nsource_profile = base\n\(keys)"
    let error = await failure(try TestClient(profile: "p", config: config))
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("role_arn is empty") == true)
  }

  @Test func aRoleThatIsNoneIsAnErrorOfTheConfiguration() async throws {
    let config = "[profile base]\n\(keys)[profile p]\nrole_arn = arn\nsource_profile = base\n"
    let error = await failure(try TestClient(profile: "p", config: config))
    #expect(error?.kind == .configuration)
    #expect(error?.hint?.contains("role_arn") == true)
  }

  /// A key of one file with the token of the other is nobody's.
  @Test func keysAreThoseOfOneFile() async throws {
    let other = TemporaryDirectory()
    func client(_ config: String, credentials: String) throws -> TestClient {
      let path = try other.write("[p]\n\(credentials)", to: "credentials")
      return try TestClient(
        changes: ["AWS_SHARED_CREDENTIALS_FILE": path],
        profile: "p",
        config: "[profile p]\n\(config)"
      )
    }
    let stale = "aws_session_token = stale\n"
    #expect(try await client(stale, credentials: keys).identity().hasPrefix("arn:aws:"))
    #expect(try await client(keys, credentials: stale).identity().hasPrefix("arn:aws:"))
    let half = try client(
      "aws_secret_access_key = x\n",
      credentials: "aws_access_key_id = \(moto.accessKeyID)\n"
    )
    #expect(await failure(half)?.message.contains("only one of") == true)
    // A program comes after keys of the credentials file and before those of the config file.
    let program = "credential_process = /bin/false\n"
    #expect(try await client(program, credentials: keys).identity().hasPrefix("arn:aws:"))
    let beside = await failure(try client(program + keys, credentials: ""))
    #expect(beside?.message.contains("credential_process") == true)
  }

  @Test func theRolesKeysAreInNoFileAndItsExternalIDIsSent() async throws {
    let proxy = try FaultProxy(before: moto.port)
    let config = """
      [profile base]
      \(keys)
      [profile p]
      role_arn = \(moto.roleARN)
      external_id = partner 1
      source_profile = base
      """
    let test = try TestClient(endpoint: proxy.endpoint, profile: "p", config: config)
    #expect(try await test.identity().contains("assumed-role/deployer/"))
    let sent = try #require(try proxy.requests().first)
    #expect(sent.body.contains("Action=AssumeRole&"))
    #expect(sent.body.contains("ExternalId=partner%201"))
    let files = FileManager.default.enumerator(atPath: test.home.path)?.allObjects as? [String]
    #expect(Set(files ?? []) == [".aws", ".aws/config"])
  }

  @Test func rolesMayBeChained() async throws {
    let config = """
      [profile base]
      \(keys)
      [profile middle]
      role_arn = \(moto.roleARN)
      source_profile = base
      [profile p]
      role_arn = \(moto.roleARN)
      role_session_name = last
      source_profile = middle
      """
    let test = try TestClient(profile: "p", config: config)
    #expect(try await test.identity().contains("assumed-role/deployer/last"))
    #expect(
      test.attempts.map(\.operation) == ["AssumeRole", "AssumeRole", "GetCallerIdentity"]
    )
  }

  @Test func aRoleThatIsRefusedIsReportedAsSuch() async throws {
    let config = """
      [profile base]
      aws_access_key_id = \("AKIA" + "0000000000000000")
      aws_secret_access_key = x
      [profile p]
      role_arn = \(moto.roleARN)
      source_profile = base
      """
    let test = try TestClient(profile: "p", config: config)
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .invalidCredentials)
    #expect(error?.operation == "AssumeRole")
  }
}
