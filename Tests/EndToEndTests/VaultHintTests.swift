import Foundation
import TestSupport
import Testing

/// What `vault` says to do next works as it is printed: from the working directory, with the options
/// that were given, and with names that a shell would take apart.
@Suite struct VaultHintTests {
  private let file = VaultScene.file
  private static let name = "ssm-it's my; touch pwned .py"

  /// Two people, an environment that has to be named, and a working directory below the top.
  private func people() throws -> (ann: Program, bob: Program) {
    let bucket = "vault-\(UUID().uuidString.lowercased())"
    try MotoServer.shared.makeBucket(bucket, #""versioning":"Enabled""#)
    let settings = """
      [environments.other]
      account = "999999999999"

      [vault]
      files = ["sub/*.py"]
      bucket = "\(bucket)"
      """
    let people = try (0..<2).map { _ in try CloudProgram(.shared, settings).program }
    for program in people {
      try program.ignore("sub/*")
      try program.edit("", "sub/keep")
    }
    return (people[0], people[1])
  }

  private func run(_ program: Program, _ arguments: String...) throws -> TestProcess {
    try program.run(["vault"] + arguments, in: "\(program.repository.path)/sub")
  }

  /// Runs the commands of the line that begins with `next: `, which are followed by `more`.
  private func follow(
    _ result: TestProcess,
    _ program: Program,
    _ more: String
  ) throws
    -> [TestProcess]
  {
    let line = result.errors.split(separator: "\n").last { $0.hasPrefix("next: ") } ?? ""
    return try line.dropFirst("next: ".count).split(separator: "; then ").map { command in
      try #require(command.hasPrefix("git secrets-sync vault "), "\(result.errors)")
      return try TestProcess.run(
        "/bin/sh",
        ["-c", "\(command) \(more)"],
        environment: program.wholeEnvironment,
        directory: "\(program.repository.path)/sub",
        input: []
      )
    }
  }

  @Test func theyWorkAsTheyArePrinted() throws {
    let (ann, bob) = try people()
    try ann.edit("one", "sub/\(Self.name)")
    let new = try run(ann, "status", "--env", "prod")
    #expect(new.errors.contains("--env prod"), "\(new.errors)")
    for result in try follow(new, ann, "--yes") { #expect(result.status == 0, "\(result.errors)") }
    #expect(try run(bob, "pull", "--env", "prod", "--yes").status == 0)
    try ann.edit("two", "sub/\(Self.name)")
    #expect(try run(ann, "push", "--env", "prod", "--yes").status == 0)
    try bob.edit("bob", "sub/\(Self.name)")
    let both = try run(bob, "status", "--env", "prod")
    let results = try follow(both, bob, "")
    // The comparison differs, and the merge asks for --yes.
    #expect(results.map(\.status) == [1, 2], "\(results.map(\.errors))")
    #expect(try run(bob, "pull", "--merge", "--env", "prod", "--yes").status == 0)
    // Now both say how to end it, and neither that it was changed here.
    let merging = try run(bob, "status", "--env", "prod")
    #expect(merging.text.contains("being merged with"), "\(merging.text)")
    #expect(!merging.errors.contains("next: git secrets-sync vault push"), "\(merging.errors)")
    let push = try run(bob, "push", "--env", "prod", "--yes")
    #expect(push.status == 1)
    #expect(push.errors.contains("next: take what you want"), "\(push.errors)")
    for program in [ann, bob] { #expect(try program.text("sub/pwned") == nil) }
  }

  @Test(arguments: ["status", "push", "pull"])
  func aNameThatIsNowhereIsAnError(action: String) throws {
    let scene = try VaultScene(.folder)
    try scene.ann.edit("one")
    let confirmed = action == "status" ? [] : ["--yes"]
    let missing = try scene.ann.run(["vault", action, "ssm-xyz.py"] + confirmed)
    #expect(missing.status == 2)
    #expect(missing.errors.contains("neither here nor in the vault"), "\(missing.errors)")
    let folder = try scene.ann.run(["vault", action, "."] + confirmed)
    #expect(folder.status == 2)
    #expect(folder.errors.contains("is a folder"), "\(folder.errors)")
  }

  /// A version may be named as tables show it.
  @Test(arguments: VaultKind.allCases)
  func aBeginningOfAVersionIsEnough(kind: VaultKind) throws {
    let scene = try VaultScene(kind)
    for text in ["one", "two"] {
      try scene.ann.edit(text)
      #expect(try scene.ann.vault("push", "--yes").status == 0)
    }
    let versions = try scene.ann.vaultVersions()
    func shortest(_ version: String) -> String {
      var count = 4
      while versions.count(where: { $0.hasPrefix(version.prefix(count)) }) > 1 { count += 1 }
      return String(version.prefix(count))
    }
    let earlier = shortest(versions[1])
    let diff = try scene.ann.vault("diff", file, earlier)
    #expect(diff.status == 1, "\(diff.errors)")
    #expect(diff.errors.contains("version \(versions[1])"), "\(diff.errors)")
    #expect(try scene.ann.vault("diff", file, "\(earlier)…").status == 1)
    #expect(try scene.ann.vault("diff", file, String(earlier.prefix(3))).status == 2)
    #expect(try scene.ann.vault("diff", file, "zzzz").status == 2)
    if kind == .folder {
      let several = try scene.ann.vault("diff", file, "0000")
      #expect(several.status == 2)
      #expect(several.errors.contains("2 versions of \(file) begin with 0000: "))
      for version in versions { #expect(several.errors.contains(version)) }
    }
    try scene.bob.edit("bob")
    let other = try scene.bob.vault("push", file, "--force", earlier, "--yes")
    #expect(other.status == 1, "\(other.errors)")
    let force = try scene.bob.vault("push", file, "--force", shortest(versions[0]), "--yes")
    #expect(force.status == 0, "\(force.errors)")
    #expect(try scene.ann.vault("pull", "--yes").status == 0)
    #expect(try scene.ann.vault("restore", file, earlier, "--yes").status == 0)
    #expect(try scene.ann.text() == "one")
  }

  /// Each file that was refused has its way on.
  @Test func eachRefusedFileHasItsHint() throws {
    let scene = try VaultScene(.folder)
    let files = [file, "ssm-dev.py", "ssm-test.py"]
    for name in files { try scene.ann.edit("one", name) }
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    for name in files { try scene.ann.edit("two", name) }
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    for name in files.dropFirst() { try scene.bob.edit("bob", name) }
    let push = try scene.bob.vault("push", "--yes")
    #expect(push.status == 1)
    for name in files {
      #expect(push.errors.contains("next: git secrets-sync vault diff \(name)"), "\(push.errors)")
    }
    let pull = try scene.bob.vault("pull", "--dry-run")
    for name in files.dropFirst() {
      #expect(pull.errors.contains("vault pull \(name) --merge"), "\(pull.errors)")
    }
  }

  /// Where several environments are configured, the answer is a line of [vault].
  @Test func severalEnvironmentsAskForOneOfTheVault() throws {
    let (ann, _) = try people()
    let result = try ann.vault("status")
    #expect(result.status == 2)
    #expect(result.errors.contains(#"environment = "prod""#), "\(result.errors)")
    try ann.git("config", "secrets-sync.env", "prod")
    #expect(try ann.vault("status").status == 0)
  }

  @Test func whatOnlyThisCloneHasIsSaid() throws {
    let program = try Program.initialized()
    try program.edit("[vault]\nfiles = [\"ssm-*.py\"]\n", ".secrets-sync.toml")
    try program.edit("one")
    let push = try program.vault("push", "--yes")
    #expect(push.status == 0)
    #expect(push.errors.contains("nobody else gets"), "\(push.errors)")
    let never = try program.vault("log", "ssm-other.py", "--format", "json")
    #expect(never.status == 2)
    #expect(never.text.isEmpty)
  }
}
