/// Who the credentials belong to.
package struct CallerIdentity: Sendable, Equatable {
  /// 12 digits.
  package let account: String
  package let arn: String
  package let userId: String
}

/// A role to be assumed, and how.
package struct RoleRequest: Sendable {
  package var arn: String
  /// 2 to 64 of letters, digits and `_+=,.@-`.
  package var sessionName: String
  /// 900 to 43,200; nil for an hour.
  package var seconds: Int?
  package var externalID: String?
  /// The device, where the role wants a code; the code comes with it.
  package var mfaSerial: String?
  /// Six digits.
  package var mfaCode: String?

  package init(arn: String, sessionName: String) {
    self.arn = arn
    self.sessionName = sessionName
  }
}

/// What assuming a role gives.
package struct RoleSession: Sendable {
  package let credentials: AWSCredentials
  /// Of the role's session; nil when the service does not say.
  package let arn: String?
}
