import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// `record` and `verify` against a server that checks signatures and policies as AWS does.
@Suite struct CloudLedgerTests {
  private static let listing = ["secretsmanager:ListSecrets", "ssm:DescribeParameters"]
  private static let recording =
    listing + ["secretsmanager:DescribeSecret", "ssm:GetParameters"]

  private let server = MotoServer.shared
  /// Other tests use the same server: the secrets of this one are below this folder.
  private let folder = "t\(UUID().uuidString)"
  private var program: Program

  init() throws {
    program = try Program.initialized()
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
  }

  private func make(_ references: String...) throws {
    for reference in references {
      let result = try program("create", reference, "--yes", input: "value")
      try #require(result.status == 0, "\(result.errors)")
    }
  }

  private func client() throws -> AWSClient {
    try AWSClient(settings: .load(environment: program.environment, home: "/nonexistent"))
  }

  private func references() throws -> String { try program.repository.git("for-each-ref") }

  @Test func fourPermissionsAreEnoughToRecord() throws {
    try make("sm:\(folder)/db", "ssm:/\(folder)/key")
    let keys = try server.user("recorder \(folder)", allowed: Self.recording)
    var program = program
    program.environment.merge(keys) { $1 }
    let record = try program("record")
    #expect(record.status == 0, "\(record.errors)")
    #expect(record.text.contains("2 secrets"))
    #expect(try program("verify").status == 0)
    let get = try program("get", "sm:\(folder)/db")
    #expect(get.status == 4)
    #expect(get.errors.contains("lack of secretsmanager:GetSecretValue"))
    #expect(get.text.isEmpty)
  }

  @Test(arguments: ["secretsmanager:ListSecrets", "secretsmanager:DescribeSecret"])
  func aMissingPermissionIsNamedAndNothingRecorded(permission: String) throws {
    try make("sm:\(folder)/db", "ssm:/\(folder)/key")
    let keys = try server.user(
      "some \(folder)",
      allowed: Self.recording.filter { $0 != permission }
    )
    var program = program
    program.environment.merge(keys) { $1 }
    let before = try references()
    let record = try program("record")
    #expect(record.status == 4)
    #expect(record.errors.contains("lack of \(permission)"))
    #expect(record.errors.contains("hint: Ask for the permission"))
    #expect(try references() == before)
  }

  @Test func showsEachStateWithItsExitCode() async throws {
    try make(
      "sm:\(folder)/ok",
      "sm:\(folder)/moved",
      "sm:\(folder)/gone",
      "sm:\(folder)/leaving",
      "sm:\(folder)/again"
    )
    try make(
      "sm:\(folder)/closed",
      "ssm:/\(folder)/ok",
      "ssm:/\(folder)/newer",
      "ssm:/\(folder)/gone"
    )
    #expect(try program("record").status == 0)
    #expect(try program("update", "sm:\(folder)/moved", "--yes", input: "2").status == 0)
    #expect(try program("update", "ssm:/\(folder)/newer", "--yes", input: "2").status == 0)
    let client = try client()
    try await client.delete("\(folder)/gone", force: true)
    try await client.delete("\(folder)/again", force: true)
    try await client.delete("\(folder)/leaving", force: false)
    try await client.deleteParameter("/\(folder)/gone")
    try make("sm:\(folder)/again")

    let drift = try program("verify", "--verbose")
    #expect(drift.status == 1)
    let states = [
      "ok               sm:\(folder)/ok", "moved            sm:\(folder)/moved",
      "gone             sm:\(folder)/gone", "pending-deletion  sm:\(folder)/leaving",
      "recreated        sm:\(folder)/again", "ok               ssm:/\(folder)/ok",
      "newer            ssm:/\(folder)/newer", "gone             ssm:/\(folder)/gone",
    ]
    for state in states {
      let words = state.split(separator: " ")
      #expect(drift.text.contains(try Regex("(?m)^\(words[0]) +\(words[1]) ")), "\(state)")
    }
    #expect(drift.errors.contains("6 of 9 secrets are not as deployed"))
    // Each state with what to do about it, and none for what is as deployed.
    let advice = [
      "hint: moved: Another version is current. Record it once it is deployed, or ",
      "hint: newer: A later version is current. Record it once it is deployed, or ",
      "hint: gone: The store does not have the deployed version any more: ",
      "hint: pending-deletion: Restore it before that date ",
      "hint: recreated: It was deleted and ",
    ]
    for text in advice { #expect(drift.errors.contains("\n" + text), "\(text)") }
    #expect(drift.errors.components(separatedBy: "hint: ").count == advice.count + 1)
    let status = try program("status", "--drift")
    #expect(status.status == 0)
    #expect(status.text.contains(", 6 drifted\n"))
    #expect(status.text.contains("pending-deletion sm:\(folder)/leaving: to be deleted on "))
    #expect(!(try program("status")).text.contains(", 6 drifted"))

    var program = program
    let keys = try server.user(
      "half \(folder)",
      allowed: Self.recording + ["secretsmanager:ListSecretVersionIds"],
      deniedResources: ["arn:aws:secretsmanager:*:*:secret:\(folder)/closed-*"]
    )
    program.environment.merge(keys) { $1 }
    let unread = try program("verify")
    #expect(unread.status == 4)
    #expect(unread.errors.contains("are not as deployed, 1 could not be read.\n"))
    #expect(unread.text.contains(try Regex("(?m)^unreadable +sm:\(folder)/closed ")))
    #expect(unread.text.contains("recreated"))
    #expect(unread.errors.contains("\nhint: unreadable: Whether it is as deployed is not known"))

    let annotations = try program("verify", "--format", "github")
    #expect(annotations.status == 4)
    let lines = annotations.text.split(separator: "\n")
    #expect(lines.count == 7)
    for (state, secret) in [
      ("moved", "sm:\(folder)/moved"), ("newer", "ssm:/\(folder)/newer"),
      ("gone", "sm:\(folder)/gone"), ("pending-deletion", "sm:\(folder)/leaving"),
      ("recreated", "sm:\(folder)/again"), ("unreadable", "sm:\(folder)/closed"),
    ] {
      let start = try Regex(
        "^::error title=prod \\w+%3A \(state)::\(secret), deployed at version .*%0A"
      )
      #expect(lines.contains { $0.contains(start) }, "\(annotations.text)")
    }
    let suite = try program("verify", "--format", "junit")
    #expect(suite.status == 4)
    #expect(
      suite.text.contains("<testsuite name=\"prod\" tests=\"9\" failures=\"6\" errors=\"1\">")
    )
    #expect(suite.text.components(separatedBy: "<testcase ").count == 10)
    #expect(suite.text.components(separatedBy: "<failure type=").count == 7)
  }

