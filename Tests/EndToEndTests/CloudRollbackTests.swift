import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// `rollback` of secrets of AWS, against a server with AWS's rules.
@Suite struct CloudRollbackTests {
  private let server = MotoServer.shared
  /// Other tests use the same server: the secrets of this one are below this folder.
  private let folder = "t\(UUID().uuidString)"
  private let program: Program
  private let client: AWSClient

  init() throws {
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    program.environment["AWS_MAX_ATTEMPTS"] = "2"
    try program.repository.write(
      """
      [environments.prod]
      account = "\(server.account)"
      secrets = ["sm:\(folder)/*", "ssm:/\(folder)/**"]

      """,
      to: ".secrets-sync.toml"
    )
    self.program = program
    client = try AWSClient(settings: .load(environment: program.environment, home: "/nonexistent"))
  }

  private var secrets: SecretsManagerStore { SecretsManagerStore(client: client) }
  private var parameters: ParameterStore { ParameterStore(client: client) }

  private func value(_ reference: String) throws -> String { try program("get", reference).text }

  /// A deployment with two secrets, and then other values of both.
  private func deploy() async throws {
    let one = SecretBytes(utf8: "one")
    let two = SecretBytes(utf8: "two")
    _ = try await secrets.create("\(folder)/db", value: one, options: .init())
    _ = try await parameters.create(
      "/\(folder)/key",
      value: one,
      options: .init(description: "what it is", tier: "Advanced")
    )
    #expect(try program("record").status == 0)
    _ = try await secrets.put("\(folder)/db", value: two, expecting: nil)
    _ = try await parameters.put("/\(folder)/key", value: two, expecting: nil)
  }

