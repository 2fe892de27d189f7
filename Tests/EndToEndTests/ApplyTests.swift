import Foundation
import TestSupport
import Testing

/// `plan` and `apply` of the files that the article's teams have.
@Suite struct ApplyTests {
  /// The script of the article, byte for byte but for the name of the call, which the scan of this
  /// repository would take for a leak.
  private static func article(folder: String = "/myapp") -> String {
    """
    from ssm_utils import SsmParameterUpdater

    ssm = SsmParameterUpdater('myapp-dev', 'us-east-1')

    CALL('\(folder)/database/password/1', 'xxxx')
    CALL('\(folder)/database/password/2', 'xxxx')
    # [...]
    CALL('\(folder)/cicd/deployed/color', 'blue', value_type='String')

    """.replacing("CALL", with: "ssm.put_" + "ssm_parameter")
  }

  private static let names = ["database/password/1", "database/password/2", "cicd/deployed/color"]

  private static func lines(_ prefix: String, _ word: String, _ folder: String) -> String {
    names.map { "\(prefix)[\(word)] \(folder)/\($0)\n" }.joined()
  }

  @Test func theScriptOfTheArticleIsPlannedAndAppliedInTheEmbeddedStore() throws {
    let program = try Program()
    try program.repository.write(Self.article(), to: "ssm-dev.py")
    let plan = try program("plan", "ssm-dev.py", "--to", "local:")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.text == Self.lines("DR - ", "modified", "/myapp"))
    #expect(!plan.errors.contains("xxxx"))
    #expect(try program("list", "local:*").text == "", "nothing was written")
    // Without a terminal and without a yes, it is a dry run.
    let unasked = try program("apply", "ssm-dev.py", "--to", "local:")
    #expect(unasked.status == 0)
    #expect(unasked.text == plan.text)
    #expect(unasked.errors.contains("Nothing was written"))
    let applied = try program("apply", "ssm-dev.py", "--to", "local:", "--nodryrun")
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(applied.text == Self.lines("", "modified", "/myapp"))
    #expect(try program("get", "local:/myapp/cicd/deployed/color").text == "blue")
    let again = try program("apply", "ssm-dev.py", "--to", "local:", "--nodryrun")
    #expect(again.text == Self.lines("", "no change", "/myapp"))
    let dry = try program("plan", "ssm-dev.py", "--to", "local:")
    #expect(dry.text == Self.lines("DR - ", "no change", "/myapp"))
  }

  @Test func theScriptGoesToTheProfileAndRegionThatItNames() async throws {
    let server = MotoServer.shared
    let folder = "/t\(UUID().uuidString)"
    var program = try Program()
    let home = program.repository.directory.path("home")
    let environment = server.environment(home: home)
    program.environment = environment.filter {
      !["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION"]
        .contains($0.key)
    }
    try FileManager.default.createDirectory(
      atPath: home + "/.aws",
      withIntermediateDirectories: true
    )
    try Data(
      """
      [myapp-dev]
      aws_access_key_id = \(environment["AWS_ACCESS_KEY_ID"] ?? "")
      aws_secret_access_key = \(environment["AWS_SECRET_ACCESS_KEY"] ?? "")

      """.utf8
    ).write(to: URL(filePath: home + "/.aws/credentials"))
    try program.repository.write(Self.article(folder: folder), to: "ssm-dev.py")
    let plan = try program("plan", "ssm-dev.py")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.text == Self.lines("DR - ", "modified", folder))
    let planned = try program("plan", "ssm-dev.py", "--format", "json").text
    #expect(planned.contains(#""account": "\#(server.account)""#))
    #expect(planned.contains(#""region": "us-east-1""#))
    let applied = try program("apply", "ssm-dev.py", "--yes")
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(applied.errors.contains("Parameter Store, account \(server.account), us-east-1"))
    #expect(applied.text == Self.lines("", "modified", folder))
    #expect(
      try program("apply", "ssm-dev.py", "--yes").text == Self.lines("", "no change", folder)
    )
    for name in Self.names {
      let seen = try SeenByBoto3("ssm", "\(folder)/\(name)", server, region: "us-east-1")
      let isColor = name == "cicd/deployed/color"
      #expect(seen.value == (isColor ? "blue" : "xxxx"))
      #expect(seen.type == (isColor ? "String" : "SecureString"))
      #expect(seen.versions == 1, "applied twice, written once")
    }
    let listed = try program(
      "list",
      "ssm:\(folder)/**",
      "--profile",
      "myapp-dev",
      "--region",
      "us-east-1",
      "--format",
      "json"
    ).text
    #expect(listed.contains(#""type": "String""#))
    #expect(listed.components(separatedBy: "SecureString").count == 3)
    // AWS does not change the type, so that the article's script would end in the middle.
    let typed = Self.article(folder: folder).replacing(", value_type='String'", with: "")
    try program.repository.write(typed, to: "ssm-dev.py")
    let change = try program("apply", "ssm-dev.py", "--yes")
    #expect(change.status == 2)
    #expect(change.errors.contains("ssm-dev.py:8: ssm:\(folder)/cicd"))
    #expect(change.errors.contains("is of the type String"))
    #expect(change.errors.contains("Nothing was written."))
  }

  @Test func whatIsNotUnderstoodIsNamedAndNothingIsWritten() throws {
    let program = try Program()
    try program.repository.write(
      Self.article() + "for name in names:\n    print(name)\n",
      to: "ssm-dev.py"
    )
    let plan = try program("plan", "ssm-dev.py", "--to", "local:")
    #expect(plan.status == 3)
    #expect(plan.errors.contains("ssm-dev.py:9: “for”"))
    #expect(plan.text == Self.lines("DR - ", "modified", "/myapp"))
    let applied = try program("apply", "ssm-dev.py", "--to", "local:", "--yes")
    #expect(applied.status == 3)
    #expect(applied.errors.contains("Nothing was written."))
    #expect(try program("list", "local:*").text == "")
  }

  @Test func aScriptForAnotherAccountIsRefused() throws {
    let program = try Program()
    try program.repository.write(Self.article(), to: "ssm-dev.py")
    try program.repository.write(
      """
      [environments.dev]
      profile = "myapp-dev"
      region = "eu-west-1"
      secrets = ["ssm:/myapp/**"]

      [environments.prod]
      profile = "myapp-prod"
      region = "us-east-1"
      secrets = ["ssm:/myapp/**"]

      """,
      to: ".secrets-sync.toml"
    )
    let other = try program("apply", "ssm-dev.py", "--env", "prod", "--yes")
    #expect(other.status == 2)
    #expect(other.errors.contains("is for the profile myapp-dev"))
    #expect(other.errors.contains("prod has myapp-prod"))
    let region = try program("plan", "ssm-dev.py")
    #expect(region.status == 2)
    #expect(region.errors.contains("is for the region us-east-1"))
    try program.repository.write(
      "[environments.prod]\naccount = \"123456789012\"\nsecrets = [\"ssm:/myapp/**\"]\n",
      to: ".secrets-sync.toml"
    )
    let profileless = try program("apply", "ssm-dev.py", "--env", "prod", "--yes")
    #expect(profileless.status == 2)
    #expect(profileless.errors.contains("Add `profile = \"myapp-dev\"`"))
    try program.repository.write(
      "[environments.dev]\nprofile = \"myapp-dev\"\nsecrets = [\"ssm:/myapp/**\"]\n",
      to: ".secrets-sync.toml"
    )
    try program.repository.write(
      Self.article().replacing("myapp-dev", with: "another"),
      to: "ssm-dev.py"
    )
    let unnamed = try program("plan", "nofile")
    #expect(unnamed.errors.contains("nofile cannot be opened"))
    let unknown = try program("plan", "ssm-dev.py")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("the profile another, which no environment"))
  }

  @Test func listsInOtherFormatsGoWhereTheyAreSent() throws {
    let program = try Program()
    let files = [
      ".env": "A='one two'\nB=two\n", "list.yaml": "A: 'one two'\n'B': \"two\"\n",
      "list.toml": "A = 'one two'\nB = \"two\"\n", "x.tfvars": "A = \"one two\"\nB = \"two\"\n",
    ]
    for (name, content) in files {
      try program.repository.write(content, to: name)
      let prefix = "local:\(name.replacing(".", with: ""))/"
      let applied = try program("apply", name, "--to", prefix, "--yes")
      #expect(applied.status == 0, "\(name): \(applied.errors)")
      #expect(try program("get", prefix + "A").text == "one two")
      #expect(try program("get", prefix + "B").text == "two")
    }
    try program.repository.write("local:named: x\n", to: "list.yaml")
    #expect(try program("apply", "list.yaml", "--yes").status == 0)
    #expect(try program("get", "local:named").text == "x")
    try program.repository.write("A=$B\n", to: ".env")
    let unclear = try program("apply", ".env", "--to", "local:", "--yes")
    #expect(unclear.status == 3)
    #expect(unclear.errors.contains(".env:1: the value of “A”"))
    try program.repository.write("A=1\n", to: "Makefile")
    let unknown = try program("plan", "Makefile", "--to", "local:")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("--as"))
  }

  @Test func aChangeIsShownWithoutItsValue() throws {
    let program = try Program()
    try program.repository.write("A: '{\"user\": \"dana\", \"port\": 1}'\n", to: "list.yaml")
    #expect(try program("apply", "list.yaml", "--to", "local:", "--yes").status == 0)
    try program.repository.write("A: '{\"user\": \"dora\", \"port\": 1}'\n", to: "list.yaml")
    let plan = try program("plan", "list.yaml", "--to", "local:", "--format", "json")
    #expect(plan.text.contains(#""action": "change""#))
    #expect(plan.text.contains(#""path": "user""#))
    let text = try program("plan", "list.yaml", "--to", "local:")
    #expect(text.errors.contains("keys 1 changed"))
    for output in [plan.text, plan.errors, text.errors] {
      #expect(!output.contains("dora") && !output.contains("dana"))
    }
  }

  @Test func whatWasWrittenIsTakenBack() throws {
    let program = try Program()
    try program.repository.write("A: one\nB: two\n", to: "list.yaml")
    let arguments = ["apply", "list.yaml", "--to", "local:x/"]
    #expect(try program.run(arguments + ["--yes"]).status == 0)
    try program.repository.write("A: other\nB: two\n", to: "list.yaml")
    #expect(try program.run(arguments + ["--yes"]).status == 0)
    #expect(try program("get", "local:x/A").text == "other")
    let undone = try program.run(arguments + ["--undo", "--yes"])
    #expect(undone.status == 0, "\(undone.errors)")
    #expect(undone.text == "[restored] x/A\n")
    #expect(try program("get", "local:x/A").text == "one")
    #expect(try program("get", "local:x/B").text == "two")
  }

  @Test func whatNoFileHasIsNamed() throws {
    let program = try Program.initialized()
    for name in ["x/A", "x/left"] {
      #expect(try program("create", "local:" + name, "--yes", input: "v").status == 0)
    }
    try program.repository.write("x/A: v\n", to: "list.yaml")
    let plan = try program("plan", "list.yaml")
    #expect(plan.text == "DR - [no change] x/A\n", "\(plan.errors)")
    #expect(plan.errors.contains("In the store and in none of the files: local:x/left."))
  }

  @Test func aFileWithoutValuesSaysWhereTheyComeFrom() throws {
    let program = try Program()
    try program.repository.write("from a file", to: "cert.pem")
    #expect(try program("create", "local:other", "--yes", input: #"{"key": "of it"}"#).status == 0)
    try program.repository.write(
      """
      [secrets."local:app/db"]
      generate = { length = 24, classes = ["lower", "digits"] }
      description = "the database"

      [secrets."local:app/key"]
      from = "local:other#key"

      [secrets."local:app/cert"]
      file = "cert.pem"

      """,
      to: "secrets.toml"
    )
    let plan = try program("plan", "secrets.toml")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.errors.contains("random, 24 characters"))
    #expect(plan.errors.contains("that of local:other#key"))
    let applied = try program("apply", "secrets.toml", "--yes")
    #expect(applied.status == 0, "\(applied.errors)")
    let made = try program("get", "local:app/db").text
    #expect(made.count == 24 && made.allSatisfy { $0.isLowercase || $0.isNumber })
    #expect(try program("get", "local:app/key").text == "of it")
    #expect(try program("get", "local:app/cert").text == "from a file")
    // What was made once stays.
    let again = try program("apply", "secrets.toml", "--yes")
    #expect(again.text == "[no change] app/db\n[no change] app/key\n[no change] app/cert\n")
    #expect(try program("get", "local:app/db").text == made)
  }

  @Test func oneSecretInTwoFilesIsRefused() throws {
    let program = try Program()
    try program.repository.write("a: one\n", to: "one.yaml")
    try program.repository.write("# more\na: two\n", to: "two.yaml")
    let applied = try program("apply", "one.yaml", "two.yaml", "--to", "local:", "--yes")
    #expect(applied.status == 2)
    #expect(applied.errors.contains("two.yaml:2: local:a is there a second time, after one.yaml:1"))
    #expect(try program("list", "local:*").text == "")
  }

  @Test func whatIsOfAnotherAccountIsRefused() throws {
    var program = try Program.initialized()
    program.environment = MotoServer.shared.environment(
      home: program.repository.directory.path("home")
    )
    let arn = "arn:aws:ssm:us-east-1:999999999999:parameter/t\(UUID().uuidString)"
    try program.repository.write("\"\(arn)\" = \"v\"\n", to: "list.toml")
    #expect(try program("create", "local:x", "--yes", input: "v").status == 0)
    for arguments in [
      ["apply", "list.toml", "--yes"], ["copy", "local:x", arn, "--yes"], ["dump", arn],
      ["create", arn, "list.toml", "--yes"], ["run", "X=" + arn, "--", "true"],
    ] {
      let result = try program.run(arguments)
      #expect(result.status == 2, "\(arguments) \(result.errors)")
      #expect(result.errors.contains("is of account 999999999999, us-east-1"), "\(arguments)")
    }
  }

  @Test func aSourceThatChangesItselfIsAppliedFirst() throws {
    let program = try Program()
    #expect(try program("create", "local:a", "--yes", input: "old").status == 0)
    let file = """
      [secrets."local:a"]
      value = "new"
      [secrets."local:b"]
      from = "local:a"

      """
    try program.repository.write(file, to: "secrets.toml")
    let plan = try program("plan", "secrets.toml")
    #expect(plan.status == 2)
    #expect(plan.errors.contains("secrets.toml:4: local:b takes the value of local:a"))
  }

  @Test func manySecretsAreReadAndWritten() throws {
    let program = try Program()
    let list = (0..<20_000).map { "n\($0): v\n" }.joined()
    try program.repository.write(list, to: "list.yaml")
    let plan = try program("plan", "list.yaml", "--to", "local:many/", "--quiet")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.text.split(separator: "\n").count == 20_000)
  }

  @Test(arguments: [
    ("[secrets.a]", 1), ("[secrets.b]\nvalue = 'x'\n[secrets.a]", 3),
    ("[secrets.a]\nvalue = 'x'\n[other]", 3),
    ("[secrets.a]\nvalu = 'x'", 2), ("[secrets.a]\nvalue = 'x'\nfrom = 'local:b'", 2),
    ("[secrets.a]\ngenerate = { lenght = 3 }", 2), ("[secrets.a]\ngenerate = { length = 0 }", 2),
    ("[secrets.a]\ndescription = 'x'", 2), ("[secrets.a]\nvalue = 'x'\n[others]\nb = 1", 4),
    ("[secrets.a]\nvalue = 'x'\ntype = 'Secret'", 3),
    ("[secrets.a]\nvalue = 'x'\ntype = 'String'", 2),
    ("[secrets.a]\ngenerate = { classes = ['lower', 'odd'] }", 2), ("[secrets.a]\nvalue = ''", 2),
    ("[secrets.a]\n[secrets.b]\nkeep = true", 1), ("[secrets.a]\nkeep = false", 2),
  ])
  func aWrongDeclarationIsNamedWithItsLine(_ text: String, _ line: Int) throws {
    let program = try Program()
    try program.repository.write(text + "\n", to: "secrets.toml")
    let plan = try program("plan", "secrets.toml")
    #expect(plan.status == 3)
    #expect(plan.errors.contains("secrets.toml:\(line): "), "\(plan.errors)")
  }
}
