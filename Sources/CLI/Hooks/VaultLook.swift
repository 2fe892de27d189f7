import AWS
import Git
import Secrets

/// Looks whether the vault is newer than the working tree, for a hook that reminds of it.
///
/// It runs in a process of its own (``VaultReminder``), which is ended when it takes too long: so it
/// first says what is known from the last time, and then, after a zero byte, what it has found out.
struct VaultLook {
  /// What the hook calls it by.
  static let name = "vault-look"

  let session: Session

  func run() -> ExitStatus {
    do {
      let tree = try VaultTree(session)
      guard let (folder, place) = try session.localVaultState(tree) else { return .done }
      var seen = VaultSeen(in: folder.path, of: place)
      let isFolder = try session.configuration().vault.bucket == nil
      session.print(Self.text(try known(seen.tags, folder, tree)))
      let now = session.world.now()
      guard isFolder || seen.isOld(now) else { return .done }
      session.world.output.push()
      // Before the vault is asked: if it does not answer, it is not asked again soon.
      if !isFolder { try seen.note(now) }
      let found = try look()
      if !isFolder {
        let key = try folder.key()
        var tags: [VaultPath: String] = [:]
        for (file, tag) in found.tags { tags[file] = VaultSeen.noted(tag, of: file, key: key) }
        try seen.note(now, tags)
      }
      session.print("\0" + Self.text(found.files))
    } catch {
      session.print("\0" + Self.failure(Failure(explaining: error).message))
    }
    return .done
  }

  /// `hasBase` says whether the version is known in which both sides were the same.
  private typealias News = [(file: VaultPath, state: VaultFileState, hasBase: Bool)]

  /// How files stand to versions that were seen.
  private func known(
    _ tags: [VaultPath: String],
    _ folder: VaultStateFolder,
    _ tree: VaultTree
  ) throws -> News {
    guard !tags.isEmpty else { return [] }
    let (state, key) = (try folder.read(), try folder.key())
    var news: News = []
    for (file, tag) in tags.sorted(by: { $0.key < $1.key }) where tree.wants(file) {
      let known = state.files[file]
      // Without a key it was seen when nothing was known here.
      if let known, tag.isEmpty || VaultSeen.noted(known.tag, of: file, key: key) == tag {
        continue
      }
      guard let content = try tree.read(file) else {
        if known == nil { news.append((file, .onlyThere, false)) }
        continue
      }
      let hash = key.map { VaultStateFolder.hash(Crypto.sha256(content), of: file, key: $0) }
      let isOldHere = known != nil && hash == known?.hash
      news.append((file, isOldHere ? .newerThere : .changedBoth, known?.hasBase == true))
    }
    return news
  }

  private func look() throws -> (files: News, tags: [VaultPath: String]) {
    let found = Found()
    let (world, options) = (session.world, session.options)
    _ = try VaultCommand.wait {
      let open = try await OpenVault(Session(world: world, options: options))
      let statuses = try await open.statuses([])
      // What is the same is noted, so that it is known without the vault the next time.
      if statuses.contains(where: { $0.state == .same && $0.known?.tag != $0.tag }),
        let lock = try? open.folder.lock()
      {
        try open.settle(statuses)
        withExtendedLifetime(lock) {}
      }
      found.set(statuses)
      return .done
    }
    var tags: [VaultPath: String] = [:]
    for status in found.statuses { tags[status.file] = status.tag }
    return (found.statuses.map { ($0.file, $0.state, $0.known?.hasBase == true) }, tags)
  }

  /// Two lines at most, each with the next command.
  private static func text(_ news: News) -> String {
    func names(_ states: [VaultFileState]) -> [String] {
      news.filter { states.contains($0.state) }.map { visible($0.file.text) }
    }
    var lines = ""
    let (newer, new) = (names([.newerThere]), names([.onlyThere]))
    if !(newer + new).isEmpty {
      let what = new.isEmpty ? "newer" : newer.isEmpty ? "only" : "newer or only"
      lines += "\(what) in the vault: \(list(newer + new)): git secrets-sync vault pull\n"
    }
    let both = names([.changedBoth])
    if let first = news.first(where: { $0.state == .changedBoth }) {
      lines +=
        "changed here and in the vault: \(list(both)): git secrets-sync vault diff "
        + visible(ChangeText.argument(first.file.text)) + (first.hasBase ? " --three-way\n" : "\n")
    }
    return lines
  }

  static func failure(_ reason: String) -> String {
    let line = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "whether the vault is newer is not known: \(visible(line))\n"
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(3).joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
  }
}

/// Carries what was found from one thread to another, which waits for it.
private final class Found: @unchecked Sendable {
  // Sendable: written before the wait ends, read after it.
  private(set) var statuses: [VaultFileStatus] = []

  func set(_ statuses: [VaultFileStatus]) { self.statuses = statuses }
}
