import AWS
import Git
import Hooks
import Ledger
import Secrets

/// The files of the vault that `record` records: those of `[vault]`, where that names a bucket or a
/// folder, as far as `vault_files` of the environment has them.
struct RecordVault {
  let session: Session
  let environment: EnvironmentSettings
  /// The names that `vault_files` gives, with what they choose; nil for all files.
  private let patterns: [(name: String, paths: ProtectedPaths)]?
  /// The only files that matter; nil for all.
  private var named: Set<VaultPath>?

  /// Nil where there is nothing to record.
  init?(_ environment: EnvironmentSettings, in session: Session) throws {
    guard try session.hasRecordedVault, environment.vaultFiles != [] else { return nil }
    self.session = session
    self.environment = environment
    patterns = try environment.vaultFiles?.map { ($0, try ProtectedPaths([$0])) }
  }

  /// Exactly these files, whatever `vault_files` says.
  private init(
    _ files: Set<VaultPath>,
    _ environment: EnvironmentSettings,
    in session: Session
  ) {
    self.session = session
    self.environment = environment
    patterns = nil
    named = files
  }

  func wants(_ file: VaultPath) -> Bool {
    if let named { return named.contains(file) }
    guard let patterns else { return true }
    return patterns.contains { Self.chooses($0.paths, file.text) }
  }

  private static func chooses(_ paths: ProtectedPaths, _ file: String) -> Bool {
    paths.pattern(protecting: GitPath(file)) != nil
  }

  /// Each file at the version that is here, or else at the latest one.
  func items() async throws -> [LedgerItem] {
    let open = try await OpenVault(session, for: environment)
    let (state, key) = (try open.folder.read(), try open.folder.key())
    var local: [VaultPath: VaultSnapshot.Local] = [:]
    for file in try open.tree.files() where wants(file) {
      guard let content = try open.tree.read(file) else { continue }
      local[file] = .init(Crypto.sha256(content), of: file, state.files[file], key: key)
    }
    let tree = open.tree
    let vault = try open.ledgerVault()
    let ran = VaultRunVersions.read(in: open.folder.path, of: open.vault.place, top: tree.top)
      .mapValues { VaultSnapshot.Ran(version: $0.version, isSealed: $0.sealed == true) }
    let snapshot = try await session.waiting("Reading the versions of the vault's files") {
      [local] in
      try await VaultSnapshot(
        vault,
        local,
        ran: ran,
        wants: { tree.wants($0) && wants($0) },
        push: { files in session.vaultCommand("push", files, environment, top: tree.top) }
      )
    }
    for file in snapshot.newer {
      session.warn(
        "the vault has a newer version of \(visible(file.text)) than the one here, which is recorded."
      )
    }
    for file in snapshot.newerThanRan {
      session.warn(
        "the vault has a newer version of \(visible(file.text)) than the one that the last `vault run` "
          + "used, which is recorded."
      )
    }
    for file in snapshot.unlooked {
      session.warn(
        "whether \(visible(file.text)) was encrypted before the vault had it is not known: s3:GetObject "
          + "tells."
      )
    }
    for file in snapshot.deleted {
      session.warn("\(visible(file.text)) is deleted in the vault; the version here is recorded.")
    }
    try check(snapshot.items)
    return snapshot.items
  }

  /// Refuses a name of `vault_files` that chooses nothing: the record would say that it was not there.
  private func check(_ items: [LedgerItem]) throws {
    let files = items.compactMap(\.file)
    for (name, paths) in patterns ?? [] where !files.contains(where: { Self.chooses(paths, $0) }) {
      throw Failure(
        "\(visible(name)) of `vault_files` chooses no file of the vault. Nothing was recorded.",
        hint: "Correct it in [environments.\(visible(environment.name))] of "
          + "\(Configuration.fileName), or push the file: git secrets-sync vault status",
        status: .incomplete
      )
    }
  }

  /// Exactly these files, each at the version given or as ``items()`` finds it.
  static func items(
    exactly references: [VaultReference],
    _ environment: EnvironmentSettings,
    _ session: Session
  ) async throws -> [LedgerItem] {
    guard !references.isEmpty else { return [] }
    guard try session.hasRecordedVault else {
      throw Failure.usage(
        "There is no vault that \(visible("\(references[0])")) could be in. Nothing was recorded.",
        hint: "Set `files`, and `bucket` or `path`, in [vault] of \(Configuration.fileName)."
      )
    }
    let unversioned = Set(references.filter { $0.version == nil }.map(\.file))
    let chosen = RecordVault(unversioned, environment, in: session)
    var items = unversioned.isEmpty ? [] : try await chosen.items()
    let open = try await OpenVault(session, for: environment)
    let vault = try open.ledgerVault()
    for reference in references {
      if let version = reference.version {
        items.append(try await vault.item(reference.file, at: version))
      } else if !items.contains(where: { $0.file == reference.file.text }) {
        throw Failure.usage(
          "\(visible(reference.file.text)) is neither here nor in the vault. Nothing was recorded.",
          hint: "`git secrets-sync vault status` lists the files."
        )
      }
    }
    return items.sorted(by: LedgerItem.precedes)
  }
}

extension OpenVault {
  func ledgerVault() throws -> LedgerVault {
    guard let vault = vault as? any ListingVault else {
      throw Failure("The versions in \(place) cannot be listed.", status: .incomplete)
    }
    return LedgerVault(vault, author: author)
  }
}

extension Session {
  /// A command about files of the vault that a deployment of `environment` has, to be run from here.
  func vaultCommand(
    _ verb: String,
    _ files: [VaultPath],
    _ environment: EnvironmentSettings,
    top: String
  ) -> String {
    let here = VaultTree.normal(world.directory)
    let below = here.hasPrefix(top + "/") ? here.dropFirst(top.count).split(separator: "/") : []
    let up = below.map { _ in "../" }.joined()
    var words = ["git secrets-sync vault \(verb)"]
    words += files.map { visible(ChangeText.argument(up + $0.text)) }
    // Where nothing else says with whose credentials the bucket is reached, the deployment did.
    if let settings = try? configuration(), settings.vault.bucket != nil,
      settings.vault.environment == nil, settings.environments.count > 1
    {
      words.append("--env \(visible(environment.name))")
    }
    return words.joined(separator: " ")
  }

  /// Whether `[vault]` says where files travel; the embedded vault of a clone is nobody else's.
  var hasRecordedVault: Bool {
    get throws {
      let configuration = try configuration()
      let vault = configuration.vault
      return !configuration.vaultFiles.isEmpty && (vault.bucket != nil || vault.path != nil)
    }
  }

  /// The vault that has the files among some items of a deployment of `environment`.
  ///
  /// One that cannot be reached is one that says why: the secrets are looked at all the same.
  func ledgerVault(
    of items: [LedgerItem],
    _ environment: EnvironmentSettings?
  ) async throws -> LedgerVault {
    guard items.contains(where: { $0.file != nil }), try hasRecordedVault else { return .none }
    do {
      return try await OpenVault(self, for: environment).ledgerVault()
    } catch  where !(error is CancellationError) {
      return LedgerVault(closed: Failure(explaining: error).message)
    }
  }
}
