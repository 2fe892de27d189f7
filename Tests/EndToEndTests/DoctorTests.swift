import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// `doctor` and its policies, against a server that checks every signature and policy.
@Suite struct DoctorTests {
  private static let probes: Set = [
    "POST /", "secretsmanager.ListSecrets", "secretsmanager.DescribeSecret",
    "secretsmanager.ListSecretVersionIds", "AmazonSSM.DescribeParameters",
    "AmazonSSM.GetParameters",
  ]

  /// An initialized repository whose only environment is that server; a secret and a parameter.
  private func program(_ server: MotoServer, account: String? = nil) async throws -> Program {
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    program.environment["AWS_MAX_ATTEMPTS"] = "1"
    try program.repository.write(
      """
      [environments.prod]
      region = "\(server.region)"
      account = "\(account ?? server.account)"
      secrets = ["sm:app/*", "sm:single", "ssm:/app/**"]

      """,
      to: ".secrets-sync.toml"
    )
    if try program("get", "sm:app/key").status != 0 {
      for name in ["sm:app/key", "sm:single", "ssm:/app/key"] {
        _ = try program("create", name, "--yes", input: "a value")
      }
    }
    return program
  }

  private struct Report: Decodable {
    struct Check: Decodable {
      let check: String
      let state: String
      let message: String
      let why: String?
      let fix: String?
    }

    let checks: [Check]

    subscript(_ name: String) -> Check? { checks.first { $0.check == name } }
  }

  private func report(_ program: Program, status: Int32) throws -> Report {
    let result = try program("doctor", "--format", "json")
    #expect(result.status == status, "\(result.text)")
    return try JSONDecoder().decode(Report.self, from: Data(result.output))
  }

