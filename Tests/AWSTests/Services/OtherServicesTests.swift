import AWS
import FoundationEssentials
import TestSupport
import Testing

@Suite struct KMSTests {
  let world: TestClient

  init() throws {
    world = try TestClient()
  }

  var service: KMSClient { world.client.kms }

  @Test func whatIsEncryptedIsDecryptedInItsContextOnly() async throws {
    let key = try MotoServer.shared.makeKey()
    let plaintext = SecretBytes([0, 1, 0xFF, 0x22])
    let context = ["purpose": "a \"test\"", "ü": "="]
    let ciphertext = try await service.encrypt(plaintext, key: key, context: context)
    #expect(try await service.decrypt(ciphertext, context: context) == plaintext)
    let error = await awsError { _ = try await service.decrypt(ciphertext, key: key) }
    #expect(error?.code == "InvalidCiphertextException")
  }

  @Test func aMACIsThatOfItsMessage() async throws {
    let key = try MotoServer.shared.makeKey(
      #"{"spec":"HMAC_256","usage":"GENERATE_VERIFY_MAC"}"#
    )
    let message = SecretBytes(utf8: "a message")
    let mac = try await service.generateMac(message, key: key)
    #expect(mac.count == 32)
    #expect(try await service.generateMac(message, key: key) == mac)
    #expect(try await service.verifyMac(mac, of: message, key: key))
    let other = SecretBytes(utf8: "another")
    #expect(try await service.verifyMac(mac, of: other, key: key) == false)
  }

  @Test func aKeyTellsItsState() async throws {
    let key = try MotoServer.shared.makeKey()
    let description = try await service.describeKey(key)
    #expect(description.arn == key)
    #expect(description.state == "Enabled")
    #expect(description.usage == "ENCRYPT_DECRYPT")
    #expect(description.spec == "SYMMETRIC_DEFAULT")
    let missing = await awsError {
      _ = try await service.describeKey("00000000-0000-0000-0000-000000000000")
    }
    #expect(missing?.kind == .notFound)
  }

  @Test func aDisabledKeyIsToldApart() async throws {
    let key = try MotoServer.shared.makeKey(#"{"enabled":false}"#)
    let error = await awsError {
      _ = try await service.encrypt(SecretBytes(utf8: "v"), key: key)
    }
    #expect(error?.kind == .service(code: "DisabledException"))
  }
}

@Suite struct SecurityTokenTests {
  @Test func aRoleIsAssumedAndItsKeysWork() async throws {
    let world = try TestClient()
    var role = RoleRequest(arn: MotoServer.shared.roleARN, sessionName: "a.test@example")
    role.externalID = "id:1/2"
    role.seconds = 900
    let session = try await world.client.sts.assumeRole(role)
    #expect(session.arn?.hasSuffix("/a.test@example") == true)
    #expect(session.credentials.expiration.map { $0 > Date() } == true)
    let secret = session.credentials.secretAccessKey
    let token = try #require(session.credentials.sessionToken)
    func text(_ secret: SecretBytes) -> String { String(decoding: secret.exposed(), as: UTF8.self) }
    let other = try TestClient(changes: [
      "AWS_ACCESS_KEY_ID": session.credentials.accessKeyID,
      "AWS_SECRET_ACCESS_KEY": text(secret), "AWS_SESSION_TOKEN": text(token),
    ])
    let identity = try await other.client.sts.getCallerIdentity()
    #expect(identity.arn.contains("assumed-role/deployer/"))
    #expect(!"\(session)".contains(text(secret)))
  }

