import Foundation
import TestSupport
import Testing

/// `plan` and `apply` of files that travel through the vault.
@Suite struct VaultFreshnessTests {
  private let file = "ssm-list.env"

  private func scene(_ kind: VaultKind) throws -> VaultScene {
    let scene = try VaultScene(kind, files: #""ssm-*""#)
    try scene.ann.ignore("ssm-*")
    try scene.bob.ignore("ssm-*")
    try scene.ann.edit("NAME=one\n", file)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    return scene
  }

  private func plan(_ program: Program, _ more: String...) throws -> TestProcess {
    try program.run(["plan", file, "--to", "local:"] + more)
  }

  @Test(arguments: VaultKind.allCases)
  func aStaleCopyIsRefused(kind: VaultKind) throws {
    let scene = try scene(kind)
    let bob = scene.bob
    #expect(try plan(bob).status == 0)
    try scene.ann.edit("NAME=two\n", file)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    for command in ["plan", "apply"] {
      let result = try bob.run([command, file, "--to", "local:"])
      #expect(result.status == 1, "\(result.errors)")
      #expect(result.errors.contains("\(file) is newer in the vault: version "))
      #expect(result.errors.contains("git secrets-sync vault pull \(file)"))
      #expect(result.output.isEmpty)
    }
    let link = "\(bob.repository.path)/other.env"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    #expect(try bob.run(["plan", "other.env", "--to", "local:"]).status == 1)
    #expect(try plan(bob, "--stale").status == 0)
    try bob.edit("NAME=three\n", file)
    let both = try plan(bob)
    #expect(both.status == 1)
    #expect(both.errors.contains("vault pull --merge \(file)"), "\(both.errors)")
    try bob.edit("NAME=one\n", file)
    #expect(try bob.vault("pull", "--yes").status == 0)
    #expect(try plan(bob).status == 0)
    try bob.edit("NAME=four\n", file)
    let mine = try plan(bob)
    #expect(mine.status == 0)
    #expect(mine.errors.contains("not in the vault as it is here"), "\(mine.errors)")
    try FileManager.default.removeItem(atPath: "\(bob.repository.path)/\(file)")
    let gone = try plan(bob)
    #expect(gone.status == 2)
    #expect(gone.errors.contains("git secrets-sync vault pull \(file)"), "\(gone.errors)")
  }

  @Test func aVaultThatDoesNotAnswerIsNoYes() throws {
    let scene = try scene(.bucket)
    var bob = scene.bob
    bob.environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"
    let result = try plan(bob)
    #expect(result.status == 4)
    #expect(result.errors.contains("Whether \(file) is the latest cannot be told"))
    #expect(result.errors.contains("--stale"))
    #expect(try plan(bob, "--stale").status == 0)
    // A file that is none of the vault's is nothing to ask about.
    try bob.edit("NAME=one\n", "list.env")
    #expect(try bob.run(["plan", "list.env", "--to", "local:"]).status == 0)
  }

  @Test func theVaultIsAskedOnceAndByItsOwnEnvironment() throws {
    let server = try MotoServer()
    try server.makeBucket("vault", #""versioning":"Enabled""#)
    let program = try CloudProgram(
      server,
      """
      [environments.other]
      account = "999999999999"
      secrets = ["local:*"]
      [vault]
      files = ["ssm-*"]
      bucket = "vault"
      environment = "prod"
      """
    ).program
    try program.ignore("ssm-*")
    try program.edit("NAME=one\n", file)
    let push = try program.vault("push", "--yes")
    #expect(push.status == 0, "\(push.errors)")
    let before = try server.requests().count
    let result = try plan(program, "--env", "other")
    #expect(result.status == 0, "\(result.errors)")
    let new = try server.requests().dropFirst(before).map(\.operation)
    #expect(new.count { $0.hasPrefix("HEAD") } == 1)
    #expect(new.count == 2, "\(new)")
  }

  @Test func anEmptyVaultOfTheCloneAloneIsNotAsked() throws {
    let program = try Program.initialized()
    try program.repository.write("[vault]\nfiles = [\"ssm-*\"]\n", to: ".secrets-sync.toml")
    try program.edit("NAME=one\n", file)
    let result = try plan(program)
    #expect(result.status == 0)
    #expect(!result.errors.contains("vault"), "\(result.errors)")
  }
}
