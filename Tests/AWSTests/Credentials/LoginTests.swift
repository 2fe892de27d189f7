import AWS
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
    let answer = try await TestClient().client.query(
      .sts,
      action: "AssumeRole",
      parameters: [("RoleArn", moto.roleARN), ("RoleSessionName", "by-login")]
    )
    let xml = String(decoding: answer, as: UTF8.self)
    let parts = ["AccessKeyId", "SecretAccessKey", "SessionToken"]
      .map { XMLText.first($0, in: xml) ?? "" }
    return """
      {"accessToken": {"accessKeyId": "\(parts[0])", "secretAccessKey": "\(parts[1])",
       "sessionToken": "\(parts[2])", "accountId": "012345678901", "expiresAt": "\(expiresAt)"},
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

  @Test(arguments: [nil, "{}", "{\"accessToken\": {\"accessKeyId\": \"hunter2\"}}", "old"])
  func otherwiseItSaysWhatRenewsThem(content: String?) async throws {
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