  @Test func whereEachSourceOfCredentialsWasLookedFor() throws {
    var program = program
    program.environment["AWS_ACCESS_KEY_ID"] = nil
    program.environment["AWS_SECRET_ACCESS_KEY"] = nil
    let none = try program("record")
    #expect(none.status == 4)
    for source in ["AWS_ACCESS_KEY_ID", "profile default", "WEB_IDENTITY", "CONTAINER", "EC2"] {
      #expect(none.errors.contains(source))
    }
    for half in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
      program.environment["AWS_ACCESS_KEY_ID"] = nil
      program.environment["AWS_SECRET_ACCESS_KEY"] = nil
      program.environment[half] = "x"
      let result = try program("record")
      #expect(result.status == 2)
      #expect(result.errors.contains("\(half) is set, but "))
    }
  }

  @Test(arguments: [
    ("DescribeSecret", #""status":400,"code":"ExpiredTokenException","message":"no""#, "expired"),
    ("DescribeSecret", #""body":"<html>x</html>""#, "something it never sends"),
    ("DescribeSecret", #""status":403,"body":"<html>x</html>""#, "HTTP 403"),
    ("GetParameters", #""status":404,"body":"<html>x</html>""#, "HTTP 404"),
    ("GetParameters", #""status":502,"body":"<html>x</html>""#, "HTTP 502"),
    ("ListSecrets", #""status":400,"code":"ThrottlingException","message":"no""#, "Throttling"),
    ("DescribeParameters", #""drop":true"#, "cannot be reached"),
  ])
  func whateverGoesWrongNothingIsRecorded(
    operation: String,
    fault: String,
    words: String
  ) throws {
    try make("sm:\(folder)/db", "ssm:/\(folder)/key")
    let before = try references()
    try server.inject(
      #"[{"match":"\#(operation)","contains":"\#(folder)","count":9,\#(fault)}]"#
    )
    let record = try program("record")
    #expect(record.status == 4)
    #expect(record.text.isEmpty)
    #expect(record.errors.contains(words), "\(record.errors)")
    #expect(record.errors.contains("\nhint: "))
    #expect(!record.errors.contains("<html>"))
    #expect(try references() == before)
  }

  @Test(arguments: ["sm:%/db", "ssm:/%/db"])
  func aValueIsNowhereButInItsStore(form: String) throws {
    let value = "marker-\(UUID().uuidString)"
    let reference = form.replacing("%", with: folder)
    let operation = form.hasPrefix("sm:") ? "CreateSecret" : "PutParameter"
    try server.inject(
      #"""
      [{"match":"\#(operation)","contains":"\#(folder)","status":400,"code":"ValidationException",
        "message":"1 validation error: \#(value) is wrong"}]
      """#
    )
    var shown = ""
    for arguments in [
      ["create", reference], ["create", reference], ["update", reference], ["create", reference],
    ] {
      let result = try program.run(arguments + ["--yes", "-v"], input: Array(value.utf8))
      shown += result.text + result.errors
    }
    #expect(shown.contains("is not shown"))
    #expect(shown.contains("[no change]"))
    try make(form.hasPrefix("sm:") ? "ssm:/\(folder)/other" : "sm:\(folder)/other")
    #expect(try program("record", "-v").status == 0)
    for arguments in [["list", "-v"], ["list-versions", reference], ["verify", "-v"], ["log"]] {
      let result = try program.run(arguments)
      shown += result.text + result.errors
    }
    #expect(!shown.contains(value))
    #expect(try program("get", reference).text == value)
    // Objects are packed, so Git itself has to show them.
    let objects = try program.repository.git("cat-file", "--batch-all-objects", "--batch")
    #expect(!objects.contains(value))
    let files = FileManager.default.enumerator(atPath: program.repository.directory.path)
    while let name = files?.nextObject() as? String {
      let path = program.repository.directory.path(name)
      guard let content = FileManager.default.contents(atPath: path) else { continue }
      #expect(content.range(of: Data(value.utf8)) == nil, "\(name)")
    }
  }
}

extension AWSClient {
  fileprivate func delete(_ name: String, force: Bool) async throws {
    var body = RequestBody()
    body.set("SecretId", name)
    if force {
      body.set("ForceDeleteWithoutRecovery", true)
    } else {
      body.set("RecoveryWindowInDays", 7)
    }
    _ = try await json(.secretsManager, operation: "DeleteSecret", body: body)
  }

  fileprivate func deleteParameter(_ name: String) async throws {
    var body = RequestBody()
    body.set("Name", name)
    _ = try await json(.ssm, operation: "DeleteParameter", body: body)
  }
}
