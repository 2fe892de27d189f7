import AWS
import FoundationEssentials
import Ledger
import Secrets
import Testing

@Suite struct VerificationTests {
  static let noon = Date(timeIntervalSince1970: 1_800_000_000)

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let item: LedgerItem
    let result: DescribeResult
    var all: [SecretVersion]?
    let state: ItemState
  }

  static let recorded = LedgerItem(
    store: .secretsManager,
    name: "a",
    arn: "arn:a-AbCdEf",
    version: "v1",
    stages: ["AWSCURRENT"]
  )

  static func secret(
    _ versions: [String: [String]],
    arn: String? = "arn:a-AbCdEf",
    deletion: Date? = nil
  ) -> DescribeResult {
    let versions = versions.map { SecretVersion(id: $0.key, stages: $0.value) }
    return .found(
      SecretDescription(
        store: .secretsManager,
        name: "a",
        arn: arn,
        current: versions.first { $0.stages.contains("AWSCURRENT") },
        versions: versions,
        deletionDate: deletion
      )
    )
  }

  static func parameter(_ version: String, _ modified: Date?) -> DescribeResult {
    let current = SecretVersion(id: version)
    return .found(
      SecretDescription(
        store: .parameterStore,
        name: "a",
        current: current,
        versions: [current],
        modified: modified
      )
    )
  }

  static let item = LedgerItem(
    store: .parameterStore,
    name: "a",
    version: "7",
    modified: noon.addingTimeInterval(0.75)
  )

  static let cases: [Case] = [
    Case(
      testDescription: "sm: the recorded version is current",
      item: recorded,
      result: secret(["v1": ["AWSCURRENT", "gss-pin-1"], "v0": ["AWSPREVIOUS"]]),
      state: .ok
    ),
    Case(
      testDescription: "sm: another is current, the recorded one is labelled",
      item: recorded,
      result: secret(["v2": ["AWSCURRENT"], "v1": ["AWSPREVIOUS"]]),
      state: .moved
    ),
    Case(
      testDescription: "sm: the recorded one lost all labels and is still listed",
      item: recorded,
      result: secret(["v3": ["AWSCURRENT"], "v2": ["AWSPREVIOUS"]]),
      all: ["v3", "v2", "v1"].map { SecretVersion(id: $0) },
      state: .moved
    ),
    Case(
      testDescription: "sm: the recorded one is listed no more",
      item: recorded,
      result: secret(["v3": ["AWSCURRENT"], "v2": ["AWSPREVIOUS"]]),
      all: ["v3", "v2"].map { SecretVersion(id: $0) },
      state: .gone
    ),
    Case(
      testDescription: "sm: unlabelled, and nobody asked for the other versions",
      item: recorded,
      result: secret(["v3": ["AWSCURRENT"]]),
      state: .unreadable
    ),
    Case(
      testDescription: "sm: no version is current, the recorded one is there",
      item: recorded,
      result: secret(["v1": ["AWSPREVIOUS"]]),
      state: .moved
    ),
    Case(
      testDescription: "sm: the ARN has another suffix",
      item: recorded,
      result: secret(["v1": ["AWSCURRENT"]], arn: "arn:a-ZyXwVu"),
      state: .recreated
    ),
    Case(
      testDescription: "sm: to be deleted, though the version is current",
      item: recorded,
      result: secret(["v1": ["AWSCURRENT"]], deletion: noon),
      state: .pendingDeletion
    ),
    Case(testDescription: "sm: no secret", item: recorded, result: .missing, state: .gone),
    Case(
      testDescription: "sm: not allowed",
      item: recorded,
      result: .denied("lacks secretsmanager:DescribeSecret"),
      state: .unreadable
    ),
    Case(
      testDescription: "ssm: same number, same second",
      item: item,
      result: parameter("7", noon.addingTimeInterval(0.1)),
      state: .ok
    ),
    Case(
      testDescription: "ssm: greater number",
      item: item,
      result: parameter("8", noon),
      state: .newer
    ),
    Case(
      testDescription: "ssm: smaller number",
      item: item,
      result: parameter("2", noon.addingTimeInterval(9)),
      state: .recreated
    ),
    Case(
      testDescription: "ssm: same number of another time",
      item: item,
      result: parameter("7", noon.addingTimeInterval(9)),
      state: .recreated
    ),
    Case(
      testDescription: "ssm: 10 is more than 7, though not as text",
      item: item,
      result: parameter("10", noon),
      state: .newer
    ),
    Case(testDescription: "ssm: no parameter", item: item, result: .missing, state: .gone),
    Case(
      testDescription: "ssm: not allowed",
      item: item,
      result: .denied("no"),
      state: .unreadable
    ),
  ]

  @Test(arguments: cases) func table(_ test: Case) throws {
    let kind = try #require(test.item.store.kind)
    let verified = Verification.check(
      [test.item],
      against: [kind: ["a": test.result]],
      versions: test.all.map { [kind: ["a": $0]] } ?? [:]
    )
    #expect(verified.map(\.state) == [test.state], "\(verified)")
    #expect(verified.map(\.item) == [test.item])
    #expect(test.state == .ok || verified[0].detail != "")
  }

  @Test func anItemThatNobodyAnsweredForIsGoneOrUnreadableButNeverLeftOut() {
    let vault = LedgerItem(store: .s3, name: "b/k", version: "1")
    let verified = Verification.check(
      [Self.recorded, Self.item, vault],
      against: [.secretsManager: [:]]
    )
    #expect(verified.map(\.state) == [.gone, .unreadable, .unreadable])
  }

  @Test func asksForAllVersionsOnlyWhereItMust() async {
    let store = MemoryStore(.secretsManager)
    store.set("a", versions: ["v3": ["AWSCURRENT"], "v2": ["AWSPREVIOUS"], "v1": []])
    store.set("b", versions: ["w2": ["AWSCURRENT"], "w1": ["AWSPREVIOUS"]])
    let items = [
      LedgerItem(store: .secretsManager, name: "b", version: "w2"),
      LedgerItem(store: .secretsManager, name: "a", version: "v1"),
      LedgerItem(store: .secretsManager, name: "b", version: "w1"),
      LedgerItem(store: .secretsManager, name: "a", version: "v0"),
    ]
    let verified = await Verification.run(items, stores: [.secretsManager: store])
    #expect(verified.map(\.item) == items)
    #expect(verified.map(\.state) == [.ok, .moved, .moved, .gone])
    #expect(store.calls.filter { $0 == "versions a" }.count == 2)
    #expect(!store.calls.contains("versions b"))
    #expect(store.calls.filter { $0.hasPrefix("describe") } == ["describe a b"])
  }

  @Test func aStoreThatFailsMakesItsItemsUnreadable() async {
    let store = MemoryStore(.secretsManager)
    store.failure = SecretsError(.denied, "no permission at all")
    let verified = await Verification.run(
      [Self.recorded, Self.item],
      stores: [.secretsManager: store]
    )
    #expect(verified.map(\.state) == [.unreadable, .unreadable])
    #expect(verified[0].detail == "no permission at all")
  }
}
