import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// `diff --values`: what differs is told, and no value.
@Suite struct ValueDiffTests {
  private static let first = #"{"user":"shop","password":"hunter-one","host":"old"}"#
  private static let second = #"{"user":"shop","password":"hunter-two","port":5432}"#

  private func json(_ result: TestProcess) throws -> [[String: Any]] {
    let document = try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any]
    return try #require(document?["changes"] as? [[String: Any]])
  }

  @Test func keysLinesAndSizesInTheEmbeddedStore() throws {
    let program = try Program.initialized()
    let values: [(name: String, old: [UInt8], new: [UInt8])] = [
      ("json", Array(Self.first.utf8), Array(Self.second.utf8)),
      ("text", Array("one-line".utf8), Array("other\nlines".utf8)),
      ("binary", [0xFF, 0, 1], [0xFF, 0, 1, 2]),
      ("spaced", Array(#"{"a":1}"#.utf8), Array(#"{ "a": 1 }"#.utf8)),
      ("calm", Array("same".utf8), Array("same".utf8)),
    ]
    for (name, old, _) in values {
      #expect(try program.run(["create", "local:\(name)", "--yes"], input: old).status == 0)
    }
    let environment = "[environments.dev]\nsecrets = [\"local:*\"]\n"
    try program.repository.write(environment, to: ".secrets-sync.toml")
    #expect(try program("record").status == 0)
    for (name, _, new) in values {
      #expect(try program.run(["update", "local:\(name)", "--yes"], input: new).status == 0)
    }
    #expect(try program("record").status == 0)

    let result = try program("diff", "dev~1", "dev", "--values")
    #expect(result.status == 1, "\(result.errors)")
    let expected = [
      "    value: keys 1 added, 1 removed, 1 changed\n      ~ password\n      - host\n      + port\n",
      "    value: 2 lines added, 1 removed\n", "    value: binary, 3 bytes → 4 bytes\n",
      "    value: the same keys and values, written differently\n",
    ]
    for text in expected { #expect(result.text.contains(text), "\(result.text)") }
    #expect(!result.text.contains("calm"))
    for secret in ["hunter", "shop\"", "one-line", "other"] {
      #expect(!(result.text + result.errors).contains(secret))
    }
    let changes = try json(try program("diff", "dev~1", "dev", "--values", "--format", "json"))
    let byName = Dictionary(grouping: changes) { $0["secret"] as? String ?? "" }
    let members = try #require(byName["local:json"]?.first?["value"] as? [String: Any])
    #expect(members["result"] as? String == "members")
    let paths = (members["changes"] as? [[String: Any]])?.map {
      "\($0["change"] ?? "") \($0["path"] ?? "")"
    }
    #expect(paths == ["changed password", "removed host", "added port"])
    #expect((byName["local:binary"]?.first?["value"] as? [String: Any])?["after"] as? Int == 4)
  }

  @Test func whatTheStoresTellAndWhatTheyNoLongerHave() async throws {
    let server = MotoServer.shared
    let folder = "t\(UUID().uuidString)"
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    try program.repository.write(
      """
      [environments.prod]
      account = "\(server.account)"
      secrets = ["sm:\(folder)/*", "ssm:/\(folder)/**"]

      """,
      to: ".secrets-sync.toml"
    )
    let references = ["sm:\(folder)/db", "sm:\(folder)/lost", "ssm:/\(folder)/key"]
    for reference in references {
      #expect(try program("create", reference, "--yes", input: Self.first).status == 0)
    }
    #expect(try program("record").status == 0)
    for reference in references {
      #expect(try program("update", reference, "--yes", input: Self.second).status == 0)
    }
    #expect(try program("record").status == 0)

    let whole = try program("diff", "prod~1", "prod", "--values")
    #expect(whole.status == 1, "\(whole.errors)")
    #expect(whole.text.components(separatedBy: "value: keys 1 added").count == 4)
    #expect(whole.text.contains(/\n    written \S+Z by N\/A\n/))

    let client = try AWSClient(
      settings: .load(environment: program.environment, home: "/nonexistent")
    )
    _ = try await client.secretsManager.deleteSecret("\(folder)/lost", .immediate)
    let lost = try program("diff", "prod~1", "prod", "--values")
    #expect(lost.status == 3)
    #expect(lost.text.contains("    value: not compared: There is no secret “sm:"))
    #expect(lost.errors.contains("1 value could not be compared; see above."))
    #expect(lost.text.components(separatedBy: "value: keys 1 added").count == 3)

    var closed = program
    let keys = try server.user(
      "values \(folder)",
      allowed: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    )
    closed.environment.merge(keys) { $1 }
    let refused = try closed("diff", "prod~1", "prod", "--values", "--format", "json")
    #expect(refused.status == 4)
    let results = try json(refused).map { ($0["value"] as? [String: Any])?["result"] as? String }
    #expect(results == ["members", "gone", "unreadable"])
    // Versions alone need no store.
    #expect(try closed("diff", "prod~1", "prod").status == 1)
  }

  @Test func anotherAccountOrRegionIsNotAsked() throws {
    let server = MotoServer.shared
    let folder = "t\(UUID().uuidString)"
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    let settings = "[environments.prod]\nsecrets = [\"sm:\(folder)/*\"]\n"
    try program.repository.write(settings, to: ".secrets-sync.toml")
    #expect(try program("create", "sm:\(folder)/db", "--yes", input: "a").status == 0)
    #expect(try program("record").status == 0)
    #expect(try program("update", "sm:\(folder)/db", "--yes", input: "b").status == 0)
    #expect(try program("record").status == 0)
    for command in [["diff", "prod~1", "prod", "--values"], ["verify"]] {
      let other = try program.run(command + ["--region", "us-east-1"])
      #expect(other.status == 2)
      #expect(
        other.errors.contains("was recorded in \(server.region); what is asked is us-east-1.")
      )
      #expect(other.errors.contains("hint: Add --region \(server.region)."))
    }
  }
}
