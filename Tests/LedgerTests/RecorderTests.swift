import FoundationEssentials
import Ledger
import Secrets
import Testing

@Suite struct RecorderTests {
  let start = Date(timeIntervalSince1970: 5000)

  func snapshot(
    _ selectors: [String],
    _ stores: MemoryStore...
  ) async throws -> [LedgerItem] {
    let now = start
    return try await Recorder.snapshot(
      selectors: selectors.map { try SecretSelector(parsing: $0) },
      stores: Dictionary(uniqueKeysWithValues: stores.map { ($0.kind, $0 as any SecretStore) }),
      now: { now }
    )
  }

  func problems(
    _ selectors: [String],
    _ stores: MemoryStore...
  ) async throws -> [SnapshotProblem] {
    let now = start
    let selectors = try selectors.map { try SecretSelector(parsing: $0) }
    let stores = Dictionary(uniqueKeysWithValues: stores.map { ($0.kind, $0 as any SecretStore) })
    do throws(LedgerError) {
      _ = try await Recorder.snapshot(selectors: selectors, stores: stores, now: { now })
      return []
    } catch {
      guard case .incompleteSnapshot(let problems) = error.kind else { throw error }
      #expect(problems.prefix(10).allSatisfy { error.message.contains($0.detail) })
      return problems
    }
  }

