import AWS
import Foundation
import Git
import Ledger
import Secrets
import TestSupport
import Testing

/// Rollbacks that meet other people's changes: theirs stay, and what is recorded is what there is.
@Suite struct RollbackOfOthersTests {
  private let clone: LedgerClone
  private let directory = TemporaryDirectory()
  private let local: LocalStore
  private let numbered = NumberedStore()
  private var stores: [StoreKind: any SecretStore] { [.local: local, .parameterStore: numbered] }

  init() throws {
    clone = try LedgerClone()
    try clone.repository.commit(["a": "1"])
    local = LocalStore(path: directory.path("store"), keyPath: directory.path("key"))
  }

  private func put(_ name: String, _ value: String) async throws {
    _ = try await local.put(name, value: SecretBytes(utf8: value), expecting: nil)
  }

  private func value(_ name: String) async throws -> String {
    let value = try await local.value(of: name, version: nil)
    return String(decoding: value.bytes.exposed(), as: UTF8.self)
  }

  private func record() async throws -> DeploymentRecord {
    let selectors = try [SecretSelector(parsing: "local:*"), SecretSelector(parsing: "ssm:/*")]
    return try await clone.ledger().append(
      DeploymentDraft(
        environment: "dev",
        commit: clone.head(),
        items: Recorder.snapshot(selectors: selectors, stores: stores)
      ),
      now: LedgerClone.noon
    )
  }

  /// `local:a`, `local:b` and `ssm:/p`, deployed as “old” and as “new”.
  private func deployed() async throws -> (old: DeploymentRecord, new: DeploymentRecord) {
    for name in ["a", "b"] {
      _ = try await local.create(name, value: SecretBytes(utf8: "old"), options: .init())
    }
    numbered.write("/p", "old")
    let old = try await record()
    for name in ["a", "b"] { try await put(name, "new") }
    numbered.write("/p", "new")
    return (old, try await record())
  }

  private func values() async throws -> [String] {
    [try await value("a"), try await value("b"), numbered.current("/p")]
  }

  private func plan(_ record: DeploymentRecord) async -> RollbackPlan {
    await RollbackPlanner.plan(record.items, stores: stores)
  }

  /// A journal in a clone of its own.
  private func begin(
    _ record: DeploymentRecord,
    _ plan: RollbackPlan,
    in clone: String
  ) throws -> RollbackJournal {
    try RollbackJournal.begin(
      RollbackNote(
        record,
        plan,
        account: nil,
        region: nil,
        seq: 2,
        started: "2026-11-23T16:00:00Z"
      ),
      in: directory.path(clone)
    )
  }

  private func resumed(_ record: DeploymentRecord, in clone: String) throws -> RollbackRun {
    let journal = try #require(try RollbackJournal.resume("dev", in: directory.path(clone)))
    return RollbackRun(resuming: journal, record.items, stores: stores)
  }

  private func undone(_ outcome: RollbackOutcome) throws -> ([RollbackStep], SecretsError?) {
    guard case .undone(let steps, let cause) = outcome else {
      Issue.record("\(outcome)")
      throw CancellationError()
    }
    return (steps, cause)
  }

  private func restored(_ outcome: RollbackOutcome) throws -> [LedgerItem] {
    guard case .restored(let items) = outcome else {
      Issue.record("\(outcome)")
      throw CancellationError()
    }
    return items
  }

  @Test func whatWasNeverBegunIsNotTakenBackFromAnotherClone() async throws {
    let (old, _) = try await deployed()
    let mine = await plan(old)
    // Killed before its first change.
    _ = try begin(old, mine, in: "mine")
    let theirs = await plan(old)
    let run = RollbackRun(try begin(old, theirs, in: "theirs"), theirs, stores: stores)
    _ = try restored(await run.apply())
    let (steps, _) = try undone(await resumed(old, in: "mine").undo())
    #expect(steps.allSatisfy { $0.state == .pending })
    #expect(try await values() == ["old", "old", "old"])
  }

  @Test func aStepIsOnTheDiskBeforeItIsSent() async throws {
    let (old, _) = try await deployed()
    let plan = await plan(old)
    let journal = try begin(old, plan, in: "mine")
    let path = directory.path("mine")
    numbered.beforeWriting { _ in
      let note = try? RollbackJournal.unfinished("dev", in: path)
      #expect(note?.steps.first { $0.name == "/p" }?.state == .sent)
    }
    _ = try restored(await RollbackRun(journal, plan, stores: stores).apply())
  }

  @Test func whoComesSecondTakesNothingBackOfTheFirst() async throws {
    let (old, new) = try await deployed()
    let second = await plan(old)
    let first = await plan(old)
    let run = RollbackRun(try begin(old, first, in: "first"), first, stores: stores)
    _ = try restored(await run.apply())
    // Both saw the same; the labels are there already, and the parameter is at another version.
    let late = RollbackRun(try begin(old, second, in: "second"), second, stores: stores)
    let (steps, cause) = try undone(await late.apply())
    #expect(cause?.message.contains("changed meanwhile") == true)
    #expect(!steps.contains { $0.state == .undone })
    #expect(try await values() == ["old", "old", "old"])
    #expect(try await late.itemsAfterUndoing(new) == nil)
  }

