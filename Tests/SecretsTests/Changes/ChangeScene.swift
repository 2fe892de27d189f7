import AWS
import FoundationEssentials
import Secrets
import Testing

/// Three secrets: one to be made, one to be changed, one that has its value already.
struct ChangeScene: Sendable {
  let stores: StoreScene

  init(_ subject: StoreSubject) throws {
    stores = try StoreScene(subject)
  }

  var note: ChangeNote {
    ChangeNote(
      command: "test",
      about: ["prefix": stores.prefix],
      account: nil,
      region: nil,
      started: Date().formatted(.iso8601)
    )
  }

  func begin() async throws {
    try await stores.make("changed", "older", "old")
    try await stores.make("same", "new")
  }

  /// What is to be done now.
  func plan() async throws -> [SecretChange] {
    let names = ["changed", "made", "same"].map(stores.name)
    let values = try await stores.store.values(of: names)
    return names.map { name in
      let target = SecretReference(store: stores.subject.kind, name: name)
      let value = SecretBytes(utf8: "new")
      guard case .success(let old)? = values[name] else {
        return SecretChange(target, value: value, action: .create)
      }
      return SecretChange(
        target,
        value: value,
        action: old.bytes == value ? .unchanged : .change,
        expected: old.version.id
      )
    }
  }

  private func journals() throws -> [ChangeJournal] {
    try ChangeJournal.all(of: "test", in: stores.journals)
      .filter { $0.note.phase != .finished }
  }

  @discardableResult
  func write(_ changes: [SecretChange]? = nil, cut: Cut?) async throws -> [ChangeResult] {
    // What was made and waits for its deletion has to come back first.
    if try await stores.description("made")?.deletionDate != nil {
      try await stores.store.restore(stores.name("made"))
    }
    let store = cut.map { CutStore.of(stores.store, $0) } ?? stores.store
    let planned = try await plan()
    let run = try await ChangeRun.begin(
      changes ?? planned,
      note,
      takingOver: try journals(),
      stores: [store.kind: store],
      in: stores.journals
    )
    let results = await run.apply()
    // A run that is cut off says no more.
    if cut?.happened != true { try run.finish(results, in: stores.journals) }
    return results
  }

  func undo(cut: Cut?) async throws {
    let store = cut.map { CutStore.of(stores.store, $0) } ?? stores.store
    let all = try ChangeJournal.all(of: "test", in: stores.journals)
    guard let journal = try journals().last ?? all.last else { return }
    let undo = ChangeUndo(journal, stores: [store.kind: store]) { _ in SecretBytes(utf8: "new") }
    let results = try await undo.run()
    if let cut, cut.happened { throw Cut.error }
    for (_, result) in results {
      if case .failed(let error) = result { throw error }
    }
  }

  /// Each has its old or its new value, and no version twice.
  func check() async throws {
    let changed = try await stores.text("changed")
    #expect(["old", "new"].contains(changed))
    let versions = try await stores.store.versions(of: stores.name("changed")).count
    #expect(versions == (changed == "old" ? 2 : 3))
    if let made = try await stores.current("made") {
      #expect(made == "new")
      #expect(try await stores.store.versions(of: stores.name("made")).count == 1)
    }
    #expect(try await stores.store.versions(of: stores.name("same")).count == 1)
  }

  func expectNew() async throws {
    #expect(try await stores.text("changed") == "new")
    #expect(try await stores.text("made") == "new")
    #expect(try await stores.text("same") == "new")
    #expect(try ChangeJournal.unfinished(in: stores.journals).isEmpty)
  }

  /// All is as before, but for what was made where nothing can be restored.
  func expectOld() async throws {
    #expect(try await stores.text("changed") == "old")
    if stores.subject.hasStages {
      #expect(try await stores.text("changed", "AWSPREVIOUS") == "older")
    }
    #expect(try await stores.text("same") == "new")
    if stores.subject.canRestore { #expect(try await stores.current("made") == nil) }
    #expect(try ChangeJournal.unfinished(in: stores.journals).isEmpty)
  }
}
