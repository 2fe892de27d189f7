import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// Versions that stay because they were deployed.
@Suite struct PinTests {
  /// Removes versions without a label above a hundred at once, as Secrets Manager does after a day.
  private static let server: MotoServer = {
    do {
      return try MotoServer(collectingUnlabelledVersions: true)
    } catch {
      fatalError("The AWS test server is missing: \(error)")
    }
  }()

  private let folder = "t\(UUID().uuidString)"
  private let program: Program
  private let client: AWSClient

  init() throws {
    var program = try Program.initialized()
    program.environment = Self.server.environment(
      home: program.repository.directory.path("home")
    )
    self.program = program
    client = try AWSClient(settings: .load(environment: program.environment, home: "/nonexistent"))
    try configure("")
  }

  private func configure(_ more: String) throws {
    try program.repository.write(
      """
      [environments.prod]
      account = "\(Self.server.account)"
      region = "\(Self.server.region)"
      secrets = ["sm:\(folder)/*", "ssm:/\(folder)/**"]
      \(more)

      """,
      to: ".secrets-sync.toml"
    )
  }

  private var secrets: SecretsManagerStore { SecretsManagerStore(client: client) }
  private var parameters: ParameterStore { ParameterStore(client: client) }
  private var secret: String { "\(folder)/db" }
  private var parameter: String { "/\(folder)/key" }

  private func create() async throws {
    let value = SecretBytes(utf8: "value 0")
    _ = try await secrets.create(secret, value: value, options: .init())
    _ = try await parameters.create(parameter, value: value, options: .init(type: "String"))
  }

  private func put(_ numbers: ClosedRange<Int>) async throws {
    for number in numbers {
      let value = SecretBytes(utf8: "value \(number)")
      _ = try await secrets.put(secret, value: value, expecting: nil)
      _ = try await parameters.put(parameter, value: value, expecting: nil)
    }
  }

  private func pins() async throws -> [String: [String]] {
    var pins: [String: [String]] = [:]
    for version in try await secrets.versions(of: secret) + parameters.versions(of: parameter) {
      let labels = version.stages.filter { $0.hasPrefix("gss-pin-") }
      if !labels.isEmpty { pins[version.id] = labels }
    }
    return pins
  }

  @Test func withoutBeingAskedNothingIsPinned() async throws {
    try await create()
    #expect(try program("record").status == 0)
    #expect(try await pins().isEmpty)
  }

  @Test func aPinnedVersionIsStillThereWhenOthersAreGone() async throws {
    try await create()
    #expect(try program("record").status == 0)
    try await put(1...1)
    let record = try program("record", "--pin", "--format", "json")
    #expect(record.status == 0, "\(record.errors)")
    #expect(record.errors.isEmpty)
    let pinned = try await secrets.versions(of: secret).first { $0.stages.contains("AWSCURRENT") }
    let label = "gss-pin-\(try #require(pinned).id.prefix(8))"
    #expect(record.text.contains(#""pin":"\#(label)""#))
    #expect(try await pins().values.contains([label]))
    try await put(2...104)
    // What is too far back is labelled no more: it would block.
    #expect(try await pins().count == 1)

    let reach = try program("doctor", "--env", "prod")
    #expect(reach.text.contains("versions, prod: 0 of 2 deployments can be gone back to"))
    let old = try program("rollback", "prod~1", "--yes")
    #expect(old.status == 1)
    #expect(old.text.contains(try Regex("sm:\(secret) .* cannot: gone")))
    let back = try program("rollback", "prod~0", "--yes", "--partial")
    #expect(back.status == 0, "\(back.errors)")
    #expect(try program("get", "sm:\(secret)").text == "value 1")
  }

  @Test func theNewestDeploymentsStayPinnedWithinTheBudget() async throws {
    try configure("pins = 3")
    try await create()
    for number in 1...12 {
      try await put(number...number)
      let record = try program("record")
      #expect(record.status == 0)
      #expect(!record.errors.contains("warning"), "\(record.errors)")
    }
    let versions = try await secrets.versions(of: secret)
    let pinned = versions.filter { $0.stages.contains { $0.hasPrefix("gss-pin-") } }
    // Ten are the budget; the newest are those that were deployed last.
    #expect(pinned.map(\.id) == versions.prefix(10).map(\.id))
    #expect(try await pins().count == 20)
    // Nothing changed, so nothing is asked about pins.
    let before = try Self.server.requests().count
    #expect(try program("record", "--no-references").status == 0)
    let operations = try Self.server.requests().dropFirst(before).map(\.operation)
    #expect(!operations.contains("AmazonSSM.GetParameterHistory"))
    #expect(try program("doctor").text.contains("13 of 13 deployments can be gone back to"))
  }

