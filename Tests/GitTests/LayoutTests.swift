import Git
import TestSupport
import Testing

@Suite struct LayoutTests {
  @Test func findsTheRepositoryFromAnywhereInIt() throws {
    let world = try TemporaryRepository()
    try world.write("x", to: "deep/er/x")
    for directory in [world.path, world.path + "/deep/er"] {
      let layout = try RepositoryLayout.find(world.command(in: directory))
      #expect(layout.topLevel == world.path)
      #expect(layout.gitDirectory == world.path + "/.git")
      #expect(layout.commonDirectory == layout.gitDirectory)
      #expect(layout.hooksDirectory == world.path + "/.git/hooks")
      #expect(!layout.isBare)
      #expect(layout.objectFormat == "sha1")
    }
    let inside = try RepositoryLayout.find(world.command(in: world.path + "/.git"))
    #expect(inside.topLevel == nil)
    #expect(!inside.isBare)
    #expect(inside.gitDirectory == world.path + "/.git")
    let sha256 = try TemporaryRepository(.sha256)
    #expect(try RepositoryLayout.find(sha256.command).objectFormat == "sha256")
    let bare = try TemporaryRepository(.bare)
    let layout = try RepositoryLayout.find(bare.command)
    #expect(layout.isBare)
    #expect(layout.topLevel == nil)
    #expect(layout.gitDirectory == bare.path)
  }

  @Test func followsWhereHooksAreConfigured() throws {
    let world = try TemporaryRepository()
    try world.write("x", to: "deep/x")
    try world.git("config", "core.hooksPath", ".githooks")
    let layout = try RepositoryLayout.find(world.command(in: world.path + "/deep"))
    #expect(layout.hooksDirectory == world.path + "/.githooks")
    try world.git("config", "core.hooksPath", "~/hooks")
    #expect(
      try RepositoryLayout.find(world.command).hooksDirectory == world.directory.path("home/hooks")
    )
  }

  @Test func followsTheEnvironmentOfAHook() throws {
    let world = try TemporaryRepository()
    let linked = world.directory.path("elsewhere")
    try world.commit()
    try world.git("worktree", "add", "--quiet", linked)
    var git = world.command(in: linked)
    git.environment["GIT_DIR"] = world.path + "/.git/worktrees/elsewhere"
    let layout = try RepositoryLayout.find(git)
    #expect(layout.topLevel == linked)
    #expect(layout.hooksDirectory == world.path + "/.git/hooks")
  }

  @Test func leavesItToGitWhoseRepositoriesAreTrusted() throws {
    let world = try TemporaryRepository()
    var git = world.command
    git.environment["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1"
    let error = #expect(throws: GitError.self) { try RepositoryLayout.find(git) }
    #expect(error?.kind == .notARepository)
    #expect(error?.message.contains("dubious ownership") == true)
    #expect(error?.hint?.contains("trust") == true)
    try world.git("config", "--global", "safe.directory", world.path)
    #expect(try Repository.open(try RepositoryLayout.find(git)).referenceTarget("HEAD") == nil)
  }

  @Test func refusesPathsWithALineEnd() throws {
    let world = try TemporaryRepository(name: "two\nlines")
    #expect(kind { _ = try RepositoryLayout.find(world.command) } == .unsupportedRepository)
  }
}
