import AWS
import FoundationEssentials
import TestSupport
import Testing

@Suite struct SecretsManagerTests {
  let world: TestClient
  let prefix = "s\(Crypto.uuid())/"

  init() throws {
    world = try TestClient()
  }

  var service: SecretsManagerClient { world.client.secretsManager }

  /// Makes a secret; its name and its first version.
  func make(_ name: String, _ value: String = "v") async throws -> (name: String, version: String) {
    let written = try await service.createSecret(
      name: prefix + name,
      value: SecretBytes(utf8: value),
      binary: false,
      description: "of a test",
      tags: [ResourceTag(key: "team", value: "blue")],
      token: Crypto.uuid()
    )
    return (prefix + name, written.versionId)
  }

  @Test func anyByteComesBackAsItWas() async throws {
    let bytes = SecretBytes([0, 0xFF, 0x0A, 0x22, 0x80])
    let name = prefix + "binary"
    _ = try await service.createSecret(
      name: name,
      value: bytes,
      binary: true,
      token: Crypto.uuid()
    )
    let output = try await service.getSecretValue(name)
    #expect(output.value == bytes)
    #expect(output.isBinary)
    for text in ["ü 日本 😀 \u{1F}\u{7F}\"\\/\n\t", " ", "null", #"{"a":[1,"}"]}"#] {
      _ = try await service.putSecretValue(
        id: name,
        value: SecretBytes(utf8: text),
        binary: false,
        token: Crypto.uuid()
      )
      let read = try await service.getSecretValue(name)
      #expect(read.value == SecretBytes(utf8: text))
      #expect(!read.isBinary)
    }
  }

