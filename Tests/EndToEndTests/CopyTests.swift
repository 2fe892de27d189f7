import Foundation
import TestSupport
import Testing

/// `copy`, between names, stores and environments.
@Suite struct CopyTests {
  private let server = MotoServer.shared
  private let folder = "t\(UUID().uuidString)"
  private let program: Program

  init() throws {
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    self.program = program
    try program.repository.write(
      """
      [environments.dev]
      secrets = ["sm:\(folder)/*"]

      [environments.far]
      region = "us-east-1"
      secrets = ["sm:\(folder)/*"]

      """,
      to: ".secrets-sync.toml"
    )
    for name in ["one", "two"] {
      let made = try program(
        "create",
        "sm:\(folder)/dev/\(name)",
        "--yes",
        "--env",
        "dev",
        input: "value \(name)"
      )
      try #require(made.status == 0, "\(made.errors)")
    }
  }

  @Test func aSetOfSecretsGoesToAnotherStore() throws {
    let arguments = ["copy", "sm:\(folder)/dev/*", "ssm:/\(folder)/prod/*", "--env", "dev"]
    let plan = try program.run(arguments + ["--dry-run"])
    #expect(
      plan.text == "DR - [modified] /\(folder)/prod/one\nDR - [modified] /\(folder)/prod/two\n"
    )
    #expect(try program("get", "ssm:/\(folder)/prod/one", "--env", "dev").status == 2)
    #expect(try program.run(arguments).status == 2, "nobody was asked")
    let copied = try program.run(arguments + ["--yes"])
    #expect(copied.status == 0, "\(copied.errors)")
    #expect(try program("get", "ssm:/\(folder)/prod/two", "--env", "dev").text == "value two")
    let again = try program.run(arguments + ["--yes"])
    #expect(
      again.text == "[no change] /\(folder)/prod/one\n[no change] /\(folder)/prod/two\n"
    )
    let versions = try program("list-versions", "ssm:/\(folder)/prod/one", "--env", "dev")
    #expect(versions.text.split(separator: "\n").count == 2, "\(versions.text)")
  }

  @Test func anotherEnvironmentGetsTheSameNames() throws {
    let name = "sm:\(folder)/dev/one"
    let copied = try program("copy", name, "--to-env", "far", "--env", "dev", "--yes")
    #expect(copied.status == 0, "\(copied.errors)")
    #expect(copied.errors.contains("us-east-1, environment far"))
    #expect(try program("get", name, "--env", "far").text == "value one")
    #expect(try program("get", "sm:\(folder)/dev/two", "--env", "far").status == 2)
    let same = try program("copy", name, "--to-env", "dev", "--env", "dev", "--yes")
    #expect(same.status == 2)
    #expect(same.errors.contains("Source and target are the same."))
  }

  @Test func aFailureOfOneKeepsNoOtherFromBeingWritten() throws {
    try server.inject(
      #"[{"match":"CreateSecret","contains":"\#(folder)/prod/one","count":1,"status":400,"code":"AccessDeniedException","message":"no"}]"#
    )
    let arguments = [
      "copy", "sm:\(folder)/dev/*", "sm:\(folder)/prod/*", "--env", "dev", "--yes",
    ]
    let failed = try program.run(arguments)
    #expect(failed.status == 4)
    #expect(failed.text == "[failed] \(folder)/prod/one\n[modified] \(folder)/prod/two\n")
    #expect(failed.errors.contains("1 of 2 secrets was written, 1 failed."))
    #expect(try program("status").text.contains("1 of 2 secrets is written."))
    let status = try program("status", "--format", "json").text
    #expect(status.contains(#""changes""#) && status.contains(#""command": "copy""#), "\(status)")
    let again = try program.run(arguments)
    #expect(again.errors.contains("This goes on with it."))
    #expect(again.text == "[modified] \(folder)/prod/one\n[no change] \(folder)/prod/two\n")
    #expect(try !program("status").text.contains("is not finished"))
  }

  /// What is known beforehand is said beforehand, also with --dry-run.
  @Test func whatTheOtherStoreDoesNotTakeIsRefusedBeforeAnythingIsWritten() throws {
    let bytes: [UInt8] = [0, 255, 1]
    let large = Array(repeating: UInt8(ascii: "x"), count: 5_000)
    for (name, value) in [("a", Array("text".utf8)), ("b", bytes), ("c", large)] {
      let made = try program.run(["create", "local:\(folder)/\(name)", "--yes"], input: value)
      try #require(made.status == 0, "\(made.errors)")
    }
    let arguments = ["copy", "local:\(folder)/*", "ssm:/\(folder)/x/*", "--env", "dev"]
    for option in ["--dry-run", "--yes"] {
      let refused = try program.run(arguments + [option])
      #expect(refused.status == 2)
      #expect(refused.text.isEmpty)
      #expect(refused.errors.contains("“ssm:/\(folder)/x/b” is no text"))
      #expect(refused.errors.contains("“ssm:/\(folder)/x/c” has 5000 bytes"))
      #expect(refused.errors.contains("Nothing was written."))
    }
    #expect(try program("get", "ssm:/\(folder)/x/a", "--env", "dev").status == 2)
  }
}
