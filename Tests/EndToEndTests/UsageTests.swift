import Foundation
import TestSupport
import Testing

/// Help, usage errors, and how values come in.
@Suite struct UsageTests {
  @Test(arguments: [["-h"], ["--help"], ["help"], ["--version"], ["scan", "-h"], ["help", "get"]])
  func helpWorksAnywhere(arguments: [String]) throws {
    let program = try Program()
    let result = try program.run(arguments, in: program.repository.directory.path("home"))
    #expect(result.status == 0)
    #expect(!result.text.isEmpty)
    #expect(result.errors.isEmpty)
  }

  @Test func helpGroupsTheCommandsAndNamesTheProgramAsPeopleTypeIt() throws {
    let text = try Program()("-h").text
    for group in ["SET UP:", "STOP LEAKS:", "DEPLOYMENTS:", "SECRETS:"] {
      #expect(text.contains("\n\(group)\n"))
    }
    #expect(text.contains("USAGE: git secrets-sync"))
  }

  @Test(arguments: [
    (["lits"], "Did you mean `git secrets-sync list`?"),
    (["frobnicate"], "`git secrets-sync -h` lists the commands."),
    (["list", "--bogus"], "Unknown option '--bogus'."),
    (["show", "a", "b"], "Unexpected argument 'b'."),
    (["log", "-n", "0"], "greater than 0"),
    (["hook", "post-commit"], "There is no hook “post-commit”."),
    (["scan", "--staged", "--history"], "Scan one thing at a time"),
    (["rules", "show", "aws-acces-key-id"], "There is no rule"),
  ])
  func wrongUsageEndsWithTwo(arguments: [String], message: String) throws {
    let result = try Program().run(arguments)
    #expect(result.status == 2)
    #expect(result.text.isEmpty)
    #expect(result.errors.contains(message))
  }

