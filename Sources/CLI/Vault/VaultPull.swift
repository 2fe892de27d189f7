import AWS
import Secrets

/// `vault pull`: what is newer in the vault comes here; what was changed here is never overwritten.
struct VaultPull {
  let open: OpenVault
  /// Whether the vault's side of a file that changed on both goes beside it.
  let merge: Bool
  var session: Session { open.session }

  enum Step {
    case pull
    /// The vault's side goes into this file.
    case merge(VaultPath)
    case leave(String)
    /// Left, and that is not what was wanted.
    case refuse(String)
  }

  typealias Planned = (status: VaultFileStatus, step: Step)

  init(_ open: OpenVault, merge: Bool) {
    self.open = open
    self.merge = merge
  }

  func run(_ files: [String], yes: Bool, dryRun: Bool) async throws -> ExitStatus {
    if !dryRun { try Confirmation(session: session, yes: yes).check("`vault pull`") }
    let lock = dryRun ? nil : try open.folder.lock()
    defer { withExtendedLifetime(lock) {} }
    let (statuses, isWhole) = try await open.readableStatuses(files)
    let plan = statuses.map { (status: $0, step: step(for: $0)) }
    let wanted = show(plan, isAsked: !yes && !dryRun)
    try open.tree.checkPlaces(
      wanted.map { status, step in
        if case .merge(let side) = step { side } else { status.file }
      }
    )
    let isRefused = plan.contains { if case .refuse = $0.step { true } else { false } }
    let status: ExitStatus = !isWhole ? .incomplete : isRefused ? .found : .done
    if !wanted.isEmpty, !dryRun {
      let question = "Pull \(count(wanted.count, "file")) from \(open.place)?"
      guard try Confirmation(session: session, yes: yes).ask(question) else {
        session.say("Nothing was pulled.")
        return .usage
      }
      try await carryOut(wanted)
    }
    if dryRun { session.say("Nothing was pulled (--dry-run).") }
    if !dryRun { try open.settle(plan.map(\.status)) }
    report(plan, isDone: !dryRun)
    return status
  }

  private func step(for status: VaultFileStatus) -> Step {
    switch status.state {
    case .newerThere, .onlyThere, .goneHere: return .pull
    case .same: return .leave("")
    case .changedHere where status.known?.merging != nil:
      let side = open.openMerge(status)
      return .leave(side.map { "being merged with \($0.text)" } ?? "merged, not pushed yet")
    case .changedHere, .onlyHere: return .leave("\(VaultText.words(status.state)); not pushed yet")
    case .goneThere: return .leave("gone in the vault; stays here")
    case .changedBoth:
      guard let head = status.head, let side = open.tree.side(of: status.file, head.name) else {
        return .refuse(VaultText.words(status))
      }
      if let earlier = open.openMerge(status) {
        return .refuse("the merge with \(earlier.text) is not done; finish it and remove that file")
      }
      return merge ? .merge(side) : .refuse(VaultText.words(status))
    }
  }

  private func show(_ plan: [Planned], isAsked: Bool) -> [Planned] {
    var lines: [(mark: String, file: VaultPath, text: String)] = []
    var wanted: [Planned] = []
    var refused: [VaultFileStatus] = []
    for (status, step) in plan {
      switch step {
      case .pull:
        wanted.append((status, step))
        lines.append(
          (status.digest == nil ? "+" : "~", status.file, VaultText.words(status))
        )
      case .merge(let side):
        wanted.append((status, step))
        lines.append(("+", side, "the vault's side of \(status.file.text)"))
      case .refuse(let why):
        refused.append(status)
        lines.append(("!", status.file, "not pulled: \(why)"))
      case .leave(let why): if !why.isEmpty { lines.append((" ", status.file, why)) }
      }
    }
    session.say("vault: \(open.place)")
    session.say(lines.isEmpty ? "Everything in the vault is here." : "pull:")
    // Who is asked has to see it, also with --quiet; and so has whoever is refused something.
    let isNeeded = isAsked || lines.contains { $0.mark == "!" }
    if !lines.isEmpty, isNeeded || !session.options.quiet {
      session.message(VaultText.lines(lines))
    }
    open.sayNext(refused.filter { !merge || open.openMerge($0) != nil }) { status in
      open.openMerge(status).map { open.ending($0, of: status.file) } ?? open.mergeCommands(status)
    }
    return wanted
  }

  private func report(_ plan: [Planned], isDone: Bool) {
    guard session.wantsJSON else { return }
    let list = plan.map { status, step in
      var to: VaultPath?
      switch step {
      case .pull: to = status.file
      case .merge(let side): to = side
      case .leave, .refuse: break
      }
      return VaultText.json(
        status,
        [("pulled", .bool(isDone && to != nil)), ("to", to.map { .string($0.text) })]
      )
    }
    session.print(
      .object([
        ("schema", .integer(1)), ("vault", .string(open.vault.place)), ("files", .array(list)),
      ])
    )
  }
}
