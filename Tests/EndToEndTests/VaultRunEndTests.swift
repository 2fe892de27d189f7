import Foundation
import TestSupport
import Testing

/// What is left when a `vault run` has ended, and what is known of it.
@Suite struct VaultRunEndTests {
  private let file = VaultScene.file
  private let module = "secured_modules/main.tf"

  private func scene(_ kind: VaultKind = .folder) throws -> VaultScene {
    let scene = try VaultScene(kind)
    try scene.ann.edit("one")
    try scene.ann.edit("module", module)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    return scene
  }

  private func hasJournal(_ program: Program) -> Bool {
    FileManager.default.fileExists(
      atPath: program.repository.path + "/.git/secrets-sync/vault/run.json"
    )
  }

  /// The first run ends while the second one waits for the bucket, which then refuses it.
  @Test func aRunThatIsRefusedWipesForTheOneThatHasEnded() throws {
    let scene = try scene(.bucket)
    let first = try RunningVaultRun(scene.bob, "echo ready; read x")
    try first.waitUntilReady()
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(#"[{"match":"GET ","do":"hang","seconds":3}]"#)
    var slow = scene.bob
    slow.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    slow.environment["AWS_MAX_ATTEMPTS"] = "1"
    let second = try RunningVaultRun(slow, "echo ran")
    while try !proxy.requests().contains(where: { $0.fault == "hang" }) {}
    _ = first.rest()
    #expect(second.rest() == "")
    #expect(second.process.terminationStatus == 4)
    #expect(try scene.bob.text() == nil)
    #expect(try scene.bob.text(module) == nil)
    #expect(!hasJournal(scene.bob))
  }

  @Test(arguments: [
    "mv secured_modules moved; ln -s moved secured_modules", "mv \(VaultScene.file) x",
  ])
  func whatWasMovedIsNamedAndWipedWhenItIsBack(script: String) throws {
    let scene = try scene()
    defer { withExtendedLifetime(scene) {} }
    let bob = scene.bob
    let run = try bob.vault("run", "--", "sh", "-c", script)
    #expect(run.status == 0)
    let moved = script.contains("secured") ? module : file
    #expect(run.errors.contains("\(moved) was moved or removed while"), "\(run.errors)")
    #expect(run.errors.components(separatedBy: "was moved").count == 2, "\(run.errors)")
    #expect(hasJournal(bob))
    let path = bob.repository.path
    if moved == module {
      try FileManager.default.removeItem(atPath: path + "/secured_modules")
      try FileManager.default.moveItem(atPath: path + "/moved", toPath: path + "/secured_modules")
    } else {
      try FileManager.default.moveItem(atPath: path + "/x", toPath: "\(path)/\(file)")
    }
    // Or the run's own second process is just at it.
    while hasJournal(bob) { #expect(try bob.vault("status").status <= 1) }
    #expect(try bob.text(moved) == nil)
  }

  /// A program may remove what it was given: that is said once, and does not stay.
  @Test func whatWasRemovedIsSaidOnce() throws {
    let scene = try scene()
    defer { withExtendedLifetime(scene) {} }
    let bob = scene.bob
    // Nor does what a run that was killed has left half written.
    let staging = ".git/secrets-sync/vault/staging"
    let run = try bob.vault("run", "--", "sh", "-c", "rm \(file); echo x >\(staging)/x.tmp")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(bob.repository.path)/\(staging)") == []
    )
    #expect(run.errors.contains("\(file) was moved or removed"), "\(run.errors)")
    #expect(try bob.vault("status").errors.contains("wiped") == false)
    #expect(!hasJournal(bob))
    #expect(try bob.vault("pull", "--yes").status == 0)
    #expect(try bob.vault("status").status == 0)
    #expect(try bob.text() == "one")
  }

  @Test func aWorkingTreeThatWasMovedIsNotForgotten() throws {
    let scene = try scene()
    try scene.bob.repository.git("add", ".secrets-sync.toml", ".gitignore")
    try scene.bob.git("commit", "--quiet", "--message", "The vault")
    let other = try scene.bob.repository.addWorktree("other", branch: "other")
    let run = try scene.bob.run(
      ["vault", "run", "--", "sh", "-c", "cd / && mv '\(other)' '\(other)-moved'"],
      in: other
    )
    #expect(run.errors.contains("is not there any more"), "\(run.errors)")
    let moved = "\(other)-moved/\(file)"
    #expect(FileManager.default.fileExists(atPath: moved))
    try scene.bob.repository.git("worktree", "repair", "\(other)-moved")
    let state = scene.bob.repository.path + "/.git/worktrees/other/secrets-sync/vault"
    while FileManager.default.fileExists(atPath: state + "/run.json") {
      #expect(try scene.bob.run(["vault", "status"], in: "\(other)-moved").status <= 1)
    }
    #expect(!FileManager.default.fileExists(atPath: moved))
  }

  @Test(arguments: VaultKind.allCases)
  func whatRanIsRecorded(kind: VaultKind) throws {
    let scene = try VaultLedgerScene(kind)
    let first = try scene.deploy("one")
    let push =
      "cd '\(scene.ann.repository.path)' && printf two >\(file) && git-secrets-sync vault push --yes"
    let run = try scene.bob.vault("run", "--", "sh", "-c", "cat \(file); \(push)")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.hasPrefix("one"))
    #expect(try scene.bob.text() == nil)
    let second = try scene.ann.vaultVersions()[0]
    #expect(second != first)
    let record = try scene.bob("record", "--no-references", "--format", "json")
    #expect(try Program.files(record.output) == [file: first], "\(record.errors)")
    #expect(
      record.errors.contains("than the one that the last `vault run` used"),
      "\(record.errors)"
    )
    #expect(try scene.bob.vault("run", "--", "true").status == 0)
    #expect(try scene.bob.recordedFiles() == [file: second])
  }
}
