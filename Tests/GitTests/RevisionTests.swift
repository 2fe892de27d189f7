import Git
import TestSupport
import Testing

@Suite struct RevisionTests {
  @Test func resolvesWhatGitResolves() throws {
    let world = try TemporaryRepository()
    try world.commit(["a": "a"], message: "first fix")
    let first = try world.id("HEAD")
    try world.commit(message: "second")
    let second = try world.id("HEAD")
    try world.git("tag", "-a", "v1", "-m", "tag", first.hex)
    let names = [
      "HEAD": second, "main": second, "HEAD~1": first, "v1": first, "refs/tags/v1": first,
      ":/first fix": first, "main^{/first}": first, first.hex: first, first.abbreviated: first,
    ]
    for (name, id) in names { #expect(try Revisions.commit(name, world.command) == id, "\(name)") }
    for name in ["", "none", "HEAD~9", "HEAD:a", "HEAD^{tree}", "--all", "-1", "a\nb", "v1..main"] {
      #expect(kind { _ = try Revisions.commit(name, world.command) } == .unknownRevision, "\(name)")
    }
    let error = #expect(throws: GitError.self) { try Revisions.commit("none", world.command) }
    #expect(error?.message == "“none” names no commit.")
    let tree = #expect(throws: GitError.self) {
      try Revisions.commit("HEAD^{tree}", world.command)
    }
    #expect(tree?.message.contains("expected commit type") == true)
    #expect(tree?.message.contains("\n") == false)
    #expect(error?.hint?.contains("branch") == true)
  }

  @Test func knowsHeadInEveryState() throws {
    let world = try TemporaryRepository()
    #expect(try Revisions.head(world.command) == nil)
    #expect(try Revisions.branch(world.command) == "main")
    let error = #expect(throws: GitError.self) { try Revisions.commit("HEAD", world.command) }
    #expect(error?.message == "There is no commit yet.")
    try world.commit()
    let head = try world.id("HEAD")
    #expect(try Revisions.head(world.command) == head)
    try world.git("checkout", "--quiet", "--detach")
    #expect(try Revisions.head(world.command) == head)
    #expect(try Revisions.branch(world.command) == nil)
  }

  @Test func walksAncestors() throws {
    let world = try TemporaryRepository()
    var commits: [ObjectID] = []
    for number in 0..<5 {
      try world.commit(message: "\(number)")
      commits.insert(try world.id("HEAD"), at: 0)
    }
    func walk(limit: Int? = nil, until stop: ObjectID? = nil) throws -> [ObjectID] {
      var seen: [ObjectID] = []
      try Revisions.ancestors(of: commits[0], limit: limit, world.command) { id in
        seen.append(id)
        return id != stop
      }
      return seen
    }
    #expect(try walk() == commits)
    #expect(try walk(limit: 2) == Array(commits[..<2]))
    #expect(try walk(until: commits[2]) == Array(commits[...2]))
    #expect(try Revisions.isAncestor(commits[4], of: commits[0], world.command))
    #expect(try !Revisions.isAncestor(commits[0], of: commits[4], world.command))
    let absent = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    #expect(
      kind { try Revisions.ancestors(of: absent, world.command) { _ in true } } == .command
    )
    #expect(
      kind { _ = try Revisions.isAncestor(absent, of: commits[0], world.command) } == .command
    )
  }
}
