import AWS
import FoundationEssentials
import Secrets
import TestSupport
import Testing

@Suite struct SecretsManagerStoreTests {
  let cloud = Cloud()
  /// Names of this test.
  var prefix: String { cloud.prefix }

  func store(attempts: Int = 3) throws -> SecretsManagerStore {
    SecretsManagerStore(client: try cloud.client(attempts: attempts))
  }

  func text(_ name: String, _ version: String? = nil) async throws -> String {
    let value = try await store().value(of: name, version: version)
    return String(decoding: value.bytes.exposed(), as: UTF8.self)
  }

  @Test func versionsMoveTheirStages() async throws {
    let store = try store()
    let name = prefix + "db"
    let one = try await store.create(
      name,
      value: SecretBytes(utf8: "one"),
      options: .init(description: "the database")
    )
    let two = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: one.id)
    let three = try await store.put(name, value: SecretBytes(utf8: "three"), expecting: nil)
    #expect(Set([one.id, two.id, three.id]).count == 3)

    #expect(try await text(name) == "three")
    #expect(try await text(name, "AWSCURRENT") == "three")
    #expect(try await text(name, "AWSPREVIOUS") == "two")
    #expect(try await text(name, one.id) == "one")
    let versions = try await store.versions(of: name)
    #expect(Set(versions.map(\.id)) == [one.id, two.id, three.id])
    let stages = Dictionary(uniqueKeysWithValues: versions.map { ($0.id, $0.stages) })
    #expect(stages == [three.id: ["AWSCURRENT"], two.id: ["AWSPREVIOUS"], one.id: []])

    guard case .found(let description) = try await store.describe([name])[name] else {
      Issue.record("not found")
      return
    }
    #expect(description.current?.id == three.id)
    #expect(description.versions.map(\.id) == [three.id, two.id])
    #expect(description.description == "the database")
    let age = Date().timeIntervalSince(try #require(description.created))
    #expect(abs(age) < 600, "the time is not in seconds since 1970")

    let arn = try #require(description.arn)
    #expect(try SecretReference(parsing: arn).name == name)
    #expect(try await text(arn) == "three")
    #expect(try await store.describe([arn])[arn] == .found(description))
  }

  @Test(arguments: [
    "plain", "\"quoted\\ \u{1}\t\n\r/ é€😀 {\"json\": \"\\u00e9\"}", " ", "null",
  ])
  func textComesBackAsItWas(_ value: String) async throws {
    let name = prefix + "text"
    _ = try await store().create(name, value: SecretBytes(utf8: value), options: .init())
    let read = try await store().value(of: name, version: nil)
    #expect(read.bytes == SecretBytes(utf8: value))
    #expect(!read.isBinary)
  }

  @Test func takesAsMuchAsTheServiceDoes() async throws {
    let name = prefix + "large"
    let value = SecretBytes(utf8: String(repeating: "x", count: 65_536))
    _ = try await store().create(name, value: value, options: .init())
    #expect(try await store().value(of: name, version: nil).bytes == value)
  }

  @Test(arguments: [0, 1, 2, 47, 65_533])
  func bytesComeBackAsTheyWere(_ count: Int) async throws {
    let name = prefix + "bytes"
    let value = SecretBytes([0xFF, 0, 0xFE] + (0..<count).map { UInt8(truncatingIfNeeded: $0) })
    _ = try await store().create(name, value: value, options: .init())
    let read = try await store().value(of: name, version: nil)
    #expect(read.bytes == value)
    #expect(read.isBinary)
  }