  @Test func onePassOverBothStores() async throws {
    let secrets = MemoryStore(.secretsManager)
    let modified = Date(timeIntervalSince1970: 1000.9)
    for number in 0..<150 {
      secrets.set(
        "myapp/\(number)",
        versions: ["v\(number)": ["AWSCURRENT"], "old": ["AWSPREVIOUS"]],
        modified: modified,
        arn: "arn:\(number)"
      )
    }
    secrets.set("other", versions: ["v": ["AWSCURRENT"]])
    let parameters = MemoryStore(.parameterStore)
    parameters.set("/myapp/x", versions: ["12": []], modified: modified)
    let items = try await snapshot(
      ["ssm:/myapp/**", "sm:myapp/*", "sm:myapp/7", "sm:myapp/*"],
      secrets,
      parameters
    )
    #expect(items.count == 151)
    #expect(items.map(\.reference) == items.map(\.reference).sorted())
    #expect(
      items.last
        == LedgerItem(
          store: .parameterStore,
          name: "/myapp/x",
          version: "12",
          modified: Date(timeIntervalSince1970: 1000),
          type: "SecureString"
        )
    )
    let seventh = try #require(items.first { $0.name == "myapp/7" })
    #expect(seventh.version == "v7")
    #expect(seventh.stages == ["AWSCURRENT"])
    #expect(seventh.created == Date(timeIntervalSince1970: 1000))
    // One listing per selector, one description per secret.
    #expect(secrets.calls.filter { $0.hasPrefix("list") } == ["list myapp/*"])
    let described = secrets.calls.filter { $0.hasPrefix("describe") }
    #expect(described.count == 1)
    #expect(described[0].split(separator: " ").count == 151)
  }

  @Test func anExactSelectorIsNotListed() async throws {
    let secrets = MemoryStore(.secretsManager)
    secrets.set("a", versions: ["v": ["AWSCURRENT"]])
    _ = try await snapshot(["sm:a"], secrets)
    #expect(secrets.calls == ["describe a"])
  }

  @Test func aSecretByNameAndByARNIsOneItem() async throws {
    let secrets = MemoryStore(.secretsManager)
    let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf"
    secrets.set("a", versions: ["v": ["AWSCURRENT"]], arn: arn)
    let items = try await snapshot(["sm:a", arn], secrets)
    #expect(items.map(\.name) == ["a"])
  }

  @Test func aSecretChangedWhileReadingIsReadAgain() async throws {
    let secrets = MemoryStore(.secretsManager)
    secrets.set("a", versions: ["v1": ["AWSCURRENT"]])
    secrets.set("b", versions: ["w1": ["AWSCURRENT"]], modified: start.addingTimeInterval(1))
    // The first pass sees the old `a` and the new `b`: together they never were.
    secrets.afterDescribe = { store in
      store.set("a", versions: ["v2": ["AWSCURRENT"]], modified: Date(timeIntervalSince1970: 5001))
      store.afterDescribe = nil
    }
    let items = try await snapshot(["sm:*"], secrets)
    #expect(items.map(\.version) == ["v2", "w1"])
    // Two passes must agree: old a, new a, new a.
    #expect(secrets.calls.filter { $0.hasPrefix("describe") }.count == 3)
  }

  @Test func aSecretChangedAMomentBeforeCostsNothingMore() async throws {
    let secrets = MemoryStore(.secretsManager)
    secrets.set("a", versions: ["v2": ["AWSCURRENT"]], modified: start.addingTimeInterval(-0.01))
    let items = try await snapshot(["sm:*"], secrets)
    #expect(items.map(\.version) == ["v2"])
    #expect(secrets.calls.count == 2)
  }

  @Test func secretsThatNeverStandStillAreNotRecorded() async throws {
    let secrets = MemoryStore(.secretsManager)
    secrets.set("a", versions: ["v0": ["AWSCURRENT"]], modified: start)
    secrets.afterDescribe = { store in
      store.set(
        "a",
        versions: ["v\(store.calls.count)": ["AWSCURRENT"]],
        modified: Date(timeIntervalSince1970: 5000 + Double(store.calls.count))
      )
    }
    do {
      _ = try await snapshot(["sm:a"], secrets)
      Issue.record("something was recorded")
    } catch let error as LedgerError {
      guard case .contention = error.kind else { throw error }
      #expect(error.message.contains("sm:a"))
    }
  }

  @Test func everythingThatIsWrongIsListed() async throws {
    let secrets = MemoryStore(.secretsManager)
    secrets.set("good", versions: ["v": ["AWSCURRENT"]])
    secrets.set("empty", versions: [:])
    secrets.set("leaving", versions: ["v": ["AWSCURRENT"]], deletion: start)
    secrets.set("closed", versions: ["v": ["AWSCURRENT"]])
    secrets.deny("closed")
    let found = try await problems(
      ["sm:good", "sm:empty", "sm:leaving", "sm:closed", "sm:none", "sm:no/*", "ssm:/x"],
      secrets
    )
    #expect(
      found.map { "\($0.subject) \($0.reason.rawValue)" } == [
        "sm:closed denied", "sm:empty no-version", "sm:leaving pending-deletion",
        "sm:no/* missing", "sm:none missing", "ssm:/x no-store",
      ]
    )
  }

  @Test func aDeniedListingIsAProblemAndAFailedStoreAnError() async throws {
    let secrets = MemoryStore(.secretsManager)
    secrets.failure = SecretsError(.denied, "lacks secretsmanager:ListSecrets")
    #expect(try await problems(["sm:*"], secrets).map(\.reason) == [.denied])
    secrets.failure = SecretsError(.storeDamaged, "the file is damaged")
    await #expect(throws: LedgerError.self) { try await problems(["sm:*"], secrets) }
  }

  @Test func oneMissingPermissionDoesNotFillTheScreen() async throws {
    let secrets = MemoryStore(.secretsManager)
    for number in 100..<250 {
      secrets.set("\(number)", versions: ["v": ["AWSCURRENT"]])
      secrets.deny("\(number)")
    }
    let selectors = [try SecretSelector(parsing: "sm:*")]
    let error = try #require(
      await #expect(throws: LedgerError.self) {
        try await Recorder.snapshot(selectors: selectors, stores: [.secretsManager: secrets])
      }
    )
    #expect(error.message.hasPrefix("150 secrets or selectors could not be recorded"))
    #expect(error.message.hasSuffix("and 140 more"))
    #expect(error.message.split(separator: "\n").count == 12)
    #expect(error.hint?.contains("permission") == true)
  }

  @Test func noSelectorsGiveNoItems() async throws {
    #expect(try await snapshot([]) == [])
  }
}
