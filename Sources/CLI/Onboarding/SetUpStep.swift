/// One step of `init` and how it went.
struct SetUpStep {
  enum Outcome: String {
    case done
    case found
    /// Not done, because only the plan was asked for.
    case planned
    case present = "already there"
    case later
    case open = "needs you"
  }

  let outcome: Outcome
  let message: String
  var hint: String?

  func text(_ terminal: Terminal) -> String {
    let color: Paint =
      switch outcome {
      case .done: .green
      case .present, .later: .dim
      case .found, .planned: .cyan
      case .open: .yellow
      }
    let label = outcome.rawValue + String(repeating: " ", count: 13 - outcome.rawValue.count)
    var text = terminal.paint(label, color) + "  " + visible(message) + "\n"
    for line in hint?.split(separator: "\n", omittingEmptySubsequences: false) ?? [] {
      text += String(repeating: " ", count: 15) + visible(String(line)) + "\n"
    }
    return text
  }

  var json: JSON {
    .present([
      ("outcome", .string(outcome.rawValue)), ("message", .string(message)),
      ("hint", hint.map(JSON.string)),
    ])
  }
}

/// One thing that `init` would change.
struct SetUpTask {
  /// What it is, as an order: `add 7 patterns to .gitignore`.
  let plan: String
  var details: [String] = []
  /// Whether it changes a file that is committed, and so concerns all who clone.
  let isShared: Bool
  let perform: () throws -> SetUpStep
}

/// What `init` found of one part of the set-up.
enum SetUpItem {
  /// There is nothing to do, or nothing that can be done here.
  case settled(SetUpStep)
  case task(SetUpTask)
}
