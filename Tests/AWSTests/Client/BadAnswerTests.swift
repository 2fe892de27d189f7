import AWS
import TestSupport
import Testing

/// Answers that are none, and what must never be repeated from them.
@Suite struct BadAnswerTests {
  private let proxy: FaultProxy

  init() throws {
    proxy = try FaultProxy(before: MotoServer.shared.port)
  }

  @Test func anHTMLPageIsNoSuccess() async throws {
    try proxy.inject(
      #"""
      [{"match": "", "times": 2, "do": "status", "code": 200, "body": "<html>Sign in</html>",
        "headers": [["Content-Type", "text/html"]]}]
      """#
    )
    let test = try TestClient(endpoint: proxy.endpoint)
    for request in [{ _ = try await test.identity() }, { _ = try await test.describe("x") }] {
      let error = await awsError(request)
      #expect(error?.kind == .invalidResponse)
      #expect(error?.message.contains("text/html") == true)
    }
  }

  /// Not `accessDenied` or `notFound`: those would send people to look for a wrong cause.
  @Test(arguments: [400, 403, 404, 407])
  func aRefusalWithoutACodeIsNotTheServices(status: Int) async throws {
    try proxy.inject(
      #"""
      [{"match": "", "do": "status", "code": \#(status), "body": "<html>Blocked</html>",
        "headers": [["Content-Type", "text/html"]]}]
      """#
    )
    let test = try TestClient(endpoint: proxy.endpoint)
    let error = await awsError { _ = try await test.describe("x") }
    #expect(error?.kind == .invalidResponse)
    #expect(error?.message.contains("HTTP \(status)") == true)
    #expect(error?.hint?.contains("proxy") == true)
  }

  @Test func halfAnAnswerIsNoSuccess() async throws {
    let test = try TestClient(endpoint: proxy.endpoint)
    let name = "half-\(Crypto.uuid())"
    var body = RequestBody()
    body.set("Name", name)
    body.set("ClientRequestToken", Crypto.uuid())
    body.set("SecretString", "v")
    _ = try await test.client.json(.secretsManager, operation: "CreateSecret", body: body)
    try proxy.inject(#"[{"match": "DescribeSecret", "do": "half"}]"#)
    let error = await awsError { _ = try await test.describe(name) }
    #expect(error?.kind == .invalidResponse)
  }

  @Test func aRedirectIsNotFollowed() async throws {
    try proxy.inject(
      #"""
      [{"match": "Identity", "do": "status", "code": 307,
        "headers": [["Location", "\#(MotoServer.shared.endpoint)/"]]}]
      """#
    )
    let test = try TestClient(endpoint: proxy.endpoint)
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .invalidResponse)
    #expect(error?.message.contains("redirect") == true)
    #expect(try proxy.requests().count == 1)
  }

  @Test func anExpiredTokenSaysSo() async throws {
    try proxy.inject(
      #"""
      [{"match": "", "times": 9, "do": "status", "code": 400,
        "body": "{\"__type\": \"com.amazon#ExpiredTokenException\", \"Message\": \"expired\"}"}]
      """#
    )
    let test = try TestClient(endpoint: proxy.endpoint)
    let error = await awsError { _ = try await test.describe("x") }
    #expect(error?.kind == .expiredToken)
    #expect(error?.hint?.contains("new keys where these came from (environment variables)") == true)
    #expect(test.attempts.count == 1)
  }

  @Test func anEndpointWithoutAServerIsUnreachable() async throws {
    // Port 1 belongs to nobody.
    let test = try TestClient(endpoint: "http://127.0.0.1:1")
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(error?.requestNotSent == true)
    #expect(error?.message.contains("http://127.0.0.1:1") == true)
    #expect(test.attempts.count == 3)
  }

  @Test func aNameThatDoesNotResolveIsUnreachable() async throws {
    let test = try TestClient(endpoint: "https://nothing.invalid")
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(error?.requestNotSent == true)
  }

  @Test func anAnswerThatIsTooLargeIsNotRead() async throws {
    let headers = (0..<70).map { #"["X-Fill-\#($0)", "\#(String(repeating: "x", count: 1_000))"]"# }
    for (fault, words) in [
      (#""size": 17000000"#, "larger than 16777216 bytes"),
      (
        #""body": "{}", "headers": [\#(headers.joined(separator: ","))]"#,
        "headers are larger than 65536 bytes"
      ),
    ] {
      try proxy.inject(#"[{"match": "", "do": "status", "code": 200, \#(fault)}]"#)
      let test = try TestClient(endpoint: proxy.endpoint)
      let error = await awsError { _ = try await test.describe("x") }
      #expect(error?.kind == .invalidResponse)
      #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
      #expect(test.attempts.map(\.failure) == ["too-large"])
    }
  }

  @Test func nothingSecretIsRepeated() async throws {
    let token = "token-\(Crypto.uuid())"
    let value = "value-\(Crypto.uuid())"
    let quoting =
      "1 validation error detected: Value '\(value)' at 'secretString' failed to satisfy"
    let canonical =
      "The request signature does not match. The Canonical String was x-amz-security-token:\(token)"
    try proxy.inject(
      #"""
      [{"match": "Put", "do": "status", "code": 400,
        "body": "{\"__type\": \"ValidationException\", \"message\": \"\#(quoting)\"}"},
       {"match": "Put", "do": "status", "code": 400,
        "body": "{\"__type\": \"InvalidSignatureException\", \"message\": \"\#(canonical)\"}"},
       {"match": "Put", "times": 3, "do": "status", "code": 500,
        "body": "<html>\#(value) \#(token)</html>"},
       {"match": "Put", "do": "status", "code": 200, "body": "<p>\#(value) \#(token)</p>"}]
      """#
    )
    let test = try TestClient(endpoint: proxy.endpoint, changes: ["AWS_SESSION_TOKEN": token])
    var shown = ""
    for _ in 0..<4 {
      var body = RequestBody()
      body.set("SecretId", "x")
      body.set("SecretString", text: SecretBytes(utf8: value))
      let error = await awsError {
        _ = try await test.client.json(.secretsManager, operation: "PutSecretValue", body: body)
      }
      #expect(error != nil)
      shown += "\(String(describing: error)) \(String(reflecting: error)) \(body)\n"
    }
    shown += "\(test.attempts) \(test.client.settings) \(test.client.credentialsSource)"
    #expect(test.attempts.count == 6)
    let secrets = [token, value, MotoServer.shared.secretAccessKey, "AWS4-HMAC", "Signature="]
    for secret in secrets { #expect(!shown.contains(secret)) }
  }
}
