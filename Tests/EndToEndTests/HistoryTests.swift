import Foundation
import TestSupport
import Testing

/// `history`: versions, who made them, and the deployments that ran with them.
@Suite struct HistoryTests {
  private struct History: Decodable {
    struct Line: Decodable {
      struct Deployment: Decodable {
        let env: String
        let commit: String
      }
      let secret: String
      let event: String
      let version: String?
      let stages: [String]?
      let stage: String?
      let gone: Bool?
      let by: String?
      let deployments: [Deployment]?
    }
    let history: [Line]
    let unknown: [String]?
  }

  private let cloud: CloudProgram
  private let proxy: FaultProxy
  private var folder: String { cloud.folder }
  private var program: Program { cloud.program }

  init() throws {
    proxy = try FaultProxy(before: MotoServer.shared.port)
    cloud = try CloudProgram(endpoint: proxy.endpoint)
  }

  private func history(_ arguments: String...) throws -> [History.Line] {
    try read(arguments).history
  }

  private func read(_ arguments: [String]) throws -> History {
    let result = try program.run(["history", "--format", "json"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    return try JSONDecoder().decode(History.self, from: Data(result.output))
  }

  private func change(_ verb: String, _ reference: String, _ value: String) throws {
    let result = try program(verb, reference, "--yes", input: value)
    try #require(result.status == 0, "\(result.errors)")
  }

  /// Records a new commit in `prod`, and gives its name.
  private func deploy(_ references: String...) throws -> String {
    try program.git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", "Next")
    let result = try program.run(["record"] + references.flatMap { ["--secret", $0] })
    try #require(result.status == 0, "\(result.errors)")
    return try program.repository.git("rev-parse", "HEAD")
  }

  @Test(arguments: ["local", "sm", "ssm"])
  func commitsAndVersionsAreLinked(store: String) throws {
    let reference = store == "ssm" ? "ssm:/\(folder)/db" : "\(store):\(folder)/db"
    try change("create", reference, "one")
    let first = try deploy(reference)
    let second = try deploy(reference)
    try change("update", reference, "two")
    let third = try deploy(reference)
    try change("update", reference, "three")

    let lines = try history(reference)
    #expect(lines.map(\.secret) == [reference, reference, reference])
    #expect(lines.map { $0.deployments?.map(\.commit) } == [[], [third], [second, first]])
    #expect(lines.allSatisfy { $0.event == "version" && $0.gone == false })
    if store != "ssm" {
      #expect(lines.map(\.stages) == [["AWSCURRENT"], ["AWSPREVIOUS"], []])
    } else {
      #expect(lines.map(\.version) == ["3", "2", "1"])
      #expect(lines.allSatisfy { $0.by != nil })
    }
    let text = try program("history", reference).text
    #expect(text.contains("  prod \(third.prefix(10))\n"), "\(text)")
    #expect(text.contains("  prod \(second.prefix(10)) +1\n"))
    #expect(text.contains("(deprecated)") == (store != "ssm"))
    #expect(!text.contains("SECRET"))
    #expect(try history(reference, "-n", "1").count == 1)
    #expect(try program("history", reference, "-n", "0").status == 2)

    let versions = try program("list-versions", reference).text
    #expect(versions.contains("(deprecated)") == (store != "ssm"), "\(versions)")
    #expect(versions.contains("SecureString") == (store == "ssm"))
    #expect(versions.hasPrefix(store == "ssm" ? "VERSION  CREATED" : "VERSION  "))
  }

  @Test(arguments: ["local", "sm", "ssm"])
  func aSecretThatIsGoneHasTheHistoryOfItsDeployments(store: String) throws {
    let folder = store == "ssm" ? "ssm:/\(folder)" : "\(store):\(folder)"
    for name in ["gone", "here"] { try change("create", "\(folder)/\(name)", "one") }
    let commit = try deploy("\(folder)/gone", "\(folder)/here")
    let delete = try program("delete", "\(folder)/gone", "--yes", "--force-without-recovery")
    try #require(delete.status == 0, "\(delete.errors)")

    let lines = try history(folder + "/*")
    #expect(Set(lines.map(\.secret)) == ["\(folder)/gone", "\(folder)/here"])
    let gone = try #require(lines.first { $0.secret == "\(folder)/gone" })
    #expect(gone.gone == true && gone.deployments?.first?.commit == commit)
    let alone = try program("history", "\(folder)/gone")
    #expect(alone.status == 0)
    #expect(alone.text.contains("(gone)"))
    #expect(alone.errors.hasPrefix("warning: "), "\(alone.errors)")
    let never = try program("history", "\(folder)/never")
    #expect(never.status == 2 && never.text.isEmpty)
    // A part of a secret has none.
    #expect(try program("history", "\(folder)/here#key").status == 2)
  }

  @Test func cloudTrailTellsWho() throws {
    let reference = "sm:\(folder)/db"
    try change("create", reference, "one")
    try change("update", reference, "two")
    let before = try history(reference)
    let new = try #require(before[0].version)
    let old = try #require(before[1].version)
    #expect(before.allSatisfy { $0.by == nil })
    try proxy.inject(
      Trail.answers([
        "CreateSecret": [Trail.event("CreateSecret", "\(folder)/db", by: "ann", version: old)],
        "PutSecretValue": [
          Trail.event("PutSecretValue", "\(folder)/db", by: "dana", version: new),
          Trail.event("PutSecretValue", "\(folder)/other", by: "carl", version: new),
        ],
        "DeleteSecret": [
          Trail.event("DeleteSecret", "\(folder)/db", by: "eve", secondsFromNow: 60)
        ],
        "RestoreSecret": [
          Trail.event("RestoreSecret", "\(folder)/db", by: "Deployer/eve", secondsFromNow: 90)
        ],
      ])
    )
    let all = try read([reference, "--who"])
    #expect(all.unknown == [])
    #expect(all.history.map(\.event) == ["restored", "deleted", "version", "version"])
    #expect(
      all.history.map { $0.by?.split(separator: "/").last.map(String.init) }
        == ["eve", "eve", "dana", "ann"]
    )
    let text = try program("history", reference, "--who").text
    #expect(text.contains(try Regex("deleted .* eve\n")), "\(text)")
    #expect(text.contains(try Regex("restored .* Deployer/eve\n")))
    #expect(text.contains(try Regex("AWSCURRENT  *dana\n")))
    // No value, ever.
    let asked = try proxy.requests().drop { !$0.key.contains("LookupEvents") }
    #expect(!asked.contains { $0.key.contains("GetSecretValue") })
  }

  @Test func thatCloudTrailIsClosedIsSaid() throws {
    try change("create", "sm:\(folder)/db", "one")
    try proxy.inject(Trail.refusal)
    let result = try program("history", "sm:\(folder)/db", "--who")
    #expect(result.status == 0)
    #expect(result.text.contains("AWSCURRENT"))
    #expect(
      result.errors.hasPrefix(
        "warning: Who made 1 version is not known: this identity may not ask CloudTrail "
          + "(cloudtrail:LookupEvents). "
      ),
      "\(result.errors)"
    )
  }

  @Test func outsideOfARepositoryThereAreVersionsStill() throws {
    let directory = TemporaryDirectory()
    var program = program
    program.environment["HOME"] = directory.path
    let created = try program.run(
      ["create", "local:db", "--yes"],
      input: Array("x".utf8),
      in: directory.path
    )
    #expect(created.status == 0, "\(created.errors)")
    let result = try program("history", in: directory.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("AWSCURRENT"))
  }
}
