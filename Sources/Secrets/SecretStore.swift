package import AWS
package import FoundationEssentials

/// A place where secrets live: the whole interface of a backend.
///
/// A name is what the store calls the secret; the AWS stores also take an ARN wherever a secret is
/// read. Versions and stages mean the same in every store, as far as the store has them.
package protocol SecretStore: Sendable {
  var kind: StoreKind { get }

  /// The secrets that a selector chooses, sorted by name; their values are never read.
  func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary]

  /// The same for people to look at: with tags, and with what waits for its deletion.
  func list(
    _ selector: SecretSelector,
    _ wishes: ListingWishes
  ) async throws(SecretsError) -> [SecretSummary]

  /// Metadata of each name, keyed by the name as given: never a value, nothing decrypted.
  func describe(_ names: [String]) async throws(SecretsError) -> [String: DescribeResult]

  /// All versions that the store still has, newest first.
  func versions(of name: String) async throws(SecretsError) -> [SecretVersion]

  /// The value of a version: an id, a number, a stage or a label; `nil` is the current one.
  func value(of name: String, version: String?) async throws(SecretsError) -> SecretValue

  /// The current values of several secrets, keyed by the name as given, in as few requests as the
  /// store has for it; what is about one secret alone is that one's failure.
  func values(of names: [String]) async throws(SecretsError) -> [String: ValueResult]

  /// Makes a secret with its first version; `.alreadyExists` when the name is taken.
  func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion

  /// Makes a new current version, also of an equal value; `.notFound` when there is no such secret.
  ///
  /// `expecting` is the id of the version that the caller saw as current: when another one is,
  /// nothing is written and `.conflict` is thrown.
  func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?,
    options: PutOptions
  ) async throws(SecretsError) -> SecretVersion

  /// What is kept with a secret beside its value, as far as `change` may be about it.
  func settings(
    of name: String,
    for change: SettingsChange
  ) async throws(SecretsError) -> SecretSettings

  /// Changes what needs no new version (``SettingsChange/withoutVersion(in:)``).
  func change(_ name: String, _ change: SettingsChange) async throws(SecretsError)

  /// A value of the store's own generator; `.invalidValue` where it has none.
  func randomValue(_ wish: RandomValue) async throws(SecretsError) -> SecretBytes

  /// Deletes a secret with all its versions; the time when it goes, nil where it is gone.
  ///
  /// `.invalidValue` where it could not be restored and `deletion` wants it to be.
  func delete(_ name: String, _ deletion: SecretDeletion) async throws(SecretsError) -> Date?

  /// Takes a deletion back that has not happened yet.
  func restore(_ name: String) async throws(SecretsError)

  /// Whether an earlier run sent a writing of the secret and did not see the answer.
  func hasUnfinishedWrite(_ name: String) async throws(SecretsError) -> Bool

  /// What became of writings of earlier runs, as far as it was found out since the last call: a
  /// sentence each.
  func takeNotices() -> [String]

  /// The current version, if an earlier run that did not see the answer made it, of this value.
  func finishedEarlier(
    _ name: String,
    value: SecretBytes
  ) async throws(SecretsError) -> SecretVersion?
}

extension SecretStore {
  package func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?
  ) async throws(SecretsError) -> SecretVersion {
    try await put(name, value: value, expecting: expecting, options: PutOptions())
  }

  package func hasUnfinishedWrite(_ name: String) async throws(SecretsError) -> Bool { false }

  package func takeNotices() -> [String] { [] }

  package func finishedEarlier(
    _ name: String,
    value: SecretBytes
  ) async throws(SecretsError) -> SecretVersion? { nil }
}

/// What may be said of a secret when it is made; a store leaves alone what it does not have.
package struct CreateOptions: Sendable {
  /// At most 2048 characters (`sm`) or 1024 (`ssm`); visible to everyone who may describe it.
  package var description: String?
  /// The KMS key: an id, an ARN or `alias/…`; the account's default key when absent.
  package var keyID: String?
  /// `SecureString` when absent (`ssm`).
  package var type: String?
  /// `Standard`, `Advanced` or `Intelligent-Tiering` (`ssm`).
  package var tier: String?
  /// Keep the value as bytes (`sm`, `local`) even where it would pass as UTF-8 text.
  package var isBinary: Bool
  /// At most 50 (`sm`, `ssm`).
  package var tags: [ResourceTag]
  /// Copies in other regions (`sm`).
  package var replicas: [SecretReplica]

  package init(
    description: String? = nil,
    keyID: String? = nil,
    type: String? = nil,
    tier: String? = nil,
    isBinary: Bool = false,
    tags: [ResourceTag] = [],
    replicas: [SecretReplica] = []
  ) {
    self.description = description
    self.keyID = keyID
    self.type = type
    self.tier = tier
    self.isBinary = isBinary
    self.tags = tags
    self.replicas = replicas
  }
}

/// What may be said of a new version besides its value.
package struct PutOptions: Sendable {
  /// Keep the value as bytes (`sm`, `local`) even where it would pass as UTF-8 text: a new version
  /// is to be of the kind of the one before.
  package var isBinary: Bool
  /// Settings that come with a version alone (``SettingsChange/withVersion(in:)``).
  package var settings: SettingsChange

  package init(isBinary: Bool = false, settings: SettingsChange = SettingsChange()) {
    self.isBinary = isBinary
    self.settings = settings
  }
}