  @Test func movesOneAndWritesTheOtherAgain() async throws {
    try await deploy()
    let first = try await secrets.versions(of: "\(folder)/db").last?.id
    let result = try program("rollback", "HEAD", "--yes")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("prod, account \(server.account), \(server.region): back to"))
    #expect(result.errors.contains(try Regex("sm:\(folder)/db .* move AWSCURRENT")))
    #expect(result.errors.contains(try Regex("ssm:/\(folder)/key +2 +1 +write again")))
    #expect(try value("sm:\(folder)/db") == "one")
    #expect(try value("ssm:/\(folder)/key") == "one")
    // The same version, and no new one.
    let versions = try await secrets.versions(of: "\(folder)/db")
    #expect(versions.count == 2)
    #expect(versions.first { $0.stages == ["AWSCURRENT"] }?.id == first)
    // A new version, with all that it had.
    let written = try await parameters.list(SecretSelector(parsing: "ssm:/\(folder)/key"))
    #expect(written.first?.currentVersion == "3")
    #expect(written.first?.tier == "Advanced")
    #expect(written.first?.type == "SecureString")
    #expect(written.first?.description == "what it is")
    let record = try program("log", "-n", "1", "--format", "json").text
    #expect(record.contains(#""kind":"restore","restored_from":""#))
    #expect(record.contains(#""name":"/\#(folder)/key","#))
    #expect(record.contains(#""version":3,"#))
    #expect(try program("verify").status == 0)
    #expect(try program("rollback", "HEAD", "--yes").errors.contains("It is there already"))
  }

  @Test func aDryRunWritesNothing() async throws {
    let server = try MotoServer()
    var program = program
    program.environment = server.environment(home: program.repository.directory.path("home"))
    try program.repository.write(
      "[environments.prod]\nsecrets = [\"sm:db\", \"ssm:/key\"]\n",
      to: ".secrets-sync.toml"
    )
    for value in ["one", "two"] {
      let verb = value == "one" ? "create" : "update"
      for reference in ["sm:db", "ssm:/key"] {
        #expect(try program(verb, reference, "--yes", input: value).status == 0)
      }
      if value == "one" { #expect(try program("record").status == 0) }
    }
    let before = try server.requests().count
    #expect(try program("rollback", "HEAD", "--dry-run").status == 0)
    let operations = try server.requests().dropFirst(before).map(\.operation)
    #expect(
      Set(operations) == [
        "POST /", "secretsmanager.DescribeSecret", "AmazonSSM.GetParameters",
        "AmazonSSM.GetParameter",
      ]
    )
  }

  @Test func whatCannotBeBroughtBackStopsAllOfIt() async throws {
    try await deploy()
    for name in ["leaving", "gone", "closed"] {
      _ = try await secrets.create(
        "\(folder)/\(name)",
        value: SecretBytes(utf8: "one"),
        options: .init()
      )
    }
    // Recorded before the new values.
    #expect(try program("rollback", "HEAD", "--yes").status == 0)
    #expect(try program("record").status == 0)
    _ = try await secrets.put("\(folder)/db", value: SecretBytes(utf8: "two"), expecting: nil)
    _ = try await client.secretsManager.deleteSecret("\(folder)/leaving", .recoverable(days: 7))
    _ = try await client.secretsManager.deleteSecret("\(folder)/gone", .immediate)

    let refused = try program("rollback", "HEAD", "--yes")
    #expect(refused.status == 1)
    #expect(refused.text.contains(try Regex("sm:\(folder)/leaving .* cannot: pending-deletion")))
    #expect(refused.text.contains(try Regex("sm:\(folder)/gone .* cannot: gone")))
    for hint in ["restore sm:\(folder)/leaving", "create sm:\(folder)/gone"] {
      #expect(refused.errors.contains("git secrets-sync \(hint) --env prod"))
    }
    #expect(try value("sm:\(folder)/db") == "two")

    let keys = try server.user(
      "half \(folder)",
      allowed: ["secretsmanager:*", "ssm:*"],
      deniedResources: ["arn:aws:secretsmanager:*:*:secret:\(folder)/closed-*"]
    )
    var program = program
    program.environment.merge(keys) { $1 }
    let unread = try program("rollback", "HEAD", "--yes")
    #expect(unread.status == 4)
    #expect(unread.text.contains(try Regex("sm:\(folder)/closed .* cannot: unreadable")))

    // The first hint, as it is written.
    let back = ["restore", "sm:\(folder)/leaving", "--env", "prod", "--yes"]
    #expect(try self.program.run(back).status == 0)
    let partial = try self.program("rollback", "HEAD", "--yes", "--partial")
    #expect(partial.status == 0, "\(partial.errors)")
    #expect(partial.errors.contains("1 secret cannot be brought back, and is left out"))
    #expect(try value("sm:\(folder)/db") == "one")
    let record = try self.program("log", "-n", "1", "--format", "json").text
    #expect(record.contains(#""left_out":["sm:\#(folder)/gone"]"#))
    #expect(try self.program("verify").status == 0)
  }

  @Test func withoutThePermissionToMoveNothingIsChanged() async throws {
    try await deploy()
    let keys = try server.user(
      "reader \(folder)",
      allowed: ["secretsmanager:DescribeSecret", "ssm:*"]
    )
    var program = program
    program.environment.merge(keys) { $1 }
    let result = try program("rollback", "HEAD", "--yes")
    #expect(result.status == 4)
    #expect(result.errors.contains("lack of secretsmanager:UpdateSecretVersionStage"))
    #expect(result.errors.contains("The rollback was taken back:"))
    #expect(try value("sm:\(folder)/db") == "two")
    #expect(try value("ssm:/\(folder)/key") == "two")
    #expect(try program("log").text.split(separator: "\n").count == 2)
    #expect(try program("rollback", "--undo").status == 2)
  }

  @Test func theDeploymentOfAnotherRegionIsNotTaken() async throws {
    try await deploy()
    let result = try program("rollback", "HEAD", "--yes", "--region", "us-east-1")
    #expect(result.status == 4)
    #expect(result.errors.contains("was recorded in the region \(server.region)"))
  }

  /// As another program may write it: the format does not ask for either.
  @Test(arguments: ["account", "region"])
  func aDeploymentOfNoPlaceIsTakenAsThatOfTheEnvironmentOnly(what: String) async throws {
    try await deploy()
    try program.rewriteTheRecord { $0.replacing(try Regex("\"\(what)\":\"[^\"]*\","), with: "") }
    let place = ["account": server.account, "region": server.region]
    func configure(_ known: [String]) throws {
      let lines = known.map { "\($0) = \"\(place[$0] ?? "")\"" }
      try program.repository.write(
        "[environments.prod]\n\(lines.joined(separator: "\n"))\nsecrets = [\"sm:\(folder)/*\"]\n",
        to: ".secrets-sync.toml"
      )
    }
    try configure([])
    let refused = try program("rollback", "HEAD", "--yes")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("does not say in which \(what) it was recorded, and neither"))
    #expect(try value("sm:\(folder)/db") == "two")
    try configure([what])
    let taken = try program("rollback", "HEAD", "--yes")
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(taken.errors.contains("that of [environments.prod], \(place[what] ?? ""), is taken"))
    #expect(try value("sm:\(folder)/db") == "one")
  }

  @Test(arguments: ["account", "region"])
  func whatWasBegunElsewhereIsNotGoneOnWith(what: String) async throws {
    try await deploy()
    let record = try program("log", "-n", "1", "--format", "json").text
    let id = try #require(record.firstMatch(of: /"id":"(\w{26})"/)?.1)
    let commit = try program.repository.git("rev-parse", "HEAD")
    let note = """
      {"schema":2,"env":"prod","commit":"\(commit)","record":"\(id)","seq":1,"id":"01KAR7Q9R0000000000000000B",
       "account":"\(what == "account" ? "210987654321" : server.account)",
       "region":"\(what == "region" ? "us-west-2" : server.region)",
       "started":"2026-11-23T16:00:00Z","undoing":false,"leftOut":[],"unchanged":{},"steps":[
       {"store":"ssm","name":"/\(folder)/key","action":"write","from":"2","to":"1","state":"sent"}]}
      """
    try program.repository.write(note, to: ".git/secrets-sync/rollback/prod.json")
    for option in ["--continue", "--undo"] {
      let result = try program("rollback", option, "--yes")
      #expect(result.status == 4)
      #expect(result.errors.contains("begun in the \(what) "))
    }
    #expect(try value("ssm:/\(folder)/key") == "two")
  }
}
