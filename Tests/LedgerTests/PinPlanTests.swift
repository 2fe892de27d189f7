import Git
import Ledger
import Secrets
import TestSupport
import Testing

/// Which pins stay and which go.
@Suite struct PinPlanTests {
  private func pinned(_ ids: [String], others: [String: [String]] = [:]) -> [SecretVersion] {
    ids.map { SecretVersion(id: $0, stages: [PinLabel.of($0)] + (others[$0] ?? [])) }
      + others.filter { !ids.contains($0.key) }.map { SecretVersion(id: $0.key, stages: $0.value) }
  }

  @Test func theLabelIsTheBeginningOfTheVersion() {
    #expect(PinLabel.of("ff0becd9-48c7-48a5-9509-a09175fa5ba2") == "gss-pin-ff0becd9")
    // Versions of other tools often begin alike.
    let made = (1...2).map { PinLabel.of("terraform-2026112316534470690000000\($0)") }
    #expect(made[0] != made[1])
    #expect(made.allSatisfy { $0.utf8.count == 16 && $0.hasPrefix("gss-pin-") })
  }

  @Test func whatIsPinnedStaysWhileThereIsRoom() {
    let plan = PinPlan(.secretsManager, versions: pinned(["old"]), wanted: ["new", "before"])
    #expect(plan.add == ["new", "before"])
    #expect(plan.remove.isEmpty)
    #expect(plan.refused.isEmpty)
  }

  @Test func theLeastRecentlyDeployedGoesFirst() {
    let old = (0..<10).map { "old\($0)" }
    let times = Dictionary(
      old.enumerated().map { ($1, "\(($0 + 3) % 10)") }
    ) { $1 }
    let plan = PinPlan(
      .secretsManager,
      versions: pinned(old),
      wanted: ["new", "newer"],
      lastDeployed: times
    )
    #expect(plan.add == ["new", "newer"])
    #expect(Set(plan.remove) == ["old7", "old8"])
    // One of which nobody knows when it was deployed goes before any other.
    let unknown = PinPlan(
      .secretsManager,
      versions: pinned(old),
      wanted: ["new"],
      lastDeployed: times.filter { $0.key != "old2" }
    )
    #expect(unknown.remove == ["old2"])
  }

  @Test func labelsOfOthersTakeRoom() {
    let others = ["other": (0..<15).map { "git-\($0)" }, "now": ["AWSCURRENT"]]
    let plan = PinPlan(
      .secretsManager,
      versions: pinned(["old"], others: others),
      wanted: ["1", "2", "3"]
    )
    // Twenty, of which three are the service's own and fifteen somebody's.
    #expect(plan.add == ["1", "2"])
    #expect(plan.remove == ["old"])
    #expect(plan.refused == ["3"])
  }

  @Test func noPinStaysWhereItWouldBlockAParameter() {
    var versions = pinned(["10", "21"], others: ["5": ["theirs"]])
    versions.append(SecretVersion(id: "100"))
    let plan = PinPlan(.parameterStore, versions: versions, wanted: ["100", "20", "30"])
    #expect(plan.add == ["100", "30"])
    #expect(plan.remove == ["10"])
    #expect(plan.blocking.map(\.version) == ["5"])
    #expect(plan.blocking.map(\.label) == ["theirs"])
  }
}

/// How far back one can go by what stores and archive have.
@Suite struct RollbackReachTests {
  @Test func archivedVersionsCanBeGoneBackTo() async throws {
    let clone = try LedgerClone()
    try clone.repository.commit(["a": "1"])
    let store = MemoryStore(.parameterStore)
    store.set("/p", versions: ["150": []])
    func record(_ name: String, _ archive: ArchivedVersion?) throws -> DeploymentRecord {
      let item = LedgerItem(
        store: .parameterStore,
        name: name,
        version: "1",
        modified: LedgerClone.noon,
        archive: archive
      )
      return try clone.ledger().append(
        DeploymentDraft(environment: "prod", commit: clone.head(), items: [item]),
        now: LedgerClone.noon
      )
    }
    let place = ArchivedVersion(bucket: "vault", key: "archive/p")
    let kept = try record("/p", place)
    // Not archived, and a parameter that is not there to be written to.
    let lost = [try record("/p", nil), try record("/none", place)]
    let reach = await RollbackReach([kept] + lost, stores: [.parameterStore: store])
    #expect(reach.restorable == [kept])
    #expect(reach.archived == 1)
    #expect(reach.lost.map(\.record) == lost)
  }
}
