import AWS
import FoundationEssentials
import Secrets
import TestSupport
import Testing

/// What every store promises: written once, run with all three.
@Suite struct StoreContractTests {
  // MARK: One secret

  @Test(arguments: StoreSubject.all)
  func aNewVersionIsCurrentAndTheOthersStay(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let ids = try await scene.make("db", "one", "two", "three")
    #expect(Set(ids).count == 3)
    #expect(try await scene.text("db") == "three")
    for (id, text) in zip(ids, ["one", "two", "three"]) {
      #expect(try await scene.text("db", id) == text)
    }
    let versions = try await scene.store.versions(of: scene.name("db"))
    #expect(Set(versions.map(\.id)) == Set(ids))
    #expect(versions.allSatisfy { $0.created != nil })
    let current = try await scene.description("db")?.current?.id
    #expect(current == ids[2])
    #expect(try await scene.store.value(of: scene.name("db"), version: nil).version.id == ids[2])
    if subject.hasStages {
      #expect(try await scene.text("db", "AWSCURRENT") == "three")
      #expect(try await scene.text("db", "AWSPREVIOUS") == "two")
    } else {
      #expect(ids == ["1", "2", "3"])
    }
  }

  @Test(arguments: StoreSubject.all)
  func anEqualValueIsANewVersionAllTheSame(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let ids = try await scene.make("db", "one", "one")
    #expect(Set(ids).count == 2)
  }

  @Test(arguments: StoreSubject.all)
  func anotherVersionThanExpectedIsAConflict(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let ids = try await scene.make("db", "one", "two")
    await expect(.conflict) {
      _ = try await scene.store.put(
        scene.name("db"),
        value: SecretBytes(utf8: "mine"),
        expecting: ids[0]
      )
    }
    #expect(try await scene.text("db") == "two")
    #expect(try await scene.store.versions(of: scene.name("db")).count == 2)
    _ = try await scene.store.put(
      scene.name("db"),
      value: SecretBytes(utf8: "three"),
      expecting: nil
    )
    #expect(try await scene.text("db") == "three")
  }

  @Test(arguments: StoreSubject.all)
  func aNameIsTakenOnce(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    try await scene.make("db", "one")
    await expect(.alreadyExists) { try await scene.make("db", "two") }
    #expect(try await scene.text("db") == "one")
    await expect(.notFound) {
      _ = try await scene.store.put(
        scene.name("none"),
        value: SecretBytes(utf8: "x"),
        expecting: nil
      )
    }
    #expect(try await scene.description("none") == nil)
  }

  @Test(arguments: StoreSubject.all)
  func whatIsNotThereIsNotFound(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let (store, name) = (scene.store, scene.name("none"))
    await expect(.notFound) { _ = try await store.value(of: name, version: nil) }
    await expect(.notFound) { _ = try await store.versions(of: name) }
    #expect(try await store.describe([name]) == [name: .missing])
    try await scene.make("db", "one")
    let versions = ["99", "no-such-label", "11111111-2222-4333-8444-555555555555"]
    for version in versions {
      await expect(.notFound) {
        _ = try await store.value(of: scene.name("db"), version: version)
      }
    }
  }

  // MARK: Values

  @Test(
    arguments: StoreSubject.all,
    [
      "plain", " ", "\"q\\ \u{1}\t\n\r/ é€😀 {x}", "line\nline\n", "null", "a,b,c",
      "{\"a\": 1e400, \"b\": \"\\u00e9\"}", "日本語", "e\u{301}",
    ]
  )
  func textComesBackByteForByte(subject: StoreSubject, text: String) async throws {
    let scene = try StoreScene(subject)
    try await scene.make("text", text)
    let read = try await scene.store.value(of: scene.name("text"), version: nil)
    #expect(read.bytes == SecretBytes(utf8: text))
    #expect(!read.isBinary)
  }

  @Test(arguments: StoreSubject.all)
  func bytesAreKeptOrRefused(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let bytes = SecretBytes([0, 255, 34, 92, 10, 0xC3, 0x28])
    let name = scene.name("bytes")
    guard subject.keepsBinary else {
      await expect(.invalidValue) {
        _ = try await scene.store.create(name, value: bytes, options: .init())
      }
      #expect(try await scene.description("bytes") == nil)
      return
    }
    _ = try await scene.store.create(name, value: bytes, options: .init())
    let read = try await scene.store.value(of: name, version: nil)
    #expect(read.bytes == bytes)
    #expect(read.isBinary)
    let text = SecretBytes(utf8: "text")
    _ = try await scene.store.create(
      scene.name("marked"),
      value: text,
      options: CreateOptions(isBinary: true)
    )
    let marked = try await scene.store.value(of: scene.name("marked"), version: nil)
    #expect(marked.isBinary)
    #expect(marked.bytes == text)
  }

  @Test(arguments: StoreSubject.all)
  func valuesHaveALimit(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let most = String(repeating: "x", count: subject.limit)
    try await scene.make("large", most)
    #expect(try await scene.text("large") == most)
    await expect(.invalidValue) { try await scene.make("larger", most + "x") }
    await expect(.invalidValue) { try await scene.make("empty", "") }
    // Counted in bytes, not in characters.
    await expect(.invalidValue) { try await scene.make("wide", most.dropLast() + "é") }
    for value in subject.refusedValues {
      await expect(.invalidValue) { try await scene.make("refused", value) }
    }
    for value in ["", most + "x"] + subject.refusedValues {
      await expect(.invalidValue) {
        _ = try await scene.store.put(
          scene.name("large"),
          value: SecretBytes(utf8: value),
          expecting: nil
        )
      }
    }
    #expect(try await scene.store.versions(of: scene.name("large")).count == 1)
    for name in ["larger", "empty", "wide", "refused"] {
      #expect(try await scene.description(name) == nil)
    }
  }

