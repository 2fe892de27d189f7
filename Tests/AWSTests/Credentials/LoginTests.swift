import AWS
import Foundation
import TestSupport
import Testing

/// The session of `aws login`, as the AWS CLI keeps it.
@Suite struct LoginTests {
  private let moto = MotoServer.shared
  private let config = """
    [profile p]
    login_session = arn:aws:sts::012345678910:assumed-role/Admin/admin

    """
  /// SHA-256 of the session.
  private let path =
    ".aws/login/cache/4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255.json"

  /// Long-lived keys with an empty place for the token would not be what AWS writes, so the keys
  /// are those of a session.
  private func content(expiresAt: String) async throws -> String {
    let role = RoleRequest(arn: moto.roleARN, sessionName: "by-login")
    let keys = try await TestClient().client.sts.assumeRole(role).credentials
    func text(_ secret: SecretBytes?) -> String {
      String(decoding: secret?.exposed() ?? [], as: UTF8.self)
    }
    return """
      {"accessToken": {"accessKeyId": "\(keys.accessKeyID)",
       "secretAccessKey": "\(text(keys.secretAccessKey))",
       "sessionToken": "\(text(keys.sessionToken))", "accountId": "012345678901", "expiresAt": "\(expiresAt)"},
       "tokenType": "aws_sigv4", "refreshToken": "hunter2", "clientId": "c", "dpopKey": "hunter2"}
      """
  }

  @Test func itsKeysAreUsedWhileTheyLive() async throws {
    let test = try TestClient(profile: "p", config: config)
    try test.home.write(try await content(expiresAt: "2999-01-01T00:00:00Z"), to: path)
    #expect(try await test.identity().contains("deployer/by-login"))
    #expect(test.client.credentialsSource == "profile p, `aws login`")
  }

  @Test func theFolderMayBeElsewhere() async throws {
    let other = TemporaryDirectory()
    let name = String(path.split(separator: "/").last ?? "")
    try other.write(try await content(expiresAt: "2999-01-01T00:00:00Z"), to: name)
    let test = try TestClient(
      changes: ["AWS_LOGIN_CACHE_DIRECTORY": other.path],
      profile: "p",
      config: config
    )
    #expect(try await test.identity().contains("deployer/by-login"))
  }

  // MARK: Renewing

  private let server = MetadataServer()
  private let clock = Clock()

  /// A client whose keys run out in that many seconds, with what a renewal takes.
  private func renewable(
    _ seconds: Double,
    change: (inout [String: Any]) -> Void = { _ in }
  ) throws -> TestClient {
    let test = try TestClient(
      changes: ["AWS_ENDPOINT_URL_SIGNIN": server.endpoint],
      profile: "p",
      config: config,
      now: { clock.now }
    )
    var content: [String: Any] = [
      "accessToken": [
        "accessKeyId": "old", "secretAccessKey": "old", "sessionToken": "old",
        "accountId": "012345678901",
        "expiresAt": clock.now.addingTimeInterval(seconds).formatted(.iso8601),
      ],
      "tokenType": "aws_sigv4", "refreshToken": "refresh-1", "identityToken": "kept",
      "clientId": "client", "dpopKey": try server.signInKey(),
    ]
    change(&content)
    let data = try JSONSerialization.data(withJSONObject: content)
    try test.home.write(String(decoding: data, as: UTF8.self), to: path)
    return test
  }

  @Test(arguments: [200.0, -3_600.0])
  func theyAreRenewedWithAProofOfTheKeyAndWrittenBack(seconds: Double) async throws {
    let test = try renewable(seconds)
    #expect(try await test.identity().contains("deployer/login"))
    #expect(try server.requests().map(\.key) == ["POST /v1/token"])

    let attributes = try FileManager.default.attributesOfItem(atPath: test.home.path(path))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let data = Data(try test.home.read(path))
    let written = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(written["refreshToken"] as? String == "refresh-2")
    #expect(written["identityToken"] as? String == "kept")
    #expect(written["tokenType"] as? String == "aws_sigv4")
    #expect(written["dpopKey"] as? String == (try server.signInKey()))
    let keys = try #require(written["accessToken"] as? [String: String])
    #expect(keys["accessKeyId"]?.hasPrefix("ASIA") == true)
    #expect(keys["accountId"] == "012345678901")
    #expect(keys["expiresAt"] == clock.now.addingTimeInterval(3_600).formatted(.iso8601))
    // The next process renews with what this one wrote.
    clock.advance(3_500)
    let next = try TestClient(
      changes: ["AWS_ENDPOINT_URL_SIGNIN": server.endpoint],
      profile: "p",
      config: config
    )
    try next.home.write(
      String(decoding: data, as: UTF8.self).replacing(
        keys["expiresAt"] ?? "",
        with: "2001-01-01T00:00:00Z"
      ),
      to: path
    )
    #expect(try await next.identity().contains("deployer/login"))
  }

  @Test func whatLivesIsUsedWhenItCannotBeRenewed() async throws {
    try server.inject(#"[{"match": "/v1/token", "status": 400, "times": 9}]"#)
    let test = try renewable(200)
    let before = try test.home.read(path)
    // The old keys of this test are none, which AWS says.
    #expect(await awsError { _ = try await test.identity() }?.kind == .invalidCredentials)
    #expect(try test.home.read(path) == before)
  }

  @Test func withoutAKeyOrATokenItSaysHowToSignIn() async throws {
    for name in ["dpopKey", "refreshToken", "clientId"] {
      let test = try renewable(-10) { $0[name] = nil }
      let error = await awsError { _ = try await test.identity() }
      #expect(error?.kind == .expiredToken)
      #expect(error?.hint == "Sign in again with `aws login --profile p`.")
    }
    let wrong = try renewable(-10) { $0["dpopKey"] = "-----BEGIN X-----\nAAAA\n-----END X-----" }
    #expect(await awsError { _ = try await wrong.identity() }?.kind == .expiredToken)
    #expect(try server.requests().isEmpty)
  }

  @Test func anotherKeyIsNoProof() async throws {
    let other = try MetadataServer().signInKey()
    let test = try renewable(-10) { $0["dpopKey"] = other }
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .expiredToken)
    #expect(error?.message.contains("was not renewed") == true)
  }

  @Test(arguments: [nil, "{}", "{\"accessToken\": {\"accessKeyId\": \"hunter2\"}}", "old"])
  func otherwiseItSaysHowToSignIn(content: String?) async throws {
    let test = try TestClient(profile: "p", config: config)
    if content == "old" {
      try test.home.write(try await self.content(expiresAt: "2001-01-01T00:00:00Z"), to: path)
    } else if let content {
      try test.home.write(content, to: path)
    }
    let error = await awsError { _ = try await test.identity() }
    #expect([.expiredToken, .configuration].contains(error?.kind))
    #expect(error?.hint?.contains("aws login --profile p") == true)
    #expect(error?.message.contains("hunter2") == false)
    #expect(test.attempts.isEmpty)
  }
}
