import AWS
import FoundationEssentials
import TestSupport
import Testing

/// A container's credentials, from a stand-in for its agent.
@Suite struct ContainerTests {
  private let server = MetadataServer()
  private let directory = TemporaryDirectory()

  private func client(_ more: [String: String?] = [:]) throws -> TestClient {
    var changes: [String: String?] = ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil]
    for (name, value) in server.container { changes[name] = value }
    for (name, value) in more { changes[name] = value }
    return try TestClient(changes: changes)
  }

  @Test func itsRoleIsUsed() async throws {
    let test = try client()
    #expect(try await test.identity().contains("assumed-role/deployer/container"))
    #expect(test.client.credentialsSource == "container (AWS_CONTAINER_CREDENTIALS_FULL_URI)")
    #expect(test.client.settings.triedSources.count == 3)
  }

  @Test func aTokenFileWinsAndIsReadAnew() async throws {
    let file = try directory.write("wrong", to: "token")
    let test = try client(["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": file])
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.message.contains("HTTP 403 (AccessDenied)") == true)
    #expect(error?.hint?.contains("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") == true)
    try directory.write("container-token", to: "token")
    #expect(try await test.identity().contains("deployer/container"))
  }

  @Test(arguments: ["container-token\n", "container-token\r\nX-Other: hunter2", "a\rb"])
  func aTokenWithALineBreakIsNotSent(token: String) async throws {
    let file = try directory.write(token, to: "token")
    for changes in [
      ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": file],
      ["AWS_CONTAINER_AUTHORIZATION_TOKEN": token],
    ] {
      let error = await awsError { _ = try await client(changes).identity() }
      #expect(error?.kind == .configuration)
      #expect(error?.message.contains("line break") == true)
      #expect(error?.message.contains("hunter2") == false)
    }
    #expect(try server.requests().isEmpty)
  }

  @Test func anythingButCredentialsIsAskedForAgain() async throws {
    try server.inject(
      #"""
      [{"match": "/container", "status": 500, "body": "busy"},
       {"match": "/container", "status": 200, "body": "{\"AccessKeyId\": \"x\""}]
      """#
    )
    let test = try client()
    #expect(try await test.identity().contains("deployer/container"))
    #expect(test.pauses == [.seconds(1), .seconds(1)])
    #expect(try server.requests().count == 3)
  }

  @Test func afterThreeTimesItIsAnErrorThatNamesTheAddress() async throws {
    try server.inject(#"[{"match": "/container", "status": 404, "times": 9}]"#)
    let test = try client()
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.message.contains("credentials, http://127.0.0.1:") == true)
    // What else stands in the address may be nobody's business.
    #expect(error?.message.contains(server.endpoint) == false)
    #expect(error?.message.contains("/container") == false)
    #expect(error?.message.contains("HTTP 404") == true)
    #expect(error?.credentialsSource == "container (AWS_CONTAINER_CREDENTIALS_FULL_URI)")
    #expect(try server.requests().count == 3)
    #expect(test.attempts.isEmpty)
  }

  @Test(arguments: [
    "http://example.com/x", "http://169.254.169.254/x", "http://127.0.0.1.example.com/x",
    "http://localhost.example.com/x", "ftp://127.0.0.1/x", "http://user@127.0.0.1/x",
    "http://127.0.0.1/x y", "/x", "http:///x",
  ])
  func anotherPlaceIsNotAsked(url: String) async throws {
    let test = try client(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url])
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("AWS_CONTAINER_CREDENTIALS_FULL_URI") == true)
  }

  /// The keys would pass through it.
  @Test func noProxyIsAsked() async throws {
    let dead = "http://127.0.0.1:9"
    let test = try client(["http_proxy": dead, "https_proxy": dead, "all_proxy": dead])
    #expect(try await test.identity().contains("deployer/container"))
  }

  @Test func aRoleMayBeTakenOnWithThem() async throws {
    let config = """
      [profile p]
      role_arn = \(MotoServer.shared.roleARN)
      role_session_name = by-container
      credential_source = EcsContainer
      """
    let test = try TestClient(
      changes: server.container.mapValues { .some($0) },
      profile: "p",
      config: config
    )
    #expect(try await test.identity().contains("deployer/by-container"))
  }
}
