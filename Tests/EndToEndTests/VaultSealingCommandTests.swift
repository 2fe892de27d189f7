import AWS
import Foundation
import TestSupport
import Testing

/// `client_side_encryption` of `[vault]`, as two people meet it.
@Suite struct VaultSealingCommandTests {
  private let file = VaultScene.file
  private let setting = "client_side_encryption = true"

  @Test func filesTravelEncrypted() async throws {
    let scene = try VaultScene(.bucket, more: setting)
    let planted = "planted-\(UUID().uuidString)"
    try scene.ann.edit(planted)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let object = try await CloudProgram().client().bucket(scene.place)
      .getObject("team/files/\(file)")
    #expect(!object.body.exposed().contains(Array(planted.utf8)))
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    #expect(try scene.bob.text() == planted)
    try scene.bob.edit("two")
    #expect(try scene.bob.vault("push", "--yes").status == 0)
    #expect(try scene.ann.vaultStates() == [file: "newer-there"])
    try scene.ann.edit("mine")
    #expect(try scene.ann.vaultStates() == [file: "changed-both"])
    #expect(try scene.ann.vault("diff", file).status == 1)
    let versions = try scene.ann.vaultVersions()
    #expect(try scene.ann.vault("push", file, "--force", versions[0], "--yes").status == 0)
    #expect(try scene.ann.vault("restore", file, versions[1], "--yes").status == 0)
    #expect(try scene.ann.text() == planted)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    #expect(try scene.bob.text() == planted)
  }

  /// After a run that was killed before it noted what it had pushed, and in a new clone.
  @Test func whatIsTheSameIsFoundWithoutANote() throws {
    let scene = try VaultScene(.bucket, more: setting)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try scene.bob.edit("one")
    #expect(try scene.bob.vaultStates() == [file: "same"])
    #expect(try scene.bob.vault("push", "--yes").status == 0)
    #expect(try scene.ann.vaultVersions().count == 1)
  }

