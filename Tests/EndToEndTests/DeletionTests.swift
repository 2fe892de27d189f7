import AWS
import Foundation
import TestSupport
import Testing

/// `delete` and `restore`.
@Suite struct DeletionTests {
  private let server = MotoServer.shared
  private let folder = "t\(UUID().uuidString)"
  private let program: Program

  init() throws {
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    self.program = program
    try program.repository.write(
      "[environments.prod]\nsecrets = [\"sm:\(folder)/*\"]\n",
      to: ".secrets-sync.toml"
    )
  }

  private func make(_ reference: String, _ value: String = "x") throws {
    let made = try program("create", reference, "--yes", input: value)
    try #require(made.status == 0, "\(made.errors)")
  }

  @Test func aSecretWaitsForItsDeletionAndComesBack() throws {
    let reference = "sm:\(folder)/db"
    try make(reference, "the value")
    #expect(try program("record").status == 0)
    let plan = try program("delete", reference, "--dry-run")
    #expect(plan.text == "DR - [deleted] \(folder)/db\n")
    #expect(plan.errors.contains("warning: it is deployed in prod"))
    #expect(try program("get", reference).status == 0)

    #expect(try program("delete", reference).status == 2, "nobody was asked")
    let deleted = try program("delete", reference, "--recovery-window", "7", "--yes")
    #expect(deleted.status == 0, "\(deleted.errors)")
    #expect(deleted.errors.contains("after 7 days, in which it can be restored"))
    #expect(
      deleted.errors.contains("`git secrets-sync restore \(reference) --env prod` takes that back")
    )
    let read = try program("get", reference)
    #expect(read.status == 4)
    #expect(read.errors.contains("hint: `git secrets-sync restore \(reference) --env prod` takes"))
    #expect(try program("create", reference, "--yes", input: "y").status == 4)
    let again = try program("delete", reference, "--yes")
    #expect(again.text == "[no change] \(folder)/db\n")

    #expect(try program("restore", reference, "--yes").text == "[restored] \(folder)/db\n")
    #expect(try program("get", reference).text == "the value")
    #expect(try program("restore", reference, "--yes").text == "[no change] \(folder)/db\n")
  }

  @Test func forGoodFreesTheNameAlsoOfOneThatWaits() throws {
    let reference = "sm:\(folder)/db"
    try make(reference, "old")
    #expect(try program("delete", reference, "--yes").status == 0)
    let forced = try program("delete", reference, "--force-without-recovery", "--yes")
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(forced.errors.contains("at once and for good"))
    try make(reference, "new")
    #expect(try program("get", reference).text == "new")
  }

  @Test(arguments: ["ssm", "local"])
  func aStoreThatCannotRestoreMustBeForced(store: String) throws {
    let reference = "\(store):/\(folder)/key"
    try make(reference)
    let refused = try program("delete", reference, "--yes")
    #expect(refused.status == 2)
    #expect(refused.errors.contains(try Regex("error: [A-Z].* deletes for good")))
    #expect(
      refused.errors.contains("hint: If that is what you want, add --force-without-recovery.")
    )
    #expect(try program("get", reference).text == "x")
    let forced = try program("delete", reference, "--force-without-recovery", "--yes")
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(try program("get", reference).status == 2)
    let restored = try program("restore", reference, "--yes")
    #expect(restored.status == 2)
    #expect(restored.errors.contains(try Regex("error: [A-Z].* deletes for good")))
    #expect(restored.errors.contains("hint: "))
    let gone = try program("delete", reference, "--force-without-recovery", "--yes")
    #expect(gone.status == 2)
    #expect(gone.errors.contains("There is no secret"))
  }

  /// The answer is lost, and what became of the request is looked up.
  @Test func aDeletionWhoseAnswerIsLostIsLookedUp() throws {
    let reference = "sm:\(folder)/db"
    try make(reference)
    try server.inject(
      #"[{"match":"DeleteSecret","contains":"\#(folder)","count":1,"when":"after","drop":true}]"#
    )
    let deleted = try program("delete", reference, "--yes")
    #expect(deleted.status == 0, "\(deleted.errors)")
    #expect(deleted.text == "[deleted] \(folder)/db\n")
  }

  @Test func forGoodIsConfirmedByTheName() throws {
    try make("local:\(folder)")
    let terminal = try PseudoTerminal()
    let process = try program.start(
      ["delete", "local:\(folder)", "--force-without-recovery"],
      on: terminal
    )
    _ = terminal.shown(until: "Type local:\(folder) to go on:")
    try terminal.type("yes\n")
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(try program("get", "local:\(folder)").text == "x")
  }
}
