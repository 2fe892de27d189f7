// What a bucket that holds secrets should have switched on. Where S3 answers 404 because a setting
// was never made, it is off, and that is the answer; a bucket that is not there is an error.
extension S3Bucket {
  /// `GetBucketVersioning`.
  package func versioning() async throws(AWSError) -> S3Versioning {
    let document = try await setting("GetBucketVersioning", "versioning", "VersioningConfiguration")
    return S3Versioning(status: document?.text("Status"))
  }

  /// `GetBucketEncryption`: what objects are encrypted with where a write says nothing; nil for
  /// nothing.
  package func defaultEncryption() async throws(AWSError) -> S3DefaultEncryption? {
    let document = try await setting(
      "GetBucketEncryption",
      "encryption",
      "ServerSideEncryptionConfiguration"
    )
    let rule = document?.descendant("Rule", "ApplyServerSideEncryptionByDefault")
    guard let algorithm = rule?.text("SSEAlgorithm") else { return nil }
    return S3DefaultEncryption(
      algorithm: algorithm,
      keyID: rule?.text("KMSMasterKeyID"),
      usesBucketKey: document?.descendant("Rule")?.flag("BucketKeyEnabled") ?? false
    )
  }

  /// `GetPublicAccessBlock` of the bucket; the account may have its own.
  package func publicAccessBlock() async throws(AWSError) -> S3PublicAccessBlock {
    let document = try await setting(
      "GetPublicAccessBlock",
      "publicAccessBlock",
      "PublicAccessBlockConfiguration"
    )
    return S3PublicAccessBlock(
      blocksPublicACLs: document?.flag("BlockPublicAcls") ?? false,
      ignoresPublicACLs: document?.flag("IgnorePublicAcls") ?? false,
      blocksPublicPolicy: document?.flag("BlockPublicPolicy") ?? false,
      restrictsPublicBuckets: document?.flag("RestrictPublicBuckets") ?? false
    )
  }

  /// `GetBucketPolicyStatus`: whether the policy lets everybody in; false without a policy.
  package func policyIsPublic() async throws(AWSError) -> Bool {
    try await setting("GetBucketPolicyStatus", "policyStatus", "PolicyStatus")?
      .flag("IsPublic") ?? false
  }

  /// `GetBucketPolicy`: a document in JSON; nil where there is none.
  package func policy() async throws(AWSError) -> String? {
    var request = try request("GetBucketPolicy", "GET", query: [(name: "policy", value: "")])
    request.refusesErrorRoot = true
    let answer: HTTPResponse
    do {
      answer = try await client.send(request)
    } catch {
      guard error.meansNeverSet else { throw error }
      return nil
    }
    let isWhole = unsafe answer.body.withBytes { unsafe JSONShape.isWholeObject($0) }
    guard isWhole else { throw client.notUnderstood(.s3, request.operation, answer) }
    return String(decoding: answer.body.exposed(), as: UTF8.self)
  }

  func setting(
    _ operation: String,
    _ parameter: String,
    _ root: String
  ) async throws(AWSError) -> XMLElement? {
    do {
      return try await document(
        request(operation, "GET", query: [(name: parameter, value: "")]),
        root: root
      )
    } catch {
      guard error.meansNeverSet else { throw error }
      return nil
    }
  }
}

extension AWSError {
  fileprivate var meansNeverSet: Bool {
    [
      "NoSuchBucketPolicy", "NoSuchPublicAccessBlockConfiguration",
      "ServerSideEncryptionConfigurationNotFoundError", "OwnershipControlsNotFoundError",
      "NoSuchLifecycleConfiguration",
    ].contains(code)
  }
}
