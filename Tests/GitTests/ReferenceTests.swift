import Git
import TestSupport
import Testing

@Suite struct ReferenceTests {
  private let name = "refs/secrets-sync/ledger/dev"

  @Test func movesAReferenceOnlyFromWhereItWasSeen() throws {
    let world = try TemporaryRepository()
    try world.commit()
    let first = try world.id("HEAD")
    try world.commit()
    let second = try world.id("HEAD")
    let repository = try world.open()

    #expect(
      kind {
        try repository.updateReference(name, to: second, expecting: first, message: "x")
      } == .referenceChanged
    )
    #expect(try repository.referenceTarget(name) == nil)
    try repository.updateReference(name, to: first, expecting: nil, message: "x")
    #expect(
      kind { try repository.updateReference(name, to: second, expecting: nil, message: "x") }
        == .referenceChanged
    )
    #expect(
      kind { try repository.updateReference(name, to: first, expecting: second, message: "x") }
        == .referenceChanged
    )
    try world.git("pack-refs", "--all")
    #expect(try repository.referenceTarget(name) == first)
    try repository.updateReference(name, to: second, expecting: first, message: "x")
    #expect(try world.id(name) == second)
    try world.git("update-ref", "refs/secrets-sync/ledger/a/b", first.hex)
    #expect(
      try repository.references(matching: "refs/secrets-sync/ledger/*").map(\.name)
        == ["refs/secrets-sync/ledger/a/b", name]
    )
    #expect(
      try repository.references(matching: "refs/secrets-sync/ledger/*").map(\.target)
        == [first, second]
    )
    #expect(try repository.references(matching: "refs/none/*").isEmpty)
  }

  @Test func waitsForNobodyWhoHoldsTheLock() throws {
    let world = try TemporaryRepository()
    try world.commit()
    let head = try world.id("HEAD")
    let repository = try world.open()
    try repository.updateReference(name, to: head, expecting: nil, message: "x")
    try world.directory.write("", to: "work/.git/\(name).lock")
    #expect(
      kind { try repository.updateReference(name, to: head, expecting: head, message: "x") }
        == .referenceChanged
    )
  }

  @Test func letsExactlyOneOfManyWritersWinEachStep() async throws {
    let world = try TemporaryRepository()
    try world.commit()
    let tree = try world.id("HEAD^{tree}")
    let writers = 4
    let stepsEach = 15
    // Each writer adds commits on top of what it sees; a lost race is tried again. If any update
    // overwrote another, the chain would be shorter than the number of successes.
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask { [name] in
          let repository = try world.open()
          let author = GitSignature(name: "w", email: "w@example.com", seconds: Int64(writer))
          var done = 0
          while done < stepsEach {
            let seen = try repository.referenceTarget(name)
            let commit = try repository.writeCommit(
              tree: tree,
              parents: seen.map { [$0] } ?? [],
              message: "\(writer) \(done)",
              author: author,
              sign: nil
            )
            do {
              try repository.updateReference(name, to: commit, expecting: seen, message: "x")
              done += 1
            } catch let error as GitError where error.kind == .referenceChanged {
              continue
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try world.git("rev-list", "--count", name) == "\(writers * stepsEach)")
  }
}
