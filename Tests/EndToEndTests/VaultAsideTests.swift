import AWS
import Foundation
import TestSupport
import Testing

/// What a rollback may put aside, and what it may bring back.
@Suite struct VaultAsideTests {
  private let file = VaultScene.file
  private let reference = "vault:\(VaultScene.file)"

  /// Bob pushes after the deployments, and Ann has not seen it.
  @Test(arguments: VaultKind.allCases)
  func aVersionThatNobodyHasSeenIsNotPutAsideByYes(kind: VaultKind) throws {
    let scene = try VaultLedgerScene(kind)
    let (ann, bob) = (scene.ann, scene.bob)
    try scene.deploy("one")
    let second = try scene.deploy("two")
    #expect(try bob.vault("pull", "--yes").status == 0)
    try bob.edit("three")
    #expect(try bob.vault("push", "--yes").status == 0)
    let third = try ann.vaultVersions()[0]
    let dry = try ann("rollback", "prod~1", "--dry-run", "--format", "json")
    #expect(
      dry.text.contains(#""newer": true"#) && dry.text.contains(#""by": "Bob""#),
      "\(dry.text)"
    )
    for force in [[], ["--force", second]] {
      let refused = try ann.run(["rollback", "prod~1", "--yes"] + force)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("version \(third), by Bob, "), "\(refused.errors)")
      #expect(refused.errors.contains("--force \(third)"), "\(refused.errors)")
      #expect(refused.errors.contains("newer, by Bob"), "\(refused.errors)")
    }
    #expect(try ann.vaultVersions()[0] == third)
    let done = try ann("rollback", "prod~1", "--yes", "--force", third)
    #expect(done.status == 0, "\(done.errors)")
    #expect(try ann("show").text.contains("note: put aside in the vault: \(reference) at \(third)"))
    // Who had pushed it sees what came over it, and has it back.
    let pull = try bob.vault("pull", "--yes")
    #expect(pull.errors.contains("by Ann Ångström (rollback)"), "\(pull.errors)")
    #expect(try bob.text() == "one")
    #expect(try bob.vault("restore", file, third, "--yes").status == 0)
    #expect(try bob.text() == "three")
    // What was pulled here, and what a deployment has, is known.
    #expect(try ann.vault("pull", "--yes").status == 0)
    let seen = try ann("rollback", "prod~1", "--yes")
    #expect(seen.status == 0, "\(seen.errors)")
  }

  @Test func whatIsNotEncryptedIsNeitherRecordedNorBroughtBack() async throws {
    let scene = try VaultLedgerScene(.bucket)
    for program in [scene.ann, scene.bob] {
      let settings = try #require(try program.text(".secrets-sync.toml"))
      try program.edit(settings + "client_side_encryption = true\n", ".secrets-sync.toml")
    }
    try scene.deploy("one")
    #expect(try scene.bob.recordedFiles().count == 1)
    let bucket = try CloudProgram().client().bucket(scene.scene.place)
    _ = try await bucket.putObject("team/files/\(file)", SecretBytes(utf8: "evil"))
    let refused = try scene.bob("record")
    #expect(refused.status == 3)
    #expect(refused.errors.contains("although [vault] has `client_side_encryption`"))
    let evil = try scene.ann.vaultVersions()[0]
    // Without the setting it can be recorded; with it, it is not brought back.
    let settings = try #require(try scene.bob.text(".secrets-sync.toml"))
    try scene.bob.edit(
      settings.replacing("client_side_encryption = true", with: ""),
      ".secrets-sync.toml"
    )
    #expect(try scene.bob.recordedFiles() == [file: evil])
    try scene.bob.edit(settings, ".secrets-sync.toml")
    _ = try await bucket.putObject("team/files/\(file)", SecretBytes(utf8: "more"))
    let rollback = try scene.bob("rollback", "prod", "--yes")
    #expect(rollback.status == 1, "\(rollback.errors)")
    #expect(rollback.text.contains("cannot: not-encrypted"), "\(rollback.text)")
    #expect(rollback.errors.contains("vault restore FILE VERSION"), "\(rollback.errors)")
  }

  /// Two forms of a letter are two files.
  @Test(arguments: VaultKind.allCases)
  func bothFormsOfANameAreRecorded(kind: VaultKind) throws {
    let scene = try VaultLedgerScene(kind)
    let names = ["ssm-caf\u{E9}.py", "ssm-cafe\u{301}.py"]
    for (number, name) in names.enumerated() { try scene.ann.edit("\(number)", name) }
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let record = try scene.ann("record", "--no-references")
    #expect(record.status == 0, "\(record.errors)")
    #expect(record.text.contains("2 files of the vault"), "\(record.text)")
    let verify = try scene.ann("verify")
    #expect(verify.status == 0, "\(verify.errors)")
    #expect(verify.errors.contains("2 files of the vault, all as deployed"), "\(verify.errors)")
    try scene.ann.edit("new", names[0])
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.ann("verify").text.components(separatedBy: "newer").count == 2)
    let rollback = try scene.ann("rollback", "prod", "--yes")
    #expect(rollback.status == 1)
    #expect(rollback.errors.contains("vault restore FILE VERSION"), "\(rollback.errors)")
  }

  @Test(arguments: VaultKind.allCases)
  func afterAMoveTheOldPlaceIsNamed(kind: VaultKind) throws {
    let scene = try VaultLedgerScene(kind)
    try scene.deploy("one")
    let other = try VaultLedgerScene(kind == .folder ? .bucket : .folder)
    let vault = try #require(
      try other.ann.text(".secrets-sync.toml")?.split(separator: "[vault]").last
    )
    let settings = try #require(
      try scene.ann.text(".secrets-sync.toml")?.split(separator: "[vault]").first
    )
    var ann = scene.ann
    ann.environment.merge(other.ann.environment.filter { $0.key.hasPrefix("AWS_") }) { $1 }
    try ann.edit("\(settings)[vault]\(vault)", ".secrets-sync.toml")
    let rollback = try ann("rollback", "prod", "--yes")
    #expect(rollback.status == 1, "\(rollback.errors)")
    #expect(rollback.text.contains("cannot: elsewhere"), "\(rollback.text)")
    let place = kind == .folder ? "a folder" : "s3://\(scene.scene.place)/team"
    #expect(rollback.errors.contains("The files were in \(place) then"), "\(rollback.errors)")
    #expect(rollback.errors.contains("--partial goes without them"), "\(rollback.errors)")
    #expect(!rollback.errors.contains("try again"), "\(rollback.errors)")
  }

  @Test func thePlanIsInTheOrderOfTheRecord() throws {
    let scene = try VaultLedgerScene(.bucket)
    for number in 0..<9 { try scene.ann.edit("one", "ssm-\(number).py") }
    try scene.deploy("one")
    for number in 0..<9 { try scene.ann.edit("two", "ssm-\(number).py") }
    try scene.deploy("two")
    let dry = try scene.ann("rollback", "prod~1", "--dry-run")
    let names = dry.text.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[0] }
    #expect(names.count == 11, "\(dry.text)")
    #expect(names.first == "local:db" && Array(names.dropFirst()) == names.dropFirst().sorted())
  }

  /// A file that is newer in the vault may be pushed and not deployed.
  @Test func theAdviceIsThatOfFiles() throws {
    let scene = try VaultLedgerScene(.folder)
    try scene.deploy("one")
    try scene.ann.edit("two")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let verify = try scene.ann("verify")
    #expect(verify.errors.contains("vault restore FILE VERSION"), "\(verify.errors)")
    #expect(!verify.errors.contains("write the deployed value again"))
    #expect(
      verify.errors.contains("1 file of the vault is not as deployed, of 1 secret and 1 file"),
      "\(verify.errors)"
    )
    let history = try scene.ann("history", reference)
    #expect(history.errors.contains("git secrets-sync vault log \(file)"), "\(history.errors)")
  }
}
