import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// `list` over both stores of AWS: what it tells, of which secrets, and in how many requests.
@Suite struct ListTests {
  private let server: MotoServer
  private let proxy: FaultProxy
  private let cloud: CloudProgram
  private var folder: String { cloud.folder }

  /// A server of its own, whose requests are counted, behind a proxy that answers for CloudTrail.
  init() throws {
    server = try MotoServer()
    proxy = try FaultProxy(before: server.port)
    cloud = try CloudProgram(server, endpoint: proxy.endpoint)
  }

  private struct Listing: Decodable {
    struct Secret: Decodable {
      struct Rotation: Decodable { let enabled: Bool }
      let reference: String
      let by: String?
      let deletionDate: String?
      let managedBy: String?
      let tags: [String: String]?
      let rotation: Rotation?
      let version: String?
    }
    let secrets: [Secret]
    let unknown: [String]?
  }

  private func listing(_ arguments: String...) throws -> Listing {
    let result = try cloud.program.run(["list", "--format", "json"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    return try JSONDecoder().decode(Listing.self, from: Data(result.output))
  }

  private func make(_ name: String, tags: [ResourceTag]) async throws {
    _ = try await cloud.client().secretsManager.createSecret(
      name: name,
      value: SecretBytes(utf8: "x"),
      binary: false,
      tags: tags,
      token: UUID().uuidString
    )
  }

  @Test func whatWaitsForItsDeletionIsListedAndNotUsed() async throws {
    try cloud.make("sm:\(folder)/a", "sm:\(folder)/leaving")
    _ = try await cloud.client().secretsManager
      .deleteSecret("\(folder)/leaving", .recoverable(days: 7))
    let list = try cloud.program("list")
    #expect(list.text.contains(try Regex("DELETION\n")))
    #expect(list.text.contains(try Regex("/leaving .*  20[0-9]{2}-[0-9]{2}-[0-9]{2}\n")))
    #expect(try listing().secrets.map { $0.deletionDate == nil } == [true, false])

    let dump = try cloud.program("dump", "sm:\(folder)/*")
    #expect(dump.status == 0, "\(dump.errors)")
    #expect(dump.text.hasPrefix("A=") && !dump.text.contains("LEAVING"))
    let selectors = "[environments.prod]\nsecrets = [\"sm:\(folder)/*\"]\n"
    try cloud.program.repository.write(selectors, to: ".secrets-sync.toml")
    let record = try cloud.program("record")
    #expect(record.text.contains("1 secret"), "\(record.errors)")
    let copy = try cloud.program("copy", "sm:\(folder)/*", "local:*", "--dry-run")
    #expect(!copy.text.contains("leaving"), "\(copy.text)\(copy.errors)")
  }

  @Test func tagsSortOutWhatIsListed() async throws {
    let client = try cloud.client()
    for (name, tags) in [
      ("a", ["team": "shop", "stage": "1"]), ("b", ["team": "shopping"]), ("c", ["teams": "shop"]),
    ] {
      let list = tags.map { ResourceTag(key: $0.key, value: $0.value) }
      try await make("\(folder)/\(name)", tags: list)
      try cloud.make("ssm:/\(folder)/\(name)")
      try await client.ssm.addTags(list, to: "/\(folder)/\(name)")
    }
    for store in ["sm:\(folder)", "ssm:/\(folder)"] {
      let pattern = store + "/*"
      #expect(
        try listing(pattern, "--tag", "team=shop").secrets.map(\.reference) == [store + "/a"]
      )
      #expect(
        try listing(pattern, "--tag", "team").secrets.map(\.reference)
          == [store + "/a", store + "/b"]
      )
      let both = try listing(pattern, "--tag", "team=shop", "--tag", "stage")
      #expect(both.secrets.map(\.reference) == [store + "/a"])
      #expect(try listing(store + "/b", "--tag", "team=shop").secrets.isEmpty)
      #expect(try listing(pattern, "--tags").secrets.first?.tags?["stage"] == "1")
      let shown = try cloud.program("list", pattern, "--tags")
      #expect(shown.text.contains("  stage=1, team=shop\n"), "\(shown.text)")
      let none = try cloud.program("list", pattern, "--tag", "nope")
      #expect(none.errors == "No secrets with these tags.\n")
    }
    #expect(!(try cloud.program("list")).text.contains("TAGS"))
    #expect(try cloud.program("list", "--tag", "=x").status == 2)
  }

