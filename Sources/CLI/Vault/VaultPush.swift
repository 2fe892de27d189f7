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
    case push(VaultCondition, over: String?, putsBack: Bool = false)
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
    var plan: [Planned] = []
    for status in statuses {
      plan.append((status, try await step(for: status, isNamed: !files.isEmpty)))
    }
    let pushes = show(plan, isAsked: !yes && !dryRun)
    let isRefused = plan.contains { if case .refuse = $0.step { true } else { false } }
    let status: ExitStatus = !isWhole ? .incomplete : isRefused ? .found : .done
    if pushes.isEmpty || dryRun {
      report(plan.map { ($0.status, nil) })
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

  private func step(for status: VaultFileStatus, isNamed: Bool) async throws -> Step {
    if let side = open.openMerge(status) {
      return .refuse("merge \(side.text) into it, and remove that file, before you push")
    }
    let replaces: Bool =
      switch status.state {
      case .changedHere: true
      case .newerThere, .changedBoth: force != nil
      default: false
      }
    if replaces, open.unseals(status.isSealed) { return .refuse(OpenVault.unsealing) }
    let over =
      (status.head?.version ?? status.known?.version).map { version in
        status.head.map { "version \($0.shown)" } ?? "version \(version)"
      } ?? (status.tag == nil ? nil : "what is there")
    switch (status.state, status.tag) {
    case (.changedHere, let tag?): return .push(.latest(tag: tag), over: over)
    case (.onlyHere, _): return .push(.absent, over: nil)
    case (.goneThere, _) where isNamed: return .push(.absent, over: nil, putsBack: true)
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
          hint:
            "\(open.commands("pull", status.file, "--merge")); and `\(open.commands("init"))` says "
            + "how to keep versions.",
          status: .found
        )
      }
      // Whoever overwrites says what, so that it is no version that came since.
      var isSeen = head.name == force
      if !isSeen { isSeen = try await open.whole(force, of: status.file) == head.name }
      guard isSeen else {
        throw Failure(
          "\(visible(status.file.text)) is not at version \(visible(force)) in the vault: "
            + "version \(visible(head.shown)). Nothing was pushed.",
          hint: "Look at it first: \(open.commands("diff", status.file))",
          status: .found
        )
      }
      return .push(.latest(tag: tag), over: "version \(head.shown)")
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
    var refused: [VaultFileStatus] = []
    for (status, step) in plan {
      switch step {
      case .push(_, let over, let putsBack):
        pushes.append((status, step))
        let text = over.map { "over \($0)" } ?? (putsBack ? "put back" : "new")
        lines.append((over == nil ? "+" : "~", status.file, text))
      case .refuse(let why):
        refused.append(status)
        lines.append(("!", status.file, "not pushed: \(why)"))
      case .leave(let why):
        if status.state != .same, status.state != .onlyThere {
          lines.append((" ", status.file, why))
        }
      }
    }
    session.say("vault: \(open.place)")
    if !pushes.isEmpty, open.isEmbedded {
      session.warn(
        "this vault is for trying it out: it is in this clone, goes with it, and nobody else gets what "
          + "is in it. Set `bucket` or `path` in [vault]."
      )
    }
    session.say(lines.isEmpty ? "Everything here is in the vault." : "push:")
    // Who is asked has to see it, also with --quiet; and so has whoever is refused something.
    let isNeeded = isAsked || lines.contains { $0.mark == "!" }
    if !lines.isEmpty, isNeeded || !session.options.quiet {
      session.message(VaultText.lines(lines))
    }
    open.sayNext(refused, next)
    return pushes
  }

  /// How to go on with what was refused.
  private func next(_ status: VaultFileStatus) -> String {
    let commands = open.commands
    if let side = open.openMerge(status) { return open.ending(side, of: status.file) }
    if status.state == .goneThere { return commands("push", status.file) }
    if open.unseals(status.isSealed), force != nil || status.state == .changedHere {
      return OpenVault.sealing
    }
    let see =
      status.state == .newerThere
      ? open.openCommands(status)
        ?? commands("diff", status.file) + "; then " + commands("pull", status.file)
      : open.mergeCommands(status)
    guard let head = status.head, head.keepsVersions else { return see }
    let force = "--force \(visible(ChangeText.argument(head.name)))"
    return see + "; or to overwrite it: " + commands("push", status.file, force)
  }
}
