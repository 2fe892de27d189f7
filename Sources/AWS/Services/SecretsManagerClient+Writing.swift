extension SecretsManagerClient {
  /// `CreateSecret` with a first version, whose id is the token (32 to 64 characters).
  ///
  /// The same token with the same value is the same request: sending it again does nothing more.
  /// `alreadyExists` where there is another secret of that name; `invalidRequest` while one waits
  /// for its deletion; `limitExceeded`; as `service`: `EncryptionFailure`, `DecryptionFailure`,
  /// `PreconditionNotMetException`.
  package func createSecret(
    name: String,
    value: SecretBytes,
    binary: Bool,
    description: String? = nil,
    kmsKeyId: String? = nil,
    tags: [ResourceTag] = [],
    replicas: [SecretReplica] = [],
    token: String
  ) async throws(AWSError) -> WrittenSecretVersion {
    let call = call("CreateSecret")
    try call.check(newSecret: name)
    try call.check(token: token)
    try call.check(description: description, keyID: kmsKeyId)
    if !tags.isEmpty { try call.check(tags: tags) }
    var body = RequestBody()
    body.set("Name", name)
    body.set("ClientRequestToken", token)
    if let description { body.set("Description", description) }
    if let kmsKeyId { body.set("KmsKeyId", kmsKeyId) }
    if !tags.isEmpty { body.set("Tags", objects: tags.map(\.body)) }
    if !replicas.isEmpty {
      try call.check(replicas: replicas)
      body.set("AddReplicaRegions", objects: replicas.map(\.body))
    }
    try set(value, binary: binary, in: &body, call)
    return try await call.send(body, holding: value)
  }

  /// `PutSecretValue`: a new version, whose id is the token.
  ///
  /// It takes `AWSCURRENT`, or exactly `stages` (at most 20), from whichever version has them. The
  /// same token with the same value is the same request: sending it again does nothing more; with
  /// another value it is `alreadyExists`. A secret keeps about 100 versions without a stage, and at
  /// most 20 stages over all its versions (`limitExceeded`). As `service`: `EncryptionFailure`,
  /// `DecryptionFailure`.
  package func putSecretValue(
    id: String,
    value: SecretBytes,
    binary: Bool,
    stages: [String] = [],
    token: String
  ) async throws(AWSError) -> WrittenSecretVersion {
    let call = call("PutSecretValue")
    try call.check(secretID: id)
    try call.check(token: token)
    if !stages.isEmpty { try call.check(stages: stages) }
    var body = body(id)
    body.set("ClientRequestToken", token)
    if !stages.isEmpty { body.set("VersionStages", stages) }
    try set(value, binary: binary, in: &body, call)
    return try await call.send(body, holding: value)
  }

  /// `UpdateSecret` for what describes a secret; nil stays as it is, and no version is made.
  ///
  /// Under another key the versions with a stage of AWS's own are encrypted anew, where the identity
  /// may use it, and those to come; an empty one is the account's default. `invalidRequest` while the secret waits for its
  /// deletion; as `service`: `EncryptionFailure`, `DecryptionFailure`, `PreconditionNotMetException`.
  package func updateSecret(
    id: String,
    description: String? = nil,
    kmsKeyId: String? = nil
  ) async throws(AWSError) {
    let call = call("UpdateSecret")
    try call.check(secretID: id)
    try call.check(description: description, keyID: kmsKeyId)
    guard description != nil || kmsKeyId != nil else {
      throw call.refused("there is nothing to change")
    }
    var body = body(id)
    // Of no use without a value; the SDKs send it all the same.
    body.set("ClientRequestToken", Crypto.uuid())
    if let description { body.set("Description", description) }
    if let kmsKeyId { body.set("KmsKeyId", kmsKeyId) }
    try await call.sendOnly(body)
  }

  /// `UpdateSecretVersionStage`: moves a stage, attaches it, or, with `to` nil, takes it away.
  ///
  /// `from` must be the version that has the stage now, if one has; otherwise `invalidRequest`.
  /// Moving `AWSCURRENT` moves `AWSPREVIOUS` to the version that it leaves; it cannot be taken away.
  /// At most 20 stages over all versions: `limitExceeded`.
  package func updateSecretVersionStage(
    id: String,
    stage: String,
    to: String?,
    from: String? = nil
  ) async throws(AWSError) {
    let call = call("UpdateSecretVersionStage")
    try call.check(secretID: id)
    try call.check(stage: stage)
    try call.check(versionID: to)
    try call.check(versionID: from)
    guard to != nil || from != nil else {
      throw call.refused("it names no version to move the stage to or to take it from")
    }
    var body = body(id)
    body.set("VersionStage", stage)
    if let from { body.set("RemoveFromVersionId", from) }
    if let to { body.set("MoveToVersionId", to) }
    // Sent twice, the second time finds the stage gone from where it was, and is refused.
    try await call.sendOnly(body, retry: from == nil ? .safe : .connectFailuresOnly)
  }

  private func set(
    _ value: SecretBytes,
    binary: Bool,
    in body: inout RequestBody,
    _ call: ServiceCall
  ) throws(AWSError) {
    if binary {
      try call.check(value: value)
      body.set("SecretBinary", blob: value)
    } else {
      try call.check(text: value)
      body.set("SecretString", text: value)
    }
  }
}
