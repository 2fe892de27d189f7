import AWS
import Foundation
import TestSupport
import Testing

/// What somebody who may write into the vault, or a mishap, could do to those who pull from it.
@Suite struct VaultHostileTests {
  private func put(_ content: String, _ path: String, _ scene: VaultScene) async throws {
    let bucket = try CloudProgram().client().bucket(scene.place)
    _ = try await bucket.putObject("team/files/\(path)", SecretBytes(utf8: content))
  }

  /// A folder with these in it is a repository for Git, whose configuration runs programs.
  @Test func noRepositoryAndNoRulesOfGitComeOutOfTheVault() async throws {
    let scene = try VaultScene(.bucket, files: #""sm/""#)
    try scene.bob.ignore("sm/*")
    let mark = scene.bob.repository.directory.path("pwned")
    for (path, content) in [
      ("sm/HEAD", "ref: refs/heads/main\n"),
      (
        "sm/config",
        "[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = \"touch \(mark); false\"\n"
      ),
      ("sm/objects/x", ""), ("sm/refs/x", ""), ("sm/.gitignore", "!*\n"),
      ("sm/.GitAttributes", "* filter=x\n"), ("sm/good.tf", "good"),
    ] {
      try await put(content, path, scene)
    }
    let pull = try scene.bob.vault("pull", "--yes")
    #expect(pull.status == 0, "\(pull.errors)")
    #expect(try scene.bob.text("sm/good.tf") == "good")
    for name in ["HEAD", ".gitignore", ".GitAttributes"] {
      #expect(try scene.bob.text("sm/\(name)") == nil, "\(name)")
    }
    // Also where it came some other way.
    let folder = "\(scene.bob.repository.path)/sm"
    try Data("ref: refs/heads/main\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/HEAD"))
    try await put("more", "sm/more.tf", scene)
    let again = try scene.bob.vault("pull", "--yes")
    #expect(again.status == 2, "\(again.errors)")
    #expect(again.errors.contains("Git directory"), "\(again.errors)")
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test func namesThatDifferInFormAreTwoFiles() throws {
    let scene = try VaultScene(.folder)
    let (composed, split) = ("ssm-caf\u{E9}.py", "ssm-cafe\u{301}.py")
    try scene.ann.edit("one", composed)
    try scene.ann.edit("two", split)
    // A file system that takes them for one has nothing to tell apart.
    guard try scene.ann.text(composed) == "one" else { return }
    let push = try scene.ann.vault("push", "--yes")
    #expect(push.errors.contains("Push 2") || push.errors.split(separator: "\n").count > 3)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    #expect(try scene.bob.text(composed) == "one")
    #expect(try scene.bob.text(split) == "two")
  }

  @Test func anIndexThatIsGoneIsNoNewBeginning() throws {
    let scene = try VaultScene(.folder)
    let file = VaultScene.file
    try scene.ann.edit("one")
    try scene.ann.edit("other", "ssm-b.py")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    let index = "\(scene.place)/files/\(file)/index.json"
    let kept = try Data(contentsOf: URL(fileURLWithPath: index))
    try FileManager.default.removeItem(atPath: index)
    try scene.bob.edit("two", "ssm-b.py")
    let push = try scene.bob.vault("push", "--yes")
    #expect(push.status == 3, "\(push.errors)")
    #expect(push.errors.contains("index.json"), "\(push.errors)")
    // The others are pushed all the same.
    #expect(push.errors.contains("pushed ssm-b.py"), "\(push.errors)")
    #expect(try scene.bob.vault("push", file, "--yes").status == 3)
    #expect(try scene.bob.vault("status").status == 3)
    try kept.write(to: URL(fileURLWithPath: index))
    #expect(try scene.bob.vault("status").status == 0)
  }

  @Test func aFileThatCannotBeReadDoesNotStopTheOthers() throws {
    let scene = try VaultScene(.folder)
    let path = scene.ann.repository.path
    try scene.ann.edit("one")
    try Data(count: (16 << 20) + 1).write(to: URL(fileURLWithPath: "\(path)/ssm-big.py"))
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/ssm-link.py",
      withDestinationPath: "/etc/hostname"
    )
    let push = try scene.ann.vault("push", "--yes")
    #expect(push.status == 3)
    #expect(push.errors.contains("16 MiB") && push.errors.contains("symbolic link"))
    #expect(push.errors.contains("pushed ssm-prod.py"), "\(push.errors)")
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    #expect(try scene.bob.text() == "one")
  }

