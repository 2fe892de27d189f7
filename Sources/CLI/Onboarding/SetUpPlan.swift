/// All that `init` found and would do.
struct SetUpPlan {
  enum Consent {
    case given
    /// It can be asked for.
    case asked
    /// Nobody can be asked: what concerns all who clone is left.
    case missing
    /// Only the plan is wanted.
    case refused
  }

  let items: [SetUpItem]

  private var tasks: [SetUpTask] {
    items.compactMap { if case .task(let task) = $0 { task } else { nil } }
  }

  /// Does what may be done; nil when the user said no, and then nothing was done.
  func carryOut(_ consent: Consent, in session: Session) throws -> [SetUpStep]? {
    let concernsAll = tasks.contains(where: \.isShared)
    if consent == .asked, concernsAll {
      session.message(items.map { $0.planned.text(session.err) }.joined())
      let confirmation = Confirmation(session: session, yes: false)
      guard try confirmation.ask("Go ahead?") else { return nil }
    }
    return try items.map { item in
      switch item {
      case .settled(let step): step
      case .task(let task):
        switch consent {
        case .refused: task.step(.planned)
        case .missing where task.isShared: task.step(.open)
        case .given, .asked, .missing: try task.perform()
        }
      }
    }
  }
}

extension SetUpItem {
  fileprivate var planned: SetUpStep {
    switch self {
    case .settled(let step): step
    case .task(let task): task.step(.planned)
    }
  }
}

extension SetUpTask {
  fileprivate func step(_ outcome: SetUpStep.Outcome) -> SetUpStep {
    var hint = details
    if outcome == .open { hint.append("Or: git secrets-sync init --yes") }
    return SetUpStep(
      outcome: outcome,
      message: plan,
      hint: hint.isEmpty ? nil : hint.joined(separator: "\n")
    )
  }
}
