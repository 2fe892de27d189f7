package import FoundationEssentials

/// What a store knows of a secret besides its values.
package struct SecretDescription: Sendable, Hashable {
  package var store: StoreKind
  package var name: String
  package var arn: String?
  /// What `get` would read: `AWSCURRENT` (`sm`, `local`), the latest version (`ssm`).
  package var current: SecretVersion?
  /// The labelled versions (`sm`, `local`), or the current one alone (`ssm`).
  package var versions: [SecretVersion]
  package var created: Date?
  package var modified: Date?
  /// When the secret goes, if it waits for its deletion.
  package var deletionDate: Date?
  /// `String`, `StringList` or `SecureString` (`ssm`).
  package var type: String?
  /// `Standard` or `Advanced` (`ssm`, where the store was asked for it).
  package var tier: String?
  package var keyID: String?
  package var description: String?
  /// Whether and when AWS changes the value by itself (`sm`).
  package var rotation: SecretRotation?
  /// The service of AWS that made the secret for itself (`sm`).
  package var managedBy: String?
  /// Nil where they were not asked for.
  package var tags: [String: String]?

  package var rotates: Bool { rotation?.isOn ?? false }

  package init(
    store: StoreKind,
    name: String,
    arn: String? = nil,
    current: SecretVersion? = nil,
    versions: [SecretVersion] = [],
    created: Date? = nil,
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
    self.current = current
    self.versions = versions
    self.created = created
    self.modified = modified
    self.deletionDate = deletionDate
    self.type = type
    self.tier = tier
    self.keyID = keyID
    self.description = description
  }
}

/// The answer to `describe` for one name.
package enum DescribeResult: Sendable, Hashable {
  case found(SecretDescription)
  case missing
  /// The identity may not see it; the text says which permission it lacks.
  case denied(String)
}
