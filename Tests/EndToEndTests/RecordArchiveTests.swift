import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// `record --archive`: the values of the recorded versions, sealed, in the vault.
@Suite struct RecordArchiveTests {
  private let value = "planted-\(UUID().uuidString)"
  private let bucket = "vault-\(UUID().uuidString.lowercased())"
  private let key: String
  private let cloud: CloudProgram

  init() throws {
    key = try MotoServer.shared.makeKey()
    try MotoServer.shared.makeBucket(bucket, #""versioning":"Enabled""#)
    cloud = try CloudProgram(
      .shared,
      "[vault]\nbucket = \"\(bucket)\"\nprefix = \"/secrets/\"\nkms_key = \"\(key)\""
    )
  }

  /// The places in a record, as JSON.
  private func archives(_ record: String) throws -> [ArchivePlace] {
    struct Record: Decodable {
      struct Item: Decodable {
        struct Archive: Decodable {
          let bucket: String
          let key: String
          let version: String?
        }
        let archive: Archive?
      }
      let items: [Item]
    }
    return try JSONDecoder().decode(Record.self, from: Data(record.utf8)).items
      .compactMap(\.archive).map {
        ArchivePlace(bucket: $0.bucket, key: $0.key, version: $0.version)
      }
  }

  @Test func valuesAreSealedOnceAndKeptNowhereElse() async throws {
    let folder = cloud.folder
    try cloud.make("sm:\(folder)/db", "ssm:/\(folder)/key", value: value)
    let record = try cloud.program("record", "--archive", "--format", "json", "--trace")
    #expect(record.status == 0, "\(record.errors)")
    #expect(record.errors.contains("2 values archived, 0 were already."))
    let places = try archives(record.text)
    #expect(places.count == 2)
    #expect(places.allSatisfy { $0.bucket == bucket && $0.key.hasPrefix("secrets/archive/") })
    #expect(places.allSatisfy { $0.version != nil })
    // Nothing has changed: nothing is sent again.
    let again = try cloud.program("record", "--archive", "--format", "json")
    #expect(again.errors.contains("0 values archived, 2 were already."))
    #expect(try archives(again.text) == places)
    let shown = try cloud.program("show")
    #expect(shown.text.contains("s3://\(bucket)/secrets/arch"))
    #expect(![record, again, shown].contains { ($0.text + $0.errors).contains(value) })
    #expect(try cloud.places(of: value) == [])
    // What is in the bucket opens with the place and the name alone.
    let client = try cloud.client()
    let db = try await cloud.description("sm:\(folder)/db")
    let archive = try SecretArchive(
      client: client,
      bucket: bucket,
      prefix: "secrets",
      owner: cloud.server.account,
      key: nil
    )
    let secret = ArchivedSecret(
      account: cloud.server.account,
      region: cloud.server.region,
      store: .secretsManager,
      name: "\(folder)/db",
      version: try #require(db.current?.id),
      instance: try #require(db.arn)
    )
    let place = try #require(places.first { $0.key.contains("/sm/") })
    #expect(try await archive.value(of: secret, at: place).bytes == SecretBytes(utf8: value))
    for place in places {
      let object = try await client.bucket(bucket).getObject(place.key).body.exposed()
      #expect(Data(object).range(of: Data(value.utf8)) == nil)
    }
  }

  @Test func aRollbackKeepsTheWayBackToTheArchive() throws {
    let names = ["sm:\(cloud.folder)/db", "ssm:/\(cloud.folder)/key"]
    for name in names { try cloud.make(name, value: value) }
    #expect(try cloud.program("record", "--archive").status == 0)
    for name in names {
      #expect(try cloud.program("update", name, "--yes", input: "two").status == 0)
    }
    let result = try cloud.program("rollback", "HEAD", "--yes")
    #expect(result.status == 0, "\(result.errors)")
    // The parameter has a new version, which is sealed for itself.
    #expect(result.errors.contains("1 value archived, 0 were already."))
    let record = try cloud.program("log", "-n", "1", "--format", "json").text
    let start = try #require(record.range(of: #"{"schema":1,"id""#)?.lowerBound)
    let end = try #require(record.lastIndex(of: "]"))
    let places = try archives(String(record[start..<end]))
    #expect(places.count == 2)
    #expect(places.last?.key.contains("/3.") == true)
    #expect(!(result.text + result.errors).contains(value))
    #expect(try cloud.program("verify").status == 0)
  }

  @Test func withoutItsPermissionsNothingIsRecorded() throws {
    try cloud.make("sm:\(cloud.folder)/db", value: value)
    var program = cloud.program
    let reading = [
      "secretsmanager:ListSecrets", "secretsmanager:DescribeSecret", "ssm:DescribeParameters",
      "ssm:GetParameters", "s3:*",
    ]
    try program.repository.write(
      """
      [environments.prod]
      secrets = ["sm:\(cloud.folder)/*"]
      [vault]
      bucket = "\(bucket)"
      kms_key = "\(key)"

      """,
      to: ".secrets-sync.toml"
    )
    program.environment.merge(try cloud.server.user("a \(cloud.folder)", allowed: reading)) { $1 }
    let before = try cloud.references()
    let result = try program("record", "--archive")
    #expect(result.status == 4)
    #expect(result.errors.contains("lack of secretsmanager:GetSecretValue"), "\(result.errors)")
    #expect(try cloud.references() == before)
    // Without --archive the metadata is enough.
    #expect(try program("record").status == 0)
  }

  @Test func aBucketIsNeeded() throws {
    let cloud = try CloudProgram()
    try cloud.make("sm:\(cloud.folder)/db", value: value)
    let result = try cloud.program("record", "--archive")
    #expect(result.status == 2)
    #expect(result.errors.contains("There is no bucket to archive in."))
    #expect(try cloud.program("log").text.isEmpty)
  }

  @Test func theEmbeddedStoreHasNothingToArchive() throws {
    let program = try Program.initialized()
    _ = try program("create", "local:db", "--yes", input: "one")
    let result = try program("record", "--archive")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("1 secret of the embedded store: nothing to archive"))
  }

  @Test func thePolicyForRollbackReadsTheArchive() throws {
    let policy = try cloud.program("doctor", "--iam-policy", "rollback").text
    #expect(policy.contains("\"s3:GetObject\""), "\(policy)")
    #expect(policy.contains("\"s3:GetObjectVersion\""))
    #expect(policy.contains("\"arn:aws:s3:::\(bucket)/secrets/archive/*\""))
    #expect(policy.contains("\"kms:Decrypt\""))
    #expect(policy.contains(key.hasPrefix("arn:") ? "\"\(key)\"" : ":key/\(key)\""))
    #expect(!policy.contains("s3:PutObject"))
    #expect(try !cloud.program("doctor", "--iam-policy", "record").text.contains("s3:"))
  }
}