  @Test func anUnchangedSecretMustStaySoUntilTheEnd() async throws {
    let (old, _) = try await deployed()
    try await put("b", "old")
    let version = try #require(old.items.first { $0.name == "b" }?.version)
    let now = try #require(try await local.versions(of: "b").first?.id)
    try await local.moveStage("AWSCURRENT", of: "b", from: now, to: version)
    let plan = await plan(old)
    #expect(plan.agreeing.map(\.item.name) == ["b"])
    var journal: RollbackJournal? = try begin(old, plan, in: "mine")
    try await put("b", "somebody's")
    let changed = await #expect(throws: SecretsError.self) {
      try await RollbackRun.check(plan, stores: stores)
    }
    #expect(changed?.message == "“local:b” was changed by somebody else meanwhile.")
    let run = RollbackRun(try #require(journal), plan, stores: stores)
    let (_, cause) = try undone(await run.apply())
    #expect(cause?.message == "“local:b” was changed by somebody else meanwhile.")
    #expect(try await values() == ["new", "somebody's", "new"])
    try journal?.end()
    journal = nil
  }

  @Test func aResumedRollbackLooksAtTheUnchangedOnesToo() async throws {
    let (old, _) = try await deployed()
    let version = try #require(old.items.first { $0.name == "b" }?.version)
    let now = try #require(try await local.versions(of: "b").first?.id)
    try await local.moveStage("AWSCURRENT", of: "b", from: now, to: version)
    let plan = await plan(old)
    _ = try begin(old, plan, in: "mine")
    try await put("b", "somebody's")
    let (_, cause) = try undone(await resumed(old, in: "mine").apply())
    #expect(cause?.message == "“local:b” was changed by somebody else meanwhile.")
    #expect(try await values() == ["new", "somebody's", "new"])
  }

  @Test func aVersionThatCameBetweenIsInForceAgainAndNotRecorded() async throws {
    let (old, new) = try await deployed()
    let plan = await plan(old)
    numbered.beforeWriting { $0.write("/p", "somebody's") }
    let run = RollbackRun(try begin(old, plan, in: "mine"), plan, stores: stores)
    let (steps, cause) = try undone(await run.apply())
    #expect(cause?.message.contains("at the same moment") == true)
    let parameter = try #require(steps.first { $0.name == "/p" })
    #expect(parameter.state == .left)
    #expect(parameter.between == "3")
    #expect(try await values() == ["new", "new", "somebody's"])
    #expect(try await run.itemsAfterUndoing(new) == nil)
  }

  @Test func anEqualValueAfterSomebodyElsesIsNotTakenForOurs() async throws {
    let (old, _) = try await deployed()
    let plan = await plan(old)
    let journals = directory.path("mine")
    _ = try begin(old, plan, in: "mine")
    // As a run leaves it that was killed with everything on its way.
    let path = journals + "/dev.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacingOccurrences(of: #""pending""#, with: #""sent""#)
      .write(toFile: path, atomically: true, encoding: .utf8)
    numbered.write("/p", "somebody's")
    numbered.write("/p", "old")
    let (steps, _) = try undone(await resumed(old, in: "mine").undo())
    #expect(steps.first { $0.name == "/p" }?.state == .left)
    #expect(numbered.count("/p") == 4)
  }

  @Test func whatIsRecordedAfterwardsHasTheDeployedValue() async throws {
    let (old, new) = try await deployed()
    let plan = await plan(old)
    _ = try restored(
      await RollbackRun(try begin(old, plan, in: "mine"), plan, stores: stores).apply()
    )
    let run = try resumed(old, in: "mine")
    let (steps, _) = try undone(await run.undo())
    #expect(steps.allSatisfy { $0.state == .undone })
    #expect(try await values() == ["new", "new", "new"])
    let items = try #require(try await run.itemsAfterUndoing(new))
    #expect(items.map(\.version) == new.items.map { $0.name == "/p" ? "4" : $0.version })
    // From here on it is somebody else's again.
    numbered.write("/p", "somebody's")
    #expect(try await run.itemsAfterUndoing(new) == nil)
  }

  @Test func whatKeepsItsVersionKeepsItsArchive() async throws {
    let (old, _) = try await deployed()
    let place = ArchivedVersion(bucket: "vault", key: "archive/x")
    let items = old.items.map { item in
      var item = item
      item.archive = place
      return item
    }
    let plan = await RollbackPlanner.plan(items, stores: stores)
    let run = RollbackRun(try begin(old, plan, in: "mine"), plan, stores: stores)
    let found = try restored(await run.apply())
    #expect(found.map(\.archive) == [place, place, nil])
  }
}
