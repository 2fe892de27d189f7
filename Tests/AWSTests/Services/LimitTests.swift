import AWS
import FoundationEssentials
import TestSupport
import Testing

/// What is beyond a limit is refused here, with the limit and the figure, and nothing is sent.
@Suite struct LimitTests {
  let world: TestClient

  init() throws {
    world = try TestClient()
  }

  func value(_ count: Int) -> SecretBytes { SecretBytes([UInt8](repeating: 0x61, count: count)) }

  func refuses(
    _ parts: [String],
    _ call: () async throws -> Void,
    _ location: SourceLocation = #_sourceLocation
  ) async {
    let error = await awsError(call)
    #expect(error?.kind == .invalidRequest, sourceLocation: location)
    #expect(error?.requestNotSent == true, sourceLocation: location)
    for part in parts {
      #expect(
        error?.message.contains(part) == true,
        "\(error?.message ?? "")",
        sourceLocation: location
      )
    }
    #expect(world.attempts.isEmpty, sourceLocation: location)
  }

  @Test func valuesOfSecretsHaveASize() async throws {
    let service = world.client.secretsManager
    let token = Crypto.uuid()
    for isBinary in [false, true] {
      await refuses(["CreateSecret was not sent", "65537 bytes", "65536"]) {
        _ = try await service.createSecret(
          name: "n",
          value: value(65_537),
          binary: isBinary,
          token: token
        )
      }
      await refuses(["PutSecretValue", "the value is empty"]) {
        _ = try await service.putSecretValue(
          id: "n",
          value: value(0),
          binary: isBinary,
          token: token
        )
      }
    }
    await refuses(["not UTF-8"]) {
      _ = try await service.putSecretValue(
        id: "n",
        value: SecretBytes([0xFF]),
        binary: false,
        token: token
      )
    }
  }

  /// Bytes count, not characters.
  @Test func aFullValueIsTaken() async throws {
    let name = "full-\(Crypto.uuid())"
    let text = String(repeating: "é", count: 32_768)
    _ = try await world.client.secretsManager.createSecret(
      name: name,
      value: SecretBytes(utf8: text),
      binary: false,
      token: Crypto.uuid()
    )
    #expect(try await world.client.secretsManager.getSecretValue(name).value.count == 65_536)
  }

  @Test(arguments: [
    ("", "empty"), (String(repeating: "n", count: 513), "513 characters"), ("a b", "U+0020"),
    ("ü", "U+00FC"), ("a!b", "“!”"), ("a:b", "“:”"), ("a\nb", "U+000A"),
  ])
  func namesOfNewSecretsAreChecked(_ name: String, _ part: String) async {
    await refuses([part]) {
      _ = try await world.client.secretsManager.createSecret(
        name: name,
        value: value(1),
        binary: false,
        token: Crypto.uuid()
      )
    }
  }

  @Test func whatDescribesASecretIsChecked() async {
    let service = world.client.secretsManager
    let long = { (count: Int) in String(repeating: "x", count: count) }
    await refuses(["description", "2049", "2048"]) {
      try await service.updateSecret(id: "n", description: long(2_049))
    }
    await refuses(["nothing to change"]) { try await service.updateSecret(id: "n") }
    await refuses(["stage", "257", "256"]) {
      try await service.updateSecretVersionStage(id: "n", stage: long(257), to: Crypto.uuid())
    }
    await refuses(["id of the version", "3 characters", "32"]) {
      try await service.updateSecretVersionStage(id: "n", stage: "s", to: "abc")
    }
    await refuses(["names no version"]) {
      try await service.updateSecretVersionStage(id: "n", stage: "s", to: nil)
    }
    await refuses(["21 stages", "20"]) {
      _ = try await service.putSecretValue(
        id: "n",
        value: value(1),
        binary: false,
        stages: (0..<21).map { "s\($0)" },
        token: Crypto.uuid()
      )
    }
    await refuses(["token", "31 characters", "32"]) {
      _ = try await service.putSecretValue(
        id: "n",
        value: value(1),
        binary: false,
        token: long(31)
      )
    }
    await refuses(["key of a tag", "129", "128"]) {
      try await service.tagResource("n", [ResourceTag(key: long(129), value: "")])
    }
    await refuses(["aws:", "belongs to AWS"]) {
      try await service.tagResource("n", [ResourceTag(key: "AWS:x", value: "")])
    }
  }

  @Test func countsOfSecretsAreChecked() async {
    let service = world.client.secretsManager
    await refuses(["21 secrets", "20"]) {
      _ = try await service.batchGetSecretValue((0..<21).map { "n\($0)" })
    }
    await refuses(["0 secrets", "1"]) { _ = try await service.batchGetSecretValue([String]()) }
    await refuses(["11 filters", "10"]) {
      _ = try await service.listSecrets((0..<11).map { _ in SecretFilter(.name, ["x"]) })
    }
    await refuses(["0 values"]) { _ = try await service.listSecrets([SecretFilter(.name, [])]) }
    await refuses(["“*”"]) { _ = try await service.listSecrets([SecretFilter(.name, ["a*"])]) }
    await refuses(["31", "7 to 30"]) {
      _ = try await service.deleteSecret("n", .recoverable(days: 31))
    }
    var wish = PasswordWish()
    wish.length = 4_097
    await refuses(["4097", "1 to 4096"]) { _ = try await service.getRandomPassword(wish) }
    await refuses(["1001", "1 to 1000"]) {
      _ = try await service.rotateSecret("n", schedule: .every(days: 1_001), token: Crypto.uuid())
    }
  }

  @Test(
    arguments: [
      ("Standard", 4_097, "4096"), ("Advanced", 8_193, "8192"), (nil, 8_193, "8192"),
      ("Intelligent-Tiering", 8_193, "8192"), ("Standard", 0, "empty"),
    ] as [(String?, Int, String)]
  )
  func valuesOfParametersHaveASize(_ tier: String?, _ count: Int, _ part: String) async {
    await refuses(["PutParameter", part]) {
      _ = try await world.client.ssm.putParameter(
        name: "n",
        value: value(count),
        overwrite: true,
        tier: tier
      )
    }
  }

  @Test(arguments: [
    ("a/b", "no slash"), ("/a//b", "empty"), ("/a b", "U+0020"), ("/a:1", "“:”"),
    ("/AWS/x", "belong to AWS"), ("ssmx", "belong to AWS"),
    (String(repeating: "/a", count: 16), "16 levels"),
    (String(repeating: "n", count: 1_012), "1012 characters"),
  ])
  func namesOfNewParametersAreChecked(_ name: String, _ part: String) async {
    await refuses([part]) {
      _ = try await world.client.ssm.putParameter(name: name, value: value(1), overwrite: false)
    }
  }

  @Test func fifteenLevelsAreTaken() async throws {
    let name = "/l\(Crypto.uuid())" + String(repeating: "/a", count: 14)
    let written = try await world.client.ssm.putParameter(
      name: name,
      value: value(4_096),
      type: "String",
      overwrite: false,
      tier: "Standard"
    )
    #expect(written.version == 1)
  }

  @Test(arguments: [
    ("1a", "starts with a digit"), ("AWSx", "aws"), ("sSm", "ssm"), ("a b", "U+0020"),
    ("a/b", "“/”"), (String(repeating: "l", count: 101), "101 characters"),
  ])
  func labelsAreChecked(_ label: String, _ part: String) async {
    await refuses([part]) {
      try await world.client.ssm.labelParameterVersion("n", labels: ["good", label])
    }
  }

  @Test func countsOfParametersAreChecked() async {
    let service = world.client.ssm
    let names = (0..<11).map { "n\($0)" }
    await refuses(["11 names", "10"]) { _ = try await service.getParameters(names: names) }
    await refuses(["11 names", "10"]) { _ = try await service.getParameterValues(names: names) }
    await refuses(["11 names", "10"]) { _ = try await service.deleteParameters(names) }
    await refuses(["11 labels", "10"]) {
      try await service.labelParameterVersion("n", labels: names)
    }
    await refuses(["tags cannot come"]) {
      _ = try await service.putParameter(
        name: "n",
        value: value(1),
        overwrite: true,
        tags: [ResourceTag(key: "k", value: "v")]
      )
    }
    await refuses(["{{…}}"]) {
      _ = try await service.putParameter(
        name: "n",
        value: SecretBytes(utf8: "a {{ssm:x}} b"),
        overwrite: true
      )
    }
    await refuses(["starts with no slash"]) { _ = try await service.getParametersByPath("a") }
  }

  @Test(arguments: [
    "ab", "UPPER", "under_score", "-a-", "a..b", "192.168.0.1", "a/b", "arn:aws:s3:::bucket",
    String(repeating: "b", count: 64), "bü",
  ])
  func bucketsHaveNamesOfHosts(_ name: String) async {
    await refuses([]) { _ = try world.client.bucket(name) }
  }

  @Test func keysAndMetadataAreChecked() async throws {
    let bucket = try world.client.bucket("some-bucket")
    await refuses(["the key is empty"]) { _ = try await bucket.getObject("") }
    await refuses(["1026 bytes", "1024"]) {
      _ = try await bucket.getObject(String(repeating: "é", count: 513))
    }
    await refuses(["metadata", "2048"]) {
      let text = String(repeating: "x", count: 2_048)
      _ = try await bucket.putObject("k", value(1), metadata: ["n": text])
    }
    // A header more, smuggled into a value.
    await refuses(["header"]) {
      _ = try await bucket.putObject("k", value(1), if: .matches(etag: "\"a\"\r\nX-Amz-Acl: x"))
    }
    await refuses(["metadata"]) {
      _ = try await bucket.putObject("k", value(1), metadata: ["n": "a\r\nX-Amz-Acl: x"])
    }
    await refuses(["12 digits"]) { _ = try world.client.bucket("some-bucket", owner: "123") }
  }

  @Test func whatKeysTakeIsChecked() async {
    let kms = world.client.kms
    await refuses(["plaintext", "4097", "4096"]) {
      _ = try await kms.encrypt(value(4_097), key: "k")
    }
    await refuses(["message is empty"]) { _ = try await kms.generateMac(value(0), key: "k") }
    await refuses(["ciphertext", "6145", "6144"]) {
      _ = try await kms.decrypt([UInt8](repeating: 0, count: 6_145))
    }
    await refuses(["id of the KMS key is empty"]) { _ = try await kms.describeKey("") }
  }

  @Test func whatRolesTakeIsChecked() async {
    let arn = "arn:aws:iam::123456789012:role/x"
    let sts = world.client.sts
    await refuses(["ARN of the role", "1 characters"]) {
      _ = try await sts.assumeRole(RoleRequest(arn: "x", sessionName: "ab"))
    }
    await refuses(["session name", "65", "64"]) {
      let name = String(repeating: "s", count: 65)
      _ = try await sts.assumeRole(RoleRequest(arn: arn, sessionName: name))
    }
    await refuses(["session name", "U+0020"]) {
      _ = try await sts.assumeRole(RoleRequest(arn: arn, sessionName: "a b"))
    }
    var role = RoleRequest(arn: arn, sessionName: "ab")
    role.seconds = 60
    await refuses(["60", "900 to 43200"]) { _ = try await sts.assumeRole(role) }
    await refuses(["token", "3 bytes"]) {
      _ = try await sts.assumeRoleWithWebIdentity(
        RoleRequest(arn: arn, sessionName: "ab"),
        token: SecretBytes(utf8: "abc")
      )
    }
  }
}
