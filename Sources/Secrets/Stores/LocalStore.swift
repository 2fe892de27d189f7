package import AWS
package import FoundationEssentials

/// The embedded store: every secret with its versions in one sealed file on this machine.
///
/// It is for development, tests and work offline, with the versions and stages of Secrets Manager
/// (``LocalContents``). It protects against a copied file, not against whoever may read its key.
package struct LocalStore: SecretStore {
  package var kind: StoreKind { .local }
  let file: LocalFile
  private let now: @Sendable () -> Date

  /// `path` is the sealed file and `keyPath` its key; the first writing makes both.
  package init(
    path: String,
    keyPath: String,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    file = LocalFile(path: path, key: LocalKey(path: keyPath))
    self.now = now
  }

  package func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary] {
    guard selector.store == .local else { return [] }
    return try file.load().secrets.filter { selector.matches($0.key) }
      .sorted { $0.key < $1.key }
      .map { name, secret in
        var summary = SecretSummary(
          store: .local,
          name: name,
          currentVersion: secret.current?.id,
          modified: secret.current?.created,
          description: secret.description
        )
        summary.created = secret.created
        return summary
      }
  }

  package func describe(
    _ names: [String]
  ) async throws(SecretsError) -> [String: DescribeResult] {
    let secrets = try file.load().secrets
    var results: [String: DescribeResult] = [:]
    for name in names {
      results[name] =
        secrets[name].map { .found(Self.description(of: $0, named: name)) } ?? .missing
    }
    return results
  }

  package func versions(of name: String) async throws(SecretsError) -> [SecretVersion] {
    try secret(name).versions.reversed().map(\.summary)
  }

  package func value(
    of name: String,
    version: String?
  ) async throws(SecretsError) -> SecretValue {
    let secret = try secret(name)
    let wanted = version ?? LocalContents.current
    guard let found = secret.version(wanted) else {
      throw SecretsError(
        .notFound,
        "“\(kind.shown(name))” has no version or stage “\(printable(wanted))”.",
        hint: "`git secrets-sync list-versions \(kind.shown(name))` shows what it has."
      )
    }
    return SecretValue(
      bytes: found.value.bytes,
      isBinary: found.isBinary,
      version: found.summary
    )
  }

  package func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion {
    try SecretName.checkNew(name, in: .local)
    try SecretSize.check(value, for: name, in: .local)
    return try file.update { (contents) throws(SecretsError) in
      guard contents.secrets[name] == nil else { throw .alreadyExists(name, in: .local) }
      let version = newVersion(value, isBinary: options.isBinary)
      var secret = LocalSecret(created: version.created, description: options.description)
      secret.append(version)
      contents.secrets[name] = secret
      return SecretVersion(
        id: version.id,
        stages: [LocalContents.current],
        created: version.created
      )
    }
  }

  package func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?,
    options: PutOptions
  ) async throws(SecretsError) -> SecretVersion {
    try SecretName.check(name, in: .local)
    try SecretSize.check(value, for: name, in: .local)
    return try file.update { (contents) throws(SecretsError) in
      guard var secret = contents.secrets[name] else { throw .notFound(name, in: .local) }
      if let expecting, secret.current?.id != expecting {
        throw .conflict(name, in: .local, expected: expecting, current: secret.current?.id)
      }
      let version = newVersion(value, isBinary: options.isBinary)
      secret.append(version)
      contents.secrets[name] = secret
      return SecretVersion(
        id: version.id,
        stages: [LocalContents.current],
        created: version.created
      )
    }
  }

  /// Takes a secret out of the file, with all its versions.
  func remove(_ name: String) throws(SecretsError) {
    try file.update { (contents) throws(SecretsError) in
      guard contents.secrets.removeValue(forKey: name) != nil else {
        throw .notFound(name, in: .local)
      }
    }
  }

  private func newVersion(_ value: SecretBytes, isBinary: Bool) -> LocalVersion {
    // Kept in whole milliseconds, as it will be read back.
    let created = LocalEncoding.date(milliseconds: LocalEncoding.milliseconds(now()))
    return LocalVersion(
      id: Crypto.uuid(),
      created: created,
      isBinary: isBinary || !value.isUTF8,
      value: LocalValue(value)
    )
  }

  func secret(_ name: String) throws(SecretsError) -> LocalSecret {
    guard let secret = try file.load().secrets[name] else { throw .notFound(name, in: .local) }
    return secret
  }

  private static func description(of secret: LocalSecret, named name: String) -> SecretDescription {
    SecretDescription(
      store: .local,
      name: name,
      current: secret.current?.summary,
      versions: secret.versions.reversed().filter { !$0.stages.isEmpty }.map(\.summary),
      created: secret.created,
      modified: secret.current?.created,
      description: secret.description
    )
  }
}
