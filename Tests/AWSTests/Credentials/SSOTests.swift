import AWS
import Foundation
import TestSupport
import Testing

/// A sign-in through IAM Identity Center, with the token file as `aws sso login` leaves it.
@Suite struct SSOTests {
  private let server = MetadataServer()
  private let clock = Clock()

  /// A client of the profile `people`, whose token runs out in that many seconds.
  private func client(
    token seconds: Double?,
    config: String = MetadataServer.ssoConfiguration,
    accessToken: String = "access-1",
    registration: String = "2999-01-01T00:00:00Z"
  ) throws -> TestClient {
    let test = try TestClient(
      changes: server.identityCenter.mapValues { .some($0) },
      profile: "people",
      config: config,
      now: { clock.now }
    )
    guard let seconds else { return test }
    let token = MetadataServer.ssoToken(
      accessToken,
      expiresAt: clock.now.addingTimeInterval(seconds).formatted(.iso8601),
      registrationExpiresAt: registration
    )
    try test.home.write(token, to: MetadataServer.ssoTokenPath)
    return test
  }

  private func keys() throws -> [String] { try server.requests().map(\.key) }

  @Test func aLivingTokenIsChangedForTheRolesKeys() async throws {
    let test = try client(token: 3_600)
    #expect(try await test.identity().contains("assumed-role/deployer/sso"))
    #expect(test.client.credentialsSource == "profile people, SSO (session office)")
    #expect(test.attempts.map(\.operation) == ["GetRoleCredentials", "GetCallerIdentity"])
    let requests = try server.requests()
    #expect(requests.map(\.key) == ["GET /federation/credentials"])
    #expect(requests[0].headers["Authorization"] == nil)
  }

  @Test func aTokenNearItsEndIsRenewedAndWrittenBack() async throws {
    let test = try client(token: 800)
    #expect(try await test.identity().contains("deployer/sso"))
    #expect(try keys() == ["POST /token", "GET /federation/credentials"])

    let path = test.home.path(MetadataServer.ssoTokenPath)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let written = try Fixture.decode(
      [String: String].self,
      test.home.read(MetadataServer.ssoTokenPath)
    )
    #expect(written["accessToken"] == "access-2")
    #expect(written["refreshToken"] == "refresh-2")
    #expect(written["expiresAt"] == clock.now.addingTimeInterval(3_600).formatted(.iso8601))
    // What the AWS CLI wrote beside them stays.
    #expect(written["startUrl"] == "https://office.awsapps.com/start")
    #expect(written["region"] == "eu-west-1")
    #expect(written["clientId"] == "client")
    #expect(written["clientSecret"] == "client secret")
    #expect(written["registrationExpiresAt"] == "2999-01-01T00:00:00Z")
    let beside = try FileManager.default.contentsOfDirectory(
      atPath: test.home.path(".aws/sso/cache")
    )
    #expect(beside.count == 1)
  }

