import Foundation
import TestSupport
import Testing

/// `init`: what it finds out, what it asks, and what it leaves alone.
@Suite struct OnboardingTests {
  /// A script whose calls are put together here, so that this file has none with a value.
  private static let script = """
    from ssm_utils import SsmParameterUpdater

    ssm = SsmParameterUpdater('shop-dev', 'us-east-1')
    # ssm.CALL'/commented/out', 'x')
    ssm.CALL'/shop/dev/password', '/not/a-name', 'eu-west-2')
    ssm.CALL
        "/cicd/color", 'blue', value_type='String')

    """.replacing("CALL", with: "put_ssm_" + "parameter(")

  /// A repository that nobody has set up, called `shop`.
  private func shop(aws: String = "", credentials: String = "") throws -> Program {
    let program = try Program()
    try program.repository.git("remote", "add", "origin", "git@example.com:team/Shop.git")
    try program.repository.directory.write(aws, to: "home/.aws/config")
    try program.repository.directory.write(credentials, to: "home/.aws/credentials")
    return program
  }

  private func configuration(_ program: Program) throws -> String {
    String(
      decoding: try program.repository.directory.read("work/.secrets-sync.toml"),
      as: UTF8.self
    )
  }

  private func exists(_ name: String, _ program: Program) -> Bool {
    FileManager.default.fileExists(atPath: program.repository.path + "/" + name)
  }

  // MARK: What is found

