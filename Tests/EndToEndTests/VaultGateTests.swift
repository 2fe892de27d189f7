import Foundation
import TestSupport
import Testing

/// `git push` while protected files are here as the vault does not have them.
@Suite struct VaultGateTests {
  private let file = VaultScene.file

  private func scene(_ kind: VaultKind) throws -> VaultScene {
    let scene = try VaultScene(kind)
    let remote = scene.ann.repository.directory.path("remote.git")
    try scene.ann.repository.git("init", "--quiet", "--bare", remote)
    try scene.ann.git("remote", "add", "origin", remote)
    return scene
  }

  private func push(_ program: Program, _ reference: String = "HEAD:main") throws -> TestProcess {
    try program.repository.write("\(UUID())\n", to: "notes.txt")
    try program.git("add", "notes.txt")
    try program.git("commit", "--quiet", "--message", "Notes")
    return try program.tryGit(["push", "--quiet", "origin", reference])
  }

  @Test(arguments: VaultKind.allCases)
  func whatTheVaultDoesNotHaveStopsAPush(kind: VaultKind) throws {
    let scene = try scene(kind)
    var ann = scene.ann
    #expect(try push(ann).status == 0)
    try ann.edit("one")
    let new = try push(ann)
    #expect(new.status == 1)
    #expect(new.errors.contains("push blocked: 1 protected file here and not in the vault."))
    #expect(new.errors.contains("\(file)  never pushed nor pulled here"))
    #expect(new.errors.contains("git secrets-sync vault push \(file)\n"))
    #expect(try ann.vault("push", "--yes").status == 0)
    // Nobody is asked: the vault may be out of reach.
    let endpoint = ann.environment["AWS_ENDPOINT_URL"]
    ann.environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"
    #expect(try push(ann).status == 0)
    try ann.edit("two")
    let changed = try push(ann)
    #expect(changed.status == 1)
    #expect(changed.errors.contains("\(file)  changed since version "), "\(changed.errors)")
    var skipping = ann
    skipping.environment["SKIP"] = "other,secrets-sync-vault"
    let skipped = try push(skipping)
    #expect(skipped.status == 0)
    #expect(skipped.errors.contains("SKIP=other,secrets-sync-vault asks for it"))
    ann.environment["AWS_ENDPOINT_URL"] = endpoint
    // Back to what is in the vault.
    #expect(try ann.vault("restore", file, ann.vaultVersions()[0], "--yes").status != 2)
    try ann.edit("one")
    #expect(try push(ann).status == 0)
    // Somebody who has pulled may push, and who has it from elsewhere may not.
    try scene.bob.git("remote", "add", "origin", ann.repository.git("remote", "get-url", "origin"))
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    #expect(try push(scene.bob, "HEAD:bob").status == 0)
  }

  @Test func eachWorktreeAnswersForItself() throws {
    let scene = try scene(.folder)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try scene.ann.repository.git("add", ".secrets-sync.toml")
    try scene.ann.git("commit", "--quiet", "--message", "The vault")
    let other = try scene.ann.repository.addWorktree("other", branch: "other")
    try Data("one".utf8).write(to: URL(fileURLWithPath: "\(other)/\(file)"))
    #expect(try scene.ann.tryGit(["push", "--quiet", "origin", "HEAD:main"]).status == 0)
    let push = try scene.ann.tryGit(["push", "origin", "HEAD:other"], in: other)
    #expect(push.errors.contains("never pushed nor pulled here"), "\(push.errors)")
  }

