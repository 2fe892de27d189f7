import AWS
import Secrets

extension VaultBucket {
  func access() async throws -> [VaultCheck] {
    let block = try await bucket.publicAccessBlock()
    var checks = [VaultCheck(.access, .fine, "all public access is blocked")]
    if !block.isComplete {
      let missing = [
        ("BlockPublicAcls", block.blocksPublicACLs), ("IgnorePublicAcls", block.ignoresPublicACLs),
        ("BlockPublicPolicy", block.blocksPublicPolicy),
        ("RestrictPublicBuckets", block.restrictsPublicBuckets),
      ].filter { !$0.1 }.map(\.0)
      let all =
        "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true"
      checks = [
        VaultCheck(
          .access,
          .wrong,
          "public access is not blocked: \(missing.joined(separator: ", "))",
          fix: command("put-public-access-block", "--public-access-block-configuration \(all)")
        )
      ]
    }
    if try await bucket.policyIsPublic() {
      checks.append(
        VaultCheck(
          .access,
          .wrong,
          "the policy lets everybody in",
          fix: "Take that statement out: " + command("get-bucket-policy", "--output text"),
          byHand: true
        )
      )
    }
    return checks
  }

  func owner() async throws -> [VaultCheck] {
    let ownership = try await bucket.ownership()
    if ownership == "BucketOwnerEnforced" {
      return [VaultCheck(.owner, .fine, "every object is the account's; ACLs have no say")]
    }
    return [
      VaultCheck(
        .owner,
        .wrong,
        ownership.map { "objects may have another owner (\(visible($0)))" }
          ?? "whose the objects are is not set",
        fix: command(
          "put-bucket-ownership-controls",
          "--ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'"
        )
      )
    ]
  }

  func versions() async throws -> [VaultCheck] {
    let found = try await bucket.versioning()
    if found == .enabled { return [VaultCheck(.versions, .fine, "all versions are kept")] }
    return [
      VaultCheck(
        .versions,
        .wrong,
        found == .suspended ? "versions are suspended" : "versions are not kept",
        fix: command("put-bucket-versioning", "--versioning-configuration Status=Enabled")
      )
    ]
  }

  func encryption() async throws -> [VaultCheck] {
    let found = try await bucket.defaultEncryption()
    if let found, found.algorithm.hasPrefix("aws:kms") {
      let key = found.keyID.map { "the key \(visible($0))" } ?? "the key that AWS manages"
      return [VaultCheck(.encryption, .fine, "by KMS, under \(key)")]
    }
    let key = settings.key.map { ",\"KMSMasterKeyID\":\"\(visible($0))\"" } ?? ""
    let rule =
      "{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"aws:kms\"\(key)},"
      + "\"BucketKeyEnabled\":true}"
    return [
      VaultCheck(
        .encryption,
        .wrong,
        found.map { "not by KMS (\(visible($0.algorithm)))" } ?? "none is set",
        fix: command(
          "put-bucket-encryption",
          "--server-side-encryption-configuration '{\"Rules\":[\(rule)]}'"
        )
      )
    ]
  }

  /// A rule that removes what is in use is wrong; one that removes what is not any more, or none, is
  /// to be known.
  func lifecycle() async throws -> [VaultCheck] {
    let prefix = settings.prefix.isEmpty ? "" : settings.prefix + "/"
    let rules = try await bucket.lifecycle().filter {
      $0.prefix.hasPrefix(prefix) || prefix.hasPrefix($0.prefix)
    }
    let look = command("get-bucket-lifecycle-configuration", "").split(separator: " ")
      .joined(separator: " ")
    func names(_ rules: [S3LifecycleRule]) -> String {
      rules.map { visible($0.id ?? "one without a name") }.joined(separator: ", ")
    }
    let removing = rules.filter(\.expiresLatest)
    guard removing.isEmpty else {
      return [
        VaultCheck(
          .lifecycle,
          .wrong,
          "a rule removes files by their age: \(names(removing))",
          fix: "Take it out, or give it another prefix: \(look)",
          byHand: true
        )
      ]
    }
    let older = rules.filter(\.expiresOlder)
    return [
      VaultCheck(
        .lifecycle,
        .note,
        older.isEmpty
          ? "no rule removes older versions: they are kept, and paid for, for ever"
          : "a rule removes older versions (\(names(older))); `log`, `restore` and the archive reach "
            + "back as far as it lets them"
      )
    ]
  }

  func transport() async throws -> [VaultCheck] {
    let found = try await bucket.policy()
    if let found, TransportPolicy.isThere(in: found, for: bucket.name) {
      return [VaultCheck(.transport, .fine, "the policy refuses what does not come over TLS")]
    }
    let what = "nothing refuses what does not come over TLS"
    guard found == nil else {
      return [
        VaultCheck(
          .transport,
          .wrong,
          what,
          fix: "Add the statement of this policy to the one that is there: \(policy)",
          byHand: true
        )
      ]
    }
    return [
      VaultCheck(
        .transport,
        .wrong,
        what,
        fix: command("put-bucket-policy", "--policy '\(policy)'")
      )
    ]
  }
}