  @Test func scriptsAndProfilesBecomeEnvironments() throws {
    let program = try shop(
      aws: """
        [profile shop-dev]
        region = eu-west-1
        sso_account_id = 111122223333
        [profile shop-production]
        region = eu-central-1
        role_arn = arn:aws:iam::444455556666:role/deployer
        source_profile = shop-dev
        [profile other-prod]
        region = eu-central-1

        """
    )
    try program.repository.write(Self.script, to: "ssm-dev.py")
    try program.repository.write("# nothing\n", to: "tools/ssm-prod.py")
    try program.repository.write("x = 1\n", to: "ssm_utils.py")

    let result = try program("init", "--yes")

    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let text = try configuration(program)
    #expect(
      text.contains(
        """
        [environments.dev]
        profile = "shop-dev"
        region  = "us-east-1"
        account = "111122223333"
        secrets = ["ssm:/shop/dev/**", "ssm:/cicd/**"]

        [environments.prod]
        profile = "shop-production"
        region  = "eu-central-1"
        account = "444455556666"
        # What is usual; correct it.
        secrets = ["sm:shop/*", "ssm:/shop/prod/**"]

        """
      )
    )
    for other in ["other-prod", "not/a-name", "blue", "commented"] {
      #expect(!text.contains(other))
    }
    #expect(!result.text.contains("not/a-name"))
    #expect(try program("doctor", "--env", "none").errors.contains("Known: dev, prod."))
  }

  @Test func profilesThatBearTheRepositorysNameAreEnough() throws {
    let program = try shop(
      credentials: """
        [shop-live]
        aws_access_key_id = \(accessKeyID())
        [elsewhere-dev]
        aws_access_key_id = \(accessKeyID())

        """
    )
    #expect(try program("init", "--yes").status == 0)
    let text = try configuration(program)
    #expect(
      text.contains("[environments.live]\nprofile = \"shop-live\"\naccount = \"058264228717\"")
    )
    #expect(!text.contains("elsewhere"))
    #expect(!text.contains(accessKeyID()))
  }

  @Test func anAccountThatNobodySaysIsLeftAsAComment() throws {
    let program = try shop(aws: "[profile shop-prod]\nregion = eu-west-1\n")
    #expect(try program("init", "--yes").status == 0)
    #expect(try configuration(program).contains("\n# account = \"123456789012\""))
    #expect(try program("init", "--yes").text.contains("(1 environment)"))
  }

  @Test func theFilesThatAWSVariablesNameAreRead() throws {
    var program = try shop()
    try program.repository.directory.write("[profile shop-qa]\n", to: "elsewhere/config")
    program.environment["AWS_CONFIG_FILE"] = program.repository.directory.path("elsewhere/config")
    #expect(try program("init", "--dry-run").text.contains("qa: profile shop-qa"))
  }

  @Test func templatesTellTheSecretsAndSubfoldersAreProtected() throws {
    let program = try shop(aws: "[profile shop-prod]\n")
    try program.repository.write(
      """
      resource "aws_secretsmanager_secret" "a" {
        name = "payments/stripe"
      }
      resource "aws_secretsmanager_secret" "b" {
        name = "${var.env}/db"
      }
      resource "aws_s3_bucket" "c" {
        name = "bucket/x"
      }

      """,
      to: "infra/secured_modules/deep/main.tf"
    )
    try program.repository.write(
      """
      AWSTemplateFormatVersion: "2010-09-09"
      Resources:
        Key:
          Type: AWS::SecretsManager::Secret
          Properties:
            Name: mailer

      """,
      to: "stack.yaml"
    )
    let result = try program("init", "--yes")
    #expect(result.text.contains("secured_modules; Terraform; CloudFormation"))
    let text = try configuration(program)
    #expect(text.contains(#"secrets = ["sm:payments/*", "sm:mailer"]"#))
    #expect(text.contains(#""**/secured_modules/**/*.tf","#))
    #expect(try program("doctor").text.contains("Git ignores every protected pattern"))
  }

  @Test func aBrokenAWSFileIsNamedAndTheRestIsDone() throws {
    let program = try shop(aws: "[profile x\n")
    let result = try program("init", "--yes")
    #expect(result.status == 0)
    #expect(result.errors.contains("/.aws/config:1"))
    #expect(try configuration(program).contains("[environments.dev]\nsecrets = [\"local:*\"]"))
  }

  @Test(arguments: ["husky", "lefthook"])
  func hookManagersAreToldHowToRunTheCheck(manager: String) throws {
    let program = try shop()
    let file = manager == "husky" ? ".husky/pre-commit" : "lefthook.yml"
    try program.repository.write("npm test\n", to: file)
    let before = try program("init", "--yes")
    #expect(before.text.contains("needs you      \(file): "))
    #expect(before.text.contains("git secrets-sync hook pre-commit"))
    try program.repository.write("git secrets-sync hook pre-commit || exit\n", to: file)
    #expect(try !program("init", "--yes").text.contains("needs you"))
  }

  @Test func huskysHooksAreListedOnce() throws {
    let program = try shop()
    try program.repository.git("config", "core.hooksPath", ".husky/_")
    try program.repository.write("npm test\n", to: ".husky/pre-commit")
    let result = try program("init", "--yes")
    #expect(result.text.split(separator: "needs you").count == 2)
    #expect(result.text.contains("pre-push: git secrets-sync hook pre-push"))
  }

  @Test func namesThatAreGivenByKeywordAreFound() throws {
    let program = try shop()
    try program.repository.write(
      """
      import boto3
      ssm = boto3.Session(profile_name="shop-dev", region_name="eu-west-3").client("ssm")
      ssm.CALL(Name="/acme/web/db/password", Value=read(), Type="SecureString")
      ssm.CALL(
          Overwrite=True, Type="SecureString",
          Name='/shop/dev/key',
          Description="/not/a-name",
      )
      secrets.SECRET(SecretId="payments/stripe", SecretString=read())
      other.describe(Name="/never/written")

      """.replacing("CALL", with: "put_" + "parameter")
        .replacing("SECRET", with: "put_secret" + "_value"),
      to: "ssm-dev.py"
    )
    #expect(try program("init", "--yes").status == 0)
    #expect(
      try configuration(program).contains(
        #"secrets = ["ssm:/acme/**", "ssm:/shop/dev/**", "sm:payments/*"]"#
      )
    )
  }

  // MARK: Consent

  @Test func withoutATerminalOnlyWhatIsThisClonesIsDone() throws {
    let program = try shop(aws: "[profile shop-prod]\n")
    let result = try program("init")
    #expect(result.status == 0)
    #expect(result.text.contains("needs you      write .secrets-sync.toml"))
    #expect(result.text.split(separator: "git secrets-sync init --yes").count == 2)
    #expect(result.text.contains("done           hooks: installed pre-commit"))
    for name in [".secrets-sync.toml", ".gitignore", ".gitattributes"] {
      #expect(!exists(name, program))
    }
  }

  @Test func dryRunChangesNothing() throws {
    let program = try shop()
    let before = try program.repository.git("config", "--list", "--local")
    let result = try program("init", "--dry-run", "--yes")
    #expect(result.status == 0)
    #expect(result.text.contains("planned        install the hooks"))
    #expect(!exists(".secrets-sync.toml", program))
    #expect(!exists(".git/hooks/pre-commit", program))
    #expect(try program.repository.git("config", "--list", "--local") == before)
  }

  @Test func aCloneOfARepositoryThatIsSetUpNeedsNoQuestion() throws {
    let program = try Program.initialized()
    let clone = program.repository.directory.path("clone")
    try program.repository.git("clone", "--quiet", program.repository.path, clone)
    try program.repository.directory.write("[profile work-prod]\n", to: "home/.aws/config")
    let result = try program("init", in: clone)
    #expect(result.status == 0)
    #expect(!result.text.contains("needs you"))
    #expect(result.text.contains("hooks: installed pre-commit"))
    #expect(try program.repository.git("-C", clone, "status", "--porcelain").isEmpty)
    #expect(try program("doctor", in: clone).status == 0)
  }

  @Test func theTerminalShowsThePlanAndAYesDoesIt() throws {
    let program = try shop(aws: "[profile shop-prod]\nregion = eu-west-1\n")
    let terminal = try PseudoTerminal()
    let process = try program.start(["init"], on: terminal)
    let shown = terminal.shown(until: "Go ahead? [y/N] ")
    #expect(shown.contains("prod: profile shop-prod, eu-west-1"))
    #expect(!exists(".secrets-sync.toml", program))
    try terminal.type("y\n")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try configuration(program).contains("[environments.prod]"))
    #expect(exists(".git/hooks/pre-commit", program))
  }

  @Test func onlyWhatIsUnknownIsAsked() throws {
    let program = try shop(aws: "[profile alice]\n[profile bob]\nregion = eu-west-3\n")
    try program.repository.write("", to: "ssm-prod.py")
    let terminal = try PseudoTerminal()
    let process = try program.start(["init"], on: terminal)
    _ = terminal.shown(until: "AWS profile of prod (alice, bob; empty for none): ")
    try terminal.type("carol\n")
    _ = terminal.shown(until: "There is no profile “carol”.")
    try terminal.type("alice\n")
    _ = terminal.shown(until: "AWS region of prod")
    try terminal.type("eu-north-1\n")
    _ = terminal.shown(until: "Go ahead? [y/N] ")
    try terminal.type("yes\n")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(
      try configuration(program).contains("profile = \"alice\"\nregion  = \"eu-north-1\"\n")
    )
  }

  @Test(arguments: ["n\n", "\n", "\u{4}"])
  func anythingButAYesChangesNothing(answer: String) throws {
    let program = try shop()
    let terminal = try PseudoTerminal()
    let process = try program.start(["init"], on: terminal)
    _ = terminal.shown(until: "Go ahead? [y/N] ")
    try terminal.type(answer)
    _ = terminal.shown(until: "Nothing was changed.")
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(!exists(".secrets-sync.toml", program))
    #expect(!exists(".git/hooks/pre-commit", program))
  }

  @Test func anEndOfInputOrAnInterruptAtAQuestionChangesNothing() throws {
    for interrupts in [false, true] {
      let program = try shop(aws: "[profile alice]\n")
      let terminal = try PseudoTerminal()
      let process = try program.start(["init"], on: terminal)
      _ = terminal.shown(until: "empty for none): ")
      if interrupts {
        process.interrupt()
      } else {
        try terminal.type("\u{4}")
        _ = terminal.shown(until: "so nothing was changed")
      }
      process.waitUntilExit()
      #expect(process.terminationStatus == 2)  // SIGINT is 2, too
      #expect((process.terminationReason == .uncaughtSignal) == interrupts)
      #expect(!exists(".secrets-sync.toml", program))
      #expect(!exists(".git/hooks/pre-commit", program))
    }
  }

  // MARK: Flags

  @Test func flagsSayWhatWouldBeAsked() throws {
    let program = try shop(aws: "[profile shop-prod]\n[profile b]\nregion = eu-west-2\n")
    let result = try program(
      "init",
      "--yes",
      "--no-hook",
      "--no-ignore",
      "--protect",
      "*.pem",
      "--environment",
      "one=b,account=123456789012,secrets=sm:a/*,secrets=local:x",
      "--environment",
      "two"
    )
    #expect(result.status == 0)
    let text = try configuration(program)
    #expect(text.contains("  \"*.pem\",\n]"))
    #expect(
      text.contains(
        """
        [environments.one]
        profile = "b"
        region  = "eu-west-2"
        account = "123456789012"
        secrets = ["sm:a/*", "local:x"]
        """
      )
    )
    #expect(text.contains("[environments.two]\n"))
    #expect(!text.contains("shop-prod"))
    #expect(!exists(".git/hooks/pre-commit", program))
    #expect(!exists(".gitignore", program))
  }

  @Test(arguments: [
    (["--environment", "Prod=x"], "cannot be the name"),
    (["--environment", "prod=x,region=nowhere"], "not an AWS region"),
    (["--environment", "prod=x,account=12"], "12 digits"),
    (["--environment", "prod=x,secrets=zz:y"], "zz"),
    (["--environment", "prod=x,endpoint=http"], "`endpoint` is not known"),
    (["--environment", "a=x", "--environment", "a=y"], "twice"),
    (["--protect", "!keep"], "!"),
  ])
  func wrongFlagsChangeNothing(arguments: [String], message: String) throws {
    let program = try shop()
    let result = try program.run(["init", "--yes"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(!exists(".secrets-sync.toml", program))
    #expect(!exists(".git/hooks/pre-commit", program))
  }

  @Test(arguments: [
    "[policy]\nprotect = [\"*.a\"] # why\n", "[policy]\nprotect = [\n  \"*.a\",\n]\n",
    "[policy] # x\ninline = false\n", "[environments.x]\nsecrets = [\"sm:y\"]",
    "policy = { protect = [\"*.a\"] }\n",
  ])
  func aConfigurationThatIsThereIsAddedTo(text: String) throws {
    let program = try shop()
    try program.repository.write(text, to: ".secrets-sync.toml")
    let flags = ["init", "--yes", "--environment", "new=p,secrets=sm:z/*", "--protect", "*.pem"]
    let result = try program.run(flags)
    #expect(result.status == 0, "\(result.errors)")
    let isInline = text.hasPrefix("policy =")
    #expect(result.text.contains("needs you      add to `protect`") == isInline)
    let after = try configuration(program)
    #expect(after.contains("[environments.new]\nprofile = \"p\""))
    #expect(after.contains("\"*.pem\",") != isInline)
    if text.contains("*.a") { #expect(after.contains("*.a")) }
    // The built-in patterns are not lost where a first list is written.
    if !text.contains("*.a") { #expect(after.contains("\"ssm-*.py\",")) }
    let again = try program.run(flags)
    #expect(!again.text.contains("done "))
    #expect(try configuration(program) == after)
    #expect(try program.run(["init", "--environment", "new=q"]).status == 2)
    let refused = try program.run(["init", "--yes", "--protect", "!x"])
    #expect(refused.status == 2)
    #expect(try configuration(program) == after)
  }
}
