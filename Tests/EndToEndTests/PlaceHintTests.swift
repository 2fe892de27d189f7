import Foundation
import TestSupport
import Testing

/// Commands that messages print work as they are printed, in the environment that they are about.
@Suite struct PlaceHintTests {
  private let server = MotoServer.shared
  private let folder = "t\(UUID().uuidString)"
  private let program: Program

  init() throws {
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    program.environment["VISUAL"] = "true"
    self.program = program
    try program.repository.write(
      """
      [environments.dev]
      secrets = ["sm:\(folder)/*", "ssm:/\(folder)/**"]

      [environments.far]
      region = "us-east-1"
      secrets = ["sm:\(folder)/*", "ssm:/\(folder)/**"]

      """,
      to: ".secrets-sync.toml"
    )
    _ = try program.repository.git("config", "secrets-sync.env", "dev")
  }

  private func done(_ arguments: [String], input: String = "value") throws -> TestProcess {
    let result = try program.run(arguments + ["--yes"], input: Array(input.utf8))
    try #require(result.status == 0, "\(result.errors)")
    return result
  }

  /// The arguments of the first command of `verb` in a text, as a shell would have them.
  private func command(_ verb: String, in text: String) throws -> [String] {
    let pattern = try Regex("git secrets-sync (\(verb) [^`\\n]*)", as: (Substring, Substring).self)
    let found = try #require(text.firstMatch(of: pattern), "\(text)")
    return found.1.split(separator: " ").map(String.init)
  }

  @Test func whatWaitsForItsDeletionElsewhereIsFreedThere() throws {
    let reference = "sm:\(folder)/x"
    for environment in ["dev", "far"] { _ = try done(["create", reference, "--env", environment]) }
    let deleted = try done(["delete", reference, "--env", "far"])
    #expect(try command("restore", in: deleted.errors) == ["restore", reference, "--env", "far"])
    for arguments in [
      ["create", reference, "--yes"], ["update", reference, "--yes"], ["get", reference],
      ["dump", reference], ["edit", reference, "--yes"],
    ] {
      let refused = try program.run(arguments + ["--env", "far"], input: Array("new".utf8))
      #expect(refused.errors.contains("`git secrets-sync restore \(reference) --env far`"))
      #expect(
        refused.errors.contains(
          "`git secrets-sync delete \(reference) --env far --force-without-recovery`"
        ),
        "\(arguments): \(refused.errors)"
      )
      #expect(refused.errors.contains(try Regex("deletion at 20.*us-east-1")), "\(refused.errors)")
    }
    // As --region leads there.
    let there = try program("get", reference, "--region", "us-east-1")
    let delete = try command("delete", in: there.errors)
    #expect(
      delete == [
        "delete", reference, "--env", "dev", "--region", "us-east-1", "--force-without-recovery",
      ]
    )
    _ = try done(delete)
    #expect(try program("get", reference).text == "value")
    #expect(try program("get", reference, "--env", "far").status == 2)
  }

  @Test func whatACopyMadeIsDeletedWhereItWasMade() throws {
    let reference = "ssm:/\(folder)/url"
    _ = try done(["create", reference])
    _ = try done(["copy", reference, "--to-env", "far"])
    let left = try program("copy", "--undo", reference, "--to-env", "far", "--yes")
    #expect(left.status == 4)
    _ = try done(try command("delete", in: left.errors))
    #expect(try program("get", reference).text == "value")
    #expect(try program("get", reference, "--env", "far").status == 2)
  }

  /// Also where the environment is that of `git config` alone.
  @Test func everyOtherCommandNamesTheEnvironmentToo() throws {
    let reference = "sm:\(folder)/x"
    let missing = try program("get", reference)
    #expect(missing.errors.contains("`git secrets-sync list --env dev`"), "\(missing.errors)")
    let none = try program("update", reference, "--yes", input: "x")
    #expect(none.errors.contains("`git secrets-sync create \(reference) --env dev` makes it"))
    _ = try done(["create", reference, "--env", "far"], input: #"{"a": 1, "a": 2}"#)
    let twice = try program("create", reference, "--env", "far", "--yes", input: "x")
    #expect(twice.errors.contains("`git secrets-sync update \(reference) --env far`"))
    let version = try program("get", reference, "nothing", "--env", "far")
    #expect(version.errors.contains("`git secrets-sync list-versions \(reference) --env far`"))
    let repeated = try program("get", "\(reference)#a", "--env", "far")
    #expect(repeated.errors.contains("`git secrets-sync edit \(reference) --env far`"))
  }

  /// The source is in no environment, the target in that of `git config`.
  @Test func aCopyThatIsCutOffIsFinishedWhereItBegan() throws {
    _ = try done(["create", "local:\(folder)/one"])
    _ = try done(["create", "local:\(folder)/two"])
    try server.inject(
      #"[{"match":"CreateSecret","contains":"\#(folder)/one","count":1,"status":400,"code":"AccessDeniedException","message":"no"}]"#
    )
    let source = ["local:\(folder)/*", "sm:\(folder)/*"]
    let failed = try program.run(["copy"] + source + ["--yes", "--region", "us-east-1"])
    #expect(failed.status == 4)
    #expect(
      failed.errors.contains(
        "`git secrets-sync copy --undo 'local:\(folder)/*' 'sm:\(folder)/*' --env dev "
          + "--region us-east-1`"
      ),
      "\(failed.errors)"
    )
  }
}
