import AWS
import Foundation
import Git
import Ledger
import Secrets
import TestSupport
import Testing

/// What a rollback does when somebody else is at work, step by step.
@Suite struct RollbackRunTests {
  private let clone: LedgerClone
  private let directory = TemporaryDirectory()
  private let store: LocalStore
  private var stores: [StoreKind: any SecretStore] { [.local: store] }
  private var journals: String { directory.path("journals") }

  init() throws {
    clone = try LedgerClone()
    try clone.repository.commit(["a": "1"])
    store = LocalStore(path: directory.path("store"), keyPath: directory.path("key"))
  }

  private func put(_ name: String, _ value: String) async throws {
    _ = try await store.put(name, value: SecretBytes(utf8: value), expecting: nil)
  }

  private func value(_ name: String) async throws -> String {
    let value = try await store.value(of: name, version: nil)
    return String(decoding: value.bytes.exposed(), as: UTF8.self)
  }

  /// Two secrets, recorded; then two more values each.
  private func deployed() async throws -> DeploymentRecord {
    for name in ["a", "b"] {
      _ = try await store.create(name, value: SecretBytes(utf8: "marker-one"), options: .init())
    }
    let items = try await Recorder.snapshot(
      selectors: [SecretSelector(parsing: "local:*")],
      stores: stores
    )
    let record = try clone.ledger().append(
      DeploymentDraft(environment: "dev", commit: clone.head(), items: items),
      now: LedgerClone.noon
    )
    for name in ["a", "b"] { for value in ["two", "three"] { try await put(name, value) } }
    return record
  }

  private func begin(
    _ record: DeploymentRecord,
    _ plan: RollbackPlan
  ) throws -> RollbackJournal {
    try RollbackJournal.begin(
      RollbackNote(
        record,
        plan,
        account: nil,
        region: nil,
        seq: 1,
        started: "2026-11-23T16:00:00Z"
      ),
      in: journals
    )
  }

  private func labels() async throws -> [[String: [String]]] {
    var result: [[String: [String]]] = []
    for name in ["a", "b"] {
      let versions = try await store.versions(of: name).filter { !$0.stages.isEmpty }
      result.append(Dictionary(versions.map { ($0.id, $0.stages) }) { $1 })
    }
    return result
  }

