import AWS
import FoundationEssentials
import Git
import Secrets

/// The vault's files in a working tree for as long as a program runs.
final class VaultRunFiles: Sendable {
  private let directory: String
  /// The working tree.
  private let top: String
  private let share: SharedLock
  /// Keeps the process that wipes should this one be killed waiting.
  nonisolated(unsafe) private let watch: DescriptorPipe?

  private init(directory: String, top: String, share: SharedLock, watch: DescriptorPipe?) {
    (self.directory, self.top, self.share) = (directory, top, share)
    unsafe self.watch = watch
  }

  /// Puts the files here that are not; all, or those that are named.
  ///
  /// - Throws: `.found` where one that is here is older than the vault's; nothing was written then.
  static func put(_ names: [String], _ session: Session) async throws -> VaultRunFiles {
    let open = try await OpenVault(session)
    let directory = open.folder.path
    var lock: ProcessLock? = try open.folder.lock()
    defer { withExtendedLifetime(lock) {} }
    let share = try SharedLock.share(VaultRunJournal.lock(in: directory))
    // Files of another run may be here: who has the last share wipes them, also one that is refused.
    let journal = try VaultRunJournal.read(in: directory)
    let early = VaultRunFiles(
      directory: directory,
      top: open.tree.top,
      share: share,
      watch: journal == nil ? nil : try VaultWatch.start(directory, session.world)
    )
    do {
      return try await early.filled(names, journal, open)
    } catch {
      lock = nil
      early.wipe(session)
      throw error
    }
  }

  /// These, with what is not here put here.
  private func filled(
    _ names: [String],
    _ journal: VaultRunJournal?,
    _ open: OpenVault
  ) async throws -> VaultRunFiles {
    let session = open.session
    let statuses = try await open.statuses(names)
    for name in names {
      let file = try open.tree.file(name)
      if !statuses.contains(where: { $0.file == file }) { _ = try await open.status(name) }
    }
    try Self.check(statuses)
    let missing = statuses.filter { $0.digest == nil && $0.tag != nil }.map(\.file)
    try open.tree.checkPlaces(missing)
    Self.say(statuses, missing, session)
    if let journal, journal.vault != open.vault.place {
      throw Failure.usage(
        "Another `vault run` has files of \(visible(journal.vault)) here.",
        hint: "Wait for it to end, and run this again."
      )
    }
    guard !missing.isEmpty else { return self }
    let files =
      journal != nil
      ? self
      : VaultRunFiles(
        directory: directory,
        top: top,
        share: share,
        watch: try VaultWatch.start(directory, session.world)
      )
    try await Self.put(
      missing,
      journal ?? VaultRunJournal(top: open.tree.top, vault: open.vault.place),
      open
    )
    return files
  }

  /// Takes them away again.
  func wipe(_ session: Session) {
    do {
      if try FileSystem.mode(ofDirectory: directory) == nil { return session.say(lostTree: top) }
      session.say(try VaultRunCleaner(directory: directory).clean(after: share))
    } catch {
      session.warn(Failure(explaining: error).message)
    }
    withExtendedLifetime(self) {}
  }

  /// Nothing is to run with what somebody has changed since.
  private static func check(_ statuses: [VaultFileStatus]) throws {
    guard let status = statuses.first(where: { [.newerThere, .changedBoth].contains($0.state) })
    else { return }
    let name = visible(ChangeText.argument(status.file.text))
    throw Failure(
      "\(visible(status.file.text)) is \(visible(VaultText.words(status))). Nothing was run.",
      hint: status.state == .newerThere
        ? "git secrets-sync vault pull \(name)"
        : "git secrets-sync vault diff \(name) --three-way; then git secrets-sync vault pull --merge "
          + name,
      status: .found
    )
  }

  private static func say(
    _ statuses: [VaultFileStatus],
    _ missing: [VaultPath],
    _ session: Session
  ) {
    for status in statuses where ![.same, .onlyThere, .goneHere].contains(status.state) {
      session.say(
        "\(visible(status.file.text)): \(visible(VaultText.words(status.state))), and used as it is"
      )
    }
    if statuses.isEmpty { session.say("No file here or there is one of those that travel.") }
    if !missing.isEmpty {
      session.say(
        "here while it runs: \(missing.map { visible($0.text) }.joined(separator: ", "))"
      )
    }
  }
}
