import AWS
import Git
import Secrets

extension Session {
  /// The vault that `[vault]` names, and where it is, with the account; without a bucket or a folder
  /// the embedded one of this clone.
  func vault(_ tree: VaultTree) async throws -> (vault: any Vault, place: String) {
    let settings = try configuration().vault
    guard let bucket = settings.bucket else {
      let root = try vaultFolder(settings, top: tree.top)
      let vault = DirectoryVault(root, now: world.now)
      return (vault, settings.path == nil ? "the embedded vault of this clone" : visible(root))
    }
    let environment = try vaultEnvironment()
    let make = { (client: AWSClient, account: String) in
      try S3Vault(
        client: client,
        bucket: bucket,
        prefix: settings.prefix,
        owner: account,
        key: settings.key,
        seals: settings.seals
      )
    }
    guard let environment, let account = environment.account, clients[environment.name] == nil
    else {
      let (client, identity) = try await client(for: environment)
      let vault = try make(client, identity.account)
      return (vault, "\(visible(vault.place)), account \(visible(identity.account))")
    }
    let client = try awsClient(for: environment)
    let vault = VouchedVault(try make(client, account), by: client, environment)
    return (vault, "\(visible(vault.place)), account \(visible(account))")
  }

  /// `--env`, else what `[vault]` names, else the environment that any command would work on.
  func vaultEnvironment() throws -> EnvironmentSettings? {
    if options.environment == nil, let name = try configuration().vault.environment {
      return try environment(called: name)
    }
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
    // Of whatever repository it is in, by whatever links it is reached.
    try UnsharedPlace.check([whole + "/files/any/index.json"], in: self)
    return whole
  }
}
