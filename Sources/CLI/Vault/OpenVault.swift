import AWS
import FoundationEssentials
import Git
import Hooks
import Secrets

/// The vault of a repository, with the working tree whose files travel through it.
struct OpenVault {
  let session: Session
  let vault: any Vault
  let tree: VaultTree
  let folder: VaultStateFolder
  /// As people read it, with the account.
  let place: String

  /// Opens the vault of the configuration.
  ///
  /// For a bucket the account is asked for first: with the wrong one nothing is read or written.
  /// `deployment` is the environment whose deployment it is about; `--env` then names that.
  init(_ session: Session, for deployment: EnvironmentSettings? = nil) async throws {
    tree = try VaultTree(session)
    self.session = session
    (vault, place) = try await session.vault(tree, for: deployment)
    let layout = try session.layout()
    folder = VaultStateFolder(layout.gitDirectory + "/secrets-sync/vault", of: vault.place)
    if let directory = vault as? DirectoryVault { try checkMount(directory) }
  }

  /// Refuses a folder that is not there, or empty where it was not before: a share that is not mounted
  /// would be written beside.
  private func checkMount(_ directory: DirectoryVault) throws {
    let hasPath = try session.configuration().vault.path != nil
    if hasPath, try FileSystem.mode(ofDirectory: directory.root) == nil {
      throw Failure.usage(
        "The folder of the vault, \(visible(directory.root)), is not there.",
        hint: "Mount the share that it is on; or make it: git secrets-sync vault init --yes"
      )
    }
    let hasFiles = try FileSystem.mode(ofDirectory: directory.root + "/files") != nil
    if !hasFiles, try !folder.read().files.isEmpty {
      throw Failure(
        "The vault \(place) has nothing of what was pulled or pushed here before.",
        hint: "Is the share mounted? If it was emptied on purpose, remove \(visible(folder.path)).",
        status: .incomplete
      )
    }
  }

  /// How each file stands; of all, or of those that are named.
  func statuses(_ named: [String]) async throws -> [VaultFileStatus] {
    let files = try named.map(tree.file)
    let local = try files.isEmpty ? tree.files() : files
    var digests: [VaultPath: [UInt8]] = [:]
    for file in local { digests[file] = try tree.read(file).map { Crypto.sha256($0) } }
    let comparison = VaultComparison(vault, try folder.read(), key: try folder.key())
    return try await session.waiting("Looking into the vault") { [digests] in
      try await comparison.statuses(
        digests,
        named: files.isEmpty ? nil : files,
        wants: tree.wants
      )
    }
  }

  /// The status of one file, which must be here or there.
  func status(_ name: String) async throws -> VaultFileStatus {
    if let status = try await statuses([name]).first { return status }
    throw Failure.usage(
      "\(visible(name)) is neither here nor in the vault.",
      hint: "`git secrets-sync vault status` lists the files."
    )
  }

  /// Notes that a file is the same here and there; under the lock.
  func note(
    _ file: VaultPath,
    _ head: VaultHead,
    _ content: SecretBytes,
    merging: String? = nil
  ) throws {
    var state = try folder.read()
    state.files[file] = VaultState.Known(
      version: head.version,
      tag: head.tag,
      hash: VaultStateFolder.hash(Crypto.sha256(content), of: file, key: try folder.madeKey()),
      at: session.world.now().formatted(.iso8601),
      merging: merging
    )
    try folder.write(state)
  }

  /// Notes the files that are the same although that was not known, as after a run that was killed,
  /// so that they need not be asked about again; under the lock.
  func settle(_ statuses: [VaultFileStatus]) throws {
    for status in statuses where status.state == .same && status.known?.tag != status.tag {
      guard let head = status.head, let content = try tree.read(status.file),
        Crypto.sha256(content) == status.digest
      else { continue }
      try note(status.file, head, content)
    }
  }

  /// Who writes, for others to read.
  var author: String? { try? session.repository().configString("user.name") }
}
