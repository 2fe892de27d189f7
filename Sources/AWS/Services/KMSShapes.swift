package import FoundationEssentials

/// A key as `DescribeKey` gives it.
package struct KMSKey: Sendable, Decodable {
  package let id: String
  package let arn: String?
  package let isEnabled: Bool?
  /// `Enabled`, `Disabled`, `PendingDeletion` and the like.
  package let state: String?
  /// `ENCRYPT_DECRYPT`, `GENERATE_VERIFY_MAC` and the like.
  package let usage: String?
  /// `SYMMETRIC_DEFAULT`, `HMAC_256` and the like.
  package let spec: String?
  /// `AWS` for the keys that AWS manages, `CUSTOMER` for others.
  package let manager: String?
  package let creationDate: Date?
  package let deletionDate: Date?

  private enum CodingKeys: String, CodingKey {
    case id = "KeyId"
    case arn = "Arn"
    case isEnabled = "Enabled"
    case state = "KeyState"
    case usage = "KeyUsage"
    case spec = "KeySpec"
    case manager = "KeyManager"
    case creationDate = "CreationDate"
    case deletionDate = "DeletionDate"
  }
}

/// The answer of `VerifyMac`.
struct KMSMACOutput: Decodable {
  let isValid: Bool

  private enum CodingKeys: String, CodingKey {
    case isValid = "MacValid"
  }
}

/// The answer of `DescribeKey`.
struct KMSKeyOutput: Decodable {
  let key: KMSKey

  private enum CodingKeys: String, CodingKey {
    case key = "KeyMetadata"
  }
}
