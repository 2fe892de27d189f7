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
    let content = try await open.content(file, version: version)
    let version = content.head.version ?? version
    // Deleted there, and not here, it is restored all the same.
    let status = head == nil ? try await gone(name) : try await open.status(name)
    open.warnIfOpen(content.head, file)
    if open.unseals(head?.isSealed), !isLatest(content, head) {
      throw Failure(
        "\(visible(file.text)) is \(OpenVault.unsealing). Nothing was restored.",
        hint: OpenVault.sealing + ".",
        status: .found
      )
    }
    try check(status, content)
    try open.tree.checkPlaces([file])
    let shown = visible(file.text)
    session.say("vault: \(open.place)")
    let isLatest = isLatest(content, head)
    let over =
      isLatest
      ? "which is the latest there, here"
      : (head.map { "over version \($0.shown)" } ?? "which is deleted there") + ", there and here"
    let plan = "  ~ \(shown)  version \(visible(version)) \(visible(over))\n"
    if !session.options.quiet || !yes { session.message(plan) }
    if dryRun {
      report(file, version, nil)
      session.say("Nothing was restored (--dry-run).")
      return .done
    }
    guard try Confirmation(session: session, yes: yes).ask("Restore \(shown)?") else {
      session.say("Nothing was restored.")
      return .usage
    }
    // Before the vault is changed: what is to be noted then needs it.
    _ = try open.folder.madeKey()
    var latest = head
    if !isLatest {
      latest = try await open.vault.put(
        file,
        content.bytes,
        if: head.map { .latest(tag: $0.tag) } ?? .absent,
        author: open.author
      )
    }
    guard let latest else { return .done }
    do {
      try write(content, latest, status, file)
    } catch {
      throw isLatest ? error : unfinished(latest, error, file)
    }
    session.say(
      isLatest
        ? "\(shown) is version \(visible(latest.name)) here, too"
        : "restored \(shown) as version \(visible(latest.name))"
    )
    report(file, version, latest)
    return .done
  }

  private func gone(_ name: String) async throws -> VaultFileStatus? {
    let file = try open.tree.file(name)
    guard try open.tree.read(file) != nil else { return nil }
    return try await open.status(name)
  }

  /// What is not pushed is not overwritten here, and what was not seen not there.
  private func check(_ status: VaultFileStatus?, _ content: VaultContent) throws {
    guard let status else { return }
    let (file, commands) = (status.file, open.commands)
    let isUnpushed = [.changedHere, .changedBoth, .onlyHere, .goneThere].contains(status.state)
    if isUnpushed, status.digest != Crypto.sha256(content.bytes) {
      var hint = "Push it first: \(commands("push", file)); then it is a version, too."
      if let side = open.openMerge(status) {
        hint = "End the merge first: " + open.ending(side, of: file)
      } else if status.state == .changedBoth {
        hint = open.mergeCommands(status)
      }
      throw Failure(
        "\(visible(file.text)) is \(VaultText.words(status.state)); restoring would overwrite that. "
          + "Nothing was restored.",
        hint: hint,
        status: .found
      )
    }
    let isUnseen =
      status.state == .newerThere || status.state == .goneHere && status.known?.tag != status.tag
    if isUnseen, content.head.tag != status.tag, status.head?.digest != Crypto.sha256(content.bytes)
    {
      throw Failure(
        "\(visible(file.text)) is newer in the vault than what was last pulled here"
          + (status.head.map { ": version \(visible($0.shown))" } ?? "")
          + ". Nothing was restored.",
        hint: "Pull it first: \(commands("pull", file))",
        status: .found
      )
    }
  }

  /// Whether the vault's latest version has this content already, encrypted if that is wanted.
  private func isLatest(_ content: VaultContent, _ head: VaultHead?) -> Bool {
    guard let head, head.isSealed || !open.vault.seals else { return false }
    return head.tag == content.head.tag || head.digest == Crypto.sha256(content.bytes)
  }

  private func write(
    _ content: VaultContent,
    _ latest: VaultHead,
    _ status: VaultFileStatus?,
    _ file: VaultPath
  ) throws {
    let digest = Crypto.sha256(content.bytes)
    if status?.digest != digest {
      try open.tree.write(
        content.bytes,
        to: file,
        replacing: status?.digest,
        staging: open.folder.staging
      )
    }
    try open.note([OpenVault.Noted(file: file, head: latest, digest: digest)])
  }

  private func unfinished(
    _ latest: VaultHead,
    _ error: any Error,
    _ file: VaultPath
  ) -> Failure {
    let failure = Failure(explaining: error)
    return Failure(
      "\(visible(file.text)) is restored in the vault as version \(visible(latest.name)), but not here. "
        + failure.message,
      hint: "When that is mended: \(open.commands("pull", file))",
      status: failure.status
    )
  }

  private func report(_ file: VaultPath, _ version: String, _ written: VaultHead?) {
    guard session.wantsJSON else { return }
    session.print(
      .present([
        ("schema", .integer(1)), ("vault", .string(open.vault.place)),
        ("file", .string(file.text)), ("version", .string(version)),
        ("restored", .bool(written != nil)), ("written", written?.version.map(JSON.string)),
      ])
    )
  }
}
