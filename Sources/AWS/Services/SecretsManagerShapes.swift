package import FoundationEssentials

/// A secret as `ListSecrets` gives it: the listing lags behind changes by up to five minutes.
package struct SecretListEntry: Sendable, Decodable {
  package let arn: String
  package let name: String
  package let description: String?
  package let kmsKeyId: String?
  package let createdDate: Date?
  package let lastChangedDate: Date?
  package let deletedDate: Date?
  /// Stages by VersionId; only versions that have a stage.
  package let stages: [String: [String]]?

  private enum CodingKeys: String, CodingKey {
    case arn = "ARN"
    case name = "Name"
    case description = "Description"
    case kmsKeyId = "KmsKeyId"
    case createdDate = "CreatedDate"
    case lastChangedDate = "LastChangedDate"
    case deletedDate = "DeletedDate"
    case stages = "SecretVersionsToStages"
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

  private enum CodingKeys: String, CodingKey {
    case arn = "ARN"
    case name = "Name"
    case description = "Description"
    case kmsKeyId = "KmsKeyId"
    case createdDate = "CreatedDate"
    case lastChangedDate = "LastChangedDate"
    case deletedDate = "DeletedDate"
    case versionIdsToStages = "VersionIdsToStages"
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

/// The answer of `GetSecretValue`.
package struct SecretValueOutput: Sendable {
  package let arn: String
  package let name: String
  package let versionId: String
  package let stages: [String]
  package let createdDate: Date?
  package let value: SecretBytes
  /// Whether it came as `SecretBinary`.
  package let isBinary: Bool
}

/// The answers of `CreateSecret` and `PutSecretValue`.
package struct WrittenSecretVersion: Sendable, Decodable {
  package let arn: String
  package let name: String
  package let versionId: String
  /// Absent in the answer of `CreateSecret`.
  package let stages: [String]?

  private enum CodingKeys: String, CodingKey {
    case arn = "ARN"
    case name = "Name"
    case versionId = "VersionId"
    case stages = "VersionStages"
  }
}
