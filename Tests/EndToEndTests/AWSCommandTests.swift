import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// The commands against a server that speaks as AWS does and checks every signature.
@Suite struct AWSCommandTests {
  /// An initialized repository whose only environment is that server.
  private func program(
    _ server: MotoServer,
    secrets: String,
    account: String? = nil
  ) throws -> Program {
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    program.environment["AWS_MAX_ATTEMPTS"] = "1"
    try program.repository.write(
      """
      [environments.prod]
      account = "\(account ?? server.account)"
      secrets = [\(secrets)]

      """,
      to: ".secrets-sync.toml"
    )
    return program
  }

  @Test func recordsManySecretsWithoutReadingOne() async throws {
    let server = try MotoServer()
    let program = try program(server, secrets: #""sm:app/*", "ssm:/app/**""#)
    let settings = try AWSSettings.load(environment: program.environment, home: "/nonexistent")
    let client = try AWSClient(settings: settings)
    let secrets = SecretsManagerStore(client: client)
    let parameters = ParameterStore(client: client)
    // One after the other: moto's threads disturb each other when many create at once.
    for number in 0..<150 {
      let value = SecretBytes(utf8: "value \(number)")
      _ = try await secrets.create("app/s\(number)", value: value, options: .init())
      _ = try await parameters.create("/app/p\(number)", value: value, options: .init())
    }
    let changed = try await secrets.put("app/s7", value: SecretBytes(utf8: "new"), expecting: nil)
    _ = try await parameters.put("/app/p7", value: SecretBytes(utf8: "new"), expecting: nil)
    let before = try server.requests().count

    let record = try program("record", "--env", "prod", "--format", "json")

    #expect(record.status == 0, "\(record.errors)")
    let requests = try server.requests().dropFirst(before)
    let metadataOnly: Set = [
      "POST /", "secretsmanager.ListSecrets", "secretsmanager.DescribeSecret",
      "AmazonSSM.DescribeParameters", "AmazonSSM.GetParameters",
    ]
    #expect(Set(requests.map(\.operation)).isSubset(of: metadataOnly))
    #expect(requests.allSatisfy { $0.status == 200 && $0.decrypts != true })
    #expect(requests.filter { $0.operation == "secretsmanager.DescribeSecret" }.count >= 150)
    let text = record.text
    #expect(text.ranges(of: #""store":"sm""#).count == 150)
    #expect(text.ranges(of: #""store":"ssm""#).count == 150)
    #expect(text.contains("\"version\":\"\(changed.id)\""))
    #expect(text.ranges(of: #""version":2"#).count == 1)
    #expect(!text.contains("value 1"))
    #expect(try program("verify").status == 0)
  }

  @Test(arguments: [
    ["record"], ["list"], ["get", "sm:x"], ["create", "sm:x", "--yes"], ["verify"],
  ])
  func theWrongAccountIsRefusedBeforeAnythingElse(arguments: [String]) throws {
    let server = try MotoServer()
    let program = try program(server, secrets: #""sm:x""#, account: "999999999999")
    let result = try program.run(arguments, input: Array("v".utf8))
    #expect(result.status == (arguments == ["verify"] ? 2 : 4))
    if arguments != ["verify"] {
      #expect(result.errors.contains("is account 999999999999. Nothing was read or written."))
      #expect(result.errors.contains(server.account))
    }
    #expect(try server.requests().allSatisfy { $0.operation == "POST /" })
  }

  @Test(arguments: ["sm:%/db", "ssm:/%/db"])
  func writesReadsAndListsVersions(form: String) throws {
    let prefix = "t\(UUID().uuidString)"
    let reference = form.replacing("%", with: prefix)
    let program = try program(.shared, secrets: "\"\(reference)\"")
    let name = reference.split(separator: ":")[1]

    #expect(try program("create", reference, "--yes", input: "one").text == "[modified] \(name)\n")
    #expect(try program("update", reference, "--yes", input: "one").text == "[no change] \(name)\n")
    #expect(try program("update", reference, "--yes", input: "two").text == "[modified] \(name)\n")
    #expect(try program("get", reference).text == "two")
    #expect(try program("list-versions", reference).text.split(separator: "\n").count == 3)
    #expect(try program("list").text.contains(reference))
    // The only store of the only environment is where a bare name belongs.
    #expect(try program("get", String(name), "latest").text == "two")

    #expect(try program("record").status == 0)
    #expect(try program("update", reference, "--yes", input: "three").status == 0)
    let drift = try program("verify")
    #expect(drift.status == 1)
    #expect(drift.text.contains(form.hasPrefix("sm") ? "moved" : "newer"))
  }

  @Test(arguments: [
    (#""status":400,"code":"ExpiredTokenException","message":"no""#, "expired"),
    (
      #""status":400,"code":"AccessDeniedException","message":"no""#,
      "lack of secretsmanager:listsecrets"
    ),
    (#""body":"<html>sign in</html>","type":"text/html""#, "something it never sends"),
  ])
  func badAnswersEndWithFour(fault: String, word: String) throws {
    let server = try MotoServer()
    let program = try program(server, secrets: #""sm:x/*""#)
    try server.inject(#"[{"match":"ListSecrets","count":9,\#(fault)}]"#)
    let list = try program("list")
    #expect(list.status == 4)
    #expect(list.errors.hasPrefix("error: "))
    #expect(list.errors.lowercased().contains(word))
    #expect(!list.errors.contains("<html>"))
    let record = try program("record")
    #expect(record.status == 4)
    #expect(try program("log").text.isEmpty)
  }
}
