package import FoundationEssentials

/// A secret as `ListSecrets` gives it: the listing lags behind changes by up to five minutes.
package struct SecretListEntry: Sendable, Decodable {
  package let arn: String
  package let name: String
  package let description: String?
  package let kmsKeyId: String?
  package let createdDate: Date?
  package let lastChangedDate: Date?
  /// When the secret goes; nil while it is not to be deleted.
  package let deletedDate: Date?
  /// Stages by VersionId; only versions that have a stage.
  package let stages: [String: [String]]?
  package let tags: [ResourceTag]?
  package let rotationEnabled: Bool?
  package let lastRotatedDate: Date?
  package let nextRotationDate: Date?
  /// The service of AWS that made the secret for itself.
  package let owningService: String?

  private enum CodingKeys: String, CodingKey {
    case arn = "ARN"
    case name = "Name"
    case description = "Description"
    case kmsKeyId = "KmsKeyId"
    case createdDate = "CreatedDate"
    case lastChangedDate = "LastChangedDate"
    case deletedDate = "DeletedDate"
    case lastRotatedDate = "LastRotatedDate"
    case nextRotationDate = "NextRotationDate"
    case stages = "SecretVersionsToStages"
    case tags = "Tags"
    case rotationEnabled = "RotationEnabled"
    case owningService = "OwningService"
  }
}

/// The answer of `DescribeSecret`, which is up to date.
package struct SecretMetadata: Sendable, Decodable {
  package let arn: String
  package let name: String
  package let description: String?
  package let kmsKeyId: String?
  package let createdDate: Date?
  package let lastChangedDate: Date?
  /// When the secret goes; nil while it is not to be deleted.
  package let deletedDate: Date?
  /// Stages by VersionId; absent while the secret has no value, may hold versions without stages.
  package let versionIdsToStages: [String: [String]]?
  package let tags: [ResourceTag]?
  package let rotationEnabled: Bool?
  package let rotationLambdaARN: String?
  package let lastRotatedDate: Date?
  package let nextRotationDate: Date?
  /// A day, without the time.
  package let lastAccessedDate: Date?
  /// The service of AWS that made the secret for itself.
  package let owningService: String?
  package let primaryRegion: String?
  package let replication: [SecretReplication]?

  private enum CodingKeys: String, CodingKey {
    case arn = "ARN"
    case name = "Name"
    case description = "Description"
    case kmsKeyId = "KmsKeyId"
    case createdDate = "CreatedDate"
    case lastChangedDate = "LastChangedDate"
    case deletedDate = "DeletedDate"
    case versionIdsToStages = "VersionIdsToStages"
    case tags = "Tags"
    case rotationEnabled = "RotationEnabled"
    case rotationLambdaARN = "RotationLambdaARN"
    case lastRotatedDate = "LastRotatedDate"
    case nextRotationDate = "NextRotationDate"
    case lastAccessedDate = "LastAccessedDate"
    case owningService = "OwningService"
    case primaryRegion = "PrimaryRegion"
    case replication = "ReplicationStatus"
  }
}

/// One version, as `ListSecretVersionIds` gives it.
package struct SecretVersionEntry: Sendable, Decodable {
  package let versionId: String
  package let stages: [String]?
  package let createdDate: Date?

  private enum CodingKeys: String, CodingKey {
    case versionId = "VersionId"
    case stages = "VersionStages"
    case createdDate = "CreatedDate"
  }
}

/// One secret of the answers of `GetSecretValue` and `BatchGetSecretValue`.
package struct SecretValueOutput: Sendable {
  package let arn: String
  package let name: String
  package let versionId: String
  package let stages: [String]
  package let createdDate: Date?
  package let value: SecretBytes
  /// Whether it came as `SecretBinary`.
  package let isBinary: Bool

  init(_ rest: SecretValueRest, value: SecretBytes, isBinary: Bool) {
    arn = rest.arn
    name = rest.name
    versionId = rest.versionId
    stages = rest.stages ?? []
    createdDate = rest.createdDate
    self.value = value
    self.isBinary = isBinary
  }
}

/// What comes with a value.
struct SecretValueRest: Decodable {
  let arn: String
  let name: String
  let versionId: String
  let stages: [String]?
  let createdDate: Date?

  private enum CodingKeys: String, CodingKey {
    case arn = "ARN"
    case name = "Name"
    case versionId = "VersionId"
    case stages = "VersionStages"
    case createdDate = "CreatedDate"
  }
}

/// The state of a copy in another region.
package struct SecretReplication: Sendable, Decodable {
  package let region: String
  package let kmsKeyId: String?
  /// `InSync`, `InProgress` or `Failed`.
  package let status: String?
  /// Why it failed.
  package let statusMessage: String?

  private enum CodingKeys: String, CodingKey {
    case region = "Region"
    case kmsKeyId = "KmsKeyId"
    case status = "Status"
    case statusMessage = "StatusMessage"
  }
}

/// The answers of `CreateSecret`, `PutSecretValue` and `RotateSecret`.
package struct WrittenSecretVersion: Sendable, Decodable {
  package let arn: String
  package let name: String
  package let versionId: String
  /// In the answer of `PutSecretValue` alone.
  package let stages: [String]?

  private enum CodingKeys: String, CodingKey {
    case arn = "ARN"
    case name = "Name"
    case versionId = "VersionId"
    case stages = "VersionStages"
  }
}
