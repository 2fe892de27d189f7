import Foundation
import TestSupport
import Testing

/// `plan --prune` and `apply --prune`: only what the file made goes.
@Suite struct PruneTests {
  private static let arguments = ["list.yaml", "--to", "local:x/"]

  private static func applied(_ list: String, in program: Program) throws {
    try program.repository.write(list, to: "list.yaml")
    let result = try program.run(["apply"] + arguments + ["--yes"])
    #expect(result.status == 0, "\(result.errors)")
  }

  private static func prune(
    _ list: String,
    in program: Program,
    _ more: String...
  ) throws
    -> TestProcess
  {
    try program.repository.write(list, to: "list.yaml")
    return try program.run(["apply"] + arguments + ["--prune"] + more)
  }

  @Test func whatTheFileMadeAndHasNoMoreIsDeleted() throws {
    let program = try Program()
    #expect(try program("create", "local:x/other", "--yes", input: "v").status == 0)
    try Self.applied("A: one\nB: two\n", in: program)
    try program.repository.write("A: one\n", to: "list.yaml")
    let without = try program.run(["plan"] + Self.arguments)
    #expect(without.text == "DR - [no change] x/A\n")
    let plan = try program.run(["plan"] + Self.arguments + ["--prune"])
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.text == "DR - [no change] x/A\nDR - [deleted] x/B\n")
    #expect(plan.errors.contains("for good"))
    // Without a word for it nothing is deleted.
    let unasked = try Self.prune("A: one\n", in: program)
    #expect(unasked.text == plan.text)
    #expect(try program("get", "local:x/B").text == "two")
    let json = try program.run(["plan"] + Self.arguments + ["--prune", "--format", "json"])
    #expect(json.text.contains(#""action": "delete""#))
    #expect(json.text.contains(#""recoverable": false"#))
    let pruned = try Self.prune("A: one\n", in: program, "--yes")
    #expect(pruned.status == 0, "\(pruned.errors)")
    #expect(pruned.text == "[no change] x/A\n[deleted] x/B\n")
    #expect(try program("list", "local:*").text.contains("x/B") == false)
    #expect(try program("get", "local:x/other").text == "v")
    let again = try Self.prune("A: one\n", in: program, "--yes")
    #expect(again.text == "[no change] x/A\n")
  }

  @Test func takingBackSaysWhatIsGone() throws {
    let program = try Program()
    try Self.applied("A: one\nB: two\n", in: program)
    #expect(try Self.prune("A: one\n", in: program, "--yes").text.contains("[deleted] x/B"))
    let arguments = ["apply", "--undo"] + Self.arguments
    let planned = try program.run(arguments + ["--dry-run"])
    #expect(planned.text.contains("DR - [gone] x/B\n"), "\(planned.text) \(planned.errors)")
    let undone = try program.run(arguments + ["--yes"])
    #expect(undone.text.contains("[gone] x/B\n"), "\(undone.text) \(undone.errors)")
    #expect(!undone.text.contains("[restored] x/B"))
  }

  @Test func anEmptiedFileDeletesNothing() throws {
    let program = try Program()
    try Self.applied("A: one\n", in: program)
    let pruned = try Self.prune("# none\n", in: program, "--yes")
    #expect(pruned.status == 2)
    #expect(pruned.errors.contains("list.yaml has no secret, so that all it ever made would be"))
    #expect(try program("get", "local:x/A").text == "one")
  }

  /// Another branch is out in another worktree, whose file is another one.
  @Test func whatAnotherWorktreeMadeStays() throws {
    let program = try Program.initialized()
    _ = try program.repository.commit(["README": "x"], message: "first")
    let other = program.repository.directory.path("other")
    try program.repository.git("worktree", "add", "-q", "-b", "new", other)
    try Self.applied("A: one\nB: two\n", in: program)
    try Data("A: one\n".utf8).write(to: URL(filePath: other + "/list.yaml"))
    let pruned = try program.run(
      ["apply"] + Self.arguments + ["--prune", "--yes"],
      in: other
    )
    #expect(pruned.text == "[no change] x/A\n", "\(pruned.errors)")
    #expect(try program("get", "local:x/B").text == "two")
  }

  @Test func whatWasThereBeforeStays() throws {
    let program = try Program()
    #expect(try program("create", "local:x/B", "--yes", input: "older").status == 0)
    try Self.applied("A: one\nB: two\n", in: program)
    let pruned = try Self.prune("A: one\n", in: program, "--yes")
    #expect(pruned.text == "[no change] x/A\n")
    #expect(try program("get", "local:x/B").text == "two")
  }

  @Test func whatWasChangedSinceStaysAndIsNamed() throws {
    let program = try Program()
    try Self.applied("A: one\nB: two\n", in: program)
    #expect(try program("update", "local:x/B", "--yes", input: "theirs").status == 0)
    let pruned = try Self.prune("A: one\n", in: program, "--yes")
    #expect(pruned.status == 0)
    #expect(pruned.text == "[no change] x/A\n")
    #expect(pruned.errors.contains("local:x/B is not deleted: its version is"))
    #expect(try program("get", "local:x/B").text == "theirs")
  }

  @Test func whatTheFileChangesLaterIsStillItsOwn() throws {
    let program = try Program()
    try Self.applied("A: one\nB: two\n", in: program)
    try Self.applied("A: one\nB: three\n", in: program)
    #expect(try Self.prune("A: one\n", in: program, "--yes").text.contains("[deleted] x/B"))
  }

  @Test func whatWasTakenBackStaysAndIsNamed() throws {
    let program = try Program()
    try Self.applied("A: one\nB: two\n", in: program)
    try Self.applied("A: one\nB: three\n", in: program)
    let undo = try program.run(["apply", "--undo"] + Self.arguments + ["--yes"])
    #expect(undo.text == "[restored] x/B\n", "\(undo.errors)")
    let pruned = try Self.prune("A: one\n", in: program, "--yes")
    #expect(pruned.text == "[no change] x/A\n")
    #expect(pruned.errors.contains("local:x/B is not deleted: its version is"))
    #expect(try program("get", "local:x/B").text == "two")
  }

  @Test func whatMovedToAnotherFileStays() throws {
    let program = try Program()
    try Self.applied("A: one\nB: two\n", in: program)
    try program.repository.write("B: two\n", to: "other.yaml")
    let other = try program("apply", "other.yaml", "--to", "local:x/", "--yes")
    #expect(other.text == "[no change] x/B\n")
    let pruned = try Self.prune("A: one\n", in: program, "--yes")
    #expect(pruned.text == "[no change] x/A\n")
    #expect(pruned.errors.contains("other.yaml has it too"))
    #expect(try program("get", "local:x/B").text == "two")
  }

  @Test func anotherFileOrPlaceMadeNothing() throws {
    let program = try Program()
    try Self.applied("A: one\nB: two\n", in: program)
    try program.repository.write("A: one\n", to: "list.yaml")
    let place = try program("apply", "list.yaml", "--to", "local:y/", "--prune", "--yes")
    #expect(place.text == "[modified] y/A\n")
    try program.repository.write("A: one\n", to: "other.yaml")
    let file = try program("apply", "other.yaml", "--to", "local:x/", "--prune", "--yes")
    #expect(file.text == "[no change] x/A\n")
    #expect(try program("get", "local:x/B").text == "two")
  }

  @Test func aFileThatIsNotUnderstoodPrunesNothing() throws {
    let program = try Program()
    try Self.applied("A: one\nB: two\n", in: program)
    let pruned = try Self.prune("A: one\nB: *x\n", in: program, "--yes")
    #expect(pruned.status == 3)
    #expect(try program("get", "local:x/B").text == "two")
  }

  @Test func whatIsKnownAndDamagedIsNoReasonToDelete() throws {
    let program = try Program()
    try Self.applied("A: one\nB: two\n", in: program)
    let folder = program.repository.path + "/.git/secrets-sync/applied"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".json") }
    let path = folder + "/" + (try #require(names.first))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains("two"), "values are not kept")
    try Data(text.dropLast(9).utf8).write(to: URL(filePath: path))
    let pruned = try Self.prune("A: one\n", in: program, "--yes")
    #expect(pruned.status == 3, "\(pruned.errors)")
    #expect(try program("get", "local:x/B").text == "two")
  }

  @Test func forGoodIsConfirmedByAWord() throws {
    let program = try Program()
    try Self.applied("A: one\nB: two\n", in: program)
    try program.repository.write("A: one\n", to: "list.yaml")
    for (answer, status) in [("yes", Int32(2)), ("delete", 0)] {
      let terminal = try PseudoTerminal()
      let process = try program.start(["apply"] + Self.arguments + ["--prune"], on: terminal)
      let shown = terminal.shown(until: "Type delete to go on:")
      #expect(shown.contains("Delete 1 secret for good, in the embedded store."), "\(shown)")
      try terminal.type(answer + "\n")
      process.waitUntilExit()
      #expect(process.terminationStatus == status)
      #expect((try program("get", "local:x/B").text == "two") == (answer == "yes"))
    }
  }

  @Test func inSecretsManagerItCanBeRestored() throws {
    let server = MotoServer.shared
    var program = try Program()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    let base = "t\(UUID().uuidString)"
    func apply(_ list: String, _ store: String, _ more: String...) throws -> TestProcess {
      try program.repository.write(list, to: "list.yaml")
      return try program.run(["apply", "list.yaml", "--to", store, "--yes"] + more)
    }
    for (store, word) in [("sm:\(base)/", "restored for 30 days"), ("ssm:/\(base)/", "for good")] {
      #expect(try apply("A: one\nB: two\n", store).status == 0)
      let pruned = try apply("A: one\n", store, "--prune")
      #expect(pruned.status == 0, "\(pruned.errors)")
      #expect(pruned.text.contains("[deleted]"))
      #expect(pruned.errors.contains(word), "\(pruned.errors)")
      #expect(try program("get", store + "B").status != 0)
    }
    #expect(try program("restore", "sm:\(base)/B", "--yes").status == 0)
    #expect(try program("get", "sm:\(base)/B").text == "two")
    // A parameter that was made anew has the number of the one before.
    #expect(try apply("A: one\nC: two\n", "ssm:/\(base)/").status == 0)
    let delete = ["delete", "ssm:/\(base)/C", "--force-without-recovery", "--yes"]
    #expect(try program.run(delete).status == 0)
    #expect(try program("create", "ssm:/\(base)/C", "--yes", input: "theirs").status == 0)
    let kept = try apply("A: one\n", "ssm:/\(base)/", "--prune")
    #expect(kept.errors.contains("it was made anew since"), "\(kept.errors)")
    #expect(try program("get", "ssm:/\(base)/C").text == "theirs")
  }
}
