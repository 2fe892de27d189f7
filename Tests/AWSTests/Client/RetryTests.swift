import AWS
import FoundationEssentials
import TestSupport
import Testing

/// What a client does when answers go wrong, over a proxy that spoils them.
@Suite struct RetryTests {
  private let proxy: FaultProxy

  init() throws {
    proxy = try FaultProxy(before: MotoServer.shared.port)
  }

  private func client(_ change: (inout AWSSettings) -> Void = { _ in }) throws -> TestClient {
    try TestClient(endpoint: proxy.endpoint, change: change)
  }

  @Test func throttlingIsWaitedOut() async throws {
    try proxy.inject(
      """
      [{"match": "GetCallerIdentity", "times": 2, "do": "status", "code": 400,
        "body": "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>"}]
      """
    )
    let test = try client()
    #expect(try await test.identity().hasPrefix("arn:aws:"))
    #expect(test.attempts.map(\.status) == [400, 400, 200])
    #expect(test.attempts.map(\.failure) == ["Throttling", "Throttling", nil])
    // Full jitter under a limit that doubles: 1 s, 2 s; the chance is 1 here.
    #expect(test.pauses == [.seconds(1), .seconds(2)])
  }

  @Test func connectionsAreUsedAgain() async throws {
    let test = try client { $0.maximumConcurrentRequests = 4 }
    for _ in 0..<5 { _ = try await test.identity() }
    #expect(Set(try proxy.requests().map(\.connection)).count == 1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<40 { group.addTask { _ = try await test.identity() } }
      try await group.waitForAll()
    }
    #expect(try proxy.requests().count == 45)
    #expect(Set(try proxy.requests().map(\.connection)).count <= 4)
  }

  @Test func throttlingMakesTheClientCalmer() async throws {
    try proxy.inject(
      #"""
      [{"match": "GetCallerIdentity", "do": "status", "code": 503,
        "body": "<ErrorResponse><Error><Code>SlowDown</Code></Error></ErrorResponse>"}]
      """#
    )
    let test = try client { $0.maximumConcurrentRequests = 8 }
    #expect(test.client.requestsAtOnce == 8)
    _ = try await test.identity()
    #expect(test.client.requestsAtOnce == 4)
    for _ in 0..<3 { _ = try await test.identity() }
    #expect(test.client.requestsAtOnce == 5)
    try proxy.inject(#"[{"match": "GetCallerIdentity", "do": "status", "code": 503}]"#)
    _ = try await test.identity()
    #expect(test.client.requestsAtOnce == 5)
  }

  @Test func everyAttemptIsSignedAnewOverTheSameBody() async throws {
    try proxy.inject(
      #"[{"match": "CreateSecret", "do": "status", "code": 500, "body": "{}"}]"#
    )
    let test = try client()
    var body = RequestBody()
    body.set("Name", "resent-\(Crypto.uuid())")
    body.set("ClientRequestToken", Crypto.uuid())
    body.set("SecretString", text: SecretBytes(utf8: "v"))
    _ = try await test.client.json(.secretsManager, operation: "CreateSecret", body: body)
    let sent = try proxy.requests()
    #expect(sent.count == 2)
    #expect(Set(sent.map(\.key)).count == 1)
    #expect(
      sent.compactMap { $0.headers["Amz-Sdk-Request"] } == [
        "attempt=1; max=3", "attempt=2; max=3",
      ]
    )
    #expect(Set(sent.compactMap { $0.headers["Authorization"] }).count == 2)
  }

  @Test(arguments: ["reset", "close", "truncate"])
  func aBrokenConnectionIsTriedAgain(fault: String) async throws {
    try proxy.inject(#"[{"match": "GetCallerIdentity", "do": "\#(fault)", "bytes": 20}]"#)
    let test = try client()
    #expect(try await test.identity().hasPrefix("arn:aws:"))
    #expect(test.attempts.map(\.status) == [nil, 200])
  }

  @Test func aServerErrorThatStaysIsReportedAfterTheLastAttempt() async throws {
    try proxy.inject(
      #"[{"match": "", "times": 9, "do": "status", "code": 503, "body": "<html>down</html>"}]"#
    )
    let test = try client()
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .service(code: "503"))
    #expect(error?.message.contains("HTTP 503") == true)
    #expect(test.attempts.count == 3)
  }

  @Test func aQuotaIsNotARate() async throws {
    try proxy.inject(
      #"""
      [{"match": "", "times": 9, "do": "status", "code": 400,
        "body": "{\"__type\": \"LimitExceededException\", \"message\": \"too many\"}"}]
      """#
    )
    let test = try client()
    let error = await awsError { _ = try await test.describe("x") }
    #expect(error?.kind == .limitExceeded)
    #expect(test.attempts.count == 1)
  }

  @Test func aServiceThatIsDownIsNotHammered() async throws {
    try proxy.inject(#"[{"match": "", "times": 999, "do": "status", "code": 500}]"#)
    let test = try client()
    // 500 tokens at 5 a retry: 100 retries for the whole client, 2 for each request.
    for _ in 0..<50 { _ = await awsError { _ = try await test.identity() } }
    #expect(test.attempts.count == 150)
    _ = await awsError { _ = try await test.identity() }
    #expect(test.attempts.count == 151)
  }

  @Test func theNumberOfAttemptsIsTheUsers() async throws {
    try proxy.inject(#"[{"match": "", "times": 99, "do": "status", "code": 500}]"#)
    let test = try TestClient(endpoint: proxy.endpoint, changes: ["AWS_MAX_ATTEMPTS": "5"])
    _ = await awsError { _ = try await test.identity() }
    #expect(test.attempts.count == 5)
  }

  @Test(arguments: ["reset", "close", "status"])
  func whatMayHaveHappenedIsNotRepeatedUnlessThatIsSafe(fault: String) async throws {
    try proxy.inject(#"[{"match": "PutParameter", "do": "\#(fault)", "code": 500}]"#)
    let test = try client()
    var body = RequestBody()
    body.set("Name", "/once/\(Crypto.uuid())")
    body.set("Value", "v")
    body.set("Type", "String")
    let error = await awsError {
      _ = try await test.client.json(
        .ssm,
        operation: "PutParameter",
        body: body,
        retry: .connectFailuresOnly
      )
    }
    #expect(error != nil)
    #expect(error?.requestNotSent == false)
    #expect(test.attempts.count == 1)
  }

  @Test func aRefusalForTheRateIsRepeatedEvenThen() async throws {
    try proxy.inject(
      #"""
      [{"match": "PutParameter", "do": "status", "code": 400,
        "body": "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}"}]
      """#
    )
    let test = try client()
    var body = RequestBody()
    body.set("Name", "/once/\(Crypto.uuid())")
    body.set("Value", "v")
    body.set("Type", "String")
    _ = try await test.client.json(
      .ssm,
      operation: "PutParameter",
      body: body,
      retry: .connectFailuresOnly
    )
    #expect(test.attempts.map(\.status) == [400, 200])
  }

  @Test(arguments: [-7_200.0, 7_200.0])
  func aWrongClockIsCorrectedFromTheAnswer(error seconds: Double) async throws {
    let test = try TestClient(now: { Date().addingTimeInterval(seconds) })
    #expect(try await test.describeMissing())
    #expect(test.attempts.map(\.status) == [400, 404])
    // Learnt once for the client.
    #expect(try await test.describeMissing())
    #expect(test.attempts.count == 3)
    #expect(test.pauses.isEmpty)
  }

  @Test func theClockOfOneHostIsNotThatOfAnother() async throws {
    try proxy.inject(
      #"""
      [{"match": "DescribeSecret", "do": "skew", "seconds": 7200, "code": 400,
        "body": "{\"__type\": \"RequestTimeTooSkewed\", \"message\": \"no\"}"}]
      """#
    )
    let test = try TestClient(changes: ["AWS_ENDPOINT_URL_SECRETS_MANAGER": proxy.endpoint])
    // The proxy's clock is two hours ahead, the server behind it is not: that cannot end well.
    let error = await awsError { _ = try await test.describe("x") }
    #expect(error?.kind == .invalidCredentials)
    #expect(test.attempts.map(\.retryReason) == [nil, "clock"])
    #expect(try await test.identity().hasPrefix("arn:aws:"))
    #expect(test.attempts.count == 3)
  }

  @Test(arguments: [("2500", 2_500), ("10", 1_000), ("999999", 6_000), ("soon", 1_000)])
  func theServiceMaySayWhen(header: String, milliseconds: Int) async throws {
    try proxy.inject(
      #"""
      [{"match": "GetCallerIdentity", "do": "status", "code": 400,
        "headers": [["x-amz-retry-after", "\#(header)"]],
        "body": "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>"}]
      """#
    )
    let test = try client()
    _ = try await test.identity()
    #expect(test.pauses == [.milliseconds(milliseconds)])
  }

  @Test func aHandshakeIsTriedTwice() async throws {
    // The server speaks no TLS at all.
    let test = try TestClient(endpoint: "https://127.0.0.1:\(proxy.port)")
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(error?.requestNotSent == true)
    #expect(test.attempts.map(\.failure) == ["handshake", "handshake"])
  }

  @Test func theLastErrorDoesNotHideWhatAnEarlierAttemptMayHaveDone() async throws {
    try proxy.inject(
      #"""
      [{"match": "CreateSecret", "do": "lose"},
       {"match": "CreateSecret", "times": 9, "do": "status", "code": 400,
        "body": "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}"}]
      """#
    )
    let test = try client()
    var body = RequestBody()
    body.set("Name", "lost-\(Crypto.uuid())")
    body.set("ClientRequestToken", Crypto.uuid())
    body.set("SecretString", "v")
    let error = await awsError {
      _ = try await test.client.json(.secretsManager, operation: "CreateSecret", body: body)
    }
    #expect(error?.kind == .throttled)
    #expect(error?.mayHaveTakenEffect == true)
    #expect(
      test.attempts.map(\.retryReason) == [nil, "connection-lost", "ThrottlingException"]
    )
  }

  /// A program that gives other keys each time it is asked, the second time those that are right.
  @Test(arguments: ["ExpiredTokenException", "UnrecognizedClientException"])
  func temporaryKeysAreFetchedAnewOnce(code: String) async throws {
    try proxy.inject(
      #"""
      [{"match": "", "do": "status", "code": 400,
        "body": "{\"__type\": \"\#(code)\", \"message\": \"no\"}"}]
      """#
    )
    let server = MotoServer.shared
    let directory = TemporaryDirectory()
    let script = try directory.write(
      """
      #!/bin/sh
      if mkdir "$(dirname "$0")/asked" 2>/dev/null; then
        echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S","SessionToken":"T"}'
      else
        echo '{"Version":1,"AccessKeyId":"\(server.accessKeyID)",' \\
          '"SecretAccessKey":"\(server.secretAccessKey)"}'
      fi

      """,
      to: "keys"
    )
    let test = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil],
      config: "[default]\ncredential_process = /bin/sh \(script)\n"
    )
    #expect(try await test.identity().hasPrefix("arn:aws:"))
    #expect(test.attempts.map(\.retryReason) == [nil, "credentials"])
    #expect(test.pauses.isEmpty)
  }

  @Test func aSilentServerIsGivenUp() async throws {
    try proxy.inject(#"[{"match": "", "times": 9, "do": "hang", "seconds": 600}]"#)
    let test = try client { $0.requestTimeoutMilliseconds = 100 }
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(test.attempts.map(\.failure) == ["timeout", "timeout", "timeout"])
  }

  @Test(.timeLimit(.minutes(1))) func aCancelledTaskEndsItsRequest() async throws {
    try proxy.inject(#"[{"match": "", "times": 9, "do": "hang", "seconds": 600}]"#)
    let test = try client()
    let task = Task { await awsError { _ = try await test.identity() } }
    while try proxy.requests().isEmpty { await Task.yield() }
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
    #expect(test.attempts.count == 1)
  }

  @Test func aTaskCancelledBeforehandSendsNothing() async throws {
    let test = try client()
    let task = Task { () -> AWSError? in
      unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      return await awsError { _ = try await test.identity() }
    }
    #expect(await task.value?.kind == .cancelled)
    #expect(try proxy.requests().isEmpty)
  }
}

extension TestClient {
  /// Asks for a secret that is not there; true when the service says so.
  fileprivate func describeMissing() async throws -> Bool {
    await awsError { _ = try await self.describe("none-\(Crypto.uuid())") }?.kind == .notFound
  }
}
