import Testing

@testable import AWS

/// Which proxy a request goes through.
@Suite struct ProxyTests {
  private func proxy(_ variables: [String: String], for url: String) throws -> String {
    try ProxySettings(Environment(variables: variables))
      .proxy(for: try AWSEndpoint(parsing: url, setting: "a test"))
  }

  @Test func eachSchemeHasItsVariableAndAllProxyIsForBoth() throws {
    let variables = ["https_proxy": "s", "http_proxy": "p", "all_proxy": "a"]
    #expect(try proxy(variables, for: "https://x.example") == "s")
    #expect(try proxy(variables, for: "http://x.example") == "p")
    #expect(try proxy(["all_proxy": "a"], for: "https://x.example") == "a")
    #expect(try proxy([:], for: "https://x.example").isEmpty)
  }

  /// A CGI program gets `HTTP_PROXY` from whoever calls it.
  @Test func capitalsCountForAllButHTTP() throws {
    let variables = ["HTTPS_PROXY": "s", "HTTP_PROXY": "p", "NO_PROXY": "n.example"]
    #expect(try proxy(variables, for: "https://x.example") == "s")
    #expect(try proxy(variables, for: "http://x.example").isEmpty)
    #expect(try ProxySettings(Environment(variables: variables)).exceptions == "n.example")
  }

  @Test(arguments: [
    "http://127.0.0.1:1", "https://localhost", "http://[::1]:4566", "http://127.9.9.9",
  ])
  func thisMachineIsReachedWithoutOne(url: String) throws {
    #expect(try proxy(["https_proxy": "s", "http_proxy": "p"], for: url).isEmpty)
  }

  @Test func itIsShownWithItsVariableAndWithoutItsPassword() throws {
    func shown(_ variables: [String: String]) throws -> String? {
      try ProxySettings(Environment(variables: variables))
        .shownProxy(for: AWSEndpoint(parsing: "https://ssm.example", setting: "a test"))
    }
    let address = "http://u:" + "hunter2/@p.example:3128/"
    #expect(try shown(["https_proxy": address]) == "p.example:3128 (https_proxy)")
    #expect(try shown(["ALL_PROXY": "p.example"]) == "p.example (ALL_PROXY)")
    #expect(try shown(["https_proxy": "p", "no_proxy": "a,.example"]) == nil)
    #expect(try shown(["https_proxy": "p", "no_proxy": "sm.example"]) == "p (https_proxy)")
  }

  @Test(arguments: ["ftp://p:1", "http://p:99999", "p:x", "http://", "http://u:" + "hunter2@p:x"])
  func anAddressThatIsNoneIsAnErrorOfTheConfiguration(address: String) {
    let error = #expect(throws: AWSError.self) {
      try ProxySettings(Environment(variables: ["https_proxy": address]))
    }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("https_proxy") == true)
    #expect(error?.message.contains("hunter2") == false)
  }

  @Test func errorsNameIt() async throws {
    let test = try TestClient(
      endpoint: "http://ssm.example",
      changes: [
        "http_proxy": "http://u:" + "hunter2@127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1",
      ]
    )
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(error?.message.contains("through the proxy 127.0.0.1:9 (http_proxy)") == true)
    #expect(error?.message.contains("hunter2") == false)
  }

  @Test(arguments: ["http://127.0.0.1.example.com", "http://localhost.example.com"])
  func aNameThatLooksLikeItIsNot(url: String) throws {
    #expect(try proxy(["http_proxy": "p"], for: url) == "p")
  }
}
