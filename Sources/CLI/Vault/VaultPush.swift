import AWS
import Secrets

/// `vault push`: what changed here goes into the vault, on the condition that nobody was faster.
struct VaultPush {
  let open: OpenVault
  /// The vault's version that may be overwritten, which the caller has seen.
  let force: String?
  private var session: Session { open.session }

  init(_ open: OpenVault, force: String?) {
    self.open = open
    self.force = force
  }

  private enum Step {
    case push(VaultCondition, over: String?)
    case leave(String)
    /// Left, and that is not what was wanted.
    case refuse(String)
  }

  private typealias Planned = (status: VaultFileStatus, step: Step)

  func run(_ files: [String], yes: Bool, dryRun: Bool) async throws -> ExitStatus {
    if !dryRun { try Confirmation(session: session, yes: yes).check("`vault push`") }
    let lock = dryRun ? nil : try open.folder.lock()
    defer { withExtendedLifetime(lock) {} }
    let statuses = try await open.statuses(files)
    if !dryRun { try open.settle(statuses) }
    let plan = try statuses.map { ($0, try step(for: $0, isNamed: !files.isEmpty)) }
    let pushes = show(plan)
    let isRefused = plan.contains { if case .refuse = $0.1 { true } else { false } }
    let status = isRefused ? ExitStatus.found : .done
    if pushes.isEmpty || dryRun {
      report(plan.map { ($0.0, nil) })
      if dryRun { session.say("Nothing was pushed (--dry-run).") }
      return status
    }
    let question = "Push \(count(pushes.count, "file")) to \(open.place)?"
    guard try Confirmation(session: session, yes: yes).ask(question) else {
      session.say("Nothing was pushed.")
      return .usage
    }
    return try await carryOut(plan) ? status : .found
  }

  private func step(for status: VaultFileStatus, isNamed: Bool) throws -> Step {
    if let side = status.known?.merging.flatMap(VaultPath.init), open.tree.isThere(side) {
      return .refuse("merge \(side.text) into it, and remove that file, before you push")
    }
    let over = status.head?.shown ?? status.known?.version.map { "version \($0)" }
    switch (status.state, status.tag) {
    case (.changedHere, let tag?): return .push(.latest(tag: tag), over: over)
    case (.onlyHere, _): return .push(.absent, over: nil)
    case (.goneThere, _) where isNamed: return .push(.absent, over: nil)
    case (.goneThere, _):
      return .refuse("gone in the vault; name the file to put it back, or remove it here")
    case (.newerThere, let tag?), (.changedBoth, let tag?):
      guard let force, let head = status.head else {
        return .refuse(VaultText.words(status))
      }
      // Whoever overwrites says what, so that it is no version that came since.
      guard head.name == force else {
        throw Failure(
          "\(visible(status.file.text)) is not at version \(visible(force)) in the vault: "
            + "version \(visible(head.shown)). Nothing was pushed.",
          hint: "Look at it first: git secrets-sync vault diff \(visible(status.file.text))",
          status: .found
        )
      }
      return .push(.latest(tag: tag), over: head.shown)
    case (.goneHere, _): return .leave("gone here; `vault pull` brings it back")
    default: return .leave(VaultText.words(status.state))
    }
  }

  /// Shows the plan, and gives what is to be pushed.
  private func show(_ plan: [Planned]) -> [Planned] {
    var lines: [(mark: String, file: VaultPath, text: String)] = []
    var pushes: [Planned] = []
    var refused: Planned?
    for (status, step) in plan {
      switch step {
      case .push(_, let over):
        pushes.append((status, step))
        let text = over.map { "over \($0)" } ?? "new"
        lines.append((over == nil ? "+" : "~", status.file, text))
      case .refuse(let why):
        refused = refused ?? (status, step)
        lines.append(("!", status.file, "not pushed: \(why)"))
      case .leave(let why):
        if status.state != .same, status.state != .onlyThere {
          lines.append((" ", status.file, why))
        }
      }
    }
    session.say("vault: \(open.place)")
    session.say(lines.isEmpty ? "Everything here is in the vault." : "push:")
    if !lines.isEmpty { session.message(VaultText.lines(lines)) }
    if let refused, [.newerThere, .changedBoth].contains(refused.status.state) {
      let name = visible(refused.status.file.text)
      session.say(
        "next: git secrets-sync vault diff \(name); then git secrets-sync vault pull "
          + (refused.status.state == .newerThere ? name : "--merge \(name)")
          + (refused.status.head.map {
            ", or to overwrite it: vault push \(name) --force \(visible($0.name))"
          } ?? "")
      )
    }
    return pushes
  }

  /// Whether all that was planned was pushed.
  private func carryOut(_ plan: [Planned]) async throws -> Bool {
    let author = open.author
    var written: [(VaultFileStatus, VaultHead?)] = []
    var isWhole = true
    for (status, step) in plan {
      guard case .push(let condition, _) = step else {
        written.append((status, nil))
        continue
      }
      let file = status.file
      guard let content = try open.tree.read(file), Crypto.sha256(content) == status.digest else {
        session.warn("\(visible(file.text)) was changed meanwhile, and is not pushed.")
        isWhole = false
        continue
      }
      do {
        let head = try await open.vault.put(file, content, if: condition, author: author)
        try open.note(file, head, content)
        session.say("pushed \(visible(file.text)), version \(visible(head.name))")
        check(head, of: file)
        written.append((status, head))
      } catch let error as SecretsError {
        guard case .conflict = error.kind else { throw uncertain(error, file) }
        session.warn(error.message)
        if let hint = error.hint { session.say("hint: \(hint)") }
        written.append((status, nil))
        isWhole = false
      }
    }
    report(written)
    return isWhole
  }

  /// What a bucket does not do for its files is said at once.
  private func check(_ head: VaultHead, of file: VaultPath) {
    if head.version == nil || head.version == "null" {
      session.warn(
        "the bucket keeps no versions, so what was there before is gone; "
          + "`git secrets-sync vault init` says how to mend that."
      )
    }
    if let encryption = head.encryption, !encryption.hasPrefix("aws:kms") {
      session.warn(
        "\(visible(file.text)) is encrypted by a key of S3's own, not of KMS; set `kms_key` in "
          + "[vault]."
      )
    }
  }

  private func uncertain(_ error: SecretsError, _ file: VaultPath) -> any Error {
    guard case .unavailable = error.kind else { return error }
    let failure = Failure(explaining: error)
    return Failure(
      "Whether \(visible(file.text)) was pushed is not certain. \(failure.message)",
      hint: "Look: git secrets-sync vault status \(visible(file.text)). Pushing again is safe.",
      status: failure.status
    )
  }

  private func report(_ files: [(VaultFileStatus, VaultHead?)]) {
    guard session.wantsJSON else { return }
    let list = files.map { status, head in
      VaultText.json(
        status,
        [("pushed", .bool(head != nil)), ("written", head?.version.map(JSON.string))]
      )
    }
    session.print(
      .object([
        ("schema", .integer(1)), ("vault", .string(open.vault.place)), ("files", .array(list)),
      ])
    )
  }
}
