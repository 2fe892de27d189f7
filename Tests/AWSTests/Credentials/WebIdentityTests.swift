import AWS
import TestSupport
import Testing

/// The token of another identity provider, against a server that takes it unsigned.
@Suite struct WebIdentityTests {
  private let moto = MotoServer.shared
  private let directory = TemporaryDirectory()

  private func variables(_ token: String? = "head.payload.signature") throws -> [String: String?] {
    if let token { try directory.write(token, to: "token") }
    return [
      "AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil,
      "AWS_WEB_IDENTITY_TOKEN_FILE": directory.path("token"), "AWS_ROLE_ARN": moto.roleARN,
      "AWS_ROLE_SESSION_NAME": "from-the-cluster",
    ]
  }

  @Test func theVariablesNameATokenAndARole() async throws {
    let test = try TestClient(changes: variables("head.payload.signature\n"))
    #expect(try await test.identity().contains("assumed-role/deployer/from-the-cluster"))
    #expect(test.attempts.map(\.operation) == ["AssumeRoleWithWebIdentity", "GetCallerIdentity"])
    #expect(test.client.credentialsSource.hasPrefix("web identity (AWS_WEB_IDENTITY_TOKEN_FILE)"))
  }

  @Test func nobodySignsTheRequestForARole() async throws {
    let proxy = try FaultProxy(before: moto.port)
    let test = try TestClient(endpoint: proxy.endpoint, changes: variables())
    _ = try await test.identity()
    let requests = try proxy.requests()
    #expect(requests.count == 2)
    #expect(requests[0].headers.keys.contains { $0.lowercased() == "authorization" } == false)
    #expect(requests[1].headers.keys.contains { $0.lowercased() == "authorization" })
  }

  @Test func aProfileMayNameThem() async throws {
    try directory.write("head.payload.signature", to: "token")
    let config = """
      [profile middle]
      role_arn = \(moto.roleARN)
      web_identity_token_file = \(directory.path("token"))
      [profile p]
      role_arn = \(moto.roleARN)
      role_session_name = last
      source_profile = middle
      """
    let test = try TestClient(profile: "p", config: config)
    #expect(try await test.identity().contains("assumed-role/deployer/last"))
    #expect(
      test.attempts.map(\.operation)
        == ["AssumeRoleWithWebIdentity", "AssumeRole", "GetCallerIdentity"]
    )
  }

  @Test func theFileIsReadAnewForEachRefresh() async throws {
    let clock = Clock(runs: true)
    let test = try TestClient(changes: variables(), now: { clock.now })
    _ = try await test.identity()
    clock.advance(3_300)
    try directory.write("not a token", to: "token")
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.code == "InvalidIdentityToken")
  }

  /// With a container's variables beside it: a source that is configured and broken is the end.
  @Test(arguments: [
    (token: nil, role: true, words: "cannot be read"), (token: "", role: true, words: "0 bytes"),
    (token: "x.y.z", role: false, words: "AWS_ROLE_ARN is not"),
    (token: "hunter2", role: true, words: "InvalidIdentityToken"),
    (token: "an-old-one", role: true, words: "expired"),
  ])
  func whatIsBrokenStopsTheSearchAndNamesItself(
    token: String?,
    role: Bool,
    words: String
  )
    async throws
  {
    var changes = try variables(token)
    if !role { changes["AWS_ROLE_ARN"] = .some(nil) }
    changes["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/x"
    let error = await awsError { _ = try await TestClient(changes: changes).identity() }
    #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    #expect(error?.message.contains("hunter2") == false)
    #expect(error?.credentialsSource?.hasPrefix("web identity") == true)
    #expect(error?.messageWithSource.contains("AWS_WEB_IDENTITY_TOKEN_FILE") == true)
  }

  @Test func aNamedProfileComesFirst() async throws {
    let test = try TestClient(
      changes: variables(),
      profile: "p",
      config: "[profile p]\nregion = eu-west-1\n"
    )
    let error = await awsError { _ = try await test.identity() }
    guard case .noCredentials(let tried)? = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(tried.contains("web identity: passed over, because a profile is named"))
  }
}
