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
  /// Whether the configuration names no place: it is in this clone, and for trying it out.
  let isEmbedded: Bool
  /// Commands about its files, as they are given from the working directory.
  let commands: VaultCommands

  /// Opens the vault of the configuration.
  ///
  /// For a bucket it is asked whose the credentials are: with the wrong ones nothing is read or written.
  /// With `asksBeside` it may be looked into meanwhile. `deployment` is the environment whose deployment it
  /// is about; `--env` then names that.
  init(
    _ session: Session,
    for deployment: EnvironmentSettings? = nil,
    asksBeside: Bool = false
  ) async throws {
    tree = try VaultTree(session)
    self.session = session
    (vault, place) = try await session.vault(tree, for: deployment, asksBeside: asksBeside)
    commands = try session.vaultCommands(tree)
    let settings = try session.configuration().vault
    isEmbedded = settings.bucket == nil && settings.path == nil
    let layout = try session.layout()
    folder = VaultStateFolder(
      layout.gitDirectory + "/secrets-sync/vault",
      of: vault.place,
      top: tree.top
    )
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
    if hasFiles { return }
    if try !folder.read().files.isEmpty {
      throw Failure(
        "The vault \(place) has nothing of what was pulled or pushed here before.",
        hint: "Is the share mounted? If it was emptied on purpose, remove \(visible(folder.path)).",
        status: .incomplete
      )
    }
    if hasPath {
      throw Failure.usage(
        "The folder \(visible(directory.root)) is no vault yet, or the share is not mounted there.",
        hint: "If it is the right one: git secrets-sync vault init --yes"
      )
    }
  }

  /// How each file stands; of all, or of those that are named.
  ///
  /// - Throws: also where that cannot be told of one of them.
  func statuses(_ named: [String]) async throws -> [VaultFileStatus] {
    let (statuses, problems) = try await look(named)
    if let problem = problems.min(by: { $0.key < $1.key }) { throw problem.value }
    for name in named {
      let file = try tree.file(name)
      if !statuses.contains(where: { $0.file == file }) {
        throw Failure.usage(
          "\(visible(name)) is neither here nor in the vault.",
          hint: "`\(commands("status"))` lists the files."
        )
      }
    }
    return statuses
  }

  /// As ``statuses(_:)``; where no file is named, one of which it cannot be told how it stands is said
  /// and left out.
  func readableStatuses(
    _ named: [String]
  ) async throws -> (statuses: [VaultFileStatus], isWhole: Bool) {
    guard named.isEmpty else { return (try await statuses(named), true) }
    let (statuses, problems) = try await look(named)
    for (_, error) in problems.sorted(by: { $0.key < $1.key }) {
      let failure = Failure(explaining: error)
      session.warn(failure.message)
      if let hint = failure.hint { session.say("hint: \(hint)") }
    }
    return (statuses, problems.isEmpty)
  }

  private func look(
    _ named: [String]
  ) async throws -> (statuses: [VaultFileStatus], problems: [VaultPath: any Error]) {
    let files = try named.map(tree.file)
    let comparison = VaultComparison(vault, try folder.read(), key: try folder.key())
    return try await session.waiting("Looking into the vault") {
      async let seen = comparison.look(named: files.isEmpty ? nil : files)
      // Meanwhile.
      var digests: [VaultPath: [UInt8]] = [:]
      var problems: [VaultPath: any Error] = [:]
      for file in try files.isEmpty ? tree.files() : files {
        do {
          digests[file] = try tree.read(file).map { Crypto.sha256($0) }
        } catch {
          problems[file] = error
        }
      }
      let (statuses, damaged) = try await comparison.statuses(
        digests,
        unreadable: Set(problems.keys),
        try await seen,
        wants: tree.wants
      )
      noteSeen(Dictionary(statuses.map { ($0.file, $0.tag) }) { first, _ in first })
      problems.merge(damaged.mapValues { $0 as any Error }) { first, _ in first }
      return (statuses, problems)
    }
  }

  /// The status of one file, which must be here or there.
  func status(_ name: String) async throws -> VaultFileStatus {
    try await statuses([name])[0]
  }

  /// The vault's side of a merge that is not done: the file is there.
  func openMerge(_ status: VaultFileStatus) -> VaultPath? {
    status.known?.merging.flatMap(VaultPath.init).flatMap { tree.isThere($0) ? $0 : nil }
  }

  /// How to go on where both sides changed.
  func mergeCommands(_ status: VaultFileStatus) -> String {
    // Without what was before there are two sides only.
    commands("diff", status.file, status.known?.hasBase == true ? "--three-way" : "") + "; then "
      + commands("pull", status.file, "--merge")
  }

  /// How to end a merge.
  func ending(_ merge: VaultPath, of file: VaultPath) -> String {
    Self.ending(merge, of: file, commands)
  }

  static func ending(
    _ merge: VaultPath,
    of file: VaultPath,
    _ commands: VaultCommands
  ) -> String {
    "take what you want of \(commands.argument(merge)) into \(commands.argument(file)), remove the "
      + "former, and run \(commands("push", file))"
  }

  /// Says that a version which was asked for is as anybody could have put it there.
  func warnIfOpen(_ head: VaultHead, _ file: VaultPath) {
    guard vault.seals, !head.isSealed else { return }
    session.warn(
      "version \(visible(head.name)) of \(visible(file.text)) is not encrypted, although [vault] has "
        + "`client_side_encryption`; whoever may write into the bucket may have put it there."
    )
  }

  /// Who writes, for others to read.
  var author: String? { try? session.repository().configString("user.name") }
}
