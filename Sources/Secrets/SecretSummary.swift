package import FoundationEssentials

/// What `list` tells of a secret; a version is given only where listing is up to date with it.
package struct SecretSummary: Sendable, Hashable {
  package var store: StoreKind
  package var name: String
  package var arn: String?
  /// The id of the current version, as far as the listing knows (`sm` listings may lag by minutes).
  package var currentVersion: String?
  package var created: Date?
  package var modified: Date?
  /// Who modified it, where the listing tells (`ssm`: an ARN).
  package var by: String?
  /// When the secret goes, if it waits for its deletion.
  package var deletionDate: Date?
  /// `String`, `StringList` or `SecureString` (`ssm`).
  package var type: String?
  /// `Standard` or `Advanced` (`ssm`).
  package var tier: String?
  package var keyID: String?
  package var description: String?
  /// Whether and when AWS changes the value by itself (`sm`).
  package var rotation: SecretRotation?
  /// The service of AWS that made the secret for itself, such as `rds` (`sm`).
  package var managedBy: String?
  /// Nil where they were not asked for.
  package var tags: [String: String]?

  package init(
    store: StoreKind,
    name: String,
    arn: String? = nil,
    currentVersion: String? = nil,
    modified: Date? = nil,
    deletionDate: Date? = nil,
    type: String? = nil,
    tier: String? = nil,
    keyID: String? = nil,
    description: String? = nil
  ) {
    self.store = store
    self.name = name
    self.arn = arn
    self.currentVersion = currentVersion
    self.modified = modified
    self.deletionDate = deletionDate
    self.type = type
    self.tier = tier
    self.keyID = keyID
    self.description = description
  }
}

/// The changes of a value that AWS makes by itself.
package struct SecretRotation: Sendable, Hashable {
  package var isOn: Bool
  package var last: Date?
  package var next: Date?

  package init(isOn: Bool, last: Date? = nil, next: Date? = nil) {
    self.isOn = isOn
    self.last = last
    self.next = next
  }
}