  @Test func whileTheOldTokenLivesARenewalMayFail() async throws {
    try server.inject(#"[{"match": "/token", "status": 500, "times": 99}]"#)
    let test = try client(token: 800)
    let before = try test.home.read(MetadataServer.ssoTokenPath)
    #expect(try await test.identity().contains("deployer/sso"))
    #expect(try test.home.read(MetadataServer.ssoTokenPath) == before)
  }

  @Test func aRenewalIsTriedOnceAMinute() async throws {
    try server.inject(
      #"""
      [{"match": "/token", "status": 400, "times": 99},
       {"match": "/federation", "status": 400, "times": 2}]
      """#
    )
    let test = try client(token: 800)
    for _ in 0..<2 { _ = await awsError { _ = try await test.identity() } }
    #expect(try keys().filter { $0 == "POST /token" }.count == 1)
    clock.advance(61)
    #expect(try await test.identity().contains("deployer/sso"))
    #expect(try keys().filter { $0 == "POST /token" }.count == 2)
  }

  @Test(arguments: [
    (fault: #"{"match": "/token", "status": 400}"#, registration: "2999-01-01T00:00:00Z"),
    (
      fault: #"{"match": "/token", "status": 200, "body": "{}"}"#,
      registration: "2999-01-01T00:00:00Z"
    ),
    (fault: "", registration: "2001-01-01T00:00:00Z"),
  ])
  func aDeadTokenThatIsNotRenewedSaysHowToSignIn(fault: String, registration: String) async throws {
    try server.inject("[\(fault)]")
    let test = try client(token: -10, registration: registration)
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .expiredToken)
    #expect(error?.message.contains("profile \"people\"") == true)
    #expect(error?.hint == "Sign in again with `aws sso login --sso-session office`.")
    #expect(try !keys().contains("GET /federation/credentials"))
  }

  @Test func whatTheFileHoldsBesideIsKeptAndLeftoversGo() async throws {
    let test = try client(token: nil)
    let soon = clock.now.addingTimeInterval(800).formatted(.iso8601)
    let token = MetadataServer.ssoToken(expiresAt: soon)
      .replacing("{\"startUrl\"", with: "{\"later\": {\"a\": [1, \"}\"]}, \"startUrl\"")
    try test.home.write(token, to: MetadataServer.ssoTokenPath)
    let old = MetadataServer.ssoTokenPath + ".0123456789ab.tmp"
    let new = MetadataServer.ssoTokenPath + ".0123456789ac.tmp"
    for name in [old, new] { try test.home.write("x", to: name) }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -700)],
      ofItemAtPath: test.home.path(old)
    )
    #expect(try await test.identity().contains("deployer/sso"))
    let written = String(
      decoding: try test.home.read(MetadataServer.ssoTokenPath),
      as: UTF8.self
    )
    #expect(written.contains("access-2"))
    #expect(written.contains(#""later":{"a": [1, "}"]}"#))
    #expect(!FileManager.default.fileExists(atPath: test.home.path(old)))
    #expect(FileManager.default.fileExists(atPath: test.home.path(new)))
  }

  /// Such a time cannot be written, or not be read again.
  @Test(arguments: ["9223372036854775807", "999999999999"])
  func aLifeWithoutMeasureIsCapped(life: String) async throws {
    try server.inject(
      "[{\"match\": \"/token\", \"status\": 200, \"body\": "
        + #""{\"accessToken\": \"access-2\", \"expiresIn\": \#(life)}"}]"#
    )
    let test = try client(token: 800)
    _ = try? await test.identity()
    let written = try test.home.read(MetadataServer.ssoTokenPath)
    #expect(String(decoding: written, as: UTF8.self).contains("9999-12-31T23:59:59Z"))
  }

  @Test func aSignInWithoutARoleLeavesKeysAlone() async throws {
    let test = try client(
      token: nil,
      config: """
        [profile people]
        sso_session = office
        aws_access_key_id = \(MotoServer.shared.accessKeyID)
        aws_secret_access_key = \(MotoServer.shared.secretAccessKey)
        """
    )
    #expect(test.client.credentialsSource == "profile people")
    #expect(try await test.identity().hasPrefix("arn:aws:"))
  }

  @Test func aDeadTokenIsRenewed() async throws {
    #expect(try await client(token: -10).identity().contains("deployer/sso"))
  }

  @Test func withoutASignInItSaysHowTo() async throws {
    let error = await awsError { _ = try await client(token: nil).identity() }
    #expect(error?.kind == .expiredToken)
    #expect(error?.message.contains(MetadataServer.ssoTokenPath) == true)
    #expect(error?.hint == "Sign in with `aws sso login --sso-session office`.")
  }

  @Test func aFileThatIsNoTokenIsAnErrorWithoutItsContent() async throws {
    let test = try client(token: nil)
    try test.home.write(#"{"accessToken": "hunter2""#, to: MetadataServer.ssoTokenPath)
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .expiredToken)
    #expect(error?.message.contains("hunter2") == false)
    #expect(error?.credentialsSource == "profile people, SSO (session office)")
  }

  /// It would write headers of its own.
  @Test func aTokenWithALineBreakIsNotSent() async throws {
    let test = try client(token: 3_600, accessToken: #"access-1\r\nX-Other: x"#)
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .expiredToken)
    #expect(try keys().isEmpty)
  }

  @Test func theRolesKeysAreInNoFile() async throws {
    let test = try client(token: 3_600)
    _ = try await test.identity()
    let files = FileManager.default.enumerator(atPath: test.home.path)?.allObjects as? [String]
    let all = (files ?? []).filter { !test.home.isDirectory($0) }
    #expect(Set(all) == [".aws/config", MetadataServer.ssoTokenPath])
  }

  @Test func aTokenThatThePortalForgotSaysHowToSignIn() async throws {
    let test = try client(token: 3_600, accessToken: "hunter2")
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .expiredToken)
    #expect(error?.hint?.contains("aws sso login") == true)
    #expect(error?.message.contains("hunter2") == false)
    #expect(test.attempts.count == 1)
  }

  @Test func aRoleThatIsNotGrantedIsToldFromASignInThatIsOver() async throws {
    let body = #"{\"__type\": \"ForbiddenException\", \"message\": \"No access\"}"#
    try server.inject("[{\"match\": \"/federation\", \"status\": 403, \"body\": \"\(body)\"}]")
    let error = await awsError { _ = try await client(token: 3_600).identity() }
    #expect(error?.code == "ForbiddenException")
    #expect(error?.kind != .expiredToken)
  }

  /// The older form: everything in the profile, the file named after the start URL, no renewal.
  @Test func theOlderFormIsReadAndNotRenewed() async throws {
    let config = """
      [profile people]
      sso_start_url = https://office.awsapps.com/start
      sso_region = eu-west-1
      sso_account_id = 123456789012
      sso_role_name = Developer

      """
    let test = try client(token: nil, config: config)
    let token = MetadataServer.ssoToken(
      expiresAt: clock.now.addingTimeInterval(800).formatted(.iso8601).replacing("Z", with: "UTC")
    )
    // SHA-1 of the URL.
    let name = "1094e6f0b35ff63695e19fb7312d0aa1a60bf134"
    try test.home.write(token, to: ".aws/sso/cache/\(name).json")
    #expect(try await test.identity().contains("deployer/sso"))
    #expect(try keys() == ["GET /federation/credentials"])
    clock.advance(7_000)
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.hint == "Sign in again with `aws sso login --profile people`.")
  }

  @Test func anotherRoleMayBuildOnIt() async throws {
    let config =
      MetadataServer.ssoConfiguration + """
        [profile p]
        role_arn = \(MotoServer.shared.roleARN)
        role_session_name = by-sso
        source_profile = people
        """
    let test = try TestClient(
      changes: server.identityCenter.mapValues { .some($0) },
      profile: "p",
      config: config
    )
    let token = MetadataServer.ssoToken(expiresAt: "2999-01-01T00:00:00Z")
    try test.home.write(token, to: MetadataServer.ssoTokenPath)
    #expect(try await test.identity().contains("deployer/by-sso"))
  }

  @Test(arguments: [
    "sso_session = office", "sso_session = nowhere\nsso_account_id = 1\nsso_role_name = r",
    "sso_session = office\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = r",
    "sso_start_url = https://office.awsapps.com/start\nsso_account_id = 1\nsso_role_name = r",
    "sso_session = office\nsso_account_id = 1",
    "sso_start_url = x\nsso_region = a.example/\nsso_account_id = 1\nsso_role_name = r",
  ])
  func halfOfItIsAnErrorThatStopsTheSearch(properties: String) async throws {
    let session = MetadataServer.ssoConfiguration.split(separator: "[sso-session")[1]
    let test = try TestClient(
      changes: [
        "AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil,
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x",
      ],
      config: "[default]\n\(properties)\n[sso-session\(session)"
    )
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .configuration)
    #expect(error?.credentialsSource?.hasPrefix("profile default") == true)
    #expect(test.attempts.isEmpty)
  }
}

extension TemporaryDirectory {
  fileprivate func isDirectory(_ name: String) -> Bool {
    var isDirectory: ObjCBool = false
    _ = unsafe FileManager.default.fileExists(atPath: path(name), isDirectory: &isDirectory)
    return isDirectory.boolValue
  }
}