  @Test func eachPermissionIsProbedWithoutReadingAValue() async throws {
    let server = try MotoServer()
    let program = try await program(server)
    let before = try server.requests().count
    let report = try report(program, status: 0)

    let requests = try server.requests().dropFirst(before)
    #expect(Set(requests.map(\.operation)) == Self.probes)
    #expect(requests.allSatisfy { $0.decrypts != true })
    #expect(report["aws, prod"]?.message.contains("environment variables") == true)
    #expect(report["aws, prod, account"]?.state == "ok")
    #expect(report["aws, prod, secretsmanager:ListSecrets"]?.message == "allowed for sm:app/*")
    #expect(
      report["aws, prod, secretsmanager:DescribeSecret"]?.message
        == "allowed for sm:app/*, sm:single"
    )
    #expect(report["aws, prod, values and writing"]?.state == "note")
    #expect(report.checks.allSatisfy { $0.why?.isEmpty == false })
    #expect(report.checks.filter { $0.state == "wrong" }.isEmpty)
  }

  @Test func whatIsDeniedIsNamedWithItsFix() async throws {
    let server = try MotoServer()
    var program = try await program(server)
    let keys = try server.user(
      "half",
      allowed: [
        "secretsmanager:ListSecrets", "secretsmanager:DescribeSecret", "ssm:GetParameters",
      ],
      deniedResources: ["arn:aws:secretsmanager:*:secret:app/*"]
    )
    program.environment.merge(keys) { $1 }
    let report = try report(program, status: 1)

    let describe = try #require(report["aws, prod, secretsmanager:DescribeSecret"])
    #expect(describe.state == "wrong")
    #expect(describe.message == "denied for sm:app/*")
    #expect(describe.fix?.contains("doctor --iam-policy record --env prod") == true)
    #expect(describe.fix?.contains("user/half") == true)
    #expect(report["aws, prod, secretsmanager:ListSecretVersionIds"]?.state == "note")
    #expect(report["aws, prod, ssm:DescribeParameters"]?.state == "wrong")
    #expect(report["aws, prod, ssm:GetParameters"]?.state == "ok")
  }

  @Test func theWrongAccountIsNamedAndNothingIsProbed() async throws {
    let server = try MotoServer()
    let program = try await program(server, account: "999999999999")
    let report = try report(program, status: 1)
    let account = try #require(report["aws, prod, account"])
    #expect(account.state == "wrong")
    #expect(account.message.contains(server.account))
    #expect(account.message.contains("999999999999"))
    #expect(report.checks.last?.check == "aws, prod, account")
    #expect(try server.requests().allSatisfy { $0.operation == "POST /" })
  }

  @Test func withoutCredentialsEverySourceIsNamed() async throws {
    var program = try await program(.shared)
    program.environment["AWS_ACCESS_KEY_ID"] = ""
    program.environment["AWS_SECRET_ACCESS_KEY"] = ""
    let text = try program("doctor").text
    #expect(text.contains("wrong  aws, prod: No AWS credentials were found."))
    #expect(text.contains("why: "))
    #expect(text.contains("fix: Sign in with"))
  }

  @Test func aServiceThatFailsIsAskedOnce() async throws {
    let server = try MotoServer()
    let program = try await program(server)
    try server.inject(#"[{"match":"ListSecrets","count":9,"status":500,"code":"InternalFailure"}]"#)
    let before = try server.requests().count
    let report = try report(program, status: 1)
    #expect(report["aws, prod, secretsmanager:ListSecrets"]?.state == "wrong")
    #expect(report["aws, prod, secretsmanager:DescribeSecret"] == nil)
    #expect(try server.requests().count == before + 2)
  }

  @Test func aPipelinesKeysStandForAProfileThatIsNotThereIfTheAccountIsSaid() async throws {
    let server = try MotoServer()
    defer { withExtendedLifetime(server) {} }
    let program = try await program(server)
    for (account, status) in [("account = \"\(server.account)\"", Int32(0)), ("", 2)] {
      try program.repository.write(
        """
        [environments.prod]
        profile = "of-people-only"
        \(account)
        secrets = ["sm:app/*"]

        """,
        to: ".secrets-sync.toml"
      )
      #expect(try program("record").status == status)
    }
  }

  @Test func theFixMakesTheProfileThatIsMissing() throws {
    let program = try Program.initialized()
    try program.repository.write(
      "[environments.prod]\nprofile = \"shop prod\"\nsecrets = [\"sm:app/*\"]\n",
      to: ".secrets-sync.toml"
    )
    let doctor = try program("doctor")
    #expect(doctor.status == 1)
    #expect(doctor.text.contains("`aws configure --profile 'shop prod'` makes it"))
  }

  /// Nothing was found for either: what the one was told is not the other's.
  @Test func eachEnvironmentIsToldOfItsOwnProfile() throws {
    let program = try Program.initialized()
    let names = ["dev", "prod"]
    try program.repository.write(
      names.map {
        "[environments.\($0)]\nprofile = \"shop-\($0)\"\nregion = \"eu-west-1\"\n"
          + "secrets = [\"sm:app/*\"]\n"
      }.joined(),
      to: ".secrets-sync.toml"
    )
    let config = program.repository.directory.path("aws-config")
    try names.map { "[profile shop-\($0)]\nregion = eu-west-1\n" }.joined()
      .write(toFile: config, atomically: true, encoding: .utf8)
    var newcomer = program
    newcomer.environment["AWS_CONFIG_FILE"] = config
    newcomer.environment["AWS_EC2_METADATA_DISABLED"] = "true"
    let doctor = try newcomer("doctor")
    for name in names {
      #expect(doctor.text.contains("aws configure --profile shop-\(name)"), "\(doctor.text)")
    }
  }

  /// A pipeline has keys and none of the profiles that people have; the committed profile stays.
  @Test func keysStandForAProfileThatIsNotThere() async throws {
    let server = try MotoServer()
    defer { withExtendedLifetime(server) {} }
    let program = try await program(server)
    for (account, status) in [("account = \"\(server.account)\"", Int32(0)), ("", 1)] {
      try program.repository.write(
        "[environments.prod]\nprofile = \"people\"\n\(account)\nsecrets = [\"sm:app/*\"]\n",
        to: ".secrets-sync.toml"
      )
      let doctor = try program("doctor")
      #expect(doctor.status == status, "\(doctor.text)")
      #expect(doctor.text.contains("credentials from environment variables") == (status == 0))
      #expect(
        doctor.text.contains("which [environments.prod] names, is in neither") == (status != 0)
      )
      #expect(doctor.text.contains("before it: profile people: in neither") == (status == 0))
    }
  }

  // MARK: Policies

  /// The program as a user with the policy that it prints for the role.
  private func program(_ role: String, _ server: MotoServer) async throws -> Program {
    var program = try await program(server)
    let policy = try program("doctor", "--iam-policy", role)
    #expect(policy.status == 0)
    #expect(policy.errors.isEmpty)
    program.environment.merge(try server.user(role, policy: policy.text)) { $1 }
    return program
  }

  @Test func thePolicyForRecordIsEnoughAndReadsNoValue() async throws {
    let server = try MotoServer()
    defer { withExtendedLifetime(server) {} }
    let program = try await program("record", server)
    let text = try program("doctor", "--iam-policy", "record").text
    for action in ["GetSecretValue", "kms:", "Put", "Create", "GetParameterHistory"] {
      #expect(!text.contains(action))
    }
    #expect(text.contains(":secret:app/*\""))
    #expect(text.contains(":secret:single-??????\""))
    #expect(text.contains("\"arn:aws:ssm:eu-west-1:"))
    #expect(text.contains(":parameter/app/*\""))

    #expect(try program("record").status == 0)
    #expect(try program("verify").status == 0)
    #expect(try program("doctor").status == 0)
    #expect(try program("get", "sm:app/key").status == 4)
    #expect(try program("update", "sm:app/key", "--yes", input: "b").status == 4)
  }

  @Test func thePolicyForCIReadsAndDoesNotWrite() async throws {
    let server = try MotoServer()
    defer { withExtendedLifetime(server) {} }
    let program = try await program("ci", server)
    for name in ["sm:app/key", "sm:single", "ssm:/app/key"] {
      #expect(try program("get", name).text == "a value")
    }
    #expect(try program("record").status == 0)
    #expect(try program("update", "sm:single", "--yes", input: "b").status == 4)
    #expect(try program("update", "ssm:/app/key", "--yes", input: "b").status == 4)
    #expect(try program("get", "sm:elsewhere").status == 4)
  }

  @Test func thePolicyForDevelopersIsForTheirSecretsAlone() async throws {
    let server = try MotoServer()
    defer { withExtendedLifetime(server) {} }
    let program = try await program("developer", server)
    for name in ["sm:app/new", "ssm:/app/deep/new"] {
      #expect(try program("create", name, "--yes", input: "one").status == 0)
      #expect(try program("update", name, "--yes", input: "two").status == 0)
      #expect(try program("get", name).text == "two")
      #expect(try program("list-versions", name).status == 0)
      let settings = try program(
        "update",
        name,
        "--description",
        "d",
        "--tag",
        "a=b",
        "--untag",
        "c",
        "--yes"
      )
      #expect(settings.status == 0, "\(settings.errors)")
      #expect(try program("update", name, "--untag", "a", "--yes").text.hasPrefix("[modified]"))
    }
    #expect(try program("create", "sm:other/x", "--yes", input: "one").status == 4)
    #expect(try program("create", "ssm:/other/x", "--yes", input: "one").status == 4)
    let text = try program("doctor", "--iam-policy", "developer").text
    #expect(text.contains("\"kms:ViaService\""))
    #expect(text.contains("\"secretsmanager.eu-west-1.amazonaws.com\""))
  }

  @Test func whatNobodySaysIsAWildcardAndIsSaid() async throws {
    var program = try Program.initialized()
    try program.repository.write(
      "[environments.x]\nsecrets = [\"ssm:/a/*\", \"ssm:/a/**/b\", \"sm:c-*-d\"]\n",
      to: ".secrets-sync.toml"
    )
    program.environment["AWS_EC2_METADATA_DISABLED"] = "true"
    let result = try program("doctor", "--iam-policy", "ci")
    #expect(result.status == 0)
    #expect(result.errors.contains("names no region"))
    #expect(result.errors.contains("names no account"))
    #expect(result.text.contains("\"arn:aws:ssm:*:*:parameter/a/*\""))
    #expect(result.text.contains("\"arn:aws:ssm:*:*:parameter/a/*b\""))
    #expect(result.text.contains("\"arn:aws:secretsmanager:*:*:secret:c-*-d-??????\""))
    #expect(result.text.contains("\"StringLike\""))
  }

  @Test func theEmbeddedStoreNeedsNoPolicy() throws {
    let result = try Program.initialized()("doctor", "--iam-policy", "record")
    #expect(result.status == 2)
    #expect(result.errors.contains("needs no policy"))
    #expect(result.text.isEmpty)
  }
}
