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
      #"[{"ID":"cold","Status":"Enabled","Filter":{"Prefix":""},"Transition":[{"Days":"1","StorageClass":"DEEP_ARCHIVE"}]}]"#,
      "lifecycle", "get-bucket-lifecycle-configuration"
    ),
    (
      "lifecycle",
      #"[{"ID":"soon","Status":"Enabled","Filter":{"Prefix":""},"NoncurrentVersionExpiration":{"NoncurrentDays":"1"}}]"#,
      "lifecycle", "Give it more days"
    ),
    ("key", #""arn:aws:kms:eu-west-1:999988887777:key/1""#, "encryption", "Name a key of account"),
    ("key", #""arn:aws:kms:eu-west-1:123456789012:key/none""#, "encryption", "create-key"),
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

  /// A bucket that would encrypt with a key that is not there is not made.
  @Test func theKeyComesFirst() throws {
    let program = try CloudProgram(
      .shared,
      "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\"\nkms_key = \"alias/none\""
    ).program
    let result = try program.vault("init", "--yes")
    #expect(result.status == 1)
    #expect(result.errors.contains("Nothing was made: the key comes first."), "\(result.errors)")
    #expect(result.text.contains("aws kms create-alias --alias-name alias/none --region "))
    #expect(result.text.contains("aws kms create-key "), "\(result.text)")
  }

  @Test func whatGitWouldTakeIsSaid() throws {
    try make(Self.good)
    let program = try program()
    let lacking = try program.vault("init")
    #expect(lacking.errors.contains("ssm-*.py.vault-*"), "\(lacking.errors)")
    #expect(lacking.errors.contains("next: git secrets-sync policy check --fix"))
    #expect(try program.run(["policy", "check", "--fix", "--yes"]).status == 0)
    let fine = try program.vault("init")
    #expect(!fine.errors.contains(".gitignore"), "\(fine.errors)")
  }

  @Test func anotherAccountThatIsLetInIsFound() throws {
    var settings = Self.good
    let allow =
      #"{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999988887777\"},\"Action\":\"s3:*\",\"Resource\":\"*\"},"#
    settings["policy"] = "\"\(Self.tls)\"".replacing(
      #"\"Statement\":["#,
      with: #"\"Statement\":["# + allow
    )
    try make(settings)
    let program = try program()
    let result = try program.vault("init")
    #expect(result.status == 1)
    #expect(result.text.contains("the policy also lets in 999988887777"), "\(result.text)")
    // One of ours is not somebody else.
    let ours = try CloudProgram(
      .shared,
      "[environments.other]\naccount = \"999988887777\"\n"
        + "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\"\nenvironment = \"prod\""
    ).program
    let known = try ours.vault("init")
    #expect(known.status == 0, "\(known.text)\(known.errors)")
  }

  /// The configured key is the one that a bucket encrypts with, and is there.
  @Test func theKeyIsLookedAt() throws {
    let server = MotoServer.shared
    let alias = "alias/vault-\(UUID().uuidString.lowercased())"
    let missing = try CloudProgram(
      .shared,
      "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\"\nkms_key = \"\(alias)\""
    ).program
    let unmade = try missing.vault("init", "--yes")
    #expect(unmade.status == 1)
    #expect(unmade.text.contains("the key \(alias) is not there"), "\(unmade.text)")
    let status = try missing.vault("status")
    #expect(status.errors.contains("git secrets-sync vault init"), "no bucket was made")
    let key = try server.makeKey(#"{"alias": "\#(alias)"}"#)
    var settings = Self.good
    settings["key"] = "\"\(try server.makeKey())\""
    try make(settings)
    let other = try missing.vault("init", "--format", "json")
    #expect(try wrong(other)["vault, encryption"]?.contains("put-bucket-encryption") == true)
    let mended = try missing.vault("init", "--yes")
    #expect(mended.status == 0, "\(mended.text)\(mended.errors)")
    #expect(mended.text.contains("by KMS, under the key"))
    #expect(try server.makeKey(#"{"enabled": false}"#) != key)
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
    // A folder in which others work is not closed.
    try FileManager.default.removeItem(atPath: folder + "/files")
    try Data().write(to: URL(filePath: folder + "/report.txt"))
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
    let used = try program.vault("init", "--yes")
    #expect(used.status == 1)
    #expect(used.text.contains("has other things in it than a vault"), "\(used.text)")
    #expect(!used.errors.contains("mended"))
  }

  @Test func aVaultThatNobodyElseHasIsSaidToBeOne() throws {
    let program = try Program.initialized()
    try program.repository.write("", to: ".secrets-sync.toml")
    let checked = try program.vault("init")
    #expect(checked.errors.contains("nobody else has what is in it"), "\(checked.errors)")
    #expect(checked.errors.contains("[vault]\n  files = "), "\(checked.errors)")
  }

  /// What `pull --merge` puts beside a file is not in the way of Git.
  @Test func theSidesOfAMergeAreIgnored() throws {
    let program = try Program.initialized()
    try program.repository.write(
      "[vault]\nfiles = [\"secured_modules/*.tf\"]\n",
      to: ".secrets-sync.toml"
    )
    #expect(try program("policy", "check", "--fix", "--yes").status <= 1)
    let side = "secured_modules/main.tf.vault-000002-7a8b2371"
    #expect(try program.repository.git("check-ignore", side).contains(side))
  }
}