  // MARK: Names and several secrets

  @Test(arguments: StoreSubject.all)
  func oddNamesAreTakenOrRefused(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    for name in subject.names.taken {
      try await scene.make(name, "of \(name)")
      #expect(try await scene.text(name) == "of \(name)")
      let reference = subject.kind.reference(to: scene.name(name))
      #expect(try SecretReference(parsing: reference).name == scene.name(name))
    }
    let selector = try SecretSelector(parsing: "\(subject.kind.rawValue):\(scene.prefix)**")
    let listed = try await scene.store.list(selector).map(\.name)
    #expect(listed == subject.names.taken.map(scene.name).sorted())
    for name in subject.names.refused {
      // The folder of the test is a name of its own where nothing follows.
      let whole = name.isEmpty ? "" : scene.name(name)
      await expect(.invalidReference) {
        _ = try await scene.store.create(
          whole,
          value: SecretBytes(utf8: "x"),
          options: .init()
        )
      }
    }
  }

  @Test(arguments: StoreSubject.all)
  func listingTellsOfEachAndReadsNone(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let ids = try await scene.make("b", "one", "two")
    _ = try await scene.store.create(
      scene.name("a"),
      value: SecretBytes(utf8: "x"),
      options: CreateOptions(description: "about a")
    )
    try await scene.make("deep/c", "x")
    let all = try await scene.store.list(
      SecretSelector(parsing: "\(subject.kind.rawValue):\(scene.prefix)**")
    )
    #expect(all.map(\.name) == ["a", "b", "deep/c"].map(scene.name))
    #expect(all.allSatisfy { $0.store == subject.kind && $0.modified != nil })
    #expect(all[0].description == "about a")
    if let current = all[1].currentVersion { #expect(current == ids[1]) }
    let one = try await scene.store.list(
      SecretSelector(store: subject.kind, name: scene.name("b"))
    )
    #expect(one.map(\.name) == [scene.name("b")])
    let none = try await scene.store.list(
      SecretSelector(parsing: "\(subject.kind.rawValue):\(scene.prefix)none*")
    )
    #expect(none.isEmpty)
  }

  @Test(arguments: StoreSubject.all)
  func manyAreReadEachByItself(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let names = (0..<23).map { "n\($0)" }
    for name in names { try await scene.make(name, "of \(name)") }
    let asked = names.map(scene.name) + [scene.name("none"), scene.name("n0")]
    let values = try await scene.store.values(of: asked)
    #expect(values.count == 24)
    for name in names {
      let value = try #require(try values[scene.name(name)]?.get())
      #expect(value.bytes == SecretBytes(utf8: "of \(name)"))
    }
    guard case .failure(let error)? = values[scene.name("none")], case .notFound = error.kind
    else {
      Issue.record("what is missing was not said to be")
      return
    }
    let described = try await scene.store.describe(asked)
    #expect(described.count == 24)
    #expect(described[scene.name("none")] == .missing)
  }

  // MARK: Going away

  @Test(arguments: StoreSubject.all)
  func whatIsDeletedIsGoneOrComesBack(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let store = scene.store
    try await scene.make("db", "one")
    let name = scene.name("db")
    #expect(store.canRestore == subject.canRestore)
    if subject.canRestore {
      let date = try #require(try await store.delete(name, .recoverable(days: 7)))
      let days = date.timeIntervalSince(Date()) / 86_400
      #expect((6...8).contains(days))
      await expect(.pendingDeletion) { _ = try await store.value(of: name, version: nil) }
      #expect(try await scene.description("db")?.deletionDate != nil)
      try await store.restore(name)
      #expect(try await scene.text("db") == "one")
      _ = try await store.delete(name, .recoverable(days: 7))
    } else {
      await expect(.invalidValue) { _ = try await store.delete(name, .recoverable(days: 7)) }
      #expect(try await scene.text("db") == "one")
      await expect(.invalidReference) { try await store.restore(name) }
    }
    #expect(try await store.delete(name, .immediate) == nil)
    #expect(try await store.describe([name]) == [name: .missing])
    try await scene.make("db", "again")
    #expect(try await scene.text("db") == "again")
  }

  // MARK: Labels

  @Test(arguments: StoreSubject.all)
  func currentMovesAndPreviousFollows(subject: StoreSubject) async throws {
    let scene = try StoreScene(subject)
    let ids = try await scene.make("db", "one", "two", "three")
    guard let store = scene.store as? any StageStore else {
      #expect(!subject.hasStages)
      return
    }
    #expect(subject.hasStages)
    let name = scene.name("db")
    await expect(.conflict) {
      try await store.moveStage("AWSCURRENT", of: name, from: ids[1], to: ids[0])
    }
    #expect(try await store.moveStage("AWSCURRENT", of: name, from: ids[2], to: ids[0]))
    #expect(try await scene.text("db") == "one")
    #expect(try await scene.text("db", "AWSPREVIOUS") == "three")
    // The same once more, as after an answer that got lost.
    try await store.moveStage("AWSCURRENT", of: name, from: ids[2], to: ids[0])
    #expect(try await scene.text("db", "AWSPREVIOUS") == "three")
    #expect(try await scene.store.versions(of: name).count == 3)
    _ = try await store.put(name, value: SecretBytes(utf8: "four"), expecting: ids[0])
    #expect(try await scene.text("db", "AWSPREVIOUS") == "one")
  }
}