  @Test func whatChangedSinceThePlanIsRefused() async throws {
    let record = try await deployed()
    let plan = await RollbackPlanner.plan(record.items, stores: stores)
    #expect(plan.changing.count == 2)
    try await RollbackRun.check(plan, stores: stores)
    try await put("b", "somebody's")
    let error = await #expect(throws: SecretsError.self) {
      try await RollbackRun.check(plan, stores: stores)
    }
    #expect(error?.message == "“local:b” was changed by somebody else meanwhile.")
  }

  @Test func aChangeInTheMiddleTakesBackWhatWasDone() async throws {
    let record = try await deployed()
    let plan = await RollbackPlanner.plan(record.items, stores: stores)
    let journal = try begin(record, plan)
    try await put("b", "somebody's")
    let before = try await labels()
    let outcome = await RollbackRun(journal, plan, stores: stores).apply()
    guard case .undone(let steps, let cause) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(cause?.message.contains("changed meanwhile") == true)
    #expect(steps.map(\.state) == [.undone, .left])
    // AWSPREVIOUS is back, too.
    #expect(try await labels() == before)
    #expect(try await value("a") == "three")
    #expect(try await value("b") == "somebody's")
  }

  @Test func whatSomebodyChangedSinceIsNotTakenBack() async throws {
    let record = try await deployed()
    let plan = await RollbackPlanner.plan(record.items, stores: stores)
    var journal: RollbackJournal? = try begin(record, plan)
    let outcome = await RollbackRun(try #require(journal), plan, stores: stores).apply()
    guard case .restored(let items) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(items.map(\.version) == record.items.map(\.version))
    // As if it was killed before it was recorded.
    journal = nil
    try await put("a", "somebody's")
    let resumed = try #require(try RollbackJournal.resume("dev", in: journals))
    let undone = await RollbackRun(resuming: resumed, record.items, stores: stores).undo()
    guard case .undone(let steps, nil) = undone else {
      Issue.record("\(undone)")
      return
    }
    #expect(steps.map(\.state) == [.left, .undone])
    #expect(try await value("a") == "somebody's")
    #expect(try await value("b") == "three")
  }

  @Test func filesOfTheVaultAreNotCovered() async {
    let item = LedgerItem(store: .s3, name: "bucket/key", version: "v1")
    let plan = await RollbackPlanner.plan([item], stores: stores)
    #expect(plan.entries.map(\.way) == [.impossible(.notCovered)])
    #expect(plan.changing.isEmpty)
  }

  @Test func theJournalIsPrivateAndHoldsNoValue() async throws {
    let record = try await deployed()
    let plan = await RollbackPlanner.plan(record.items, stores: stores)
    let journal = try begin(record, plan)
    let path = journals + "/dev.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(record.id))
    #expect(!text.contains("marker"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    // Neither another run at the same time nor a new one later may begin.
    let busy = #expect(throws: LedgerError.self) { try begin(record, plan) }
    #expect(busy?.message.contains("at this moment") == true)
    try journal.end()
    #expect(try RollbackJournal.unfinished("dev", in: journals) == nil)
  }

  @Test func aJournalOfADeadRunIsInTheWayOfANewOne() async throws {
    let record = try await deployed()
    let plan = await RollbackPlanner.plan(record.items, stores: stores)
    _ = try begin(record, plan)
    let error = #expect(throws: LedgerError.self) { try begin(record, plan) }
    #expect(error?.message.contains("0 of 2 secrets are rolled back") == true)
    #expect(error?.hint?.contains("rollback --continue --env dev") == true)
    #expect(try RollbackJournal.all(in: journals).map(\.env) == ["dev"])
    try Data("{}".utf8).write(to: URL(fileURLWithPath: journals + "/dev.json"))
    #expect(throws: LedgerError.self) { try RollbackJournal.all(in: journals) }
  }

  @Test func whereNothingCanBeNotedDownNothingIsDone() async throws {
    let record = try await deployed()
    let plan = await RollbackPlanner.plan(record.items, stores: stores)
    try Data().write(to: URL(fileURLWithPath: journals))
    let error = #expect(throws: LedgerError.self) { try begin(record, plan) }
    if case .io? = error?.kind {} else { Issue.record("\(String(describing: error))") }
    #expect(try await value("a") == "three")
  }

  @Test func aVersionThatIsGoneComesFromTheArchive() async throws {
    let record = try await deployed()
    for number in 0..<100 { try await put("a", "\(number)") }
    let lost = await RollbackPlanner.plan(record.items, stores: stores)
    #expect(lost.entries.map(\.way) == [.impossible(.gone), .move])
    let archive: ArchivedValue = { (item) throws(SecretsError) in
      guard item.name == "a" else { return nil }
      return SecretValue(
        bytes: SecretBytes(utf8: "archived"),
        isBinary: true,
        version: SecretVersion(id: item.version)
      )
    }
    let plan = await RollbackPlanner.plan(record.items, stores: stores, archive: archive)
    #expect(plan.entries.map(\.way) == [.write, .move])
    var journal: RollbackJournal? = try begin(record, plan)
    let before = try await labels()
    let outcome = await RollbackRun(try #require(journal), plan, stores: stores, archive: archive)
      .apply()
    guard case .restored(let items) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try await value("a") == "archived")
    #expect(try await store.value(of: "a", version: nil).isBinary, "it is of the archived kind")
    #expect(items[0].version != record.items[0].version)
    journal = nil
    let resumed = try #require(try RollbackJournal.resume("dev", in: journals))
    let run = RollbackRun(resuming: resumed, record.items, stores: stores, archive: archive)
    guard case .undone = await run.undo() else {
      Issue.record("not undone")
      return
    }
    #expect(try await labels() == before)
  }
}