  /// With --git-dir, Git takes the working directory for the working tree.
  @Test func aPushFromElsewhereIsOneOfTheWorkingTree() throws {
    let scene = try scene(.folder)
    let ann = scene.ann
    #expect(try push(ann).status == 0)
    try ann.repository.git("add", ".secrets-sync.toml")
    try ann.git("commit", "--quiet", "--message", "The vault")
    try ann.edit("one")
    let directory = "\(ann.repository.path)/.git"
    let elsewhere = ann.repository.directory.path("elsewhere")
    try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
    for option in ["--git-dir=\(directory)", "--git-dir=\(directory) -c core.bare=true"] {
      let result = try ann.tryGit(
        option.split(separator: " ").map(String.init) + ["push", "origin", "HEAD:main"],
        in: elsewhere
      )
      #expect(result.status == 1)
      #expect(result.errors.contains("\(file)  never pushed nor pulled here"), "\(result.errors)")
      #expect(
        result.errors.contains("git -C \(ann.repository.path) secrets-sync vault push \(file)")
      )
    }
    #expect(try ann.vault("push", "--yes").status == 0)
    let fine = try ann.tryGit(
      ["--git-dir=\(directory)", "push", "origin", "HEAD:main"],
      in: elsewhere
    )
    #expect(fine.status == 0, "\(fine.errors)")
  }

  @Test func aMergeIsToBeEnded() throws {
    let scene = try scene(.folder)
    let (ann, bob) = (scene.ann, scene.bob)
    try bob.git("remote", "add", "origin", ann.repository.git("remote", "get-url", "origin"))
    try bob.ignore("*.vault-*")
    try ann.edit("one")
    #expect(try ann.vault("push", "--yes").status == 0)
    try bob.edit("two")
    #expect(try bob.vault("pull", "--merge", "--yes").status == 0)
    let merging = try push(bob, "HEAD:bob")
    #expect(merging.status == 1)
    #expect(
      merging.errors.contains("next: take what you want of \(file).vault-"),
      "\(merging.errors)"
    )
    #expect(!merging.errors.contains("Push them to the vault first"), "\(merging.errors)")
    // From below, names are as one writes them there.
    try bob.edit("three", "ssm-dev.py")
    try bob.edit("", "sub/keep")
    try bob.edit("x\n", "notes.txt")
    try bob.git("add", "notes.txt", "sub/keep")
    try bob.git("commit", "--quiet", "--message", "More")
    let below = try bob.tryGit(["push", "origin", "HEAD:bob"], in: "\(bob.repository.path)/sub")
    #expect(below.errors.contains("git secrets-sync vault push ../ssm-dev.py\n"), "\(below.errors)")
  }

  @Test func whatBringsNoWorkPasses() throws {
    let scene = try scene(.folder)
    #expect(try push(scene.ann).status == 0)
    #expect(try push(scene.ann, "HEAD:other").status == 0)
    try scene.ann.edit("one")
    for arguments in [
      ["--delete", "other"], ["HEAD:refs/secrets-sync/ledger/test"],
      ["HEAD:refs/notes/secrets-sync"], ["HEAD~1:main"],
    ] {
      let push = try scene.ann.tryGit(["push", "--quiet", "origin"] + arguments)
      #expect(push.status == 0, "\(arguments) \(push.errors)")
    }
    #expect(try scene.ann.tryGit(["push", "origin", "HEAD:refs/tags/v1"]).status == 1)
    // The ledger's only where it is said to be in branches.
    let branch = ["push", "--quiet", "origin", "HEAD:refs/heads/secrets-sync/prod"]
    #expect(try scene.ann.tryGit(branch).status == 1)
    let settings = try #require(try scene.ann.text(".secrets-sync.toml"))
    try scene.ann.edit(settings + "[ledger]\nbranch = true\n", ".secrets-sync.toml")
    #expect(try scene.ann.tryGit(branch).status == 0)
    // The vault of a clone alone is for trying it out.
    try scene.ann.repository.write("[vault]\nfiles = [\"ssm-*.py\"]\n", to: ".secrets-sync.toml")
    #expect(try scene.ann.tryGit(["push", "--quiet", "origin", "HEAD:refs/tags/v1"]).status == 0)
  }

  @Test func whatCannotBeReadIsNotPushed() throws {
    let scene = try scene(.folder)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let folder = scene.ann.repository.path
    let link = folder + "/ssm-link.py"
    try FileManager.default.createSymbolicLink(
      atPath: link,
      withDestinationPath: "/etc/hostname"
    )
    let linked = try push(scene.ann)
    #expect(linked.status == 1)
    #expect(linked.errors.contains("1 protected file that could not be read"), "\(linked.errors)")
    #expect(linked.errors.contains("Put a file or a folder in its place."), "\(linked.errors)")
    #expect(linked.errors.contains("next: ") && linked.errors.contains("To leave "))
    try FileManager.default.removeItem(atPath: link)
    let states = folder + "/.git/secrets-sync/vault"
    for name in try FileManager.default.contentsOfDirectory(atPath: states)
    where name.hasPrefix("state-") || name == "key" {
      let path = "\(states)/\(name)"
      let content = try Data(contentsOf: URL(fileURLWithPath: path))
      if name == "key" {
        try FileManager.default.removeItem(atPath: path)
      } else {
        try Data("{".utf8).write(to: URL(fileURLWithPath: path))
      }
      let result = try push(scene.ann)
      #expect(result.status == 1)
      #expect(result.errors.contains("cannot be told, so nothing was pushed"), "\(result.errors)")
      #expect(result.errors.contains("SKIP=secrets-sync-vault"))
      try content.write(to: URL(fileURLWithPath: path))
    }
    #expect(try push(scene.ann).status == 0)
  }
}
