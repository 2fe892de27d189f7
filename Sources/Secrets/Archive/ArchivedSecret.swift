/// One version of a secret, named so that no other can be taken for it: what an archived value is
/// bound to (docs/archive.md).
package struct ArchivedSecret: Sendable, Hashable {
  /// 12 digits.
  package let account: String
  package let region: String
  /// `.secretsManager` or `.parameterStore`; the embedded store has no archive.
  package let store: StoreKind
  package let name: String
  /// A VersionId, or the number of a parameter's version.
  package let version: String
  /// What a secret that was deleted and made again under its name does not have: the full ARN (`sm`),
  /// or when the version was made (`ssm`), as `2026-11-23T16:00:00Z`.
  package let instance: String

  package init(
    account: String,
    region: String,
    store: StoreKind,
    name: String,
    version: String,
    instance: String
  ) {
    self.account = account
    self.region = region
    self.store = store
    self.name = name
    self.version = version
    self.instance = instance
  }

  /// What KMS and the seal are told; without it neither gives the value out.
  var context: [String: String] {
    [
      "secrets-sync": "archive", "account": account, "region": region, "store": store.rawValue,
      "name": name, "version": version, "instance": instance,
    ]
  }

  /// The key of the object, below the vault's prefix: made of names and times, never of the value.
  package var key: String {
    let place = "archive/\(account)/\(region)/\(store.rawValue)"
    guard store == .parameterStore else {
      // The ARN's last field is the name with its random suffix.
      let full = instance.split(separator: ":").last.map(String.init) ?? name
      return "\(place)/\(full)/\(version)"
    }
    let time = instance.filter { $0 != "-" && $0 != ":" }
    // `x` and `/x` are two names.
    let path = name.hasPrefix("/") ? "root\(name)" : "flat/\(name)"
    return "\(place)/\(path)/\(version).\(time)"
  }
}
