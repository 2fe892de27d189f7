package import FoundationEssentials

/// What becomes of a secret that is deleted.
package enum SecretDeletion: Sendable {
  /// Can be restored for 7 to 30 days.
  case recoverable(days: Int)
  /// Gone, with all its versions; its name is free a little later.
  case immediate
}

/// When a secret rotates by itself.
package enum RotationSchedule: Sendable {
  /// 1 to 1000.
  case every(days: Int)
  /// `cron(…)` or `rate(…)`, 1 to 256 characters.
  case expression(String)
}

extension SecretsManagerClient {
  /// `DeleteSecret`; returns when it goes.
  ///
  /// Immediately, a secret that does not exist is no error.
  package func deleteSecret(
    _ id: String,
    _ deletion: SecretDeletion = .recoverable(days: 30)
  ) async throws(AWSError) -> Date {
    let call = call("DeleteSecret")
    try call.check(secretID: id)
    var body = body(id)
    var retry = RetryChoice.safe
    switch deletion {
    case .recoverable(let days):
      try call.check("the days", number: days, SecretsManagerLimits.recoveryDays)
      body.set("RecoveryWindowInDays", days)
      // Sent twice, the second time is refused: it waits for its deletion.
      retry = .connectFailuresOnly
    case .immediate: body.set("ForceDeleteWithoutRecovery", true)
    }
    let output: DeletionOutput = try await call.send(body, retry: retry)
    return output.date
  }

  /// `RestoreSecret`: it is not to be deleted any more.
  package func restoreSecret(_ id: String) async throws(AWSError) {
    let call = call("RestoreSecret")
    try call.check(secretID: id)
    // Sent twice, the second time may find nothing to restore.
    try await call.sendOnly(body(id), retry: .connectFailuresOnly)
  }

  /// `TagResource`: adds tags, and replaces the values of those that are there; at most 50.
  package func tagResource(_ id: String, _ tags: [ResourceTag]) async throws(AWSError) {
    let call = call("TagResource")
    try call.check(secretID: id)
    try call.check(tags: tags)
    var body = body(id)
    body.set("Tags", objects: tags.map(\.body))
    try await call.sendOnly(body)
  }

  /// `UntagResource`; keys that are not there are no error.
  package func untagResource(_ id: String, keys: [String]) async throws(AWSError) {
    let call = call("UntagResource")
    try call.check(secretID: id)
    try call.check(tagKeys: keys)
    var body = body(id)
    body.set("TagKeys", keys)
    try await call.sendOnly(body)
  }

  /// `RotateSecret`: sets how it rotates, and rotates it at once unless told otherwise.
  ///
  /// The id of the new version is the token; the same token is the same request. `invalidRequest`
  /// where no function is known that does it.
  package func rotateSecret(
    _ id: String,
    lambdaARN: String? = nil,
    schedule: RotationSchedule? = nil,
    immediately: Bool = true,
    token: String
  ) async throws(AWSError) -> WrittenSecretVersion {
    let call = call("RotateSecret")
    try call.check(secretID: id)
    try call.check(token: token)
    try call.check("the ARN of the function", characters: lambdaARN, 0...2_048)
    var body = body(id)
    body.set("ClientRequestToken", token)
    if let lambdaARN { body.set("RotationLambdaARN", lambdaARN) }
    if let schedule {
      var rules = RequestBody()
      switch schedule {
      case .every(let days):
        try call.check("the days", number: days, SecretsManagerLimits.rotationDays)
        rules.set("AutomaticallyAfterDays", days)
      case .expression(let text):
        try call.check("the schedule", characters: text, 1...256)
        rules.set("ScheduleExpression", text)
      }
      body.set("RotationRules", object: rules)
    }
    if !immediately { body.set("RotateImmediately", false) }
    return try await call.send(body)
  }

  /// `ReplicateSecretToRegions`; the state of every replica there is then.
  package func replicateSecret(
    _ id: String,
    to replicas: [SecretReplica],
    overwriting: Bool = false
  ) async throws(AWSError) -> [SecretReplication] {
    let call = call("ReplicateSecretToRegions")
    try call.check(secretID: id)
    try call.check(replicas: replicas)
    var body = body(id)
    body.set("AddReplicaRegions", objects: replicas.map(\.body))
    if overwriting { body.set("ForceOverwriteReplicaSecret", true) }
    let output: ReplicationOutput = try await call.send(body)
    return output.status ?? []
  }

  /// `RemoveRegionsFromReplication`: the copies there are deleted at once; the state of those left.
  package func removeReplicas(
    _ id: String,
    in regions: [String]
  ) async throws(AWSError) -> [SecretReplication] {
    let call = call("RemoveRegionsFromReplication")
    try call.check(secretID: id)
    try call.check("regions", count: regions.count, 1...100)
    for region in regions { try call.check("the region", characters: region, 1...128) }
    var body = body(id)
    body.set("RemoveReplicaRegions", regions)
    let output: ReplicationOutput = try await call.send(body)
    return output.status ?? []
  }
}

extension ServiceCall {
  func check(replicas: [SecretReplica]) throws(AWSError) {
    try check("regions", count: replicas.count, 1...100)
    for replica in replicas {
      try check("the region", characters: replica.region, 1...128)
      try check("the id of the KMS key", characters: replica.kmsKeyId, 0...2_048)
    }
  }
}

private struct DeletionOutput: Decodable {
  let date: Date

  private enum CodingKeys: String, CodingKey {
    case date = "DeletionDate"
  }
}

private struct ReplicationOutput: Decodable {
  let status: [SecretReplication]?

  private enum CodingKeys: String, CodingKey {
    case status = "ReplicationStatus"
  }
}