  @Test func listsByPattern() async throws {
    let store = try store()
    for name in ["b", "a/2", "a/1"] {
      _ = try await store.create(prefix + name, value: SecretBytes(utf8: "v"), options: .init())
    }
    func list(_ pattern: String) async throws -> [String] {
      try await store.list(SecretSelector(parsing: "sm:\(prefix)\(pattern)")).map {
        String($0.name.dropFirst(prefix.count))
      }
    }
    #expect(try await list("*") == ["a/1", "a/2", "b"])
    #expect(try await list("a/?") == ["a/1", "a/2"])
    #expect(try await list("*2") == ["a/2"])
    #expect(try await list("b") == ["b"])
    #expect(try await list("a").isEmpty)
    #expect(try await list("c*").isEmpty)
    let summary = try #require(
      try await store.list(SecretSelector(parsing: "sm:\(prefix)b*")).first
    )
    #expect(summary.currentVersion == (try await store.versions(of: prefix + "b").first?.id))
    #expect(summary.arn?.contains(prefix) == true)
  }

  // MARK: Refusals

  @Test func whatIsNotThere() async throws {
    let store = try store()
    let name = prefix + "none"
    #expect(try await store.describe([name]) == [name: .missing])
    await expect(.notFound) { _ = try await store.value(of: name, version: nil) }
    await expect(.notFound) { _ = try await store.versions(of: name) }
    await expect(.notFound) {
      _ = try await store.put(name, value: SecretBytes(utf8: "v"), expecting: nil)
    }
    await expect(.notFound) {
      _ = try await store.put(name, value: SecretBytes(utf8: "v"), expecting: Crypto.uuid())
    }
    _ = try await store.create(name, value: SecretBytes(utf8: "v"), options: .init())
    for version in ["NO_SUCH_STAGE", Crypto.uuid()] {
      let error = await #expect(throws: SecretsError.self) {
        _ = try await store.value(of: name, version: version)
      }
      #expect(error?.message.contains("has no version or stage “\(version)”") == true)
    }
  }

  @Test func aNameIsTakenOnce() async throws {
    let name = prefix + "x"
    _ = try await store().create(name, value: SecretBytes(utf8: "one"), options: .init())
    await expect(.alreadyExists) {
      _ = try await store().create(name, value: SecretBytes(utf8: "two"), options: .init())
    }
    #expect(try await text(name) == "one")
  }

  @Test func anotherCurrentVersionIsAConflict() async throws {
    let store = try store()
    let name = prefix + "x"
    let one = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    _ = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: one.id)
    await expect(.conflict) {
      _ = try await store.put(name, value: SecretBytes(utf8: "three"), expecting: one.id)
    }
    #expect(try await text(name) == "two")
    #expect(try await store.versions(of: name).count == 2)
  }

  @Test func aVersionThatCameBetweenIsAConflict() async throws {
    let store = try store()
    let name = prefix + "x"
    let one = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    let two = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: nil)
    // The look before the writing still sees the first version.
    try cloud.answer(
      "DescribeSecret",
      #"{"ARN":"arn","Name":"\#(name)","VersionIdsToStages":{"\#(one.id)":["AWSCURRENT"]}}"#
    )
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store.put(name, value: SecretBytes(utf8: "three"), expecting: one.id)
    }
    guard case .conflict? = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.message.contains(two.id) == true)
    #expect(try await text(name, "AWSPREVIOUS") == "two")
  }

  @Test func aCollectedVersionIsGone() async throws {
    let store = try store()
    let name = prefix + "x"
    let one = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    try cloud.spoil("GetSecretValue", #""status":400,"code":"InvalidRequestException""#)
    await expect(.notFound) { _ = try await store.value(of: name, version: one.id) }
  }

  @Test func aLabelAsLongAsAnIDIsFound() async throws {
    let store = try store()
    let name = prefix + "x"
    let label = "release-2026-11-23-of-the-payment-service"
    let one = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    _ = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: nil)
    var body = RequestBody()
    body.set("SecretId", name)
    body.set("VersionStage", label)
    body.set("MoveToVersionId", one.id)
    _ = try await cloud.client()
      .json(.secretsManager, operation: "UpdateSecretVersionStage", body: body)
    #expect(try await text(name, label) == "one")
  }

  @Test func pendingDeletionIsSaid() async throws {
    let store = try store()
    let name = prefix + "x"
    _ = try await store.create(name, value: SecretBytes(utf8: "v"), options: .init())
    try await delete(name)
    await expect(.pendingDeletion) { _ = try await store.value(of: name, version: nil) }
    await expect(.pendingDeletion) {
      _ = try await store.create(name, value: SecretBytes(utf8: "v"), options: .init())
    }
    await expect(.pendingDeletion) {
      _ = try await store.put(name, value: SecretBytes(utf8: "v"), expecting: nil)
    }
    guard case .found(let description) = try await store.describe([name])[name] else {
      Issue.record("not found")
      return
    }
    #expect(description.deletionDate != nil)
    #expect(try await store.list(SecretSelector(parsing: "sm:\(prefix)*")).isEmpty)
    let named = try await store.list(SecretSelector(parsing: "sm:\(name)"))
    #expect(named.map(\.deletionDate) == [description.deletionDate])
  }

  @Test func nothingIsSentThatCannotBeTaken() async throws {
    let store = SecretsManagerStore(client: try cloud.client(endpoint: Cloud.nowhere))
    for name in ["a b", "", "new!", String(repeating: "x", count: 513), "é"] {
      await expect(.invalidReference) {
        _ = try await store.create(name, value: SecretBytes(utf8: "v"), options: .init())
      }
    }
    // 65,536 characters, but 65,537 bytes.
    for value in [String(repeating: "x", count: 65_535) + "é", ""] {
      await expect(.invalidValue) {
        _ = try await store.create(prefix, value: SecretBytes(utf8: value), options: .init())
      }
      await expect(.invalidValue) {
        _ = try await store.put(prefix, value: SecretBytes(utf8: value), expecting: nil)
      }
    }
  }

  // MARK: Bad answers

  @Test(arguments: ["CreateSecret", "PutSecretValue"])
  func aLostReplyMakesOneVersion(_ operation: String) async throws {
    let name = prefix + "x"
    if operation == "PutSecretValue" {
      _ = try await store().create(name, value: SecretBytes(utf8: "0"), options: .init())
    }
    try cloud.spoil("secretsmanager.\(operation)", count: 2, #""status":500,"when":"after""#)
    let version =
      operation == "PutSecretValue"
      ? try await store().put(name, value: SecretBytes(utf8: "1"), expecting: nil)
      : try await store().create(name, value: SecretBytes(utf8: "1"), options: .init())
    let versions = try await store().versions(of: name)
    #expect(versions.count == (operation == "PutSecretValue" ? 2 : 1))
    #expect(try await store().value(of: name, version: nil).version.id == version.id)
  }

  @Test func throttlingIsSaidInTheEnd() async throws {
    try cloud.spoil("ListSecrets", #""status":400,"code":"ThrottlingException""#)
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store(attempts: 1).list(SecretSelector(parsing: "sm:\(prefix)*"))
    }
    #expect(cause(error) == .throttled)
  }

  @Test func aPageOfAProxyIsNoAnswer() async throws {
    for status in [200, 403, 404, 502] {
      try cloud.spoil(
        "GetSecretValue",
        #""status":\#(status),"body":"<html><b>secret</b></html>""#
      )
      let error = await #expect(throws: SecretsError.self) {
        _ = try await store(attempts: 1).value(of: prefix + "x", version: nil)
      }
      #expect(error?.message.contains("<") == false)
      // Not `.denied` or `.notFound`, which would send people to look for a wrong cause.
      guard case .unavailable(let cause)? = error?.kind else {
        Issue.record("\(status): \(String(describing: error?.kind))")
        continue
      }
      #expect(cause.hint?.contains("proxy") == true)
    }
  }

  @Test func nobodyAnswers() async throws {
    let store = SecretsManagerStore(client: try cloud.client(attempts: 1, endpoint: Cloud.nowhere))
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store.describe(["a", "b"])
    }
    #expect(cause(error) == .unreachable)
  }

  @Test func deniedNamesThePermission() async throws {
    let name = prefix + "x"
    _ = try await store().create(name, value: SecretBytes(utf8: "v"), options: .init())
    try cloud.spoil("GetSecretValue", Cloud.denied)
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store().value(of: name, version: nil)
    }
    guard case .denied? = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.message.contains("secretsmanager:GetSecretValue") == true)
    #expect(error?.message.contains("sm:\(name)") == true)

    let deny = "User: arn:aws:iam::1:user/u is not authorized, with an explicit deny in a policy"
    try cloud.spoil(
      "GetSecretValue",
      #""status":400,"code":"AccessDeniedException","message":"\#(deny)""#
    )
    let denied = await #expect(throws: SecretsError.self) {
      _ = try await store().value(of: name, version: nil)
    }
    #expect(denied?.message.contains(deny) == true)
    #expect(denied?.message.contains("lack") == false)
    #expect(denied?.message.contains("Credentials from: environment variables") == true)
    #expect(denied?.hint?.contains("Ask for") == false)
  }

  @Test func denialOfADescriptionIsAnAnswer() async throws {
    try cloud.spoil("DescribeSecret", Cloud.denied)
    let result = try await store().describe([prefix + "x"])[prefix + "x"]
    guard case .denied(let message)? = result else {
      Issue.record("\(String(describing: result))")
      return
    }
    #expect(message.contains("secretsmanager:DescribeSecret"))
  }

  private func delete(_ name: String) async throws {
    var body = RequestBody()
    body.set("SecretId", name)
    body.set("RecoveryWindowInDays", 7)
    _ = try await cloud.client().json(.secretsManager, operation: "DeleteSecret", body: body)
  }
}
