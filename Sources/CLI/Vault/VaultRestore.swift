import AWS
import Secrets

/// `vault restore FILE VERSION`: an earlier version becomes the latest again, there and here.
struct VaultRestore {
  let open: OpenVault
  private var session: Session { open.session }

  func run(_ name: String, _ version: String, yes: Bool, dryRun: Bool) async throws -> ExitStatus {
    if !dryRun { try Confirmation(session: session, yes: yes).check("`vault restore`") }
    let lock = dryRun ? nil : try open.folder.lock()
    defer { withExtendedLifetime(lock) {} }
    let file = try open.tree.file(name)
    let head = try await open.vault.head(file)
    let status = try await open.statuses([name]).first
    let content = try await open.vault.get(file, version: version)
    open.warnIfOpen(content.head, file)
    let shown = visible(file.text)
    let isUnpushed = status.map {
      [.changedHere, .changedBoth, .onlyHere, .goneThere].contains($0.state)
    }
    let isDifferent = status?.digest != Crypto.sha256(content.bytes)
    if isUnpushed == true, isDifferent {
      throw Failure(
        "\(shown) is \(VaultText.words(status?.state ?? .changedHere)); restoring would overwrite "
          + "that. Nothing was restored.",
        hint: "Push it first: git secrets-sync vault push \(shown); then it is a version, too.",
        status: .found
      )
    }
    if let status, status.isUnseen, content.head.tag != status.tag {
      let what = status.head?.shown ?? head?.shown ?? ""
      throw Failure(
        "\(shown) is newer in the vault than what was last pulled here: version \(visible(what)). "
          + "Nothing was restored.",
        hint: "Pull it first: git secrets-sync vault pull \(shown)",
        status: .found
      )
    }
    try open.tree.checkPlaces([file])
    session.say("vault: \(open.place)")
    let over = head.map { "over version \($0.shown)" } ?? "which is deleted there"
    let plan = "  ~ \(shown)  version \(visible(version)) \(visible(over)), there and here\n"
    if !session.options.quiet || !yes { session.message(plan) }
    if dryRun {
      session.say("Nothing was restored (--dry-run).")
      return .done
    }
    guard try Confirmation(session: session, yes: yes).ask("Restore \(shown)?") else {
      session.say("Nothing was restored.")
      return .usage
    }
    var latest = head
    let isLatest =
      head.map { $0.tag == content.head.tag || $0.digest == Crypto.sha256(content.bytes) } ?? false
    if !isLatest || open.vault.seals && head?.isSealed == false {
      latest = try await open.vault.put(
        file,
        content.bytes,
        if: head.map { .latest(tag: $0.tag) } ?? .absent,
        author: open.author
      )
    }
    if isDifferent {
      try open.tree.write(
        content.bytes,
        to: file,
        replacing: status?.digest,
        staging: open.folder.staging
      )
    }
    if let latest {
      let digest = Crypto.sha256(content.bytes)
      try open.note([OpenVault.Noted(file: file, head: latest, digest: digest)])
      session.say("restored \(shown) as version \(visible(latest.name))")
    }
    return .done
  }
}

extension VaultFileStatus {
  /// Whether the vault's latest version is another one than was last seen here.
  fileprivate var isUnseen: Bool {
    state == .newerThere || state == .goneHere && known?.tag != tag
  }
}