  @Test func whatWasPushedBeforeTheSettingIsEncryptedByTheNextPush() throws {
    let scene = try VaultScene(.bucket)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    for program in [scene.ann, scene.bob] {
      let settings = try #require(try program.text(".secrets-sync.toml"))
      try program.edit(settings + setting + "\n", ".secrets-sync.toml")
    }
    let refused = try scene.bob.vault("pull", "--yes")
    #expect(refused.status == 3)
    #expect(refused.errors.contains("is not encrypted") || refused.errors.contains("as it is"))
    #expect(try scene.bob.text() == nil)
    // Who knows it well may take it, and encrypts it by that.
    let status = try scene.ann.vault("status")
    #expect(status.status == 0)
    #expect(status.text.contains("not encrypted there"), "\(status.text)")
    #expect(status.errors.contains("vault push"), "\(status.errors)")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.ann.vaultVersions().count == 2)
    #expect(try !scene.ann.vault("status").text.contains("not encrypted"))
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.ann.vaultVersions().count == 2)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    #expect(try scene.bob.text() == "one")
  }

  @Test func whatSomebodyPutThereWithoutTheKeyIsTakenOnlyByName() async throws {
    let scene = try VaultScene(.bucket, more: setting)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try scene.ann.edit("good", "ssm-a.py")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let bucket = try CloudProgram().client().bucket(scene.place)
    _ = try await bucket.putObject("team/files/\(file)", SecretBytes(utf8: "evil"))
    // The others come all the same.
    let pull = try scene.bob.vault("pull", "--yes")
    #expect(pull.status == 3, "\(pull.errors)")
    #expect(pull.errors.contains("client_side_encryption"), "\(pull.errors)")
    #expect(try scene.bob.text() == nil)
    #expect(try scene.bob.text("ssm-a.py") == "good")
    let version = try scene.bob.vaultVersions()[0]
    let restore = try scene.bob.vault("restore", file, version, "--yes")
    #expect(restore.status == 0, "\(restore.errors)")
    #expect(restore.errors.contains("is not encrypted"), "\(restore.errors)")
    #expect(try scene.ann.vault("pull", "--yes").status == 0)
    #expect(try scene.ann.text() == "evil")
  }

  /// On a branch without the setting, as before it was pulled.
  @Test func whatIsEncryptedThereIsNotPushedInTheClear() async throws {
    let scene = try VaultScene(.bucket, more: setting)
    let ann = scene.ann
    try ann.edit("one")
    #expect(try ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    try ann.edit("two")
    #expect(try ann.vault("push", "--yes").status == 0)
    let settings = try #require(try ann.text(".secrets-sync.toml"))
    for program in [ann, scene.bob] {
      let settings = try #require(try program.text(".secrets-sync.toml"))
      try program.edit(settings.replacing(setting, with: ""), ".secrets-sync.toml")
    }
    try ann.edit("three")
    try scene.bob.edit("bob")
    let versions = try ann.vaultVersions()
    for push in [
      try ann.vault("push", "--yes"), try ann.vault("push", "--dry-run"),
      try scene.bob.vault("push", file, "--force", versions[0], "--yes"),
    ] {
      #expect(push.status == 1, "\(push.errors)")
      #expect(push.errors.contains("encrypted there"), "\(push.errors)")
      #expect(push.errors.contains("next: get the commit"), "\(push.errors)")
    }
    try ann.edit("two")
    let restore = try ann.vault("restore", file, versions[1], "--yes")
    #expect(restore.status == 1)
    #expect(restore.errors.contains("get the commit"), "\(restore.errors)")
    #expect(try ann.vaultVersions() == versions)
    // With the setting all is as before.
    try ann.edit(settings, ".secrets-sync.toml")
    try ann.edit("three")
    #expect(try ann.vault("push", "--yes").status == 0)
    let head = try await CloudProgram().client().bucket(scene.place)
      .headObject("team/files/\(file)")
    #expect(head.metadata["client-side-encryption"] == "1")
  }

  /// There is a way on from a latest version that is not encrypted, whatever is here.
  @Test func whatIsInTheClearHasAWayOn() async throws {
    let scene = try VaultScene(.bucket, more: setting)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    let bucket = try CloudProgram().client().bucket(scene.place)
    _ = try await bucket.putObject("team/files/\(file)", SecretBytes(utf8: "clear"))
    let version = try scene.bob.vaultVersions()[0]
    let status = try scene.bob.vault("status")
    #expect(status.text.contains("newer in the vault, not encrypted there"), "\(status.text)")
    #expect(status.errors.contains("vault restore \(file) \(version)"), "\(status.errors)")
    #expect(!status.errors.contains("vault pull"), "\(status.errors)")
    let json = try scene.bob.vault("status", "--format", "json")
    #expect(json.text.contains(#""client_side_encryption": false"#), "\(json.text)")
    try FileManager.default.removeItem(atPath: "\(scene.bob.repository.path)/\(file)")
    let diff = try scene.bob.vault("diff", file, version)
    #expect(diff.status == 2)
    #expect(diff.errors.contains("vault restore \(file) \(version)"), "\(diff.errors)")
    #expect(try scene.bob.vault("restore", file, version, "--yes").status == 0)
    #expect(try scene.bob.text() == "clear")
  }

  @Test(arguments: [
    "bucket = \"b\"\nclient_side_encryption = true", "client_side_encryption = true",
    "bucket = \"b\"\nkms_key = \"alias/x\"\nclient_side_encryption = 1",
    "bucket = \"b\"\nprefix = \"a/../b\"",
  ])
  func aSettingThatCannotBeIsRefused(settings: String) throws {
    let program = try Program.initialized()
    try program.edit("[vault]\nfiles = [\"ssm-*.py\"]\n\(settings)\n", ".secrets-sync.toml")
    #expect(try program.vault("status").status == 2)
  }
}
