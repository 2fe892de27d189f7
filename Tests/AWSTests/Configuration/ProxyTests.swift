import Testing

@testable import AWS

/// Which proxy a request goes through.
@Suite struct ProxyTests {
  private func proxy(_ variables: [String: String], for url: String) throws -> String {
    ProxySettings(Environment(variables: variables))
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
    #expect(ProxySettings(Environment(variables: variables)).exceptions == "n.example")
  }

  @Test(arguments: [
    "http://127.0.0.1:1", "https://localhost", "http://[::1]:4566", "http://127.9.9.9",
  ])
  func thisMachineIsReachedWithoutOne(url: String) throws {
    #expect(try proxy(["https_proxy": "s", "http_proxy": "p"], for: url).isEmpty)
  }

  @Test(arguments: ["http://127.0.0.1.example.com", "http://localhost.example.com"])
  func aNameThatLooksLikeItIsNot(url: String) throws {
    #expect(try proxy(["http_proxy": "p"], for: url) == "p")
  }
}
