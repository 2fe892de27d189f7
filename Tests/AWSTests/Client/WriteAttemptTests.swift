import AWS
import TestSupport
import Testing

/// What is known of a writing after attempts that went wrong.
@Suite struct WriteAttemptTests {
  private let proxy: FaultProxy

  init() throws {
    proxy = try FaultProxy(before: MotoServer.shared.port)
  }

  private func client(attempts: Int = 3) throws -> TestClient {
    try TestClient(endpoint: proxy.endpoint, changes: ["AWS_MAX_ATTEMPTS": "\(attempts)"])
  }

  private func refusal(_ operation: String, _ code: String, _ message: String = "no") -> String {
    #"{"match": "\#(operation)", "times": 9, "do": "status", "code": 400,"#
      + #""body": "{\"__type\": \"\#(code)\", \"message\": \"\#(message)\"}"}"#
  }

  private func make(_ test: TestClient) async throws -> String {
    let name = "w\(Crypto.uuid())"
    _ = try await test.client.secretsManager.createSecret(
      name: name,
      value: SecretBytes(utf8: "one"),
      binary: false,
      token: Crypto.uuid()
    )
    // A connection that is there for the next request.
    _ = try await test.describe(name)
    return name
  }

  private func sendings(_ operation: String) throws -> Int {
    try proxy.requests().count { $0.key.contains(operation) }
  }

  @Test func noWritingIsSentAgainUnseen() async throws {
    let test = try client(attempts: 1)
    let name = try await make(test)
    try proxy.inject(#"[{"match": "PutSecretValue", "do": "lose"}]"#)
    let error = await awsError {
      _ = try await test.client.secretsManager.putSecretValue(
        id: name,
        value: SecretBytes(utf8: "two"),
        binary: false,
        token: Crypto.uuid()
      )
    }
    #expect(error?.kind == .unreachable)
    #expect(error?.mayHaveTakenEffect == true)
    #expect(try sendings("PutSecretValue") == 1)
  }

  @Test(arguments: ["ExpiredTokenException", "ValidationException"])
  func aRefusalDoesNotHideTheSendingBeforeIt(code: String) async throws {
    let test = try client()
    let name = try await make(test)
    try proxy.inject(
      #"[{"match": "PutSecretValue", "do": "lose"},"#
        + refusal("PutSecretValue", code, "Value: the-value-of-two") + "]"
    )
    let error = await awsError {
      _ = try await test.client.secretsManager.putSecretValue(
        id: name,
        value: SecretBytes(utf8: "the-value-of-two"),
        binary: false,
        token: Crypto.uuid()
      )
    }
    #expect(error?.code == code)
    #expect(error?.mayHaveTakenEffect == true)
    #expect(error?.message.contains("value-of") == false)
    #expect(test.attempts.suffix(2).map(\.retryReason) == [nil, "connection-lost"])
  }

  /// A second sending would be refused although the first was done.
  @Test(arguments: ["DeleteSecret", "RestoreSecret", "UpdateSecretVersionStage"])
  func whatIsDoneOnceIsSentOnce(operation: String) async throws {
    let test = try client()
    let name = try await make(test)
    let service = test.client.secretsManager
    try proxy.inject(#"[{"match": "\#(operation)", "do": "lose"}]"#)
    let error = await awsError {
      switch operation {
      case "DeleteSecret": _ = try await service.deleteSecret(name, .recoverable(days: 7))
      case "RestoreSecret": try await service.restoreSecret(name)
      default:
        let id = Crypto.uuid()
        try await service.updateSecretVersionStage(id: name, stage: "pin", to: id, from: id)
      }
    }
    #expect(error?.mayHaveTakenEffect == true)
    #expect(try sendings(operation) == 1)
  }

  /// In the forms in which a service may quote what it was sent; the sentence is JSON within JSON.
  @Test(arguments: [
    ("ab\ncd\nef\ngh", #"the string ab\\ncd\\nef\\ngh is not"#),
    ("ab\ncd\nef\ngh", #"the string ab\\\\ncd\\\\nef\\\\ngh is not"#),
    ("ab\ncd\nef\ngh", #"the string ab\\\\u000acd\\\\u000aef is not"#),
    ("pin\n", "the string pin is not"),
    ("ab\ncd\nef\ngh", "the blob YWIKY2QKZWYKZ2g= is not"),
    ("a \"b\" c \"d\" e", #"the string a \\\\\\\"b\\\\\\\" c is not"#),
  ])
  func noFormOfAValueIsShown(value: String, sentence: String) async throws {
    let test = try client()
    try proxy.inject("[" + refusal("PutSecretValue", "ValidationException", sentence) + "]")
    let error = await awsError {
      _ = try await test.client.secretsManager.putSecretValue(
        id: "x",
        value: SecretBytes(utf8: value),
        binary: false,
        token: Crypto.uuid()
      )
    }
    #expect(
      error?.message.contains("repeats a part of the value") == true,
      "\(error?.message ?? "")"
    )
  }

  @Test func whatIsNoPartOfTheValueIsShown() async throws {
    let test = try client()
    try proxy.inject("[" + refusal("PutSecretValue", "ValidationException", "too odd") + "]")
    let error = await awsError {
      _ = try await test.client.secretsManager.putSecretValue(
        id: "x",
        value: SecretBytes(utf8: "ab\ncd"),
        binary: false,
        token: Crypto.uuid()
      )
    }
    #expect(error?.message.hasSuffix("ValidationException: too odd.") == true)
  }

  @Test func aCorrectedClockIsShownBesideTheSetting() async throws {
    let test = try client(attempts: 1)
    try proxy.inject("[" + refusal("DescribeSecret", "RequestTimeTooSkewed") + "]")
    _ = await awsError { _ = try await test.describe("x") }
    #expect(test.attempts.last?.trace.contains("attempt=2/1 retry-of=clock") == true)
  }

  @Test func whyKeysCouldNotBeFetchedAnewIsSaid() async throws {
    let directory = TemporaryDirectory()
    let script = try directory.write(
      """
      #!/bin/sh
      mkdir "$(dirname "$0")/asked" 2>/dev/null || exit 7
      echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S","SessionToken":"T"}'

      """,
      to: "keys"
    )
    try proxy.inject("[" + refusal("", "ExpiredTokenException") + "]")
    let test = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil],
      config: "[default]\ncredential_process = /bin/sh \(script)\n"
    )
    let error = await awsError { _ = try await test.describe("x") }
    #expect(error?.kind == .expiredToken)
    #expect(error?.message.contains("Others could not be fetched: ") == true)
    #expect(error?.message.contains("7") == true, "\(error?.message ?? "")")
  }
}
