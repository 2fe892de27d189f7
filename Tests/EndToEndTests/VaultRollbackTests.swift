import AWS
import Foundation
import TestSupport
import Testing

/// `verify`, `diff` and `rollback` cover the vault's files.
@Suite struct VaultRollbackTests {
  private let file = VaultScene.file
  private let reference = "vault:\(VaultScene.file)"

  @Test(arguments: VaultKind.allCases)
  func theStatesOfAFile(kind: VaultKind) throws {
    let scene = try VaultLedgerScene(kind)
    let first = try scene.deploy("one")
    let ok = try scene.ann("verify")
    #expect(ok.status == 0, "\(ok.text + ok.errors)")
    #expect(ok.errors.contains("1 secret and 1 file of the vault, all as deployed"))
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    try scene.bob.edit("two")
    #expect(try scene.bob.vault("push", "--yes").status == 0)
    let second = try scene.bob.vaultVersions()[0]
    let newer = try scene.ann("verify")
    #expect(newer.status == 1)
    #expect(newer.text.contains("newer  \(reference)"), "\(newer.text)")
    #expect(newer.text.contains("now \(second.prefix(8))"), "\(newer.text)")
    let status = try scene.ann("status", "--drift")
    #expect(status.text.contains("newer \(reference)"), "\(status.text)")
    // The vault of a folder is asked without a network.
    #expect(try scene.ann("status").text.contains("newer") == (kind == .folder))
    // Another vault than that of the record has other files.
    let settings = try #require(try scene.ann.text(".secrets-sync.toml"))
    let other =
      kind == .folder
      ? settings.replacing("path = ", with: "bucket = \"other-bucket\"\n# ")
      : settings.replacing("prefix = \"team\"", with: "prefix = \"elsewhere\"")
    try scene.ann.repository.write(other, to: ".secrets-sync.toml")
    let elsewhere = try scene.ann("verify")
    #expect(elsewhere.status == 4)
    #expect(elsewhere.text.contains("unreadable  \(reference)"), "\(elsewhere.text)")
    try scene.ann.repository.write(settings, to: ".secrets-sync.toml")
    #expect(try scene.ann("verify").text.contains(first.prefix(8)))
  }

  @Test(arguments: VaultKind.allCases)
  func theDifferenceOfTwoDeployments(kind: VaultKind) throws {
    let scene = try VaultLedgerScene(kind)
    let (old, new) = ("old-\(UUID().uuidString)", "new-\(UUID().uuidString)")
    let first = try scene.deploy(VaultScene.script(["/a": old, "/b": "same"]))
    let second = try scene.deploy(VaultScene.script(["/a": new, "/b": "same"]))
    let diff = try scene.ann("diff", "prod~1", "prod")
    #expect(diff.status == 1)
    #expect(diff.text.contains("~ \(reference)  \(first.prefix(8))"), "\(diff.text)")
    #expect(diff.text.contains("→ \(second.prefix(8))"), "\(diff.text)")
    let values = try scene.ann("diff", "prod~1", "prod", "--values")
    #expect(values.status == 1, "\(values.errors)")
    #expect(values.text.contains("value: keys 1 changed"), "\(values.text)")
    #expect(values.text.contains("\"/a\""), "\(values.text)")
    #expect(values.text.contains("by Ann Ångström"), "\(values.text)")
    #expect(![old, new, "same'"].contains { (values.text + values.errors).contains($0) })
    let json = try scene.ann("diff", "prod~1", "prod", "--values", "--format", "json")
    #expect(json.text.contains(#""secret": "\#(reference)""#), "\(json.text)")
    #expect(json.text.contains(#""result": "members""#), "\(json.text)")
  }

  @Test(arguments: VaultKind.allCases)
  func anEarlierVersionIsTheLatestAgain(kind: VaultKind) throws {
    let scene = try VaultLedgerScene(kind)
    let ann = scene.ann
    try scene.deploy("one")
    let second = try scene.deploy("two")
    let dry = try ann("rollback", "prod~1", "--dry-run")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.text.contains("write again") && dry.text.contains(second.prefix(8)), "\(dry.text)")
    let done = try ann("rollback", "prod~1", "--yes")
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.text.contains("1 file of the vault changed, 1 unchanged"), "\(done.text)")
    #expect(done.errors.contains("next: git secrets-sync vault pull"), "\(done.errors)")
    let versions = try ann.vaultVersions()
    #expect(versions.count == 3)
    // Nothing of the user's is touched; the record has the new version.
    #expect(try ann.text() == "two")
    #expect(try ann.vaultStates() == [file: "newer-there"])
    #expect(try ann("verify").status == 0)
    #expect(try ann("show").text.contains(versions[0]))
    #expect(try ann.vault("pull", "--yes").status == 0)
    #expect(try ann.text() == "one")
    // It is there now, under another version: no further one is written.
    let again = try ann("rollback", "prod~2", "--yes")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try ann.vaultVersions() == versions)
    // Forward again.
    #expect(try ann("rollback", "prod~2", "--yes").status == 0)
    #expect(try ann.vault("pull", "--yes").status == 0)
    #expect(try ann.text() != nil)
  }

  @Test func aFileThatIsGoneIsSaid() async throws {
    let scene = try VaultLedgerScene(.bucket)
    let first = try scene.deploy("one")
    try scene.deploy("two")
    let client = try AWSClient(
      settings: .load(environment: scene.ann.environment, home: "/nonexistent")
    )
    let bucket = try client.bucket(scene.scene.place, owner: MotoServer.shared.account)
    _ = try await bucket.deleteObject("team/files/\(file)", version: first)
    let lost = try scene.ann("rollback", "prod~1", "--yes")
    #expect(lost.status == 1)
    #expect(lost.text.contains("cannot: gone"), "\(lost.text)")
    #expect(lost.errors.contains("vault log FILE"), "\(lost.errors)")
    _ = try await bucket.deleteObject("team/files/\(file)")
    let verify = try scene.ann("verify")
    #expect(verify.status == 1)
    #expect(verify.text.contains("deleted in the vault; the recorded version is kept"))
    let here = try scene.ann("record", "--format", "json")
    #expect(try Program.files(here.output)[file] != nil)
    #expect(here.errors.contains("\(file) is deleted in the vault; the version here is recorded."))
    let deleted = try scene.ann("rollback", "prod", "--yes")
    #expect(deleted.status == 1)
    let partial = try scene.ann("rollback", "prod", "--yes", "--partial")
    #expect(partial.status == 0, "\(partial.errors)")
    #expect(try scene.ann("show").text.contains("left out: \(reference)"))
    // A file that is deleted is not recorded, and missed.
    try FileManager.default.removeItem(atPath: "\(scene.ann.repository.path)/\(file)")
    #expect(try scene.ann.recordedFiles() == [:])
  }
}
