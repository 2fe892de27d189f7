package import FoundationEssentials

/// A key pair, with a token where the keys are temporary.
package struct AWSCredentials: Sendable, Equatable {
  package let accessKeyID: String
  package let secretAccessKey: SecretBytes
  package let sessionToken: SecretBytes?
  /// Nil for keys that do not expire.
  package let expiration: Date?
  /// 12 digits, where the source says whose keys these are.
  package let accountID: String?

  package init(
    accessKeyID: String,
    secretAccessKey: SecretBytes,
    sessionToken: SecretBytes? = nil,
    expiration: Date? = nil,
    accountID: String? = nil
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiration = expiration
    self.accountID = accountID
  }

  func expiring(_ date: Date) -> AWSCredentials {
    AWSCredentials(
      accessKeyID: accessKeyID,
      secretAccessKey: secretAccessKey,
      sessionToken: sessionToken,
      expiration: date,
      accountID: accountID
    )
  }
}

extension AWSCredentials: CustomStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension SecretBytes {
  /// A token as the text of a header; this copy is not wiped.
  var headerText: String {
    unsafe withBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
