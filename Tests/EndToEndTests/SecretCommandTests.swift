import AWS
import Foundation
import TestSupport
import Testing

/// What the commands about secrets say of names, places and options.
@Suite struct SecretCommandTests {
  private let server = MotoServer.shared
  private let folder = "t\(UUID().uuidString)"
  private let program: Program

  init() throws {
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    self.program = program
    try choose("sm:\(folder)/*")
  }

  /// The only environment holds this alone.
  private func choose(_ selector: String) throws {
    try program.repository.write(
      "[environments.prod]\nsecrets = [\"\(selector)\"]\n",
      to: ".secrets-sync.toml"
    )
  }

  private func client() throws -> AWSClient {
    try AWSClient(settings: .load(environment: program.environment, home: "/nonexistent"))
  }

  @Test func whatTheEnvironmentDoesNotChooseIsSaidWhenItIsMade() throws {
    for (reference, isStray) in [("sm:\(folder)/in", false), ("sm:other\(folder)", true)] {
      let created = try program("create", reference, "--yes", input: "value")
      #expect(created.status == 0, "\(created.errors)")
      let warning = "\(reference) is not among `secrets` of the environment prod"
      #expect(created.errors.contains(warning) == isStray, "\(created.errors)")
    }
  }

  @Test func aFolderIsNoProgram() throws {
    let run = try program("run", "sm:\(folder)/*", "--", "/")
    #expect(run.status == 2)
    #expect(run.errors.contains("“/” is no program: a folder, or a file that may not be executed."))
    let missing = try program("run", "sm:\(folder)/*", "--", "/no/such")
    #expect(missing.errors.contains("There is no program “/no/such”."))
  }

  // MARK: Names with an @

  /// The part before the `@` is a secret, too: whoever cuts there gets the wrong one.
  @Test(arguments: ["sm", "local"])
  func whatIsPrintedIsTheSecretItself(store: String) throws {
    try choose("\(store):\(folder)/*")
    let short = "\(store):\(folder)/user"
    let long = "\(store):\(folder)/user@example.com@"
    for (reference, value) in [(short, "wrong"), (long, #"{"key": "right"}"#)] {
      let created = try program("create", reference, "--yes", input: value)
      #expect(created.status == 0, "\(created.errors)")
      #expect(created.errors.contains("Create \(reference) in "))
    }
    let list = try program("list", "\(store):\(folder)/*").text.split(separator: "\n").dropFirst()
    let references = list.map { String($0.prefix { $0 != " " }) }
    #expect(references == [short, long])
    #expect(try program("get", references[1]).text == #"{"key": "right"}"#)
    #expect(try program("get", "\(long.dropLast())#key").text == "right")
    #expect(try program("list", long).text.contains(long))
    #expect(try program("list", "--format", "json").text.contains("\"\(long)\""))

    #expect(try program("record").status == 0)
    #expect(try program("update", references[1], "--yes", input: "new").status == 0)
    #expect(try program("get", references[1] + "AWSPREVIOUS").text == #"{"key": "right"}"#)
    #expect(try program("list-versions", references[1]).text.split(separator: "\n").count == 3)
    let drift = try program("verify")
    #expect(drift.status == 1)
    #expect(drift.text.contains(" \(long) "))
    #expect(try program("show").text.contains(long))
    #expect(try program("log", "--secret", long).text.split(separator: "\n").count == 2)
    #expect(try program("get", short).text == "wrong")

    // An @ in the middle is a version; who meant a name is told how it is written.
    for arguments in [
      ["get", "\(long.dropLast())"], ["list-versions", "\(long.dropLast())"],
      ["update", "\(long.dropLast())", "--yes"], ["create", "\(short)2@example.com", "--yes"],
    ] {
      let result = try program.run(arguments, input: Array("x".utf8))
      #expect(result.status == 2)
      #expect(result.errors.contains("“\(arguments[1])@”"), "\(result.errors)")
    }
  }

  @Test func anARNWithAnAtSignIsNotCut() async throws {
    let name = "\(folder)/user@example.com"
    let client = try client().secretsManager
    let made = try await client.createSecret(
      name: name,
      value: SecretBytes(utf8: "right"),
      binary: false,
      token: UUID().uuidString
    )
    #expect(try program("get", made.arn).text == "right")
    let other = made.arn.replacing("eu-west-1", with: "us-east-1")
    let elsewhere = try program("get", other)
    #expect(elsewhere.status == 2)
    #expect(elsewhere.errors.contains("is of us-east-1; what is asked is Secrets Manager, account"))
    #expect(elsewhere.errors.contains("hint: Add --region us-east-1."))
    let foreign = try program("get", made.arn.replacing(server.account, with: "999999999999"))
    #expect(foreign.status == 2)
    #expect(foreign.errors.contains("hint: Its ARN is of account 999999999999"))
  }

  @Test func aVersionBeforeTheKeyIsPutBehindIt() throws {
    let result = try program("get", "sm:\(folder)/none@AWSPREVIOUS#key")
    #expect(result.status == 2)
    #expect(result.errors.contains("“sm:\(folder)/none#key@AWSPREVIOUS”"), "\(result.errors)")
  }

  @Test func parameterStoreTakesNoneOfThem() throws {
    let result = try program("create", "ssm:/\(folder)/user@example.com@", "--yes", input: "x")
    #expect(result.status == 2)
    #expect(result.errors.contains("Parameter Store takes no “@” in a name"))
  }

  // MARK: Places

  @Test(arguments: ["get", "list-versions", "update"])
  func whatIsNotThereIsNotThereInAPlace(verb: String) throws {
    for reference in ["sm:\(folder)/none", "ssm:/\(folder)/none"] {
      let result = try program.run([verb, reference] + (verb == "update" ? ["--yes"] : []))
      #expect(result.status == 2)
      #expect(
        result.errors.contains(
          "There is no secret “\(reference)” in "
            + "\(reference.hasPrefix("sm:") ? "Secrets Manager" : "Parameter Store"), "
            + "account \(server.account), eu-west-1."
        ),
        "\(result.errors)"
      )
    }
  }

