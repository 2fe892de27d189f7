import AWS
import Foundation
import TestSupport
import Testing

/// `vault`: files that travel beside Git, between two people, through a folder or a bucket.
@Suite struct VaultTests {
  private let file = VaultScene.file

  @Test(arguments: VaultKind.allCases)
  func aFileGoesFromOneToTheOther(kind: VaultKind) throws {
    let scene = try VaultScene(kind)
    let planted = "planted-\(UUID().uuidString)"
    try scene.ann.edit(planted)
    #expect(try scene.ann.vaultStates() == [file: "only-here"])
    let push = try scene.ann.vault("push", "--yes")
    #expect(push.status == 0, "\(push.errors)")
    #expect(try scene.ann.vaultStates() == [file: "same"])
    #expect(try scene.bob.vaultStates() == [file: "only-there"])
    let pull = try scene.bob.vault("pull", "--yes")
    #expect(pull.status == 0, "\(pull.errors)")
    #expect(try scene.bob.text() == planted)
    let path = "\(scene.bob.repository.path)/\(file)"
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try scene.bob.vault("status").status == 0)
    // Back the other way.
    try scene.bob.edit("two")
    #expect(try scene.bob.vaultStates() == [file: "changed-here"])
    #expect(try scene.bob.vault("push", "--yes").status == 0)
    let status = try scene.ann.vault("status")
    #expect(status.status == 1)
    #expect(status.text.contains("newer in the vault"), "\(status.text)")
    #expect(status.text.contains("by Bob"), "\(status.text)")
    #expect(try scene.ann.vault("pull", "--yes").status == 0)
    #expect(try scene.ann.text() == "two")
    #expect(![push, pull, status].contains { ($0.text + $0.errors).contains(planted) })
  }

  @Test(arguments: VaultKind.allCases)
  func whatBothChangedIsNeverOverwritten(kind: VaultKind) throws {
    let scene = try VaultScene(kind)
    try scene.ann.edit(VaultScene.script(["/a": "one", "/b": "one"]))
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    let anns = VaultScene.script(["/a": "ann", "/b": "one"])
    let bobs = VaultScene.script(["/a": "one", "/b": "bob"])
    try scene.ann.edit(anns)
    try scene.bob.edit(bobs)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let push = try scene.bob.vault("push", "--yes")
    #expect(push.status == 1)
    #expect(push.errors.contains("changed on both sides"), "\(push.errors)")
    #expect(push.errors.contains("by Ann Ångström"), "\(push.errors)")
    let pull = try scene.bob.vault("pull", "--yes")
    #expect(pull.status == 1)
    #expect(try scene.bob.text() == bobs)
    // What changed where, by key, without a value.
    let view = try scene.bob.vault("diff", file, "--three-way")
    #expect(view.status == 1)
    #expect(view.text.contains("\"/a\"  changed in the vault"), "\(view.text)")
    #expect(view.text.contains("\"/b\"  changed here"), "\(view.text)")
    #expect(!(view.text + view.errors).contains("'ann'"))
    // The other side comes beside it, where Git ignores it.
    let open = try scene.bob.vault("pull", "--merge", "--yes")
    #expect(open.status == 2)
    #expect(open.errors.contains(".gitignore"), "\(open.errors)")
    try scene.bob.ignore("*.vault-*")
    let merge = try scene.bob.vault("pull", "--merge", "--yes")
    #expect(merge.status == 0, "\(merge.errors)")
    let side = "\(file).vault-\(try scene.bob.vaultVersions()[0])"
    #expect(try scene.bob.text(side) == anns)
    #expect(try scene.bob.text() == bobs)
    // Not merged yet: pushing would take back what Ann wrote.
    let early = try scene.bob.vault("push", "--yes")
    #expect(early.status == 1)
    #expect(early.errors.contains(side), "\(early.errors)")
    try scene.bob.edit(VaultScene.script(["/a": "ann", "/b": "bob"]))
    try FileManager.default.removeItem(atPath: "\(scene.bob.repository.path)/\(side)")
    #expect(try scene.bob.vault("push", "--yes").status == 0)
    #expect(try scene.ann.vault("pull", "--yes").status == 0)
    #expect(try scene.ann.text() == VaultScene.script(["/a": "ann", "/b": "bob"]))
    #expect(try scene.ann.vaultVersions().count == 3)
  }

  @Test(arguments: VaultKind.allCases)
  func onlyTheVersionThatWasSeenIsOverwritten(kind: VaultKind) throws {
    let scene = try VaultScene(kind)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try scene.bob.edit("bob")
    #expect(try scene.bob.vaultStates() == [file: "changed-both"])
    let seen = try scene.bob.vaultVersions()[0]
    try scene.ann.edit("two")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let late = try scene.bob.vault("push", file, "--force", seen, "--yes")
    #expect(late.status == 1, "\(late.errors)")
    #expect(late.errors.contains("Nothing was pushed."))
    let current = try scene.bob.vaultVersions()[0]
    #expect(try scene.bob.vault("push", file, "--force", current, "--yes").status == 0)
    #expect(try scene.ann.vaultVersions().count == 3)
    #expect(try scene.ann.vault("pull", "--yes").status == 0)
    #expect(try scene.ann.text() == "bob")
  }

  @Test(arguments: VaultKind.allCases)
  func anEarlierVersionIsComparedAndRestored(kind: VaultKind) throws {
    let scene = try VaultScene(kind)
    let old = "planted-\(UUID().uuidString)"
    try scene.ann.edit(VaultScene.script(["/a": old, "/b": "same"]))
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try scene.ann.edit(VaultScene.script(["/a": "new", "/b": "same"]))
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let versions = try scene.ann.vaultVersions()
    #expect(versions.count == 2)
    let diff = try scene.ann.vault("diff", file, versions[1])
    #expect(diff.status == 1)
    #expect(diff.text.contains("~ \"/a\""), "\(diff.text)")
    #expect(!diff.text.contains("/b"))
    #expect(!(diff.text + diff.errors).contains(old))
    #expect(try scene.ann.vault("diff", file, versions[1], "--show").text.contains(old))
    #expect(try scene.ann.vault("diff", file).status == 0)
    let log = try scene.ann.vault("log", file)
    #expect(log.text.contains("latest, here"), "\(log.text)")
    #expect(log.text.contains("Ann Ångström"), "\(log.text)")
    let dry = try scene.ann.vault("restore", file, versions[1], "--dry-run")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(try scene.ann.vaultVersions() == versions)
    let restore = try scene.ann.vault("restore", file, versions[1], "--yes")
    #expect(restore.status == 0, "\(restore.errors)")
    #expect(try scene.ann.vaultVersions().count == 3)
    #expect(try scene.ann.text()?.contains(old) == true)
    #expect(try scene.ann.vaultStates() == [file: "same"])
    // What is not pushed is not overwritten by it.
    try scene.ann.edit("mine")
    #expect(try scene.ann.vault("restore", file, versions[0], "--yes").status == 1)
    #expect(try scene.ann.text() == "mine")
    let unknown = try scene.ann.vault("diff", file, "nothing")
    #expect(unknown.status == 2, "\(unknown.errors)")
  }

  @Test(arguments: VaultKind.allCases)
  func whatIsGoneComesBackOrStays(kind: VaultKind) async throws {
    let scene = try VaultScene(kind)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try FileManager.default.removeItem(atPath: "\(scene.ann.repository.path)/\(file)")
    #expect(try scene.ann.vaultStates() == [file: "gone-here"])
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.ann.vault("pull", "--yes").status == 0)
    #expect(try scene.ann.text() == "one")
    guard kind == .bucket else { return }
    // Deleted by somebody else: the file here stays, and goes back where it is named.
    let client = try CloudProgram().client()
    _ = try await client.bucket(scene.place).deleteObject("team/files/\(file)")
    #expect(try scene.ann.vaultStates() == [file: "gone-there"])
    #expect(try scene.ann.vault("pull", "--yes").status == 0)
    #expect(try scene.ann.text() == "one")
    let push = try scene.ann.vault("push", "--yes")
    #expect(push.status == 1)
    #expect(push.errors.contains("gone in the vault"), "\(push.errors)")
    #expect(try scene.ann.vault("push", file, "--yes").status == 0)
    #expect(try scene.ann.vaultStates() == [file: "same"])
    #expect(try scene.ann.vault("log", file).text.contains("deleted"))
  }

  @Test func whatTheBucketLacksIsSaid() throws {
    let bucket = "vault-\(UUID().uuidString.lowercased())"
    try MotoServer.shared.makeBucket(bucket)
    let settings = "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\""
    let ann = try CloudProgram(.shared, settings).program
    let bob = try CloudProgram(.shared, settings).program
    try ann.edit("one")
    let push = try ann.vault("push", "--yes")
    #expect(push.status == 0, "\(push.errors)")
    #expect(push.errors.contains("keeps no versions"), "\(push.errors)")
    // Conditions hold all the same.
    try bob.edit("bob")
    #expect(try bob.vault("push", "--yes").status == 1)
    try ann.edit("two")
    #expect(try ann.vault("push", "--yes").status == 0)
    #expect(try bob.vault("diff", file, "--three-way").status == 2)
  }
}
