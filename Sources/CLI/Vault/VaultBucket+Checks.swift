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
    if let document = try await bucket.policy() {
      let others = BucketPolicy(document)?.others(than: accounts) ?? ["nobody can tell whom"]
      if !others.isEmpty {
        checks.append(
          VaultCheck(
            .access,
            .wrong,
            "the policy also lets in \(others.map(visible).joined(separator: ", "))",
            fix:
              "Take that statement out (\(command("get-bucket-policy", "--output text"))); or, if it is an "
              + "account of yours, name it as `account` of an environment.",
            byHand: true
          )
        )
      }
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
      guard let problem = try await problem(ofKey: found.keyID) else {
        let key = found.keyID.map { "the key \(visible($0))" } ?? "the key that AWS manages"
        return [VaultCheck(.encryption, .fine, "by KMS, under \(key)")]
      }
      return [
        VaultCheck(
          .encryption,
          .wrong,
          problem.what,
          fix: problem.canBeMended ? setEncryption : problem.fix,
          byHand: !problem.canBeMended
        )
      ]
    }
    if let key = settings.key, case .failure(let problem) = try await look(atKey: key) {
      return [VaultCheck(.encryption, .wrong, problem.what, fix: problem.fix, byHand: true)]
    }
    return [
      VaultCheck(
        .encryption,
        .wrong,
        found.map { "not by KMS (\(visible($0.algorithm)))" } ?? "none is set",
        fix: setEncryption
      )
    ]
  }

  private var setEncryption: String {
    let key = settings.key.map { ",\"KMSMasterKeyID\":\"\(visible($0))\"" } ?? ""
    let rule =
      "{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"aws:kms\"\(key)},"
      + "\"BucketKeyEnabled\":true}"
    return command(
      "put-bucket-encryption",
      "--server-side-encryption-configuration \(ChangeText.argument("{\"Rules\":[\(rule)]}"))"
    )
  }

  /// A rule that removes what is in use, or puts it where it cannot be read, is wrong; one that removes what is not any more, or none, is
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
    let archiving = rules.filter { $0.archives != nil }
    if let storage = archiving.first?.archives {
      return [
        VaultCheck(
          .lifecycle,
          .wrong,
          "a rule moves files to \(visible(storage)), where nobody can read them for hours: "
            + names(archiving),
          fix: "Take it out, or give it another prefix: \(look)",
          byHand: true
        )
      ]
    }
    let older = rules.filter { $0.expiresOlder != nil }
    guard let days = older.compactMap(\.expiresOlder).min() else {
      let rule =
        "{\"Rules\":[{\"ID\":\"older versions\",\"Status\":\"Enabled\",\"Filter\":{\"Prefix\":\"\(prefix)files/\"},"
        + "\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":365}}]}"
      return [
        VaultCheck(
          .lifecycle,
          .note,
          "no rule removes older versions: they are kept, and paid for, for ever",
          fix: "To keep them for a year (this replaces all rules): "
            + command(
              "put-bucket-lifecycle-configuration",
              "--lifecycle-configuration \(ChangeText.argument(rule))"
            )
        )
      ]
    }
    return [
      VaultCheck(
        .lifecycle,
        days < 30 ? .wrong : .note,
        "a rule removes versions \(count(days, "day")) after they were replaced (\(names(older))): `log`, "
          + "`restore`, `rollback` and the archive reach back no further",
        fix: days < 30 ? "Give it more days, or another prefix: \(look)" : nil,
        byHand: true
      )
    ]
  }

  func transport() async throws -> [VaultCheck] {
    let found = try await bucket.policy()
    if let found, BucketPolicy(found)?.refusesPlainText(for: bucket.name) == true {
      return [VaultCheck(.transport, .fine, "the policy refuses what does not come over TLS")]
    }
    let what = "nothing refuses what does not come over TLS"
    guard found == nil else {
      return [
        VaultCheck(
          .transport,
          .wrong,
          what,
          fix: "Add the statement of this policy to the one that is there: \(visible(policy))",
          byHand: true
        )
      ]
    }
    return [
      VaultCheck(
        .transport,
        .wrong,
        what,
        fix: command("put-bucket-policy", "--policy \(ChangeText.argument(policy))")
      )
    ]
  }
}
