import AWS
import Git
import Secrets

extension Session {
  /// The vault that `[vault]` names, and where it is, with the account; without a bucket or a folder
  /// the embedded one of this clone.
  func vault(
    _ tree: VaultTree,
    for deployment: EnvironmentSettings? = nil
  ) async throws -> (vault: any Vault, place: String) {
    let settings = try configuration().vault
    guard let bucket = settings.bucket else {
      let root = try vaultFolder(settings, top: tree.top)
      let vault = DirectoryVault(root, now: world.now)
      return (vault, settings.path == nil ? "the embedded vault of this clone" : visible(root))
    }
    let (client, identity) = try await client(for: try vaultEnvironment(for: deployment))
    let vault = try S3Vault(
      client: client,
      bucket: bucket,
      prefix: settings.prefix,
      owner: identity.account,
      key: settings.key
    )
    return (vault, "\(visible(vault.place)), account \(visible(identity.account))")
  }

  /// `--env`, else what `[vault]` names, else the environment that any command would work on.
  ///
  /// Where it is about a `deployment`, `--env` says of what: then what `[vault]` names goes before it.
  func vaultEnvironment(
    for deployment: EnvironmentSettings? = nil
  ) throws -> EnvironmentSettings? {
    if options.environment == nil || deployment != nil,
      let name = try configuration().vault.environment
    {
      return try environment(called: name)
    }
    if let deployment { return deployment }
    let hasNone = try configuration().environments.isEmpty
    return hasNone && options.environment == nil ? nil : try environment()
  }

  /// The folder of the vault, absolute; refused where Git has it or would take it.
  func vaultFolder(_ settings: VaultSettings, top: String) throws -> String {
    guard let path = settings.path else {
      return try layout().commonDirectory + "/secrets-sync/vault-store"
    }
    let root =
      if path.hasPrefix("~/") {
        world.home + path.dropFirst()
      } else {
        VaultTree.normal(path.hasPrefix("/") ? path : top + "/" + path)
      }
    let whole = settings.prefix.isEmpty ? root : "\(root)/\(settings.prefix)"
    let isInside = whole == top || whole.hasPrefix(top + "/")
    if isInside { try UnsharedPlace.check([whole + "/files/any/index.json"], in: self) }
    return whole
  }
}