  /// The token says who asks: no credentials are looked for, and nothing is signed.
  @Test func aTokenIsTradedWithoutASignature() async throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    let world = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil]
    )
    let role = RoleRequest(arn: MotoServer.shared.roleARN, sessionName: "web")
    let token = SecretBytes(utf8: "head+er/.pay=load.sig&nature")
    let session = try await world.client.sts.assumeRoleWithWebIdentity(role, token: token)
    #expect(!session.credentials.secretAccessKey.isEmpty)
    let request = try #require(try proxy.requests().first)
    #expect(request.headers.keys.allSatisfy { $0.lowercased() != "authorization" })
    #expect(request.key.contains("WebIdentityToken=head%2Ber%2F.pay%3Dload.sig%26nature"))
  }

  @Test(arguments: [
    ("ExpiredTokenException", AWSError.Kind.expiredToken),
    ("InvalidIdentityToken", .invalidCredentials), ("AccessDenied", .accessDenied),
    ("RegionDisabledException", .service(code: "RegionDisabledException")),
  ])
  func refusalsHaveAKind(_ code: String, _ kind: AWSError.Kind) async throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    let token = "eyJh.payload-of-a-token"
    try proxy.inject(
      #"""
      [{"match": "", "times": 9, "do": "status", "code": 400, "body":
        "<ErrorResponse><Error><Type>Sender</Type><Code>\#(code)</Code><Message>Bad \#(token)
         </Message></Error><RequestId>r-1</RequestId></ErrorResponse>"}]
      """#.replacing("\n   ", with: "")
    )
    let world = try TestClient(endpoint: proxy.endpoint)
    let role = RoleRequest(arn: MotoServer.shared.roleARN, sessionName: "web")
    let error = await awsError {
      _ = try await world.client.sts.assumeRoleWithWebIdentity(
        role,
        token: SecretBytes(utf8: token)
      )
    }
    #expect(error?.kind == kind)
    #expect(error?.requestID == "r-1")
    #expect(error?.message.contains("payload") == false)
  }

  @Test(arguments: [
    "<html/>", "<AssumeRoleResponse/>", "<AssumeRoleResponse><AssumeRoleResult/>",
    "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId></Credentials>"
      + "</AssumeRoleResult></AssumeRoleResponse>",
  ])
  func anAnswerWithoutKeysIsAnError(_ body: String) async throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(#"[{"match": "", "do": "status", "code": 200, "body": "\#(body)"}]"#)
    let world = try TestClient(endpoint: proxy.endpoint)
    let role = RoleRequest(arn: MotoServer.shared.roleARN, sessionName: "test")
    let error = await awsError { _ = try await world.client.sts.assumeRole(role) }
    #expect(error?.kind == .invalidResponse)
  }
}

@Suite struct CloudFormationTests {
  @Test func theResourcesOfAStackAreListed() async throws {
    let world = try TestClient()
    let name = "stack-\(Crypto.uuid())"
    try MotoServer.shared.makeStack(
      name,
      #"""
      {"AWSTemplateFormatVersion":"2010-09-09","Resources":{"Mine":
        {"Type":"AWS::SSM::Parameter","Properties":{"Name":"/\#(name)/x","Type":"String","Value":"v"}}}}
      """#
    )
    let resources = try await world.client.cloudFormation.describeStackResources(stack: name)
    #expect(resources.map(\.logicalID) == ["Mine"])
    #expect(resources.map(\.type) == ["AWS::SSM::Parameter"])
    #expect(resources.first?.physicalID == "/\(name)/x")
    #expect(resources.first?.stackName == name)
  }

  @Test func aStackThatIsNotThereIsNotFound() async throws {
    let world = try TestClient()
    let error = await awsError {
      _ = try await world.client.cloudFormation.describeStackResources(stack: "no-such-stack")
    }
    #expect(error?.kind == .notFound)
    #expect(error?.code == "ValidationError")
  }
}

@Suite struct CloudTrailTests {
  let proxy: FaultProxy
  let world: TestClient

  init() throws {
    proxy = try FaultProxy(before: MotoServer.shared.port)
    world = try TestClient(endpoint: proxy.endpoint)
  }

  func answer(_ body: String, status: Int = 200) throws {
    // A text in a text in a text.
    let text = body.replacing("\"", with: "\\\"").replacing("'", with: "\\\\\\\"")
    try proxy.inject(#"[{"match": "", "do": "status", "code": \#(status), "body": "\#(text)"}]"#)
  }

  @Test func eventsComeInPages() async throws {
    func event(_ id: String) -> String {
      #"{"EventId":"\#(id)","EventName":"PutSecretValue","EventTime":1700000000.5,"Username":"ann","#
        + #""Resources":[{"ResourceType":"AWS::SecretsManager::Secret","ResourceName":"x"}],"#
        + #""CloudTrailEvent":"{'userIdentity':{'arn':'arn:aws:iam::1:user/ann'},"#
        + #"'sourceIPAddress':'192.0.2.1'}"}"#
    }
    try answer(#"{"Events":[],"NextToken":"one"}"#)
    try answer(#"{"Events":[\#(event("a")),\#(event("b"))],"NextToken":"two"}"#)
    try answer(#"{"Events":[\#(event("c"))]}"#)
    let answer = try await world.client.cloudTrail.lookupEvents(.resourceName("x"))
    guard case .events(let events) = answer else {
      Issue.record("not allowed")
      return
    }
    #expect(events.map(\.id) == ["a", "b", "c"])
    #expect(events.first?.username == "ann")
    #expect(events.first?.actorARN == "arn:aws:iam::1:user/ann")
    #expect(events.first?.sourceAddress == "192.0.2.1")
    #expect(events.first?.time == Date(timeIntervalSince1970: 1_700_000_000.5))
    #expect(events.first?.resources?.first?.name == "x")
    let request = try #require(try proxy.requests().last)
    #expect(request.key.contains("CloudTrail_20131101.LookupEvents"))
    #expect(request.key.contains(#""AttributeKey":"ResourceName","AttributeValue":"x""#))
  }

  @Test func anEventTellsOfASecret() async throws {
    func event(_ record: String) -> String {
      let quoted = record.replacing("\"", with: "'")
      return
        #"{"EventId":"x","EventName":"PutSecretValue","EventTime":1,"CloudTrailEvent":"\#(quoted)"}"#
    }
    let put =
      #"{"requestParameters":{"secretId":"shop/db","clientRequestToken":"v2"},"#
      + #""responseElements":{"aRN":"arn:old"}}"#
    let move =
      #"{"requestParameters":{"secretId":"shop/db","versionStage":"AWSCURRENT","#
      + #""moveToVersionId":"v1"},"responseElements":{"arn":"arn:new"}}"#
    let odd =
      #"{"errorCode":"AccessDenied","requestParameters":{"name":["x"]},"responseElements":"x","#
      + #""userIdentity":{"arn":"arn:ann"}}"#
    try answer(#"{"Events":[\#([put, move, odd].map(event).joined(separator: ","))]}"#)
    guard case .events(let events) = try await world.client.cloudTrail.lookupEvents() else {
      Issue.record("not allowed")
      return
    }
    #expect(events.map(\.secret.id) == ["shop/db", "shop/db", nil])
    #expect(events.map(\.secret.arn) == ["arn:old", "arn:new", nil])
    #expect(events.map(\.secret.versionID) == ["v2", nil, nil])
    #expect(events.map(\.secret.movedTo) == [nil, "v1", nil])
    #expect(events.map(\.errorCode) == [nil, nil, "AccessDenied"])
    #expect(events.last?.actorARN == "arn:ann")
  }

  @Test(arguments: ["AccessDeniedException", "OperationNotPermittedException"])
  func withoutPermissionThereIsAnAnswer(_ code: String) async throws {
    try answer(#"{"__type":"\#(code)","message":"lacks cloudtrail:LookupEvents"}"#, status: 400)
    let answer = try await world.client.cloudTrail.lookupEvents()
    guard case .notAllowed(let why) = answer else {
      Issue.record("allowed")
      return
    }
    #expect(why.contains("cloudtrail:LookupEvents"))
  }

  @Test func anotherErrorIsAnError() async throws {
    try answer(#"{"__type":"InvalidTimeRangeException","message":"m"}"#, status: 400)
    let error = await awsError { _ = try await world.client.cloudTrail.lookupEvents() }
    #expect(error?.kind == .invalidRequest)
  }
}
