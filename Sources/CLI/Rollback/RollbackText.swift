import Git
import Ledger
import Secrets

/// A rollback as people and programs read it.
enum RollbackText {
  static func table(_ plan: RollbackPlan, _ terminal: Terminal) -> String {
    var table = Table([
      .init("Secret", mayShrink: true), .init("From", mayShrink: true),
      .init("To", mayShrink: true),
      .init("How"), .init("Detail", mayShrink: true),
    ])
    for entry in plan.entries {
      table.add([
        entry.item.reference, RecordText.short(entry.from ?? ""),
        RecordText.short(entry.item.version), how(entry), RecordText.short(entry.detail),
      ])
    }
    return table.text(for: terminal)
  }

  private static func how(_ entry: RollbackPlan.Entry) -> String {
    switch entry.way {
    case .move: "move AWSCURRENT"
    case .write: "write again"
    case .unchanged: "unchanged"
    case .impossible(let obstacle): "cannot: \(obstacle.rawValue)"
    }
  }

  /// What can be done about what is impossible.
  static func hints(
    _ plan: RollbackPlan,
    _ environment: String,
    partial: Bool
  ) -> [String] {
    var hints: [String] = []
    var obstacles: Set<String> = []
    var files: Set<RollbackPlan.Obstacle> = []
    for entry in plan.impossible {
      // Those of a kind have one.
      guard case .impossible(let obstacle) = entry.way,
        obstacles.insert("\(obstacle) \(entry.now == nil) \(entry.item.file == nil)").inserted
      else { continue }
      guard entry.item.file == nil else {
        files.insert(obstacle)
        continue
      }
      let secret = "\(visible(entry.item.reference)) --env \(visible(environment))"
      switch obstacle {
      case .gone where entry.now == nil:
        hints.append(
          "A secret that is gone is made anew by hand, and recorded then: git secrets-sync create "
            + secret
        )
      case .gone:
        hints.append(
          "What its store does not keep any more, and no archive has, is brought back by hand: git "
            + "secrets-sync update \(secret)"
        )
      case .recreated:
        hints.append(
          "Another secret has its name now; it is given the earlier value by hand: git secrets-sync "
            + "update \(secret)"
        )
      case .pendingDeletion:
        hints.append("Take the deletion back first: git secrets-sync restore \(secret)")
      case .unreadable:
        hints.append("What could not be read may be all right: see its detail, and try again.")
      case .notCovered: hints.append("Bring the objects of S3 back by hand.")
      }
    }
    if files.contains(.gone) {
      hints.append(
        "Of a file that is gone from the vault, `git secrets-sync vault log FILE` lists what is kept; "
          + "`vault restore FILE VERSION` brings that back, `vault push FILE` what is still here."
      )
    }
    if files.contains(.unreadable) {
      hints.append("What could not be read may be all right: see its detail, and try again.")
    }
    if !partial { hints.append("--partial brings back the others.") }
    return hints
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

  static func json(_ record: DeploymentRecord, _ plan: RollbackPlan, isDryRun: Bool) -> JSON {
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
