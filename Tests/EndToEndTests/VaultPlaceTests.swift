import Foundation
import TestSupport
import Testing

/// Where `vault` reads and writes, and where it does not.
@Suite struct VaultPlaceTests {
  private let file = VaultScene.file

  private func pushed(_ path: String = VaultScene.file) throws -> VaultScene {
    let scene = try VaultScene(.folder)
    try scene.ann.edit("one", path)
    try #require(try scene.ann.vault("push", "--yes").status == 0)
    return scene
  }

  @Test func nothingIsWrittenWhereGitWouldTakeIt() throws {
    let scene = try pushed()
    try scene.bob.repository.write("nothing\n", to: ".gitignore")
    let pull = try scene.bob.vault("pull", "--yes")
    #expect(pull.status == 2)
    #expect(pull.errors.contains("does not ignore"), "\(pull.errors)")
    #expect(try scene.bob.text() == nil)
  }

  @Test func nothingIsWrittenThroughALink() throws {
    let scene = try pushed("secured_modules/main.tf")
    let elsewhere = scene.bob.repository.directory.path("elsewhere")
    let folder = "\(scene.bob.repository.path)/secured_modules"
    try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: elsewhere)
    let pull = try scene.bob.vault("pull", "--yes")
    #expect(pull.status == 2)
    #expect(pull.errors.contains("symbolic link"), "\(pull.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere) == [])
    try FileManager.default.removeItem(atPath: folder)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
    #expect(mode == 0o700)
  }

  @Test func theStateHoldsNoContent() throws {
    let planted = "planted-\(UUID().uuidString)"
    let scene = try VaultScene(.folder)
    try scene.ann.edit(planted)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let folder = "\(scene.ann.repository.path)/.git/secrets-sync/vault"
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    #expect(names.contains("key"))
    for name in names {
      let content = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
      #expect(content.range(of: Data(planted.utf8)) == nil, "\(name)")
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      let mode = attributes[.posixPermissions] as? Int
      #expect(mode == 0o600 || mode == 0o700, "\(name)")
    }
  }

  @Test func aNameOutOfTheVaultLeadsNowhereElse() throws {
    let scene = try pushed()
    let files = scene.place + "/files"
    for name in ["..%2F..%2Fssm-evil.py", ".git%2Fhooks%2Fssm-evil.py", "%2Ftmp%2Fssm-evil.py"] {
      try FileManager.default.copyItem(atPath: "\(files)/\(file)", toPath: "\(files)/\(name)")
    }
    #expect(try scene.bob.vaultStates() == [file: "only-there"])
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
  }

  @Test func aFolderThatGitWouldTakeIsNoVault() throws {
    let program = try Program.initialized()
    try program.repository.write(
      "[vault]\nfiles = [\"ssm-*.py\"]\npath = \"shared\"\n",
      to: ".secrets-sync.toml"
    )
    try program.edit("one")
    let push = try program.vault("push", "--yes")
    #expect(push.status == 2)
    #expect(push.errors.contains("does not ignore"), "\(push.errors)")
    // Without a place the clone has one of its own.
    try program.repository.write("[vault]\nfiles = [\"ssm-*.py\"]\n", to: ".secrets-sync.toml")
    #expect(try program.vault("push", "--yes").status == 0)
    #expect(try program.vault("status").status == 0)
  }

  @Test func aShareThatIsNotMountedIsNotWrittenBeside() throws {
    let scene = try pushed()
    try scene.ann.edit("two")
    let away = scene.place + "-away"
    try FileManager.default.moveItem(atPath: scene.place, toPath: away)
    let missing = try scene.ann.vault("push", "--yes")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("Mount the share"), "\(missing.errors)")
    // The mount point alone.
    try FileManager.default.createDirectory(
      atPath: scene.place,
      withIntermediateDirectories: true
    )
    let empty = try scene.ann.vault("push", "--yes")
    #expect(empty.status == 3)
    #expect(empty.errors.contains("Is the share mounted?"), "\(empty.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scene.place) == [])
    try FileManager.default.removeItem(atPath: scene.place)
    try FileManager.default.moveItem(atPath: away, toPath: scene.place)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
  }

  @Test func withoutAWordNothingIsWritten() throws {
    let scene = try VaultScene(.folder)
    try scene.ann.edit("one")
    let push = try scene.ann.vault("push")
    #expect(push.status == 2)
    #expect(push.errors.contains("--yes"))
    let dry = try scene.ann.vault("push", "--dry-run")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scene.place + "/files") == [])
    let other = try scene.ann.vault("push", "README.md", "--yes")
    #expect(other.status == 2)
    #expect(other.errors.contains("none of the files"), "\(other.errors)")
  }

  @Test func whatWasCutOrChangedInTheFolderIsNotUsed() throws {
    let scene = try pushed()
    let version = try scene.ann.vaultVersions()[0]
    let path = "\(scene.place)/files/\(file)/\(version)"
    try Data("two".utf8).write(to: URL(fileURLWithPath: path))
    let pull = try scene.bob.vault("pull", "--yes")
    #expect(pull.status == 3)
    #expect(pull.errors.contains("is not what was written"), "\(pull.errors)")
    #expect(try scene.bob.text() == nil)
  }
}
