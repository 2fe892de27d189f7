import AWS
import FoundationEssentials
import Secrets
import TestSupport
import Testing

/// Several writings at once, cut off before and after each call of each store: each secret has its old
/// or its new value, and the next run finishes or takes back.
@Suite struct ChangeRunTests {
  /// Whether the cut comes before or after the call has its effect.
  private static let sides = [true, false]

  @Test(arguments: StoreSubject.all, sides)
  func cutOffWhileWriting(subject: StoreSubject, isBefore: Bool) async throws {
    var number = 1
    while true {
      let scene = try ChangeScene(subject)
      try await scene.begin()
      let cut = Cut(at: number, isBefore: isBefore)
      _ = try? await scene.write(cut: cut)
      try await scene.check()
      if number.isMultiple(of: 2) {
        try await scene.write(cut: nil)
        try await scene.expectNew()
      } else {
        try await scene.undo(cut: nil)
        try await scene.expectOld()
      }
      guard cut.happened else { break }
      number += 1
    }
    #expect(number > 3)
  }

  @Test(arguments: StoreSubject.all, sides)
  func cutOffWhileTakingBack(subject: StoreSubject, isBefore: Bool) async throws {
    var number = 1
    while true {
      let scene = try ChangeScene(subject)
      try await scene.begin()
      try await scene.write(cut: nil)
      try await scene.expectNew()
      let cut = Cut(at: number, isBefore: isBefore)
      try? await scene.undo(cut: cut)
      if number.isMultiple(of: 2) {
        try await scene.undo(cut: nil)
        try await scene.expectOld()
      } else {
        // To go forward again is another run.
        try await scene.write(cut: nil)
        try await scene.expectNew()
      }
      guard cut.happened else { break }
      number += 1
    }
    #expect(number > 3)
  }

  @Test(arguments: StoreSubject.all)
  func oneThatFailsKeepsNoneOfTheOthers(subject: StoreSubject) async throws {
    let scene = try ChangeScene(subject)
    try await scene.begin()
    var changes = try await scene.plan()
    // Somebody else is faster.
    try await scene.stores.make("made", "theirs")
    changes.insert(changes.remove(at: changes.count - 1), at: 0)
    let results = try await scene.write(changes, cut: nil)
    #expect(results.count == changes.count)
    for (change, result) in zip(changes, results) {
      switch result {
      case .failed(let error):
        #expect(change.target.name == scene.stores.name("made"))
        guard case .alreadyExists = error.kind else {
          Issue.record("\(error.message)")
          continue
        }
      case .written: #expect(change.target.name == scene.stores.name("changed"))
      case .unchanged: #expect(change.target.name == scene.stores.name("same"))
      case .notBegun: Issue.record("it was not begun")
      }
    }
    #expect(try await scene.stores.text("changed") == "new")
    #expect(try await scene.stores.text("made") == "theirs")
    // What was refused is none of its own.
    try await scene.undo(cut: nil)
    #expect(try await scene.stores.text("changed") == "old")
    #expect(try await scene.stores.text("made") == "theirs")
  }

  @Test func aJournalWhoseLastLineIsCutIsRead() async throws {
    let scene = try ChangeScene(.local)
    try await scene.begin()
    _ = try? await scene.write(cut: Cut(at: 4, isBefore: true))
    let directory = scene.stores.journals
    let names = try LockedFile.names(in: directory)
    let path = "\(directory)/\(try #require(names.first))"
    let whole = try FileSystem.read(path)
    for length in whole.indices.dropFirst(whole.firstIndex(of: 0x0A).map { $0 + 1 } ?? 0) {
      try FileSystem.atomicWrite(Array(whole[..<length]), to: path)
      #expect(try ChangeJournal.unfinished(in: directory).count == 1)
      #expect(try ChangeJournal.all(of: "test", in: directory).count == 1)
    }
    try FileSystem.atomicWrite(whole, to: path)
    try await scene.write(cut: nil)
    try await scene.expectNew()
  }

  @Test func aJournalThatIsDamagedStopsIt() async throws {
    let scene = try ChangeScene(.local)
    try FileSystem.createDirectory(scene.stores.journals)
    try FileSystem.atomicWrite(Array("{}\n".utf8), to: scene.stores.journals + "/test-1.jsonl")
    await expect(.io) { _ = try ChangeJournal.unfinished(in: scene.stores.journals) }
    await expect(.io) { _ = try ChangeJournal.all(of: "test", in: scene.stores.journals) }
  }

  @Test func whoseRunGoesOnIsLeftToIt() async throws {
    let scene = try ChangeScene(.local)
    try await scene.begin()
    let changes = try await scene.plan()
    let run = try await ChangeRun.begin(
      changes,
      scene.note,
      stores: [.local: scene.stores.store],
      in: scene.stores.journals
    )
    #expect(try ChangeJournal.all(of: "test", in: scene.stores.journals).isEmpty)
    #expect(try ChangeJournal.unfinished(in: scene.stores.journals).count == 1)
    try run.finish(await run.apply(), in: scene.stores.journals)
    #expect(try ChangeJournal.unfinished(in: scene.stores.journals).isEmpty)
  }
}
