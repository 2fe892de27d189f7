import Foundation
import TestSupport
import Testing

/// What `vault` says to do next works as it is printed: from the working directory, with the options
/// that were given, and with names that a shell would take apart.
@Suite struct VaultHintTests {
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
