import AWS
import Git
import Secrets

extension Session {
  /// The vault that `[vault]` names, and where it is, with the account; without a bucket or a folder
  /// the embedded one of this clone.
  ///
  /// With `asksBeside`, a bucket may be looked into while it is still asked whose the credentials are.
  func vault(
    _ tree: VaultTree,
    for deployment: EnvironmentSettings? = nil,
    asksBeside: Bool = false
  ) async throws -> (vault: any Vault, place: String) {
    let settings = try configuration().vault
    guard let bucket = settings.bucket else {
      let root = try vaultFolder(settings, top: tree.top)
      let vault = DirectoryVault(root, commands: try vaultCommands(tree), now: world.now)
      return (vault, settings.path == nil ? "the embedded vault of this clone" : visible(root))
    }
    let environment = try vaultEnvironment(for: deployment)
    let commands = try vaultCommands(tree)
    let shown = "s3://" + visible(bucket + (settings.prefix.isEmpty ? "" : "/\(settings.prefix)"))
    let make = { (client: AWSClient, account: String) in
      try S3Vault(
        client: client,
        bucket: bucket,
        prefix: settings.prefix,
        owner: account,
        key: settings.key,
        seals: settings.seals,
        commands: commands
      )
    }
    guard asksBeside, let environment, let account = environment.account,
      clients[environment.name] == nil
    else {
      let (client, identity) = try await client(for: environment)
      let vault = try make(client, identity.account)
      return (vault, "\(shown), account \(visible(identity.account))")
    }
    let client = try awsClient(for: environment)
    let vault = VouchedVault(try make(client, account), by: client, environment)
    return (vault, "\(shown), account \(visible(account))")
  }

  /// Commands about the vault's files, from the working directory, or from another one.
  func vaultCommands(_ tree: VaultTree, from directory: String? = nil) throws -> VaultCommands {
    let top = tree.top.utf8.split(separator: UInt8(ascii: "/"))
    let here = VaultTree.normal(directory ?? world.directory).utf8.split(
      separator: UInt8(ascii: "/")
    )
    // Elsewhere, as by --git-dir or through a link, the path from the top is the best there is.
    let below =
      here.starts(with: top, by: { $0.elementsEqual($1) })
      ? here.dropFirst(top.count).map { Array($0) } : []
    return VaultCommands(
      argument: { file in
        let parts = file.text.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
        let common = zip(below, parts.dropLast()).prefix { $0 == $1 }.count
        let rest = parts.dropFirst(common).map { String(decoding: $0, as: UTF8.self) }
        let up = Array(repeating: "..", count: below.count - common)
        let path = (up + rest).joined(separator: "/")
        return visible(ChangeText.argument(path.hasPrefix("-") ? "./" + path : path))
      },
      options: try configuration().vault.bucket == nil ? "" : vaultOptions,
      program: isMoved
        ? "git -C \(visible(ChangeText.argument(tree.top))) secrets-sync" : "git secrets-sync"
    )
  }

  /// The options that lead to the same bucket; none where the configuration alone does.
  private var vaultOptions: String {
    let given = [
      ("--env", options.environment), ("--profile", options.profile), ("--region", options.region),
    ]
    return given.map { option, value in
      value.map { " \(option) \(visible(ChangeText.argument($0)))" } ?? ""
    }.joined()
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
    if hasNone, options.environment == nil { return nil }
    guard options.environment == nil, try configuration().environments.count > 1,
      try configuredEnvironmentName() == nil
    else { return try environment() }
    let names = try configuration().environments.map { visible($0.name) }
    throw Failure.usage(
      "There are several environments (\(names.joined(separator: ", "))), and [vault] does not say by "
        + "which one the bucket is reached.",
      hint:
        "In \(Configuration.fileName), below [vault]: environment = \"\(names[0])\", or which it is. "
        + "Once: --env NAME."
    )
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
