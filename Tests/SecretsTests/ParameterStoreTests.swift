import AWS
import FoundationEssentials
import Secrets
import TestSupport
import Testing

@Suite struct ParameterStoreTests {
  let cloud = Cloud()
  /// Names of this test.
  var prefix: String { "/\(cloud.prefix)" }

  func store(attempts: Int = 3) throws -> ParameterStore {
    ParameterStore(client: try cloud.client(attempts: attempts))
  }

  func text(_ name: String, _ version: String? = nil) async throws -> String {
    let value = try await store().value(of: name, version: version)
    return String(decoding: value.bytes.exposed(), as: UTF8.self)
  }

  @Test func versionsAreNumbers() async throws {
    let store = try store()
    let name = prefix + "db"
    let one = try await store.create(
      name,
      value: SecretBytes(utf8: "one"),
      options: .init(description: "the database")
    )
    #expect(one.id == "1")
    let two = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: "1")
    #expect(two.id == "2")
    _ = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: nil)
    try await label(name, "2", "live")

    #expect(try await text(name) == "two")
    #expect(try await text(name, "1") == "one")
    #expect(try await text(name, "live") == "two")
    #expect(try await store.value(of: name, version: "live").version.id == "2")
    #expect(try await store.value(of: name, version: nil).version.id == "3")
    let versions = try await store.versions(of: name)
    #expect(versions.map(\.id) == ["3", "2", "1"])
    #expect(versions.map(\.stages) == [[], ["live"], []])
    #expect(versions.allSatisfy { $0.created != nil })

    guard case .found(let description) = try await store.describe([name])[name] else {
      Issue.record("not found")
      return
    }
    #expect(description.current?.id == "3")
    #expect(description.type == "SecureString")
    let age = Date().timeIntervalSince(try #require(description.modified))
    #expect(abs(age) < 600, "the time is not in seconds since 1970")
    let arn = try #require(description.arn)
    #expect(try SecretReference(parsing: arn).name == name)
    #expect(try await text(arn) == "two")
    #expect(try await text(arn, "1") == "one")
    #expect(try await store.put(arn, value: SecretBytes(utf8: "four"), expecting: "3").id == "4")
    #expect(try await text(name) == "four")
  }

  @Test(arguments: ["plain", "\"q\\ \u{1}\t\n\r/ é€😀 {x}", " "])
  func textComesBackAsItWas(_ value: String) async throws {
    let name = prefix + "text"
    _ = try await store().create(name, value: SecretBytes(utf8: value), options: .init())
    #expect(try await store().value(of: name, version: nil).bytes == SecretBytes(utf8: value))
  }

  @Test func takesAsMuchAsTheServiceDoes() async throws {
    let name = prefix + "large"
    let value = SecretBytes(utf8: String(repeating: "x", count: 4096))
    _ = try await store().create(name, value: value, options: .init())
    #expect(try await store().value(of: name, version: nil).bytes == value)
  }

  @Test func anUpdateKeepsWhatTheParameterIs() async throws {
    let store = try store()
    let name = prefix + "x"
    let large = String(repeating: "x", count: 5000)
    let options = CreateOptions(
      description: "about it",
      keyID: "alias/mine",
      type: "SecureString",
      tier: "Advanced"
    )
    _ = try await store.create(name, value: SecretBytes(utf8: large), options: options)
    _ = try await store.put(name, value: SecretBytes(utf8: large + "y"), expecting: nil)
    let summary = try #require(try await store.list(SecretSelector(parsing: "ssm:\(name)")).first)
    #expect(summary.currentVersion == "2")
    #expect(summary.type == "SecureString")
    #expect(summary.tier == "Advanced")
    #expect(summary.keyID == "alias/mine")
    #expect(summary.description == "about it")

    _ = try await store.create(
      prefix + "s",
      value: SecretBytes(utf8: "a,b"),
      options: .init(type: "StringList")
    )
    _ = try await store.put(prefix + "s", value: SecretBytes(utf8: "c"), expecting: nil)
    #expect(
      try await store.list(SecretSelector(parsing: "ssm:\(prefix)s")).map(\.type)
        == ["StringList"]
    )
  }

  @Test func listsByPattern() async throws {
    let store = try store()
    for name in ["b", "a/2", "a/1", "a/deep/3"] {
      _ = try await store.create(prefix + name, value: SecretBytes(utf8: "v"), options: .init())
    }
    func list(_ pattern: String) async throws -> [String] {
      try await store.list(SecretSelector(parsing: "ssm:\(prefix)\(pattern)")).map {
        String($0.name.dropFirst(prefix.count))
      }
    }
    #expect(try await list("**") == ["a/1", "a/2", "a/deep/3", "b"])
    #expect(try await list("*") == ["b"])
    #expect(try await list("a/*") == ["a/1", "a/2"])
    #expect(try await list("**/3") == ["a/deep/3"])
    #expect(try await list("b") == ["b"])
    #expect(try await list("a").isEmpty)
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
    _ = try await store.create(name, value: SecretBytes(utf8: "v"), options: .init())
    for version in ["9", "nolabel"] {
      let error = await #expect(throws: SecretsError.self) {
        _ = try await store.value(of: name, version: version)
      }
      #expect(error?.message.contains("has no version or label “\(version)”") == true)
    }
  }

  @Test func takenOrMovedOn() async throws {
    let store = try store()
    let name = prefix + "x"
    _ = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    await expect(.alreadyExists) {
      _ = try await store.create(name, value: SecretBytes(utf8: "two"), options: .init())
    }
    _ = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: "1")
    await expect(.conflict) {
      _ = try await store.put(name, value: SecretBytes(utf8: "three"), expecting: "1")
    }
    #expect(try await text(name) == "two")
    #expect(try await store.versions(of: name).count == 2)
  }

  @Test func nothingIsSentThatCannotBeTaken() async throws {
    let store = ParameterStore(client: try cloud.client(endpoint: Cloud.nowhere))
    for name in ["a/b", "/aws/x", "ssmthing", "/a b", "", "/a//b"] {
      await expect(.invalidReference) {
        _ = try await store.create(name, value: SecretBytes(utf8: "v"), options: .init())
      }
    }
    let values = [
      SecretBytes([]), SecretBytes([0xFF]), SecretBytes(utf8: "a {{ssm:x}} b"),
      SecretBytes(utf8: String(repeating: "x", count: 4095) + "é"),
      SecretBytes(utf8: String(repeating: "x", count: 8193)),
    ]
    for value in values {
      await expect(.invalidValue) {
        _ = try await store.create(prefix + "x", value: value, options: .init())
      }
    }
  }

  @Test func aTierLimitNamesTheWayOut() async throws {
    let store = try store()
    _ = try await store.create(prefix + "x", value: SecretBytes(utf8: "v"), options: .init())
    let error = await #expect(throws: SecretsError.self) {
      let large = SecretBytes(utf8: String(repeating: "x", count: 4097))
      _ = try await store.put(prefix + "x", value: large, expecting: nil)
    }
    #expect(error?.message.contains("4097 bytes") == true)
    #expect(error?.hint?.contains("Advanced") == true)
    #expect(try await text(prefix + "x") == "v")
  }

  @Test func oneBadNameDoesNotHideTheOthers() async throws {
    let store = try store()
    _ = try await store.create(prefix + "x", value: SecretBytes(utf8: "v"), options: .init())
    try cloud.spoil("GetParameters", #""status":400,"code":"ValidationException""#)
    let results = try await store.describe([prefix + "x", prefix + "none"])
    #expect(results[prefix + "none"] == .missing)
    guard case .found? = results[prefix + "x"] else {
      Issue.record("\(results)")
      return
    }
  }

  @Test func describingNeedsNoPermissionToReadValues() async throws {
    let store = try store()
    _ = try await store.create(prefix + "x", value: SecretBytes(utf8: "v"), options: .init())
    try cloud.spoil("GetParameter", count: 9, Cloud.denied)
    #expect(try await store.list(SecretSelector(parsing: "ssm:\(prefix)**")).count == 1)
    let results = try await store.describe([prefix + "x", prefix + "none"])
    guard case .found(let description)? = results[prefix + "x"],
      case .denied(let message)? = results[prefix + "none"]
    else {
      Issue.record("\(results)")
      return
    }
    #expect(description.current?.id == "1")
    #expect(message.contains("ssm:GetParameters"))
    await expect(.denied) { _ = try await store.value(of: prefix + "x", version: nil) }
  }

  // MARK: Lost answers

  @Test func aLostReplyToAPutIsFoundOut() async throws {
    let store = try store()
    let name = prefix + "x"
    _ = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    try cloud.spoil("PutParameter", #""status":500,"when":"after""#)
    let version = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: "1")
    #expect(version.id == "2")
    #expect(try await store.versions(of: name).count == 2)
    try cloud.spoil("PutParameter", #""status":500,"when":"after""#)
    let other = try await store.create(
      prefix + "y",
      value: SecretBytes(utf8: "new"),
      options: .init()
    )
    #expect(other.id == "1")
  }

  @Test func aWriteIsReadBack() async throws {
    let store = try store()
    let name = prefix + "x"
    // The answer names a version, but somebody else's value is in it.
    _ = try await store.create(name, value: SecretBytes(utf8: "theirs"), options: .init())
    try cloud.answer("PutParameter", #"{"Version":1,"Tier":"Standard"}"#)
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store.put(name, value: SecretBytes(utf8: "ours"), expecting: "1")
    }
    guard case .conflict? = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.message.contains("Another write came between") == true)
    // Or it cannot be read at all.
    try cloud.spoil("GetParameter", #""status":400,"code":"InternalServerError""#)
    let unknown = await #expect(throws: SecretsError.self) {
      _ = try await store.create(prefix + "y", value: SecretBytes(utf8: "v"), options: .init())
    }
    #expect(unknown?.message.contains("is not known") == true)
    // Whoever may not read has the service's word.
    try cloud.spoil("GetParameter", Cloud.denied)
    let written = try await store.create(
      prefix + "z",
      value: SecretBytes(utf8: "v"),
      options: .init()
    )
    #expect(written.id == "1")
  }

  @Test func aPutThatDidNotHappenIsAnError() async throws {
    let store = try store()
    let name = prefix + "x"
    _ = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    try cloud.spoil("PutParameter", #""status":500"#)
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: nil)
    }
    #expect(cause(error) == .service(code: "InternalServerError"))
    #expect(error?.message.hasSuffix("was looked up since then: this was not written.") == true)
    #expect(try await text(name) == "one")
  }

  @Test func aVersionThatHasNoNextOneIsNone() async throws {
    let name = prefix + "x"
    let stored = #""Name":"\#(name)","Type":"String","Version":9223372036854775807"#
    try cloud.answer("GetParameter", "{\"Parameter\":{\(stored)}}")
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store().put(name, value: SecretBytes(utf8: "two"), expecting: nil)
    }
    #expect(cause(error) == .invalidResponse)
  }

  @Test func aVersionThatCameBetweenIsAConflict() async throws {
    let store = try store()
    let name = prefix + "x"
    _ = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    _ = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: nil)
    // The look before the writing still sees the first version.
    try cloud.answer("GetParameter", Self.stale(name))
    await expect(.conflict) {
      _ = try await store.put(name, value: SecretBytes(utf8: "three"), expecting: "1")
    }
    #expect(try await store.versions(of: name).map(\.id) == ["3", "2", "1"])
  }

  @Test func somebodyElsesVersionIsNotTakenForOurs() async throws {
    let store = try store()
    let name = prefix + "x"
    _ = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    _ = try await store.put(name, value: SecretBytes(utf8: "theirs"), expecting: nil)
    try cloud.answer("GetParameter", Self.stale(name))
    try cloud.spoil("PutParameter", #""status":500"#)
    await expect(.conflict) {
      _ = try await store.put(name, value: SecretBytes(utf8: "ours"), expecting: nil)
    }
    #expect(try await text(name) == "theirs")
  }

  @Test func whatCannotBeFoundOutIsSaid() async throws {
    let store = try store()
    let name = prefix + "x"
    try cloud.spoil("PutParameter", #""status":500,"when":"after""#)
    try cloud.spoil("GetParameter", Cloud.denied)
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    }
    #expect(error?.message.contains("is not known") == true)
    #expect(cause(error) == .service(code: "InternalServerError"))
  }

  @Test func aFullHistoryIsExplained() async throws {
    let store = try store()
    let name = prefix + "x"
    _ = try await store.create(name, value: SecretBytes(utf8: "one"), options: .init())
    try cloud.spoil(
      "PutParameter",
      #""status":400,"code":"ParameterMaxVersionLimitExceeded""#
    )
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store.put(name, value: SecretBytes(utf8: "two"), expecting: nil)
    }
    #expect(error?.message.contains("100 versions") == true)
  }

  /// What the service said of a parameter when it had one version.
  private static func stale(_ name: String) -> String {
    #"{"Parameter":{"Name":"\#(name)","Type":"SecureString","Version":1}}"#
  }

  private func label(_ name: String, _ version: String, _ label: String) async throws {
    var body = RequestBody()
    body.set("Name", name)
    body.set("ParameterVersion", try #require(Int(version)))
    body.set("Labels", [label])
    _ = try await cloud.client().json(.ssm, operation: "LabelParameterVersion", body: body)
  }
}