  @Test func aSecretThatIsToGoIsNotOneThatCanBeUpdated() async throws {
    let reference = "sm:\(folder)/leaving"
    #expect(try program("create", reference, "--yes", input: "x").status == 0)
    _ = try await client().secretsManager.deleteSecret("\(folder)/leaving", .recoverable(days: 7))
    var said: Set<String> = []
    for verb in ["create", "update"] {
      let result = try program(verb, reference, "--yes", input: "x")
      #expect(result.status == 4)
      #expect(result.errors.contains("waits for its deletion at "))
      said.insert(result.errors)
    }
    #expect(said.count == 1)
    let list = try program("list", reference)
    #expect(list.text.contains("DELETION"))
  }

  @Test func aSecretWithoutAValueIsGivenItsFirst() async throws {
    var body = RequestBody()
    body.set("Name", "\(folder)/empty")
    _ = try await client().json(.secretsManager, operation: "CreateSecret", body: body)
    let read = try program("get", "sm:\(folder)/empty")
    #expect(read.status == 2)
    #expect(read.errors.contains("has no value yet"))
    let update = try program("update", "sm:\(folder)/empty", "--yes", input: "first")
    #expect(update.status == 0, "\(update.errors)")
    #expect(try program("get", "sm:\(folder)/empty").text == "first")
  }

  @Test func aParameterHasATypeAndNoState() throws {
    let reference = "ssm:/\(folder)/plain"
    let long = String(repeating: "x", count: 4097)
    let refused = try program("create", reference, "--yes", input: long)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("with `--tier Advanced`"))
    let made = try program(
      "create",
      reference,
      "--yes",
      "--tier",
      "Advanced",
      "--type",
      "String",
      input: long
    )
    #expect(made.status == 0, "\(made.errors)")
    let list = try program("list", reference).text.split(separator: "\n")
    #expect(list[0].hasSuffix("  TYPE"))
    #expect(list[1].hasSuffix("  String"))
  }

  // MARK: Options

  @Test(arguments: [
    (["sm:x", "--type", "String"], "--type means nothing to Secrets Manager."),
    (["local:x", "--tier", "Advanced"], "--tier means nothing to the embedded store."),
    (["local:x", "--kms-key", "k"], "--kms-key means nothing to the embedded store."),
    (["ssm:/x", "--type", "String", "--kms-key", "k"], "is not encrypted, so --kms-key"),
    (["ssm:/x", "--type", "Bogus"], "`--type` takes one of SecureString, String, StringList."),
    (["ssm:/x", "--tier=Bogus"], "`--tier` takes one of Standard, Advanced, Intelligent-Tiering."),
  ])
  func anOptionThatDoesNotFitIsNamed(arguments: [String], words: String) throws {
    let result = try program.run(["create"] + arguments + ["--yes"], input: Array("x".utf8))
    #expect(result.status == 2)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.contains("hint: "))
    #expect(!result.errors.contains("Bogus"))
  }

  @Test(arguments: ["sm:x@AWSPREVIOUS", "sm:x#key"])
  func versionsAreThoseOfAWholeSecret(reference: String) throws {
    let result = try program("list-versions", reference)
    #expect(result.status == 2)
    #expect(result.errors.contains("`list-versions` is about a whole one"))
  }
}