  @Test func commonOptionsMayStandBeforeTheVerb() throws {
    let program = try Program.initialized()
    let result = try program("--format", "json", "list")
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("{"))
  }

  @Test(arguments: [
    ["create", "x", "hunter2", "--yes"], ["create", "x", "a", "hunter2", "--yes"],
    ["update", "x", "--value=hunter2"], ["create", "x", "--value", "hunter2"],
  ])
  func aValueOnTheCommandLineIsRefusedAndNotRepeated(arguments: [String]) throws {
    let program = try Program.initialized()
    let result = try program.run(arguments)
    #expect(result.status == 2)
    #expect(!result.errors.contains("hunter2"))
    #expect(try program("list").text.contains("SECRET") == false)
  }

  @Test(arguments: [
    (["create"], "`create` needs the name of the secret."),
    (["update"], "`update` needs the name of the secret."),
    (["edit"], "`edit` needs the name of the secret."),
    (["create", "--length", "20"], "`create` needs the name of the secret."),
    (
      ["update", "x", "--length", "20"],
      "--length, --class, --exclude, --from-policy and --by-store"
    ),
    (
      ["update", "x", "--generate", "there"],
      "The value is to be random and from a file: choose one."
    ),
    (["update", "x", "--generate", "-"], "random and from standard input: choose one."),
    (["update", "x", "--generate", "hunter2"], "The argument after the name is not a file"),
    (["create", "x", "--generate", "--length", "hunter2"], "`--length` takes a number."),
    (["create", "x", "--generate", "--class", "hunter2"], "`--class` takes one of lower, upper"),
    (["create", "x", "--description"], "Missing value for '--description"),
    (["update", "x", "--tags", "hunter2"], "`update` has no such option. Did you mean `--tag`?"),
    (["create", "x", "--discription=hunter2"], "Did you mean `--description`?"),
    (["create", "hunter2!x", "--yes"], "The first argument cannot be the name of a secret"),
    (["update", "hunter2!x", "--yes"], "The first argument cannot be the name of a secret"),
    (["update", "hunter2://a b", "--yes"], "The first argument cannot be the name of a secret"),
    (["create", "x=hunter2", "--yes"], "The name has an = in it."),
    (["update", "sm:x=hunter2", "--yes"], "The name has an = in it."),
    (["create", "x", "{hunter2:1}", "--yes"], "a value is never taken from the command line"),
  ])
  func whatIsMissingIsSaidAndNothingRepeated(arguments: [String], words: String) throws {
    let program = try Program.initialized()
    try program.repository.write("v", to: "there")
    let result = try program.run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.contains("hint: "))
    #expect(!result.errors.contains("hunter2"))
  }

  /// The way out for a name that has it.
  @Test func anEqualsSignInANameIsWrittenWithAnAtSign() throws {
    let program = try Program.initialized()
    #expect(try program("create", "local:a=b@", "--yes", input: "v").status == 0)
    #expect(try program("get", "local:a=b").text == "v")
  }

  @Test func writingWithoutATerminalNeedsYes() throws {
    let program = try Program.initialized()
    let result = try program("create", "x", input: "v")
    #expect(result.status == 2)
    #expect(result.errors.contains("--yes"))
    #expect(try program("get", "x").status == 2)
  }

  @Test func theCallsOfTheArticleWork() throws {
    let program = try Program.initialized()
    try program.repository.write("{\"password\": \"one\"}", to: "secret.json")
    #expect(
      try program("create", "my_new_secret", "secret.json", "--dry-run").text
        == "DR - [modified] my_new_secret\n"
    )
    #expect(try program("get", "my_new_secret").status == 2)
    #expect(
      try program("create", "my_new_secret", "secret.json", "--yes").text
        == "[modified] my_new_secret\n"
    )
    #expect(
      try program("update", "my_new_secret", "secret.json", "--dry-run").text
        == "DR - [no change] my_new_secret\n"
    )
    #expect(
      try program("update", "my_new_secret", "secret.json", "--yes").text
        == "[no change] my_new_secret\n"
    )
    #expect(try program("get", "my_new_secret", "latest").text == "{\"password\": \"one\"}")
    #expect(try program("get", "my_new_secret#password").text == "one")
    #expect(try program("list").text.contains("local:my_new_secret"))
    let versions = try program("list-versions", "my_new_secret").text
    #expect(versions.split(separator: "\n").count == 2)
    #expect(versions.contains("AWSCURRENT"))
  }

  @Test func valuesAreKeptByteForByteUnlessTrimmed() throws {
    let program = try Program.initialized()
    let bytes: [UInt8] = [0, 0xFF, 0x0A, 0x0D, 0x0A]
    #expect(try program.run(["create", "a", "--yes"], input: bytes).status == 0)
    #expect(try program("get", "a").output == bytes)
    #expect(try program.run(["create", "b", "-", "--trim", "--yes"], input: bytes).status == 0)
    #expect(try program("get", "b").output == [0, 0xFF, 0x0A])
  }

  @Test func createAndUpdateDoNotTakeEachOthersPlace() throws {
    let program = try Program.initialized()
    let missing = try program("update", "x", "--yes", input: "v")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("git secrets-sync create local:x"))
    _ = try program("create", "x", "--yes", input: "v")
    let taken = try program("create", "x", "--yes", input: "w")
    #expect(taken.status == 2)
    #expect(taken.errors.contains("git secrets-sync update local:x"))
    #expect(try program("get", "x").text == "v")
  }

  @Test func initTwiceChangesNothing() throws {
    let program = try Program.initialized()
    let before = try program.repository.git("status", "--porcelain")
    let result = try program("init", "--yes")
    #expect(result.status == 0)
    #expect(!result.text.contains("done "))
    #expect(try program.repository.git("status", "--porcelain") == before)
    #expect(try program("doctor").status == 0)
  }

  @Test func initWithoutYesOnlyProposesIgnorePatterns() throws {
    let program = try Program()
    let result = try program("init")
    #expect(result.status == 0)
    #expect(result.text.contains("needs you"))
    #expect(result.text.contains("ssm-*.py"))
    #expect(!FileManager.default.fileExists(atPath: program.repository.path + "/.gitignore"))
  }

  @Test func initWorksInALinkedWorktreeAndInASubdirectory() throws {
    let program = try Program.initialized()
    let worktree = try program.repository.addWorktree("linked", branch: "side")
    let result = try program("init", "--yes", in: worktree)
    #expect(result.status == 0)
    #expect(!result.text.contains("needs you"))
    try FileManager.default.createDirectory(
      atPath: worktree + "/deep/down",
      withIntermediateDirectories: true
    )
    #expect(try program("doctor", in: worktree + "/deep/down").status == 0)
    // One store and one ledger for all working trees.
    _ = try program("create", "a", "--yes", input: "v", in: worktree + "/deep/down")
    #expect(try program("get", "a").text == "v")
  }

  @Test func showOffersTheNearestDeployedAncestor() throws {
    let program = try Program.initialized()
    _ = try program("create", "a", "--yes", input: "v")
    _ = try program("record")
    let deployed = try program.repository.git("rev-parse", "--short=10", "HEAD")
    try program.repository.commit(message: "later")
    let result = try program("show")
    #expect(result.status == 1)
    #expect(result.errors.contains("was not deployed"))
    #expect(result.text.contains(deployed))
    #expect(try program("verify", "HEAD").status == 2)
  }

  @Test func initInABareRepositoryGuardsPushes() throws {
    let program = try Program(.bare)
    let result = try program("init")
    #expect(result.status == 0)
    #expect(result.text.contains("installed pre-receive"))
    #expect(try program("init").text.contains("up to date: pre-receive"))
  }

  @Test func namesCannotSteerTheTerminal() throws {
    let program = try Program.initialized()
    let name = "a\u{1B}[2Jb.py"
    try program.repository.write("key = \"\(accessKeyID())\"\n", to: name)
    try program.git("add", "--all")
    for arguments in [["scan", "--staged"], ["hook", "pre-commit"], ["scan"]] {
      let result = try program.run(arguments)
      #expect(result.status == 1)
      #expect(!result.text.contains("\u{1B}"))
      #expect(!result.errors.contains("\u{1B}"))
    }
  }

  @Test(arguments: [("always", true), ("never", false), ("auto", false)])
  func colorIsAskedFor(choice: String, colored: Bool) throws {
    let program = try Program.initialized()
    #expect(try program("--color", choice).text.contains("\u{1B}[") == colored)
  }
}
