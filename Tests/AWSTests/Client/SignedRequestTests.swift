import AWS
import TestSupport
import Testing

/// Against a server that checks every signature.
@Suite struct SignedRequestTests {
  @Test func aSignedQueryIsAnswered() async throws {
    let test = try TestClient()
    let answer = try await test.identity()
    #expect(answer.contains(":\(MotoServer.shared.account):"))
    #expect(test.attempts.map(\.status) == [200])
    #expect(test.client.credentialsSource == "environment variables")
  }

  @Test func aSignedJSONRequestCarriesAnyText() async throws {
    let test = try TestClient()
    let name = "signed-\(Crypto.uuid())"
    let value = "line\n\"quoted\" \\ \u{1} café ✓"
    var create = RequestBody()
    create.set("Name", name)
    create.set("ClientRequestToken", Crypto.uuid())
    create.set("SecretString", text: SecretBytes(utf8: value))
    _ = try await test.client.json(.secretsManager, operation: "CreateSecret", body: create)
    var get = RequestBody()
    get.set("SecretId", name)
    let answer = try await test.client.json(.secretsManager, operation: "GetSecretValue", body: get)
    let stored = try Fixture.decode(StoredValue.self, answer.bytes.exposed())
    #expect(stored.text == value)
  }

  @Test func aBlobArrivesByteForByte() async throws {
    let test = try TestClient()
    let name = "blob-\(Crypto.uuid())"
    let bytes = (0..<500).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var create = RequestBody()
    create.set("Name", name)
    create.set("ClientRequestToken", Crypto.uuid())
    create.set("SecretBinary", blob: SecretBytes(bytes))
    _ = try await test.client.json(.secretsManager, operation: "CreateSecret", body: create)
    var get = RequestBody()
    get.set("SecretId", name)
    let answer = try await test.client.json(.secretsManager, operation: "GetSecretValue", body: get)
    let stored = try Fixture.decode(StoredValue.self, answer.bytes.exposed())
    #expect(stored.blob.flatMap { Crypto.base64Decode($0) } == bytes)
  }

  @Test func manyRequestsAtOnceAllSucceed() async throws {
    let test = try TestClient()
    let count = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<60 {
        group.addTask { try await test.identity().hasPrefix("arn:aws:") }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(count == 60)
  }

  @Test func aWrongKeyIsRefusedWithoutRetry() async throws {
    let test = try TestClient(changes: [
      "AWS_SECRET_ACCESS_KEY": "x" + MotoServer.shared.secretAccessKey
    ])
    for request in [{ _ = try await test.identity() }, { _ = try await test.describe("x") }] {
      let error = await awsError(request)
      #expect(error?.kind == .invalidCredentials)
    }
    #expect(test.attempts.count == 2)
  }

  @Test func anUnknownKeyIsRefused() async throws {
    let test = try TestClient(changes: ["AWS_ACCESS_KEY_ID": "AKIA" + "0000000000000000"])
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .invalidCredentials)
  }

  @Test func aMissingSecretIsNotFound() async throws {
    let test = try TestClient()
    let error = await awsError { _ = try await test.describe("no-such-\(Crypto.uuid())") }
    #expect(error?.kind == .notFound)
    #expect(error?.code == "ResourceNotFoundException")
    #expect(error?.service == "secretsmanager")
    #expect(error?.operation == "DescribeSecret")
  }

  @Test func aRoleOfAProfileIsAssumed() async throws {
    let moto = MotoServer.shared
    let config = """
      [profile base]
      aws_access_key_id = \(moto.accessKeyID)
      aws_secret_access_key = \(moto.secretAccessKey)
      [profile deploy]
      role_arn = \(moto.roleARN)
      role_session_name = from-the-test
      source_profile = base
      """
    let test = try TestClient(profile: "deploy", config: config)
    let answer = try await test.identity()
    #expect(answer.contains("assumed-role/deployer/from-the-test"))
    _ = try await test.identity()
    #expect(
      test.attempts.map(\.operation) == ["AssumeRole", "GetCallerIdentity", "GetCallerIdentity"]
    )
  }
}

private struct StoredValue: Decodable {
  let text: String?
  let blob: String?

  enum CodingKeys: String, CodingKey {
    case text = "SecretString"
    case blob = "SecretBinary"
  }
}
