/// Whether a bucket keeps what is overwritten or deleted.
package enum S3Versioning: Sendable, Equatable {
  /// Never switched on.
  case off
  case enabled
  case suspended
  /// What S3 does not say today.
  case other(String)

  init(status: String?) {
    self =
      switch status {
      case nil, "": .off
      case "Enabled": .enabled
      case "Suspended": .suspended
      case let other?: .other(other)
      }
  }
}

/// What a bucket encrypts with by itself.
package struct S3DefaultEncryption: Sendable, Equatable {
  /// `AES256`, `aws:kms` or `aws:kms:dsse`.
  package let algorithm: String
  /// Nil for the key that AWS manages.
  package let keyID: String?
  package let usesBucketKey: Bool
}

/// The four switches against public access.
package struct S3PublicAccessBlock: Sendable, Equatable {
  package let blocksPublicACLs: Bool
  package let ignoresPublicACLs: Bool
  package let blocksPublicPolicy: Bool
  package let restrictsPublicBuckets: Bool

  package var isComplete: Bool {
    blocksPublicACLs && ignoresPublicACLs && blocksPublicPolicy && restrictsPublicBuckets
  }
}