  @Test func theStateOfAnotherWorktreeSaysNothing() throws {
    let scene = try VaultScene(.folder)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    try scene.ann.edit("two")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let ours = "\(scene.bob.repository.path)/.git/secrets-sync/vault"
    try FileManager.default.removeItem(atPath: ours)
    try FileManager.default.copyItem(
      atPath: "\(scene.ann.repository.path)/.git/secrets-sync/vault",
      toPath: ours
    )
    // As if version two had been here and changed to one.
    #expect(try scene.bob.vaultStates() == [VaultScene.file: "changed-both"])
    #expect(try scene.bob.vault("push", "--yes").status == 1)
  }

  @Test func aPathThatLeadsIntoAWorkingTreeIsRefused() throws {
    let program = try Program.initialized()
    let other = try TemporaryRepository()
    let link = program.repository.directory.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: other.path)
    for path in ["\(other.path)/vault", "\(link)/vault", "\(other.path)/a/../x"] {
      try program.edit(
        "[vault]\nfiles = [\"ssm-*.py\"]\npath = \"\(path)\"\n",
        ".secrets-sync.toml"
      )
      try program.edit("one")
      for arguments in [["init", "--yes"], ["push", "--yes"]] {
        let result = try program.run(["vault"] + arguments)
        #expect(result.status == 2, "\(path) \(arguments) \(result.errors)")
      }
    }
    #expect(!FileManager.default.fileExists(atPath: "\(other.path)/vault"))
  }

  @Test func aNameWithTheMarkOfAMergeTravels() throws {
    let scene = try VaultScene(.folder, files: #""ssm-*""#)
    for program in [scene.ann, scene.bob] { try program.ignore("ssm-*") }
    try scene.ann.edit("one", "ssm-hcp.vault-policy.tf")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    #expect(try scene.bob.text("ssm-hcp.vault-policy.tf") == "one")
  }

  @Test func whatChangedBesideTheValuesIsShown() throws {
    let scene = try VaultScene(.folder)
    let base = VaultScene.script(["/a": "one", "/b": "one"])
    try scene.ann.edit(base)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let both = base.replacing("'/a', 'one'", with: "'/a', 'two'")
      .replacing("myapp-dev", with: "myapp-prod")
    try scene.ann.edit(both)
    let diff = try scene.ann.vault("diff", VaultScene.file)
    #expect(!diff.text.contains("~ \"/a\""), "\(diff.text)")
    #expect(diff.text.contains("2 line") || diff.text.contains("lines"), "\(diff.text)")
  }

  @Test func aNewerVersionIsNotOverwrittenByARestore() throws {
    let scene = try VaultScene(.folder)
    let file = VaultScene.file
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    let first = try scene.bob.vaultVersions()[0]
    try scene.ann.edit("two")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let unseen = try scene.bob.vault("restore", file, first, "--yes")
    #expect(unseen.status == 1, "\(unseen.errors)")
    #expect(unseen.errors.contains("vault pull"), "\(unseen.errors)")
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    let seen = try scene.bob.vault("restore", file, first, "--yes", "--format", "json")
    #expect(seen.status == 0)
    #expect(seen.text.contains("\"restored\": true"), "\(seen.text)")
  }

  @Test func withoutVersionsNothingIsForced() throws {
    let bucket = "vault-\(UUID().uuidString.lowercased())"
    try MotoServer.shared.makeBucket(bucket)
    let settings = "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\""
    let ann = try CloudProgram(.shared, settings).program
    let bob = try CloudProgram(.shared, settings).program
    try ann.edit("one")
    let push = try ann.vault("push", "--yes")
    #expect(push.status == 0)
    #expect(push.errors.contains("pushed \(VaultScene.file)\n"), "\(push.errors)")
    try bob.edit("bob")
    let refused = try bob.vault("push", "--yes")
    #expect(!refused.errors.contains("--force"), "\(refused.errors)")
    for name in ["null", "unversioned"] {
      #expect(try bob.vault("push", VaultScene.file, "--force", name, "--yes").status == 1)
    }
    #expect(try ann.vault("diff", VaultScene.file).status == 0)
  }

  @Test func aKeyThatIsDamagedIsNotUsed() throws {
    let scene = try VaultScene(.folder)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let key = "\(scene.ann.repository.path)/.git/secrets-sync/vault/key"
    for bytes in [0, 3, 40] {
      try Data(count: bytes).write(to: URL(fileURLWithPath: key))
      let push = try scene.ann.vault("push", "--yes")
      #expect(push.status == 3, "\(bytes) \(push.errors)")
    }
    #expect(try scene.bob.vaultVersions().count == 1)
  }
}
