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
    #expect(both.errors.contains("vault pull \(file) --merge"), "\(both.errors)")
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

  /// What was put beside the file is newer than it, until somebody has merged it.
  @Test(arguments: VaultKind.allCases)
  func anOpenMergeIsRefused(kind: VaultKind) throws {
    let scene = try scene(kind)
    let bob = scene.bob
    try bob.ignore("*.vault-*")
    try scene.ann.edit("NAME=two\n", file)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try bob.edit("NAME=three\n", file)
    let pull = try bob.vault("pull", "--merge", "--yes")
    #expect(pull.status == 0, "\(pull.errors)")
    for command in ["plan", "apply"] {
      let result = try bob.run([command, file, "--to", "local:"])
      #expect(result.status == 1, "\(result.errors)")
      #expect(result.errors.contains("\(file) is to be merged with \(file).vault-"))
      #expect(result.errors.contains("--stale"), "\(result.errors)")
      #expect(!result.errors.contains("as it is here"), "\(result.errors)")
      #expect(result.output.isEmpty)
    }
    #expect(try plan(bob, "--stale").status == 0)
    let side = try #require(
      try FileManager.default.contentsOfDirectory(atPath: bob.repository.path)
        .first { $0.hasPrefix("\(file).vault-") }
    )
    try FileManager.default.removeItem(atPath: "\(bob.repository.path)/\(side)")
    #expect(try plan(bob).status == 0)
  }

  /// A value out of a file is as old as that file.
  @Test func aFileThatHoldsAValueIsLookedAt() throws {
    let scene = try scene(.folder)
    let declared = "[secrets.\"local:x/key\"]\nfile = \"\(file)\"\n"
    try scene.bob.edit(declared, "d.toml")
    #expect(try scene.bob.run(["plan", "d.toml"]).status == 0)
    try scene.ann.edit("NAME=two\n", file)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    for command in [["plan", "d.toml"], ["apply", "d.toml", "--yes"]] {
      let result = try scene.bob.run(command)
      #expect(result.status == 1, "\(result.errors)")
      #expect(result.errors.contains("\(file) is newer in the vault"), "\(result.errors)")
    }
    #expect(try scene.bob.run(["plan", "d.toml", "--stale"]).status == 0)
  }

  /// It is the file that counts, wherever the program is started.
  @Test func aFileOfAnotherWorkingTreeIsLookedAt() throws {
    let scene = try scene(.folder)
    try scene.ann.edit("NAME=two\n", file)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let bob = scene.bob.repository.path
    for directory in [scene.ann.repository.path, "/"] {
      for command in ["plan", "apply"] {
        let result = try scene.bob.run(
          [command, "\(bob)/\(file)", "--to", "local:"],
          in: directory
        )
        #expect(result.status == 1, "\(result.errors)")
        #expect(result.errors.contains("\(file) is newer in the vault"), "\(result.errors)")
        #expect(result.errors.contains("git -C "), "\(result.errors)")
        #expect(result.errors.contains(" secrets-sync vault pull \(file)"), "\(result.errors)")
      }
    }
    // What is the latest there is no matter of the repository here.
    let ann = "\(scene.ann.repository.path)/\(file)"
    let fine = try scene.bob.run(["plan", ann, "--to", "local:"], in: bob)
    #expect(fine.status == 0, "\(fine.errors)")
    #expect(!fine.errors.contains("vault"), "\(fine.errors)")
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
