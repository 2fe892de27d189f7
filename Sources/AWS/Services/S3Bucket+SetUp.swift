// Making a bucket, and switching on what one that holds secrets should have. Each setting replaces
// the one before, so that sending it twice does no more than once.
extension S3Bucket {
  private static let namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""

  /// `HeadBucket`: whether the bucket is there; `accessDenied` where it may be somebody else's.
  package func exists() async throws(AWSError) -> Bool {
    do {
      _ = try await client.send(request("HeadBucket", "HEAD"))
      return true
    } catch {
      guard error.kind == .notFound else { throw error }
      return false
    }
  }

  /// `CreateBucket` in the client's region, with no ACLs in force; one that the account has already
  /// is no error.
  package func create() async throws(AWSError) {
    var request = try request("CreateBucket", "PUT")
    // It is about a bucket that nobody owns yet.
    request.headers.removeAll { $0.name == "X-Amz-Expected-Bucket-Owner" }
    request.headers.append((name: "X-Amz-Object-Ownership", value: "BucketOwnerEnforced"))
    request.headers.append((name: "Content-Type", value: "application/xml"))
    if client.region != "us-east-1" {
      request.body = SecretBytes(
        utf8: "<CreateBucketConfiguration \(Self.namespace)><LocationConstraint>\(client.region)"
          + "</LocationConstraint></CreateBucketConfiguration>"
      )
    }
    do {
      _ = try await client.send(request)
    } catch {
      guard error.code == "BucketAlreadyOwnedByYou" else { throw error }
    }
  }

  /// `PutBucketVersioning`.
  package func enableVersioning() async throws(AWSError) {
    try await set(
      "PutBucketVersioning",
      "versioning",
      "<VersioningConfiguration \(Self.namespace)><Status>Enabled</Status></VersioningConfiguration>"
    )
  }

  /// `PutBucketEncryption` with KMS and a bucket key; nil is the key that AWS manages.
  package func encrypt(key: String?) async throws(AWSError) {
    let id = key.map { "<KMSMasterKeyID>\(Self.escaped($0))</KMSMasterKeyID>" } ?? ""
    try await set(
      "PutBucketEncryption",
      "encryption",
      "<ServerSideEncryptionConfiguration \(Self.namespace)><Rule>"
        + "<ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>\(id)"
        + "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule>"
        + "</ServerSideEncryptionConfiguration>"
    )
  }

  /// `PutPublicAccessBlock`, all four.
  package func blockPublicAccess() async throws(AWSError) {
    let names = [
      "BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets",
    ]
    try await set(
      "PutPublicAccessBlock",
      "publicAccessBlock",
      "<PublicAccessBlockConfiguration \(Self.namespace)>"
        + names.map { "<\($0)>true</\($0)>" }.joined() + "</PublicAccessBlockConfiguration>"
    )
  }

  /// `PutBucketOwnershipControls`: ACLs have no say.
  package func enforceOwnership() async throws(AWSError) {
    try await set(
      "PutBucketOwnershipControls",
      "ownershipControls",
      "<OwnershipControls \(Self.namespace)><Rule><ObjectOwnership>BucketOwnerEnforced"
        + "</ObjectOwnership></Rule></OwnershipControls>"
    )
  }

  /// `PutBucketPolicy`: a document in JSON, in place of the one that is there.
  package func setPolicy(_ document: String) async throws(AWSError) {
    try await set("PutBucketPolicy", "policy", document)
  }

  /// `GetBucketOwnershipControls`: `BucketOwnerEnforced` and the like; nil where it was never set.
  package func ownership() async throws(AWSError) -> String? {
    try await setting("GetBucketOwnershipControls", "ownershipControls", "OwnershipControls")?
      .descendant("Rule")?.text("ObjectOwnership")
  }

  /// `GetBucketLifecycleConfiguration`: the rules that are switched on; none where there are none.
  package func lifecycle() async throws(AWSError) -> [S3LifecycleRule] {
    let document = try await setting(
      "GetBucketLifecycleConfiguration",
      "lifecycle",
      "LifecycleConfiguration"
    )
    return document?.all("Rule").filter { $0.text("Status") == "Enabled" }.map { rule in
      S3LifecycleRule(
        id: rule.text("ID"),
        prefix: rule.text("Prefix") ?? rule.child("Filter")?.text("Prefix")
          ?? rule.descendant("Filter", "And")?.text("Prefix") ?? "",
        // One that removes lone delete markers removes no file.
        expiresLatest: rule.child("Expiration").map {
          $0.text("Days") != nil || $0.text("Date") != nil
        } ?? false,
        expiresOlder: rule.child("NoncurrentVersionExpiration").map { expiration in
          expiration.text("NoncurrentDays").flatMap { Int($0) } ?? 0
        },
        archives: (rule.all("Transition") + rule.all("NoncurrentVersionTransition"))
          .compactMap { $0.text("StorageClass") }.first(where: S3LifecycleRule.slow.contains)
      )
    } ?? []
  }

  private func set(
    _ operation: String,
    _ parameter: String,
    _ document: String
  ) async throws(AWSError) {
    var request = try request(operation, "PUT", query: [(name: parameter, value: "")])
    let body = SecretBytes(utf8: document)
    let type = document.hasPrefix("<") ? "application/xml" : "application/json"
    request.headers.append((name: "Content-Type", value: type))
    request.headers.append(
      (name: "X-Amz-Checksum-Sha256", value: Crypto.base64(Crypto.sha256(body)))
    )
    request.body = body
    request.refusesErrorRoot = true
    _ = try await client.send(request)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

/// A rule that removes objects of a bucket by their age.
package struct S3LifecycleRule: Sendable, Equatable {
  package let id: String?
  /// Of the keys that it is about; empty for all.
  package let prefix: String
  /// Whether the latest versions go.
  package let expiresLatest: Bool
  /// After how many days versions go that are no longer the latest; nil for never.
  package let expiresOlder: Int?
  /// The storage class into which it moves objects that have to be fetched back for hours before they can be
  /// read; nil for none.
  package let archives: String?

  /// Those of https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html that need a
  /// restoration first.
  static let slow: Set<String> = ["GLACIER", "DEEP_ARCHIVE"]
}
