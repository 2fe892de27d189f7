import Foundation
import TestSupport
import Testing

/// `dump`, `run` and `generate`, with the embedded store.
@Suite struct DumpTests {
  private let program: Program

  init() throws {
    program = try Program.initialized()
    try create("app/db/password", "it's $5")
    try create("app/db/user", #"{"name": "dana", "id": 7}"#)
    try create("app/key", "two\nlines")
  }

  private func create(_ name: String, _ value: String) throws {
    let made = try program("create", "local:\(name)", "--yes", "--quiet", input: value)
    try #require(made.status == 0, "\(made.errors)")
  }

  @Test func aPipeGetsTheWholeDocument() throws {
    #expect(
      try program("dump", "local:app/*").text == #"""
        DB_PASSWORD='it'\''s $5'
        DB_USER='{"name": "dana", "id": 7}'
        KEY='two
        lines'

        """#
    )
    #expect(
      try program("dump", "NAME=local:app/db/user#name", "local:app/key", "--format", "json").text
        == "{\n  \"NAME\": \"dana\",\n  \"key\": \"two\\nlines\"\n}\n"
    )
  }

  @Test func aTerminalGetsNoValueUnlessAsked() throws {
    let hidden = try program.screen(["dump", "local:app/*"])
    #expect(hidden.contains("DB_PASSWORD") && hidden.contains("********"))
    #expect(!hidden.contains("$5"))
    let shown = try program.screen(["dump", "local:app/*", "--show"])
    #expect(shown.contains("$5") && shown.contains("warning: the values are on your screen"))
  }

  @Test func whatAFormatCannotHoldIsRefusedWhole() throws {
    let docker = try program("dump", "local:app/*", "--dialect", "docker")
    #expect(docker.status == 2)
    #expect(docker.text.isEmpty)
    #expect(docker.errors.contains("local:app/key has more than one line"))
    let unknown = try program("dump", "local:app/*", "local:nothing*")
    #expect(unknown.status == 2 && unknown.text.isEmpty)
    #expect(unknown.errors.contains("“local:nothing*” matches no secret"))
  }

  @Test func aLinkIsNotFollowed() throws {
    try program.repository.write("*.env\n", to: ".gitignore")
    try program.repository.write("public\n", to: "public.txt")
    let link = program.repository.path + "/x.env"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "public.txt")
    let result = try program("dump", "local:app/*", "--to", "x.env")
    #expect(result.status == 2)
    #expect(result.errors.contains("is a symbolic link"))
    let kept = FileManager.default.contents(atPath: program.repository.path + "/public.txt")
    #expect(kept == Data("public\n".utf8))
  }

  @Test func twoOfOneNameAreTold() throws {
    try create("app/KEY", "x")
    let twice = try program("dump", "local:app/*")
    #expect(twice.status == 2 && twice.text.isEmpty)
    #expect(twice.errors.contains("Two secrets would have one name"))
    #expect(twice.errors.contains("hint: Give one of them a name of its own: NAME=local:app/"))
    let named = try program("dump", "local:app/key", "OTHER=local:app/KEY")
    #expect(named.text.contains("OTHER='x'"))
    let bare = try program("dump", "OTHER=app/KEY")
    #expect(bare.status == 2)
    #expect(bare.errors.contains("After OTHER= the store is needed"))
  }

  @Test func filesAreTheirOwnersAlone() throws {
    let directory = program.repository.directory
    let file = try program("dump", "local:app/*", "--to", ".env")
    #expect(file.status == 0, "\(file.errors)")
    let folder = directory.path("out/")
    #expect(try program("dump", "local:app/*", "--to", folder).status == 0)
    #expect(try directory.read("out/key") == Array("two\nlines".utf8))
    for path in [program.repository.path + "/.env", folder + "key"] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
  }

  @Test func nothingIsWrittenWhereGitWouldTakeIt() throws {
    let open = try program("dump", "local:app/*", "--to", "secrets.json")
    #expect(open.status == 2)
    #expect(open.errors.contains("Git does not ignore secrets.json"))
    try program.repository.write("x", to: ".env")
    try program.repository.git("add", "--force", ".env")
    let tracked = try program("dump", "local:app/*", "--to", ".env")
    #expect(tracked.status == 2)
    #expect(tracked.errors.contains("Git tracks .env"))
    let folder = try program("dump", "local:app/*", "--to", "new/folder/")
    #expect(folder.status == 2)
    #expect(!FileManager.default.fileExists(atPath: program.repository.path + "/new"))
  }

  @Test func aNameThatLeavesTheFolderIsRefused() throws {
    try create("../escape", "x")
    let folder = program.repository.directory.path("out/")
    let result = try program("dump", "local:*", "--to", folder)
    #expect(result.status == 2)
    #expect(result.errors.contains("local:../escape has a name that cannot be that of a file"))
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  // MARK: run

  @Test func aProgramHasTheSecretsAndTheirProgramNothingElse() throws {
    var program = program
    program.environment["AWS_SECRET_ACCESS_KEY"] = "stand-in"
    program.environment["AWS_PROFILE"] = "p"
    let script =
      #"printf '%s|%s|%s|%s' "$NAME" "$KEY" "$AWS_SECRET_ACCESS_KEY" "$AWS_PROFILE"; exit 7"#
    let choices = ["NAME=local:app/db/user#name", "local:app/key"]
    let result = try program.run(["run"] + choices + ["--", "sh", "-c", script])
    #expect(result.text == "dana|two\nlines||p")
    #expect(result.status == 7)
    let kept = try program.run(["run", "--keep-aws"] + choices + ["--", "sh", "-c", script])
    #expect(kept.text == "dana|two\nlines|stand-in|p")
  }

  @Test func aSignalEndsTheProgramItself() throws {
    let result = try program("run", "local:app/key", "--", "sh", "-c", "kill -KILL $$")
    #expect(result.status == -9)
  }

  @Test func argumentsReachTheProgramAsTheyAre() throws {
    let result = try program(
      "run",
      "local:app/key",
      "--",
      "printf",
      "%s,",
      "--env",
      "",
      "--",
      "-v",
      "a b"
    )
    #expect(result.text == "--env,,--,-v,a b,")
  }

  @Test func aVariableThatSteersProgramsIsRefused() throws {
    let refused = try program("run", "LD_PRELOAD=local:app/key", "--", "true")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("LD_PRELOAD (local:app/key)"))
    let allowed = try program("run", "TMPDIR=local:app/key", "--allow-name", "TMPDIR", "--", "true")
    #expect(allowed.status == 0)
  }

  @Test(arguments: [["run"], ["run", "local:app/key"], ["run", "--", "no-such-program"]])
  func withoutAProgramNothingIsRead(arguments: [String]) throws {
    let result = try program.run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains("hint:"))
  }

  @Test func noValueIsInTheArgumentsOfTheProgram() throws {
    let result = try program("run", "local:app/db/password", "--", "cat", "/proc/self/cmdline")
    #expect(result.text == "cat\0/proc/self/cmdline\0")
  }

  // MARK: generate

  @Test func randomValuesHaveWhatWasAskedFor() throws {
    let plain = try program("generate").text
    #expect(plain.wholeMatch(of: /[A-Za-z0-9]{32}/) != nil)
    #expect(try program("generate").text != plain)
    let digits = try program("generate", "--class", "digits", "--length", "6", "--exclude", "0")
      .text
    #expect(digits.wholeMatch(of: /[1-9]{6}/) != nil)
    let symbols = try program("generate", "--class", "symbols", "--class", "lower", "--length", "2")
    #expect(symbols.text.contains(/[a-z]/) && symbols.text.contains(/[^a-zA-Z0-9]/))
    #expect(try program("generate", "--length", "2").status == 2)
    #expect(try program("generate", "--length", "5000").status == 2)
  }

  @Test func aSecretMayBeMadeOfARandomValue() throws {
    let made = try program("create", "local:app/random", "--generate", "--length", "20", "--yes")
    #expect(made.status == 0, "\(made.errors)")
    let first = try program("get", "local:app/random").text
    #expect(first.count == 20)
    #expect(!made.errors.contains(first) && !made.text.contains(first))
    #expect(try program("update", "local:app/random", "--generate", "--yes").status == 0)
    #expect(try program("get", "local:app/random").text.count == 32)
    #expect(try program("update", "local:app/random", "--length", "9", "--yes").status == 2)
  }

  @Test(arguments: ["BadName", "a-", "a.", "a..b", "a_b", "", String(repeating: "a", count: 254)])
  func aNameThatKubernetesRefusesIsRefused(name: String) throws {
    let result = try program("dump", "--format", "kubernetes", "--secret-name", name)
    #expect(result.status == 2)
    #expect(result.errors.contains("cannot be the name of a Kubernetes Secret"), "\(result.errors)")
    #expect(result.text.isEmpty)
  }
}
