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
    var left = 0
    var steps = try items.map { item -> SetUpStep in
      switch item {
      case .settled(let step): return step
      case .task(let task):
        switch consent {
        case .refused: return task.step(.planned)
        case .missing where task.isShared:
          left += 1
          return task.step(.open)
        case .given, .asked, .missing: return try task.perform()
        }
      }
    }
    if left > 0 {
      steps.append(
        SetUpStep(
          outcome: .open,
          message: left == 1 ? "to have this done:" : "to have these \(left) done:",
          hint: "git secrets-sync init --yes"
        )
      )
    }
    return steps
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
    SetUpStep(
      outcome: outcome,
      message: plan,
      hint: details.isEmpty ? nil : details.joined(separator: "\n")
    )
  }
}
