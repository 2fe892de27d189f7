import Secrets

/// `vault push`: what changed here goes into the vault, on the condition that nobody was faster.
struct VaultPush {
  let open: OpenVault
  /// The vault's version that may be overwritten, which the caller has seen.
  let force: String?
  var session: Session { open.session }

  init(_ open: OpenVault, force: String?) {
    self.open = open
    self.force = force
  }

  enum Step {
    case push(VaultCondition, over: String?)
    case leave(String)
    /// Left, and that is not what was wanted.
    case refuse(String)
  }

  typealias Planned = (status: VaultFileStatus, step: Step)

  func run(_ files: [String], yes: Bool, dryRun: Bool) async throws -> ExitStatus {
    if !dryRun { try Confirmation(session: session, yes: yes).check("`vault push`") }
    let lock = dryRun ? nil : try open.folder.lock()
    defer { withExtendedLifetime(lock) {} }
    let (statuses, isWhole) = try await open.readableStatuses(files)
    if !dryRun { try open.settle(statuses) }
    let plan = try statuses.map { ($0, try step(for: $0, isNamed: !files.isEmpty)) }
    let pushes = show(plan, isAsked: !yes && !dryRun)
    let isRefused = plan.contains { if case .refuse = $0.1 { true } else { false } }
    let status: ExitStatus = !isWhole ? .incomplete : isRefused ? .found : .done
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
    return try await carryOut(plan) || !isWhole ? status : .found
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
      guard head.keepsVersions else {
        throw Failure(
          "The bucket does not keep what \(visible(status.file.text)) is there, so it is not "
            + "overwritten unmerged. Nothing was pushed.",
          hint: "git secrets-sync vault pull --merge \(visible(status.file.text)); and "
            + "`git secrets-sync vault init` says how to keep versions.",
          status: .found
        )
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
    // From before the setting, or from where it is not known.
    case (.same, let tag?) where open.vault.seals && status.isSealed == false:
      return .push(.latest(tag: tag), over: "what is not encrypted there")
    case (.goneHere, _): return .leave("gone here; `vault pull` brings it back")
    default: return .leave(VaultText.words(status.state))
    }
  }

  /// Shows the plan, and gives what is to be pushed.
  private func show(_ plan: [Planned], isAsked: Bool) -> [Planned] {
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
    // Who is asked has to see it, also with --quiet; and so has whoever is refused something.
    let isNeeded = isAsked || lines.contains { $0.mark == "!" }
    if !lines.isEmpty, isNeeded || !session.options.quiet {
      session.message(VaultText.lines(lines))
    }
    if let refused, [.newerThere, .changedBoth].contains(refused.status.state) {
      let name = visible(refused.status.file.text)
      session.say(
        "next: git secrets-sync vault diff \(name); then git secrets-sync vault pull "
          + (refused.status.state == .newerThere ? name : "--merge \(name)")
          + (refused.status.head.flatMap { $0.keepsVersions ? $0 : nil }.map {
            ", or to overwrite it: vault push \(name) --force \(visible($0.name))"
          } ?? "")
      )
    }
    return pushes
  }
}
