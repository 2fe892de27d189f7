import FoundationEssentials
import Ledger
import Secrets
import Testing

/// Secrets that a tool or a person names, and listings that lag.
@Suite struct RecorderClaimTests {
  let start = Date(timeIntervalSince1970: 5000)
  let secrets = MemoryStore(.secretsManager)
  let parameters = MemoryStore(.parameterStore)
  let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf"

  init() {
    secrets.set("a", versions: ["v2": ["AWSCURRENT"], "v1": ["AWSPREVIOUS"], "v0": []], arn: arn)
    secrets.set("b", versions: ["w": ["AWSCURRENT"]])
    parameters.set("/p", versions: ["2": [], "1": ["good"]])
  }

  var stores: [StoreKind: any SecretStore] {
    [.secretsManager: secrets, .parameterStore: parameters]
  }

  func snapshot(
    _ selectors: [String],
    _ claims: [SecretClaim]
  ) async throws -> (items: [LedgerItem], differences: [ClaimDifference]) {
    let now = start
    return try await Recorder.snapshot(
      selectors: selectors.map { try SecretSelector(parsing: $0) },
      claims: claims,
      stores: stores,
      now: { now }
    )
  }

  func exactly(_ references: String...) async throws -> [String] {
    let now = start
    return try await Recorder.items(
      of: references.map { ExactSecret(try SecretReference(parsing: $0)) },
      stores: stores,
      now: { now }
    ).map { "\($0.reference) \($0.version)" }
  }

  @Test func whatTheStoreSaysCounts() async throws {
    let claims = [
      SecretClaim(store: .secretsManager, name: "a", arn: arn, version: "v1", origin: "x"),
      SecretClaim(store: .parameterStore, name: "/p", version: "2", type: "String", origin: "y"),
    ]
    let (items, differences) = try await snapshot(["sm:*"], claims)
    #expect(items.map { "\($0.reference) \($0.version)" } == ["sm:a v2", "sm:b w", "ssm:/p 2"])
    #expect(
      differences.map { "\($0.claim.origin) \($0.property) \($0.claimed) \($0.found)" } == [
        "x version v1 v2", "y type String SecureString",
      ]
    )
  }

  @Test func aClaimThatIsNotThereIsRefused() async throws {
    let claim = SecretClaim(store: .parameterStore, name: "/none", origin: "x")
    let error = try #require(
      await #expect(throws: LedgerError.self) { try await snapshot(["sm:*"], [claim]) }
    )
    #expect(error.message.contains("ssm:/none: there is no such secret."))
  }

  /// What is listed still and described as gone was removed a moment ago.
  @Test func aListingThatLagsIsNotBelieved() async throws {
    secrets.afterList = { $0.remove("b") }
    #expect(try await snapshot(["sm:*"], []).items.map(\.name) == ["a"])
    secrets.afterList = { $0.set("a", versions: ["v2": ["AWSCURRENT"]], deletion: Date()) }
    let error = try #require(
      await #expect(throws: LedgerError.self) { try await snapshot(["sm:*"], []) }
    )
    #expect(error.message.contains("sm:*: what matches is deleted, or to be deleted."))
  }

  /// There and back between two readings is a change, too.
  @Test func aChangeThatWasTakenBackIsSeen() async throws {
    secrets.set("b", versions: ["w": ["AWSCURRENT"]], modified: start)
    secrets.afterDescribe = { store in
      let count = store.calls.filter { $0.hasPrefix("describe") }.count
      guard count == 1 else { return }
      store.set("a", versions: ["v2": ["AWSCURRENT"]], modified: Date(timeIntervalSince1970: 5002))
    }
    _ = try await snapshot(["sm:*"], [])
    #expect(secrets.calls.filter { $0.hasPrefix("describe") }.count == 3)
  }

  @Test func exactlyTheseAtTheseVersions() async throws {
    #expect(
      try await exactly("sm:a@v0", "sm:b", "ssm:/p@good") == ["sm:a v0", "sm:b w", "ssm:/p 1"]
    )
    #expect(try await exactly("sm:a@AWSPREVIOUS", "ssm:/p@2") == ["sm:a v1", "ssm:/p 2"])
    // What the description shows needs no list of versions.
    #expect(!secrets.calls.contains("versions b"))
    let before = secrets.calls.count
    #expect(try await exactly("sm:a@v2") == ["sm:a v2"])
    #expect(secrets.calls.count == before + 1)
  }

  @Test(arguments: [
    ("sm:a@v9", "sm:a: there is no version"), ("sm:none@v1", "sm:none: there is no such secret"),
  ])
  func aVersionThatIsNotThereIsRefused(reference: String, words: String) async throws {
    let error = try #require(
      await #expect(throws: LedgerError.self) { try await exactly("sm:b", reference) }
    )
    #expect(error.message.contains(words), "\(error.message)")
  }

  @Test func twoVersionsOfOneSecretAreRefused() async throws {
    let error = try #require(
      await #expect(throws: LedgerError.self) { try await exactly("sm:a@v0", "\(arn)@v1") }
    )
    #expect(error.message.contains("two versions"))
  }
}
