import FoundationEssentials
import Ledger
import Testing

@Suite struct DifferenceTests {
  static let noon = Date(timeIntervalSince1970: 1_800_000_000)
  static let later = noon.addingTimeInterval(60)

  static func secret(_ name: String, _ version: String, arn: String? = nil) -> LedgerItem {
    LedgerItem(store: .secretsManager, name: name, arn: arn, version: version)
  }

  static func parameter(_ version: String, _ modified: Date?) -> LedgerItem {
    LedgerItem(store: .parameterStore, name: "/p", version: version, modified: modified)
  }

  @Test(arguments: [
    (secret("a", "1"), secret("a", "1"), ItemChange.Kind.unchanged),
    (secret("a", "1"), secret("a", "2"), .changed),
    (secret("a", "1", arn: "x"), secret("a", "1", arn: "y"), .changed),
    (secret("a", "1", arn: "x"), secret("a", "1"), .unchanged),
    (parameter("3", noon), parameter("3", noon), .unchanged),
    (parameter("3", noon), parameter("4", later), .changed),
    (parameter("1", noon), parameter("1", later), .changed),
    (parameter("1", noon), parameter("1", nil), .unchanged),
  ])
  func oneSecret(a: LedgerItem, b: LedgerItem, kind: ItemChange.Kind) {
    let changes = LedgerDifference.between([a], [b])
    #expect(changes.map(\.kind) == [kind])
    #expect(changes.map(\.before) == [a])
    #expect(changes.map(\.after) == [b])
  }

  @Test func labelsAreNoChange() {
    var pinned = Self.secret("a", "1")
    pinned.stages = ["AWSCURRENT", "gss-pin-1"]
    #expect(LedgerDifference.between([Self.secret("a", "1")], [pinned]).map(\.kind) == [.unchanged])
  }

  @Test func listsEverySecretOfBothOnceAndInOrder() {
    let local = LedgerItem(store: .local, name: "z", version: "1")
    let changes = LedgerDifference.between(
      [Self.secret("c", "1"), Self.secret("a", "1")],
      [Self.secret("b", "9"), local, Self.secret("c", "2")]
    )
    #expect(changes.map(\.reference) == ["local:z", "sm:a", "sm:b", "sm:c"])
    #expect(changes.map(\.kind) == [.added, .removed, .added, .changed])
    #expect(changes[1].after == nil)
    #expect(changes[3].before?.version == "1")
    #expect(changes[3].after?.version == "2")
  }

  @Test func twoNamesOfDifferentStoresAreTwoSecrets() {
    let local = LedgerItem(store: .local, name: "a", version: "1")
    let changes = LedgerDifference.between([Self.secret("a", "1")], [local])
    #expect(changes.map(\.kind) == [.added, .removed])
  }

  @Test func nothingAgainstNothing() {
    #expect(LedgerDifference.between([], []).isEmpty)
  }
}
