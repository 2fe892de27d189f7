extension S3Bucket {
  /// `GetObject`: the latest version, or the one with that id.
  ///
  /// The answer must say its length, and match the checksum that it says, if it does: a body that
  /// was cut on the way would look like a whole one. `preconditionFailed` where its ETag is not
  /// `matching`.
  package func getObject(
    _ key: String,
    version: String? = nil,
    matching etag: String? = nil
  ) async throws(AWSError) -> S3Object {
    var request = try read("GetObject", "GET", key, version)
    if let etag {
      try call(request.operation).check("the ETag", header: etag)
      request.headers.append((name: "If-Match", value: etag))
    }
    let answer = try await client.send(request)
    guard let length = answer.headers["content-length"].flatMap({ Int($0) }),
      length == answer.body.count
    else {
      throw call(request.operation)
        .invalid("does not say how long it is", requestID: answer.s3RequestID)
    }
    // A dash and a number follow where the object was uploaded in parts, and it is of those then.
    if let sum = answer.headers["x-amz-checksum-sha256"], !sum.contains("-"),
      sum != Crypto.base64(Crypto.sha256(answer.body))
    {
      throw call(request.operation)
        .invalid("does not match its checksum", requestID: answer.s3RequestID)
    }
    return S3Object(metadata: S3ObjectMetadata(answer), body: answer.body)
  }

  /// `HeadObject`: what `getObject` tells, without the body.
  package func headObject(
    _ key: String,
    version: String? = nil
  ) async throws(AWSError) -> S3ObjectMetadata {
    S3ObjectMetadata(try await client.send(try read("HeadObject", "HEAD", key, version)))
  }

  /// `PutObject` with a checksum, on a condition if there is one.
  ///
  /// `preconditionFailed` (412): the object is not as the condition says. `conflict` (409): another
  /// write went on at the same moment. `notFound`: there is no object whose ETag could match. A
  /// bucket's policy may demand a condition. An answer that got lost is looked for before anything
  /// is reported, and what was written is not written twice.
  package func putObject(
    _ key: String,
    _ body: SecretBytes,
    if condition: S3Condition = .none,
    encryption: S3Encryption = .bucketDefault,
    contentType: String = "application/octet-stream",
    metadata: [String: String] = [:]
  ) async throws(AWSError) -> S3WrittenObject {
    var request = try request("PutObject", "PUT", key: key)
    let call = call(request.operation)
    try call.check("the object", bytes: body.count, 0...S3Limits.objectBytes)
    try call.check("the content type", header: contentType)
    try call.check(metadata: metadata)
    let checksum = Crypto.base64(Crypto.sha256(body))
    request.headers.append((name: "Content-Type", value: contentType))
    request.headers.append((name: "X-Amz-Checksum-Sha256", value: checksum))
    for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
      request.headers.append((name: "X-Amz-Meta-\(name)", value: value))
    }
    for (name, value) in encryption.headers {
      try call.check("the id of the KMS key", header: value)
      request.headers.append((name: name, value: value))
    }
    request.body = body
    request.refusesErrorRoot = true
    guard let header = condition.header else {
      return S3WrittenObject(try await client.send(request))
    }
    try call.check("the ETag", header: header.value)
    request.headers.append(header)
    return try await write(request, if: condition, key: key, checksum: checksum)
  }

  /// `DeleteObject`: of a version, for good; without one, a marker hides the object where the bucket
  /// keeps versions.
  ///
  /// What is not there is no error.
  package func deleteObject(
    _ key: String,
    version: String? = nil
  ) async throws(AWSError) -> S3Deletion {
    var request = try request("DeleteObject", "DELETE", key: key, query: Self.query(version))
    request.refusesErrorRoot = true
    // Each sending without a version would leave another marker.
    if version == nil { request.retry = .connectFailuresOnly }
    let answer = try await client.send(request)
    return S3Deletion(
      version: answer.headers["x-amz-version-id"],
      isMarker: answer.headers["x-amz-delete-marker"] == "true"
    )
  }

  private func read(
    _ operation: String,
    _ method: String,
    _ key: String,
    _ version: String?
  ) throws(AWSError) -> ServiceRequest {
    var request = try request(operation, method, key: key, query: Self.query(version))
    request.headers.append((name: "X-Amz-Checksum-Mode", value: "ENABLED"))
    return request
  }

  private static func query(_ version: String?) -> [(name: String, value: String)] {
    version.map { [(name: "versionId", value: $0)] } ?? []
  }
}