  @Test func fiveHundredSecretsTakeFivePages() async throws {
    let client = try cloud.client().secretsManager
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<500 {
        let name = "\(folder)/\(number)"
        group.addTask {
          _ = try await client.createSecret(
            name: name,
            value: SecretBytes(utf8: "x"),
            binary: false,
            token: UUID().uuidString
          )
        }
      }
      try await group.waitForAll()
    }
    let before = try server.requests().count
    #expect(try listing("sm:\(folder)/*").secrets.count == 500)
    let asked = try server.requests().dropFirst(before).map(\.operation)
    #expect(asked.count { $0 == "secretsmanager.ListSecrets" } == 5)
    #expect(Set(asked) == ["POST /", "secretsmanager.ListSecrets"])
  }

  @Test func theNewestChangeComesFirstWhereThatIsAsked() throws {
    try cloud.make("ssm:/\(folder)/a", "ssm:/\(folder)/b")
    let update = try cloud.program("update", "ssm:/\(folder)/a", "--yes", input: "2")
    #expect(update.status == 0)
    let sorted = try listing("ssm:/\(folder)/*", "--sort", "changed").secrets
    #expect(sorted.map(\.reference) == ["ssm:/\(folder)/a", "ssm:/\(folder)/b"])
    #expect(sorted.first?.by != nil)
  }

  /// What the test server does not have: AWS's own secrets, rotation, changes of long ago.
  @Test func whatTheListingTellsIsShown() throws {
    let old = Date().timeIntervalSince1970 - 100 * 86_400
    let entries = [
      #"{"ARN":"arn:a","Name":"\#(folder)/a","LastChangedDate":\#(old),"#
        + #""RotationEnabled":true,"NextRotationDate":1798761600.0,"#
        + #""SecretVersionsToStages":{"0123456789abcdef0123456789abcdef":["AWSCURRENT"]}}"#,
      #"{"ARN":"arn:b","Name":"\#(folder)/rds!b","OwningService":"rds","RotationEnabled":true,"#
        + #""LastChangedDate":\#(old)}"#,
      #"{"ARN":"arn:c","Name":"\#(folder)/c","RotationEnabled":false,"DeletedDate":1798761600.0}"#,
    ]
    let answer = try JSONSerialization.data(withJSONObject: [
      [
        "match": "secretsmanager.ListSecrets", "times": 9, "do": "status", "code": 200,
        "body": "{\"SecretList\":[\(entries.joined(separator: ","))]}",
      ]
    ])
    try proxy.inject(String(decoding: answer, as: UTF8.self))
    let list = try cloud.program("list", "sm:\(folder)/*", "--who")
    #expect(list.text.hasPrefix("SECRET"))
    #expect(list.text.contains("  CHANGED               ROTATION    MANAGED BY  DELETION\n"))
    #expect(list.text.contains(try Regex("/a  .*Z  2027-01-01\n")), "\(list.text)")
    #expect(list.text.contains(try Regex("/rds!b  .*Z  on          rds\n")))
    #expect(list.text.contains(try Regex("/c  .* 2027-01-01\n")))
    #expect(
      list.errors == "warning: Who changed 2 secrets is not known: that was more than 90 days ago, "
        + "and CloudTrail goes back no further.\n"
    )
    #expect(try !proxy.requests().contains { $0.key.contains("LookupEvents") })
    let secrets = try listing("sm:\(folder)/*").secrets
    #expect(secrets.map(\.rotation?.enabled) == [true, false, true])
    #expect(secrets.map(\.managedBy) == [nil, nil, "rds"])
    #expect(secrets.map(\.version) == ["0123456789abcdef0123456789abcdef", nil, nil])
  }

  // MARK: CloudTrail

  @Test func cloudTrailTellsWho() throws {
    try cloud.make("sm:\(folder)/a", "sm:\(folder)/b")
    try proxy.inject(
      Trail.answers([
        "PutSecretValue": [
          Trail.event("PutSecretValue", "\(folder)/a", by: "ann", secondsFromNow: 3, failed: true),
          Trail.event("PutSecretValue", "\(folder)/a", by: "dana"),
          Trail.event("PutSecretValue", "\(folder)/ab", by: "carl", secondsFromNow: 2),
        ],
        "CreateSecret": [Trail.event("CreateSecret", "\(folder)/a", by: "eve", secondsFromNow: -5)],
      ])
    )
    let result = try listing("sm:\(folder)/*", "--who")
    #expect(result.secrets.map(\.by) == ["arn:aws:iam::1:user/dana", nil])
    #expect(result.unknown?.count == 1)
    #expect(result.unknown?.first?.hasPrefix("Who changed 1 secret is not known: ") == true)
    let asked = try proxy.requests().filter { $0.key.contains("LookupEvents") }
    #expect(asked.count == 6)
    #expect(asked.allSatisfy { $0.body.contains(#""AttributeKey":"EventName""#) })
    // Nothing of CloudTrail without the wish.
    #expect(try listing("sm:\(folder)/*").unknown == nil)
    #expect(try proxy.requests().count { $0.key.contains("LookupEvents") } == 6)
  }

  @Test func thatCloudTrailIsClosedIsSaid() throws {
    try cloud.make("sm:\(folder)/a")
    try proxy.inject(Trail.refusal)
    let result = try cloud.program("list", "--who")
    #expect(result.status == 0)
    #expect(result.text.contains("sm:\(folder)/a"))
    #expect(
      result.errors.hasPrefix("warning: Who changed 1 secret is not known: "),
      "\(result.errors)"
    )
    #expect(result.errors.contains("cloudtrail:LookupEvents"))
  }
}

