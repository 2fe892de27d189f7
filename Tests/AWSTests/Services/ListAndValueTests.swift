import AWS
import FoundationEssentials
import TestSupport
import Testing

@Suite struct ListAndValueTests {
  let world: TestClient
  let prefix = "t\(Crypto.uuid())/"

  init() throws {
    world = try TestClient()
  }

  func spoil(_ operation: String, count: Int = 1, _ fault: String) throws {
    try MotoServer.shared.inject(
      #"[{"match":"\#(operation)","contains":"\#(prefix)","count":\#(count),\#(fault)}]"#
    )
  }

  func answer(_ operation: String, count: Int = 1, _ body: String) throws {
    let text = body.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    try spoil(operation, count: count, #""body":"\#(text)","type":"application/x-amz-json-1.1""#)
  }

  @Test func whoCallsIsTold() async throws {
    let identity = try await world.client.sts.getCallerIdentity()
    #expect(identity.account == MotoServer.shared.account)
    #expect(identity.arn.hasPrefix("arn:aws:iam::\(identity.account):user/"))
    #expect(!identity.userId.isEmpty)
  }

  /// The whole value or a part of it, quoted in whichever way.
  @Test(arguments: ["hunter-number-22", "start hunter-number-22 end", "22 hunter-numbe"])
  func aSentenceThatRepeatsTheValueIsNotShown(quoted: String) async throws {
    let value = SecretBytes(utf8: "hunter-number-22")
    let sentence = #""status":400,"code":"ValidationException","message":"Bad: \#(quoted)!""#
    for operation in ["CreateSecret", "PutSecretValue", "PutParameter"] {
      try spoil(operation, sentence)
      let error = await awsError {
        switch operation {
        case "CreateSecret":
          _ = try await world.client.secretsManager.createSecret(
            name: prefix + "x",
            value: value,
            binary: false,
            token: Crypto.uuid()
          )
        case "PutSecretValue":
          _ = try await world.client.secretsManager.putSecretValue(
            id: prefix + "x",
            value: value,
            binary: false,
            token: Crypto.uuid()
          )
        default:
          _ = try await world.client.ssm.putParameter(
            name: "/\(prefix)x",
            value: value,
            overwrite: false
          )
        }
      }
      #expect(error?.kind == .invalidRequest)
      #expect(error?.message.contains("hunter") == false)
      #expect(error?.message.contains("ValidationException") == true)
      #expect(error?.message.contains("not shown") == true)
    }
  }

  @Test func theRestOfAValidationErrorIsShown() async throws {
    try spoil(
      "PutParameter",
      #"""
      "status":400,"code":"ValidationException","message":
      "1 validation error detected: Value 'a' at 'b' at 'type' failed: Member must be one of [x]"
      """#
    )
    let error = await awsError {
      _ = try await world.client.ssm.putParameter(
        name: "/\(prefix)x",
        value: SecretBytes(utf8: "hunter-number-22"),
        overwrite: false
      )
    }
    #expect(error?.message.contains("at 'type' failed: Member must be one of [x].") == true)
    #expect(error?.message.contains("'a'") == false)
  }

  @Test func emptyPagesDoNotEndAList() async throws {
    let service = world.client.secretsManager
    try answer("ListSecrets", #"{"SecretList":[],"NextToken":"one"}"#)
    try answer("ListSecrets", #"{"SecretList":[{"ARN":"a","Name":"n"}],"NextToken":"two"}"#)
    try answer("ListSecrets", #"{"NextToken":"three"}"#)
    try answer("ListSecrets", #"{"SecretList":[{"ARN":"b","Name":"m"}],"NextToken":""}"#)
    #expect(
      try await service.listSecrets([SecretFilter(.name, [prefix])]).map(\.name) == ["n", "m"]
    )
  }

  @Test func aListThatGoesInCirclesIsAnError() async throws {
    let service = world.client.secretsManager
    try answer("ListSecrets", #"{"SecretList":[],"NextToken":"one"}"#)
    try answer("ListSecrets", #"{"SecretList":[],"NextToken":"two"}"#)
    try answer("ListSecrets", #"{"SecretList":[],"NextToken":"one"}"#)
    let error = await awsError {
      _ = try await service.listSecrets([SecretFilter(.name, [prefix])])
    }
    #expect(error?.kind == .invalidResponse)
    #expect(error?.operation == "ListSecrets")
  }

  @Test func aRefusedTokenIsAnError() async throws {
    let service = world.client.secretsManager
    try answer("ListSecrets", #"{"SecretList":[],"NextToken":"one"}"#)
    try spoil("ListSecrets", #""status":400,"code":"InvalidNextTokenException""#)
    let error = await awsError {
      _ = try await service.listSecrets([SecretFilter(.name, [prefix])])
    }
    #expect(error?.code == "InvalidNextTokenException")
  }

  @Test(arguments: [
    "<html><body>Please sign in</body></html>", "", "[]", "null", #"{"ARN":1}"#,
    #"{"Name":"x"}"#, #"{"ARN":"a","Name":"n","VersionId":"v"}"#,
    #"{"ARN":"a","Name":"n","VersionId":"v","SecretBinary":"not base 64"}"#,
  ])
  func whatIsNoValueIsAnError(_ body: String) async throws {
    try answer("GetSecretValue", body)
    let name = prefix + "x"
    let error = await awsError {
      _ = try await world.client.secretsManager.getSecretValue(name)
    }
    #expect(error?.kind == .invalidResponse)
    #expect(error?.service == "secretsmanager")
    #expect(error?.operation == "GetSecretValue")
    #expect(error?.message.contains(body) != true || body.isEmpty)
  }

  @Test func theStageIsAlwaysSaid() async throws {
    let name = prefix + "x"
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    let client = try TestClient(endpoint: proxy.endpoint).client.secretsManager
    let token = Crypto.uuid()
    _ = try await client.createSecret(
      name: name,
      value: SecretBytes(utf8: "v"),
      binary: false,
      token: token
    )
    #expect(try await client.getSecretValue(name).versionId == token)
    #expect(try await client.getSecretValue(name, versionId: token).stages == ["AWSCURRENT"])
    let bodies = try proxy.requests().map(\.key).filter { $0.contains("GetSecretValue") }
    #expect(bodies.count == 2)
    #expect(bodies.first?.contains(#""VersionStage":"AWSCURRENT""#) == true)
    #expect(bodies.last?.contains(#""VersionId":"\#(token)""#) == true)
  }

  @Test func theSameTokenIsTheSameVersion() async throws {
    let client = world.client.secretsManager
    let name = prefix + "x"
    let tokens = [Crypto.uuid(), Crypto.uuid()]
    for _ in 0..<2 {
      let written = try await client.createSecret(
        name: name,
        value: SecretBytes(utf8: "one"),
        binary: false,
        token: tokens[0]
      )
      #expect(written.versionId == tokens[0])
    }
    for _ in 0..<2 {
      let written = try await client.putSecretValue(
        id: name,
        value: SecretBytes(utf8: "two"),
        binary: false,
        token: tokens[1]
      )
      #expect(written.versionId == tokens[1])
    }
    let versions = try await client.listSecretVersionIds(name, includeDeprecated: true)
    #expect(versions.map(\.versionId).sorted() == tokens.sorted())
  }

  @Test func metadataOfAParameterHasNoValue() async throws {
    let client = world.client.ssm
    let name = "/\(prefix)x"
    let value = "correct horse battery staple"
    let written = try await client.putParameter(
      name: name,
      value: SecretBytes(utf8: value),
      type: "String",
      overwrite: false
    )
    #expect(written.version == 1)
    let (found, invalid) = try await client.getParameters(names: [name, name + "none"])
    #expect(found.map(\.name) == [name])
    #expect(invalid == [name + "none"])
    let metadata = try await client.getParameterMetadata(name)
    let history = try await client.getParameterHistory(name)
    #expect(!"\(found) \(metadata) \(history)".contains(value))
    #expect(try await client.getParameter(name).value == SecretBytes(utf8: value))
  }

  @Test func parametersBelowAPathAreFound() async throws {
    let client = world.client.ssm
    for name in ["a", "b/c"] {
      _ = try await client.putParameter(
        name: "/\(prefix)\(name)",
        value: SecretBytes(utf8: "v"),
        type: "String",
        overwrite: false
      )
    }
    let below = try await client.describeParameters([.below(path: "/\(prefix.dropLast())")])
    #expect(below.map(\.name).sorted() == ["/\(prefix)a", "/\(prefix)b/c"])
    let named = try await client.describeParameters([.names(["/\(prefix)a"])])
    #expect(named.map(\.name) == ["/\(prefix)a"])
  }
}
