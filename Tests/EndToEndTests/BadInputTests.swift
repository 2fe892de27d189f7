import Foundation
import TestSupport
import Testing

/// Bad input: a clear sentence, the documented exit code, nothing changed.
@Suite struct BadInputTests {
  private static let localVerbs = [
    [], ["init"], ["doctor"], ["scan", "--staged"], ["record"], ["show"], ["log"],
    ["diff", "a", "b"], ["verify"], ["push"], ["fetch"], ["hook", "pre-commit"],
  ]

  @Test(arguments: localVerbs)
  func notARepository(arguments: [String]) throws {
    let program = try Program()
    let outside = program.repository.directory.path("home")
    let result = try program.run(arguments, in: outside)
    #expect(result.status != 0)
    #expect(result.status == 2 || arguments.first == "hook" || arguments.first == "scan")
    #expect(result.errors.hasPrefix("error: "))
    #expect(
      result.errors.contains("There is no Git repository at")
        || result.errors.contains("not a git repository")
    )
    #expect(result.text.isEmpty)
  }

  @Test func noCommitYet() throws {
    let program = try Program()
    _ = try program("init", "--yes")
    _ = try program("create", "a", "--yes", input: "x")
    for verb in ["record", "show"] {
      let result = try program(verb)
      #expect(result.status == 2)
      #expect(result.errors.contains("There is no commit yet."))
    }
    #expect(try program().status == 0)
    #expect(try program("verify").status == 2)
  }

  @Test func unknownRevision() throws {
    let program = try Program.initialized()
    let result = try program("show", "v9.9")
    #expect(result.status == 2)
    #expect(result.errors.contains("“v9.9” names no commit."))
  }

  @Test func detachedHeadIsNoObstacle() throws {
    let program = try Program.initialized()
    try program.repository.git("checkout", "--quiet", "--detach")
    _ = try program("create", "a", "--yes", input: "x")
    #expect(try program("record").status == 0)
    #expect(try program().status == 0)
  }

  @Test(arguments: [
    ("[environments.dev]\nsecrets = \"local:*\"\n", ":2: `secrets` is a string, but an array"),
    ("[environments.dev]\nsecret = []\n", ":2: `secret` is not known in [environments.dev]."),
    ("[environments.dev]\nsecrets = [\n  \"nowhere:x\",\n]\n", ":3: "),
    ("[environments.dev]\nendpoint_url = \"http://x\"\n", ":2: A repository may not set"),
    ("[environments.\"../x\"]\n", ":1: “../x” cannot be the name"),
    ("[environments.dev]\naccount = 123\n", ":2: `account` is an integer, but a string"),
    ("[policy]\nprotect = [\"a[\"]\n", ":2: "),
    ("[policy\n", ":1: expected `]`"),
    ("a = 1\na = 2\n", ":2: `a` is defined twice"),
  ])
  func brokenConfiguration(text: String, message: String) throws {
    let program = try Program.initialized()
    let head = try program.repository.git("rev-parse", "HEAD")
    try program.repository.write(text, to: ".secrets-sync.toml")
    for arguments in [["list"], ["record"], ["create", "x", "--yes"], []] {
      let result = try program.run(arguments, input: Array("v".utf8))
      #expect(result.status == 2)
      #expect(result.errors.contains(".secrets-sync.toml\(message)"))
    }
    // The hook reads the index, and blocks.
    try program.repository.git("add", "--all")
    #expect(try program.tryGit(["commit", "--message", "x"]).status == 1)
    #expect(try program.repository.git("rev-parse", "HEAD") == head)
    #expect(try program("doctor").status == 1)
  }

  @Test func unknownEnvironment() throws {
    let program = try Program.initialized()
    let result = try program("record", "--env", "dve")
    #expect(result.status == 2)
    #expect(result.errors.contains("There is no environment “dve”."))
    #expect(result.errors.contains("Did you mean dev?"))
  }

  @Test func severalEnvironmentsNeedAChoice() throws {
    let program = try Program.initialized()
    try program.repository.write(
      "[environments.a]\nsecrets = [\"local:*\"]\n[environments.b]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    _ = try program("create", "local:x", "--yes", input: "v")
    let result = try program("record")
    #expect(result.status == 2)
    #expect(result.errors.contains("There are several environments: a, b."))
    try program.repository.git("config", "secrets-sync.env", "b")
    #expect(try program("record").text.contains(" in b: 1 secret"))
  }

  @Test func anUnmatchedSelectorIsNotRecorded() throws {
    let program = try Program.initialized()
    let result = try program("record")
    #expect(result.status == 3)
    #expect(result.errors.contains("local:*"))
    #expect(try program("log").text.isEmpty)
  }

  @Test(arguments: [
    (["list"], "AWS"), (["record"], "AWS"), (["create", "sm:x", "--yes"], "AWS"),
  ])
  func noCredentials(arguments: [String], word: String) throws {
    var program = try Program.initialized()
    program.environment["AWS_EC2_METADATA_DISABLED"] = "true"
    try program.repository.write(
      "[environments.p]\nregion = \"eu-west-1\"\nsecrets = [\"sm:*\"]\n",
      to: ".secrets-sync.toml"
    )
    let result = try program.run(arguments, input: Array("v".utf8))
    #expect(result.status == 4)
    #expect(result.errors.contains("credentials"))
    #expect(result.errors.contains("AWS_ACCESS_KEY_ID"))
  }

  @Test func anUnreachableEndpoint() throws {
    var program = try Program.initialized()
    program.environment = [
      "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_REGION": "eu-west-1",
      "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1",
    ]
    let result = try program("list", "sm:*")
    #expect(result.status == 4)
    #expect(result.errors.contains("127.0.0.1"))
  }

  @Test func aFullDiskIsNotASuccess() throws {
    #if os(Linux)
    let program = try Program.initialized()
    _ = try program("create", "a", "--yes", input: "x")
    let shell = try TestProcess.run(
      "/bin/sh",
      ["-c", "\"$0\" get a >/dev/full", Program.path],
      environment: program.repository.environment,
      directory: program.repository.path
    )
    #expect(shell.status == 3)
    #expect(shell.errors.contains("No space left on device"))
    #endif
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let program = try Program.initialized()
    let shell = try TestProcess.run(
      "/bin/sh",
      ["-c", "{ \"$0\" rules; echo \"status $?\" >&2; } | true", Program.path],
      environment: program.repository.environment,
      directory: program.repository.path
    )
    #expect(shell.errors == "status 0\n")
  }
}