/// Answers of CloudTrail, which the test server does not have.
enum Trail {
  static func event(
    _ call: String,
    _ secret: String,
    by user: String,
    version: String? = nil,
    secondsFromNow: Double = 0,
    failed: Bool = false
  ) -> String {
    let who = user.contains("/") ? "sts::1:assumed-role/\(user)" : "iam::1:user/\(user)"
    let token = version.map { #","clientRequestToken":"\#($0)""# } ?? ""
    let record =
      #"{"userIdentity":{"arn":"arn:aws:\#(who)"},"#
      + (failed ? #""errorCode":"AccessDenied","# : "")
      + #""requestParameters":{"secretId":"\#(secret)"\#(token)}}"#
    let quoted = record.replacing("\"", with: "\\\"")
    let time = Date().timeIntervalSince1970 + secondsFromNow
    return #"{"EventId":"\#(UUID())","EventName":"\#(call)","EventTime":\#(time),"#
      + #""EventSource":"secretsmanager.amazonaws.com","Username":"\#(user)","#
      + #""CloudTrailEvent":"\#(quoted)"}"#
  }

  /// A fault for a proxy: nobody may ask.
  static let refusal =
    #"[{"match":"LookupEvents","times":100,"do":"status","code":400,"#
    + #""body":"{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}"}]"#

  /// Faults for a proxy: the events of each call, and none of others.
  static func answers(_ events: [String: [String]]) throws -> String {
    var faults: [[String: Any]] = events.sorted { $0.key < $1.key }.map { call, events in
      [
        "match": "\"AttributeValue\":\"\(call)\"", "times": 100, "do": "status", "code": 200,
        "body": "{\"Events\":[\(events.joined(separator: ","))]}",
      ]
    }
    faults.append([
      "match": "LookupEvents", "times": 100, "do": "status", "code": 200, "body": #"{"Events":[]}"#,
    ])
    return String(decoding: try JSONSerialization.data(withJSONObject: faults), as: UTF8.self)
  }
}
