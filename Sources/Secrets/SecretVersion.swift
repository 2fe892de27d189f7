package import AWS
package import FoundationEssentials

/// One version of a secret, as its store names it.
package struct SecretVersion: Hashable, Sendable {
  /// A VersionId of 32 to 64 characters (`sm`, `local`), or a decimal number (`ssm`).
  package var id: String
  /// Staging labels (`sm`, `local`) or parameter labels (`ssm`), sorted.
  package var stages: [String]
  package var created: Date?
  /// Who made it, where the store tells (`ssm`: an ARN).
  package var by: String?
  /// `String`, `StringList` or `SecureString` (`ssm`, in a list of versions).
  package var type: String?

  package init(id: String, stages: [String] = [], created: Date? = nil, by: String? = nil) {
    self.id = id
    self.stages = stages.sorted()
    self.created = created
    self.by = by
  }
}

/// A version together with what it holds.
package struct SecretValue: Sendable {
  package var bytes: SecretBytes
  /// Whether the store keeps bytes rather than text.
  package var isBinary: Bool
  package var version: SecretVersion

  package init(bytes: SecretBytes, isBinary: Bool, version: SecretVersion) {
    self.bytes = bytes
    self.isBinary = isBinary
    self.version = version
  }
}
