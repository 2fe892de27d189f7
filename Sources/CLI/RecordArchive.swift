import AWS
import Ledger
import Secrets

/// `record --archive`: the values of the recorded versions, sealed, in the bucket of `[vault]`.
extension Session {
  /// The archive of an environment, in the bucket that must be of its account.
  func archive(of environment: EnvironmentSettings) async throws -> SecretArchive {
    let vault = try configuration().vault
    guard let bucket = vault.bucket else {
      throw Failure.usage(
        "There is no bucket to archive in. Nothing was recorded.",
        hint: "Set `bucket` in [vault] of \(Configuration.fileName)."
      )
    }
    let (client, identity) = try await client(for: environment)
    return try SecretArchive(
      client: client,
      bucket: bucket,
      prefix: vault.prefix,
      owner: identity.account,
      key: vault.key
    )
  }

  /// Archives the values of the items' versions, and says where each is.
  func archive(
    _ items: [LedgerItem],
    of environment: EnvironmentSettings
  ) async throws -> [LedgerItem] {
    let wanted = items.filter { $0.store == .secretsManager || $0.store == .parameterStore }
    let others = items.count { $0.store == .local }
    if others > 0 {
      say(
        "\(count(others, "secret")) of the embedded store: nothing to archive, it keeps all versions."
      )
    }
    guard !wanted.isEmpty else { return items }
    let archive = try await archive(of: environment)
    let (client, identity) = try await client(for: environment)
    var stores: [StoreKind: any SecretStore] = [:]
    for kind in [StoreKind.secretsManager, .parameterStore] {
      stores[kind] = try await store(kind, in: environment).store
    }
    let (archived, stored) = try await waiting("Archiving the values") { [stores] in
      try await Archiving.archive(
        items,
        account: identity.account,
        region: client.region,
        in: archive,
        from: stores
      )
    }
    say("\(count(stored, "value")) archived, \(wanted.count - stored) were already.")
    return archived
  }
}
