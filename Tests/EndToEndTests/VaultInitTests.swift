import Foundation
import TestSupport
import Testing

/// `vault init`: each weakness of a bucket is found, with its fix, and mended.
@Suite struct VaultInitTests {
  private let bucket = "vault-\(UUID().uuidString.lowercased())"
  private static let tls =
    #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\","#
    + #"\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::BUCKET\",\"arn:aws:s3:::BUCKET/*\"],"#
    + #"\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}"#
  private static let good = [
    "versioning": #""Enabled""#,
    "encryption": #""aws:kms""#,
    "publicAccess":
      #"{"BlockPublicAcls":"true","IgnorePublicAcls":"true","BlockPublicPolicy":"true","RestrictPublicBuckets":"true"}"#,
    "ownership": #""BucketOwnerEnforced""#,
    "policy": "\"\(tls)\"",
  ]

  private func program() throws -> Program {
    try CloudProgram(.shared, "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\"").program
  }

  private func make(_ settings: [String: String]) throws {
    let text = settings.map { "\"\($0)\":\($1)" }.joined(separator: ",")
    try MotoServer.shared.makeBucket(bucket, text.replacing("BUCKET", with: bucket))
  }

  /// The checks that are wrong, with their fixes.
  private func wrong(_ result: TestProcess) throws -> [String: String] {
    struct Report: Decodable {
      struct Check: Decodable {
        let check: String
        let state: String
        let fix: String?
      }
      let checks: [Check]
    }
    let checks = try JSONDecoder().decode(Report.self, from: Data(result.output)).checks
    return Dictionary(
      checks.filter { $0.state == "wrong" }.map { ($0.check, $0.fix ?? "") },
      uniquingKeysWith: { first, second in first + "\n" + second }
    )
  }

  @Test func aGoodBucketHasNothingWrong() throws {
    try make(Self.good)
    let result = try program().vault("init", "--format", "json")
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(try wrong(result).isEmpty)
  }

  /// What to plant, what finds it, and a part of its fix.
  @Test(arguments: [
    ("versioning", nil, "versions", "put-bucket-versioning"),
    ("versioning", #""Suspended""#, "versions", "put-bucket-versioning"),
    ("encryption", nil, "encryption", "put-bucket-encryption"),
    ("encryption", #""AES256""#, "encryption", "put-bucket-encryption"),
    ("publicAccess", nil, "access", "put-public-access-block"),
    (
      "publicAccess",
      #"{"BlockPublicAcls":"true","IgnorePublicAcls":"true","BlockPublicPolicy":"false","RestrictPublicBuckets":"true"}"#,
      "access", "put-public-access-block"
    ),
    ("ownership", nil, "owner", "put-bucket-ownership-controls"),
    ("ownership", #""ObjectWriter""#, "owner", "put-bucket-ownership-controls"),
    ("policy", nil, "transport", "put-bucket-policy"),
    (
      "policy",
      #""{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}""#,
      "transport", "Add the statement"
    ),
    (
      "lifecycle",
      #"[{"ID":"old","Status":"Enabled","Filter":{"Prefix":""},"Expiration":{"Days":"30"}}]"#,
      "lifecycle", "get-bucket-lifecycle-configuration"
    ),
  ])
  func aWeaknessIsFound(name: String, value: String?, check: String, fix: String) throws {
    var settings = Self.good
    settings[name] = value
    try make(settings)
    let result = try program().vault("init", "--format", "json")
    #expect(result.status == 1, "\(result.text)\(result.errors)")
    let found = try wrong(result)
    #expect(Set(found.keys) == ["vault, \(check)"], "\(found)")
    #expect(found["vault, \(check)"]?.contains(fix) == true, "\(found)")
  }

  @Test func aPolicyForEverybodyIsFound() throws {
    var settings = Self.good
    settings["policy"] =
      #""{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}""#
    try make(settings)
    let found = try wrong(try program().vault("init", "--format", "json"))
    #expect(Set(found.keys) == ["vault, access", "vault, transport"], "\(found)")
  }

  @Test func whatIsMissingIsMadeAndWhatIsWeakIsMended() throws {
    let program = try program()
    let dry = try program.vault("init", "--dry-run")
    #expect(dry.status == 1)
    #expect(dry.text.contains("aws s3api create-bucket --bucket \(bucket)"), "\(dry.text)")
    let made = try program.vault("init", "--yes", "--format", "json")
    #expect(made.status == 0, "\(made.text)\(made.errors)")
    #expect(try wrong(made).isEmpty)
    try program.edit("one")
    #expect(try program.vault("push", "--yes").status == 0)
    // Again: nothing to do.
    let again = try program.vault("init", "--yes")
    #expect(again.status == 0)
    #expect(!again.errors.contains("mended"))
  }

  @Test func aWeakBucketIsMended() throws {
    try make([:])
    let result = try program().vault("init", "--yes")
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.errors.contains("mended: versions"))
  }

  @Test func aFolderIsForItsOwnerAlone() throws {
    let program = try Program.initialized()
    let folder = program.repository.directory.path("shared")
    try program.repository.write(
      "[vault]\nfiles = [\"ssm-*.py\"]\npath = \"\(folder)\"\n",
      to: ".secrets-sync.toml"
    )
    #expect(try program.vault("init").status == 1)
    #expect(try program.vault("init", "--yes").status == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    let open = try program.vault("init")
    #expect(open.status == 1)
    #expect(open.text.contains("chmod 700"), "\(open.text)")
    #expect(try program.vault("init", "--yes").status == 0)
  }
}
