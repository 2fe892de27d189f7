import AWS
import FoundationEssentials
import TestSupport
import Testing

/// An instance's credentials, from a stand-in for its metadata service.
@Suite struct InstanceMetadataTests {
  private let server = MetadataServer()

  private func client(
    _ more: [String: String?] = [:],
    config: String? = nil,
    now: @escaping @Sendable () -> Date = { Date() }
  ) throws -> TestClient {
    var changes: [String: String?] = ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil]
    for (name, value) in server.instance { changes[name] = value }
    // A second is little for a machine that runs many tests.
    changes["AWS_METADATA_SERVICE_TIMEOUT"] = "30"
    for (name, value) in more { changes[name] = value }
    return try TestClient(changes: changes, config: config, now: now)
  }

  /// What the search tried, in the end without success.
  private func tried(_ test: TestClient) async -> (last: String, hint: String) {
    let error = await awsError { _ = try await test.identity() }
    guard case .noCredentials(let tried)? = error?.kind else { return ("\(error as Any)", "") }
    #expect(tried.count == 5)
    return (tried.last ?? "", error?.hint ?? "")
  }

  @Test func theRoleOfTheInstanceIsUsed() async throws {
    let test = try client()
    #expect(try await test.identity().contains("assumed-role/deployer/instance"))
    #expect(test.client.credentialsSource == "EC2 instance metadata")
    let requests = try server.requests()
    #expect(
      requests.map(\.key) == [
        "PUT /latest/api/token", "GET /latest/meta-data/iam/security-credentials/",
        "GET /latest/meta-data/iam/security-credentials/deployer%20role",
      ]
    )
    let header = "x-aws-ec2-metadata-token"
    #expect(requests.dropFirst().allSatisfy { $0.headers[header]?.isEmpty == false })
    #expect(requests[0].headers[header + "-ttl-seconds"] == "21600")
  }

  /// Version 1 would be a GET without a token.
  @Test(arguments: [400, 403, 404, 405, 500])
  func withoutATokenNothingElseIsAsked(status: Int) async throws {
    try server.inject(#"[{"match": "/latest/api/token", "status": \#(status), "times": 9}]"#)
    let test = try client(["AWS_EC2_METADATA_V1_DISABLED": "false"])
    #expect(await tried(test).last.contains("no token (HTTP \(status))"))
    #expect(try server.requests().map(\.key) == ["PUT /latest/api/token"])
  }

  @Test func anAnswerThatIsLostHintsAtTheHopLimit() async throws {
    try server.inject(#"[{"match": "/latest/api/token", "hang": 3}]"#)
    let test = try client(["AWS_METADATA_SERVICE_TIMEOUT": "0.2"])
    let result = await tried(test)
    #expect(result.last == "EC2 instance metadata: no answer in 200 ms")
    #expect(result.hint.contains("--http-put-response-hop-limit 2"))
  }

  @Test func itIsAskedAsOftenAsTheVariableSays() async throws {
    let fault = #"[{"match": "/latest/api/token", "status": 503, "times": 2}]"#
    try server.inject(fault)
    #expect(await tried(try client()).last.contains("HTTP 503"))
    try server.inject(fault)
    let test = try client(["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "4"])
    #expect(try await test.identity().contains("deployer/instance"))
  }

  @Test func theProfileMaySayHow() async throws {
    let config = """
      [default]
      ec2_metadata_service_endpoint = \(server.endpoint)
      metadata_service_num_attempts = 2
      """
    try server.inject(#"[{"match": "/latest/api/token", "status": 503}]"#)
    let test = try client(["AWS_EC2_METADATA_SERVICE_ENDPOINT": nil], config: config)
    #expect(try await test.identity().contains("deployer/instance"))
  }

  @Test(arguments: ["true", "TRUE"])
  func itCanBeTurnedOff(word: String) async throws {
    let test = try client(["AWS_EC2_METADATA_DISABLED": word])
    #expect(await tried(test).last.contains("turned off by AWS_EC2_METADATA_DISABLED"))
    #expect(try server.requests().isEmpty)
  }

  @Test(arguments: [
    (fault: #"{"match": "credentials/", "status": 404}"#, words: "has no role"),
    (fault: #"{"match": "credentials/", "status": 200, "body": ""}"#, words: "has no role"),
    (
      fault: #"{"match": "deployer%20role", "status": 200, "body": "{\"Code\": \"Failed\"}"}"#,
      words: "no credentials for the role deployer role"
    ),
    (fault: #"{"match": "deployer%20role", "status": 401}"#, words: "HTTP 401"),
    (fault: #"{"match": "deployer%20role", "status": 200, "body": "<html>"}"#, words: "sent no"),
  ])
  func whatItLacksIsSaid(fault: String, words: String) async throws {
    try server.inject("[\(fault)]")
    #expect(await tried(try client()).last.contains(words))
  }

  /// AWS asks for it: the service hands them out while it cannot get others.
  @Test func keysThatItCouldNotRenewAreUsed() async throws {
    try server.inject(#"[{"match": "deployer%20role", "life": -60, "times": 9}]"#)
    let clock = Clock()
    let test = try client(now: { clock.now })
    for _ in 0..<2 { #expect(try await test.identity().contains("deployer/instance")) }
    #expect(try server.requests().count == 3)
  }

  @Test func aServiceThatCannotBeIsAnError() async throws {
    let test = try client([
      "AWS_EC2_METADATA_SERVICE_ENDPOINT": nil, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv5",
    ])
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("\"IPv5\"") == true)
    #expect(error?.credentialsSource == "EC2 instance metadata")
  }

  @Test func noProxyIsAsked() async throws {
    let dead = "http://127.0.0.1:9"
    let test = try client(["http_proxy": dead, "https_proxy": dead, "all_proxy": dead])
    #expect(try await test.identity().contains("deployer/instance"))
  }

  @Test func aRoleMayBeTakenOnWithThem() async throws {
    let config = """
      [default]
      role_arn = \(MotoServer.shared.roleARN)
      role_session_name = by-instance
      credential_source = Ec2InstanceMetadata
      """
    #expect(try await client(config: config).identity().contains("deployer/by-instance"))
    // There it is no last resort: its failure is the profile's.
    try server.inject(#"[{"match": "/latest/api/token", "status": 403}]"#)
    let error = await awsError { _ = try await client(config: config).identity() }
    #expect(error?.kind == .invalidResponse)
    #expect(error?.message.contains("no token (HTTP 403)") == true)
  }
}