  @Test func aBatchTellsEachFailureByItself() async throws {
    let one = try await make("one", "first")
    let two = try await make("two", "second \"}]")
    let batch = try await service.batchGetSecretValue([one.name, prefix + "none", two.name])
    #expect(
      batch.values.map(\.value) == [SecretBytes(utf8: "first"), SecretBytes(utf8: "second \"}]")]
    )
    #expect(batch.values.map(\.versionId) == [one.version, two.version])
    #expect(batch.failures.map(\.id) == [prefix + "none"])
    #expect(batch.failures.first?.error.kind == .notFound)
    #expect(batch.failures.first?.error.operation == "BatchGetSecretValue")
  }

  @Test func aBatchByFilterComesInPages() async throws {
    for number in 0..<22 { _ = try await make("n\(number)", "value \(number)") }
    let batch = try await service.batchGetSecretValue([SecretFilter(.name, [prefix])])
    #expect(Set(batch.values.map(\.name)).count == 22)
    #expect(batch.failures.isEmpty)
  }

  @Test func secretsAreFilteredByTag() async throws {
    let name = try await make("x").name
    let team = "team \(prefix)"
    try await service.tagResource(name, [ResourceTag(key: "of", value: team)])
    let found = try await service.listSecrets([SecretFilter(.tagValue, [team])])
    #expect(found.map(\.name) == [name])
    #expect(found.first?.tags?.contains(ResourceTag(key: "of", value: team)) == true)
  }

  @Test func tagsAreReplacedAndRemoved() async throws {
    let name = try await make("x").name
    let new = [
      ResourceTag(key: "team", value: "red"), ResourceTag(key: "where + how", value: "a=b/ü"),
    ]
    try await service.tagResource(name, new)
    #expect(try await service.describeSecret(name).tags.map(Set.init) == Set(new))
    try await service.untagResource(name, keys: ["team", "never there"])
    #expect(try await service.describeSecret(name).tags == [new[1]])
  }

  @Test func metadataChangesWithoutAVersion() async throws {
    let (name, version) = try await make("x")
    try await service.updateSecret(id: name, description: "another", kmsKeyId: "alias/mine")
    let metadata = try await service.describeSecret(name)
    #expect(metadata.description == "another")
    #expect(metadata.kmsKeyId == "alias/mine")
    #expect(metadata.versionIdsToStages?.keys.map { $0 } == [version])
  }

  @Test func aStageMovesFromTheVersionThatIsNamed() async throws {
    let (name, first) = try await make("x")
    let second = try await service.putSecretValue(
      id: name,
      value: SecretBytes(utf8: "two"),
      binary: false,
      token: Crypto.uuid()
    ).versionId
    try await service.updateSecretVersionStage(id: name, stage: "pin", to: first)
    let error = await awsError {
      try await service.updateSecretVersionStage(id: name, stage: "pin", to: second)
    }
    #expect(error?.kind == .invalidRequest)
    try await service.updateSecretVersionStage(id: name, stage: "pin", to: second, from: first)
    #expect(try await service.getSecretValue(name, versionStage: "pin").versionId == second)
    try await service.updateSecretVersionStage(id: name, stage: "pin", to: nil, from: second)
    let gone = await awsError { _ = try await service.getSecretValue(name, versionStage: "pin") }
    #expect(gone?.kind == .notFound)
  }

  /// A restoration: the old version is current again, and keeps its id.
  @Test func theCurrentStageMovesBack() async throws {
    let (name, first) = try await make("x", "one")
    let second = try await service.putSecretValue(
      id: name,
      value: SecretBytes(utf8: "two"),
      binary: false,
      token: Crypto.uuid()
    ).versionId
    try await service.updateSecretVersionStage(
      id: name,
      stage: "AWSCURRENT",
      to: first,
      from: second
    )
    #expect(try await service.getSecretValue(name).value == SecretBytes(utf8: "one"))
    #expect(
      try await service.describeSecret(name).versionIdsToStages == [
        first: ["AWSCURRENT"], second: ["AWSPREVIOUS"],
      ]
    )
  }

  @Test func stagesThatAreNamedAreTheOnlyOnes() async throws {
    let (name, first) = try await make("x", "one")
    let written = try await service.putSecretValue(
      id: name,
      value: SecretBytes(utf8: "two"),
      binary: false,
      stages: ["AWSPENDING", "candidate"],
      token: Crypto.uuid()
    )
    #expect(written.stages.map(Set.init) == ["AWSPENDING", "candidate"])
    #expect(try await service.getSecretValue(name).versionId == first)
  }

  @Test func aSecretIsDeletedAndRestored() async throws {
    let name = try await make("x").name
    let date = try await service.deleteSecret(name, .recoverable(days: 7))
    #expect(date > Date() + 6.9 * 86_400)
    #expect(try await service.describeSecret(name).deletedDate != nil)
    #expect(try await service.listSecrets([SecretFilter(.name, [prefix])]).isEmpty)
    #expect(
      try await service.listSecrets([SecretFilter(.name, [prefix])], includeDeleted: true).count
        == 1
    )
    let pending = await awsError { _ = try await service.getSecretValue(name) }
    #expect(pending?.kind == .invalidRequest)
    try await service.restoreSecret(name)
    #expect(try await service.getSecretValue(name).value == SecretBytes(utf8: "v"))
    _ = try await service.deleteSecret(name, .immediate)
    let gone = await awsError { _ = try await service.describeSecret(name) }
    #expect(gone?.kind == .notFound)
  }

  @Test func passwordsAreAsWished() async throws {
    #expect(try await service.getRandomPassword().count == 32)
    var wish = PasswordWish()
    wish.length = 200
    wish.withPunctuation = false
    wish.withUppercase = false
    wish.withNumbers = false
    wish.withEachKind = false
    wish.excludedCharacters = "abc"
    let password = try await service.getRandomPassword(wish).exposed()
    #expect(password.count == 200)
    #expect(password.allSatisfy { (UInt8(ascii: "d")...UInt8(ascii: "z")).contains($0) })
  }

  @Test func withoutAFunctionNothingRotates() async throws {
    let name = try await make("x").name
    let error = await awsError {
      _ = try await service.rotateSecret(
        name,
        schedule: .every(days: 30),
        token: Crypto.uuid()
      )
    }
    #expect(error?.kind == .invalidRequest)
    #expect(error?.message.contains("Lambda") == true)
  }

  @Test func aRotationSaysItsFunctionAndSchedule() async throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    let token = Crypto.uuid()
    try proxy.inject(
      #"""
      [{"match": "RotateSecret", "do": "status", "code": 200,
        "body": "{\"ARN\":\"a\",\"Name\":\"n\",\"VersionId\":\"\#(token)\"}"}]
      """#
    )
    let client = try TestClient(endpoint: proxy.endpoint).client.secretsManager
    let written = try await client.rotateSecret(
      "n",
      lambdaARN: "arn:aws:lambda:eu-west-1:123456789012:function:turn",
      schedule: .every(days: 30),
      token: token
    )
    #expect(written.versionId == token)
    let body = try #require(try proxy.requests().first).body
    #expect(body.contains(#""RotationRules":{"AutomaticallyAfterDays":30}"#))
    #expect(body.contains(#":function:turn""#))
    #expect(body.contains(#""ClientRequestToken":"\#(token)""#))
  }

  @Test func aSecretIsCopiedToOtherRegions() async throws {
    let name = try await make("x").name
    let status = try await service.replicateSecret(
      name,
      to: [SecretReplica(region: "us-east-1"), SecretReplica(region: "eu-central-1")]
    )
    #expect(status.map(\.region).sorted() == ["eu-central-1", "us-east-1"])
    #expect(status.allSatisfy { $0.status == "InSync" })
    #expect(try await service.describeSecret(name).replication?.count == 2)
  }
}
