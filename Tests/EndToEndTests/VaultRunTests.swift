import Foundation
import TestSupport
import Testing

/// Runs of `vault` beside each other, and worktrees.
@Suite struct VaultRunTests {
  private let file = VaultScene.file

  @Test func twoRunsInAWorktreeExcludeEachOther() throws {
    let scene = try VaultScene(.folder)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try scene.ann.edit("two")
    // Held as another run holds it.
    let lock = "\(scene.ann.repository.path)/.git/secrets-sync/vault/lock"
    let descriptor = unsafe open(lock, O_RDWR)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX) == 0)
    for arguments in [["push", "--yes"], ["pull", "--yes"], ["restore", file, "x", "--yes"]] {
      let result = try scene.ann.run(["vault"] + arguments)
      #expect(result.status == 4)
      #expect(result.errors.contains("Another `vault` command runs"), "\(result.errors)")
    }
    // Looking is free.
    #expect(try scene.ann.vaultStates() == [file: "changed-here"])
    #expect(try scene.ann.vault("push", "--dry-run").status == 0)
  }

  @Test func eachWorktreeHasAStateOfItsOwn() throws {
    let scene = try VaultScene(.folder)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try scene.ann.repository.git("add", ".secrets-sync.toml")
    try scene.ann.git("commit", "--quiet", "--message", "The vault")
    let other = try scene.ann.repository.addWorktree("other", branch: "other")
    let pull = try scene.ann.run(["vault", "pull", "--yes", "--quiet"], in: other)
    #expect(pull.status == 0, "\(pull.errors)")
    #expect(pull.errors.isEmpty)
    try Data("two".utf8).write(to: URL(fileURLWithPath: "\(other)/\(file)"))
    #expect(try scene.ann.run(["vault", "push", "--yes"], in: other).status == 0)
    #expect(try scene.ann.vaultStates() == [file: "newer-there"])
  }
}