  @Test func aPinThatIsInTheWayOfANewVersionGoes() async throws {
    try await create()
    #expect(try program("record", "--pin").status == 0)
    try await put(1...90)
    let near = try program("doctor")
    #expect(
      near.text.contains("ssm:\(parameter) has gss-pin-"),
      "\(near.text)"
    )
    #expect(near.text.contains("after 9 more versions Parameter Store takes none"))
    try await put(91...99)
    #expect(try program("doctor").text.contains("Parameter Store takes no further version"))
    let update = try program("update", "ssm:\(parameter)", "--yes", input: "new")
    #expect(update.status == 0, "\(update.errors)")
    #expect(update.errors.contains("was taken off version 1 of"))
    #expect(try program("get", "ssm:\(parameter)").text == "new")

    // One of somebody else's stays, and is named.
    try await client.ssm.labelParameterVersion(parameter, version: 2, labels: ["theirs"])
    let refused = try program("update", "ssm:\(parameter)", "--yes", input: "newer")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("the oldest one has a label"))
    #expect(try await parameters.versions(of: parameter).last?.stages == ["theirs"])
  }

  @Test func whatCannotBePinnedIsAWarning() async throws {
    try configure("pins = 1")
    try await create()
    let keys = try Self.server.user(
      "recorder \(folder)",
      allowed: [
        "secretsmanager:ListSecrets", "ssm:DescribeParameters", "secretsmanager:DescribeSecret",
        "ssm:GetParameters",
      ]
    )
    var program = program
    program.environment.merge(keys) { $1 }
    let record = try program("record", "--format", "json")
    #expect(record.status == 0)
    #expect(record.errors.contains("warning: sm:\(secret) at "))
    #expect(record.errors.contains("lack of secretsmanager:UpdateSecretVersionStage"))
    #expect(record.errors.contains("warning: ssm:\(parameter) at 1 is not pinned"))
    #expect(!record.text.contains(#""pin""#))
    #expect(try program("log").text.split(separator: "\n").count == 2)
  }

  @Test func thePolicyForRollbackIsEnough() async throws {
    try configure("pins = 2")
    try await create()
    #expect(try program("record").status == 0)
    try await put(1...1)
    let policy = try program("doctor", "--iam-policy", "rollback")
    #expect(policy.status == 0)
    #expect(!policy.text.contains("secretsmanager:GetSecretValue"))
    var program = program
    program.environment.merge(try Self.server.user("back \(folder)", policy: policy.text)) { $1 }
    let result = try program("rollback", "HEAD", "--yes")
    #expect(result.status == 0, "\(result.errors)")
    #expect(!result.errors.contains("warning"), "\(result.errors)")
    #expect(try program("verify").status == 0)

    let recording = try program("doctor", "--iam-policy", "record")
    program.environment.merge(try Self.server.user("pin \(folder)", policy: recording.text)) { $1 }
    try await put(2...2)
    let record = try program("record")
    #expect(record.status == 0)
    #expect(!record.errors.contains("is not pinned"), "\(record.errors)")
  }

  @Test func theSameNameElsewhereIsAnotherSecret() async throws {
    try await create()
    let regions = [("prod", Self.server.region), ("far", "us-east-1")]
    try program.repository.write(
      regions.map { name, region in
        """
        [environments.\(name)]
        region = "\(region)"
        secrets = ["sm:\(folder)/*", "ssm:/\(folder)/**"]
        pins = 3

        """
      }.joined(),
      to: ".secrets-sync.toml"
    )
    for reference in ["sm:\(secret)", "ssm:\(parameter)"] {
      let made = try program("create", reference, "--env", "far", "--yes", input: "far")
      #expect(made.status == 0, "\(made.errors)")
    }
    for name in ["far", "prod", "far"] {
      let record = try program("record", "--env", name)
      #expect(record.status == 0)
      #expect(!record.errors.contains("warning"), "\(record.errors)")
      try await put(name == "prod" ? 2...2 : 1...1)
    }
    #expect(try await pins().count == 2)
  }

  @Test func theNumberIsChecked() throws {
    for wrong in ["pins = 11", "pins = -1", "pins = true", "pins = \"2\""] {
      try configure(wrong)
      let result = try program("record")
      #expect(result.status == 2)
      #expect(result.errors.contains("`pins` is the number of deployments"))
    }
  }
}
