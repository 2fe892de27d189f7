package import FoundationEssentials

/// What `list` tells of a secret; a version is given only where listing is up to date with it.
package struct SecretSummary: Sendable, Hashable {
  package var store: StoreKind
  package var name: String
  package var arn: String?
  /// The id of the current version, as far as the listing knows (`sm` listings may lag by minutes).
  package var currentVersion: String?
  package var modified: Date?
  /// When the secret goes, if it waits for its deletion.
  package var deletionDate: Date?
  /// `String`, `StringList` or `SecureString` (`ssm`).
  package var type: String?
  /// `Standard` or `Advanced` (`ssm`).
  package var tier: String?
  package var keyID: String?
  package var description: String?

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
  /// Whether a function of AWS changes the value by itself from time to time (`sm`).
  package var rotates = false

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
