import Git
import Ledger
import Secrets

/// A rollback as people and programs read it.
enum RollbackText {
  static func table(
    _ plan: RollbackPlan,
    _ unseen: Set<String>,
    _ terminal: Terminal
  ) -> String {
    var table = Table([
      .init("Secret", mayShrink: true), .init("From", mayShrink: true),
      .init("To", mayShrink: true),
      .init("How"), .init("Detail", mayShrink: true),
    ])
    for entry in plan.entries {
      table.add([
        entry.item.reference, RecordText.short(entry.from ?? ""),
        RecordText.short(entry.item.version), how(entry), RecordText.short(detail(entry, unseen)),
      ])
    }
    return table.text(for: terminal)
  }

  /// Of a file also whose version is put aside, and whether anybody here has seen that.
  private static func detail(_ entry: RollbackPlan.Entry, _ unseen: Set<String>) -> String {
    guard let aside = entry.aside else { return entry.detail }
    let origin = [aside.author.map { "by \($0)" }, aside.at.map(RecordTime.text)]
      .compactMap { $0 }.joined(separator: ", ")
    return unseen.contains(entry.item.reference)
      ? ["newer, \(origin)", "in no deployment, and never here"].joined(separator: ": ") : origin
  }

  private static func how(_ entry: RollbackPlan.Entry) -> String {
    switch entry.way {
    case .move: "move AWSCURRENT"
    case .write: "write again"
    case .unchanged: "unchanged"
    case .impossible(let obstacle): "cannot: \(obstacle.rawValue)"
    }
  }

  static func report(
    _ restored: DeploymentRecord,
    _ target: DeploymentRecord,
    _ note: RollbackNote,
    _ environment: EnvironmentSettings,
    _ session: Session
  ) {
    if session.wantsJSON {
      session.print(RecordText.json(restored))
      return
    }
    let leftOut = target.items.filter { note.leftOut.contains($0.reference) }
    let left = leftOut.isEmpty ? "" : ", \(leftOut.counted) left out"
    let changed = note.steps.map(\.reference)
    session.print(
      "restored \(target.commit.abbreviated) in \(visible(restored.environment)): "
        + "\(target.items.filter { changed.contains($0.reference) }.counted) changed, "
        + "\(restored.items.count - note.steps.count) unchanged\(left)\n"
    )
    session.detail(RecordText.items(restored.items, session.err))
    guard note.steps.contains(where: \.isFile) else { return }
    session.say("The files in the working tree were not touched.")
    session.say("next: \(session.vaultCommand("pull", [], environment, top: ""))")
  }

  static func reportUndone(_ steps: [RollbackStep], _ note: RollbackNote, _ session: Session) {
    if session.wantsJSON {
      session.print(
        .object([
          ("schema", .integer(1)), ("env", .string(note.env)), ("commit", .string(note.commit)),
          ("result", .string("undone")), ("steps", .array(steps.map(json))),
        ])
      )
      return
    }
    session.print("took back the rollback of \(visible(note.env)) to \(note.commit.prefix(10))\n")
    session.say(states(steps))
    if steps.contains(where: { $0.state == .left }) {
      let check = "git secrets-sync verify --env \(visible(note.env))"
      session.say("hint: `\(check)` says what the secrets are at.")
    }
  }

  // MARK: What went wrong

  static func undone(_ steps: [RollbackStep], _ cause: SecretsError) -> Failure {
    let failure = Failure(explaining: cause)
    return Failure(
      "\(failure.message)\nThe rollback was taken back:\n\(states(steps))",
      hint: failure.hint,
      // Something was changed on the way, also where the cause alone would be wrong usage.
      status: failure.status == .usage ? .refused : failure.status
    )
  }

  static func unfinished(_ note: RollbackNote, _ cause: SecretsError) -> Failure {
    Failure(
      "\(cause.message)\n\(note.sentence)\n\(states(note.steps))",
      hint: [cause.hint, note.hint].compactMap { $0 }.joined(separator: "\n"),
      status: .incomplete
    )
  }

  /// A line for each secret: what it holds.
  private static func states(_ steps: [RollbackStep]) -> String {
    steps.map { "  \($0.reference): \(state($0))" }.joined(separator: "\n")
  }

  private static func state(_ step: RollbackStep) -> String {
    switch step.state {
    case .pending: "not begun"
    case .sent: "not known to be changed; it was at \(RecordText.short(step.from))"
    case .found: "at \(RecordText.short(step.to)) already, brought there by somebody else"
    case .done: "rolled back, at \(RecordText.short(step.made ?? step.to))"
    case .undone where step.restored != nil:
      "as before: the value of version \(step.from) is written again, as version "
        + (step.restored ?? "")
    case .undone: "as before, at \(RecordText.short(step.from))"
    case .left where step.between != nil:
      "somebody else's version \(RecordText.short(step.between ?? "")) came between, and is in force "
        + "again"
    case .left: "changed by somebody else, and left alone"
    }
  }

  // MARK: JSON

  static func json(
    _ record: DeploymentRecord,
    _ plan: RollbackPlan,
    _ unseen: Set<String>,
    isDryRun: Bool
  ) -> JSON {
    .object([
      ("schema", .integer(1)), ("env", .string(record.environment)),
      ("commit", .string(record.commit.hex)), ("record", .string(record.id)),
      ("dryRun", .bool(isDryRun)),
      (
        "plan",
        .array(
          plan.entries.map { entry in
            .present([
              ("secret", .string(entry.item.reference)),
              ("from", entry.from.map(JSON.string)),
              ("to", .string(entry.item.version)),
              ("how", .string(way(entry))),
              ("detail", entry.detail.isEmpty ? nil : .string(entry.detail)),
              ("by", entry.aside?.author.map(JSON.string)),
              ("at", entry.aside?.at.map { .string(RecordTime.text($0)) }),
              ("newer", entry.aside.map { _ in .bool(unseen.contains(entry.item.reference)) }),
            ])
          }
        )
      ),
    ])
  }

  private static func way(_ entry: RollbackPlan.Entry) -> String {
    switch entry.way {
    case .move: "move"
    case .write: "write"
    case .unchanged: "unchanged"
    case .impossible(let obstacle): obstacle.rawValue
    }
  }

  private static func json(_ step: RollbackStep) -> JSON {
    .present([
      ("secret", .string(step.reference)), ("from", .string(step.from)), ("to", .string(step.to)),
      ("state", .string(step.state.rawValue)), ("made", step.made.map(JSON.string)),
    ])
  }
}
