import Git
import Hooks
import Ledger
import Secrets

/// The state of a repository at a glance, and what to do next.
struct StatusReport {
  struct Environment {
    let name: String
    /// The newest successful deployment, or, where none was, the newest record.
    let latest: DeploymentRecord?
    /// A newer record of something else than a success.
    let attempt: DeploymentRecord?
    /// Commits between the deployed one and `HEAD`; nil when `HEAD` does not descend from it.
    let distance: Int?
    /// Whether the history ends early here, so that a missing distance says nothing.
    var isShallow = false
    /// What is not as deployed; nil when nobody asked.
    let drift: [VerifiedItem]?
    /// Why nobody could be asked, where `--drift` wanted it.
    var driftProblem: String?
  }

  let hooks: HookStates
  let isBare: Bool
  /// Whether `--env` chose an environment, which has to be named again.
  var isOfOne = false
  var environments: [Environment] = []
  /// Environments whose ledger cannot be read.
  var unreadable: [String] = []
  var unpushed: [RemoteRecords] = []
  /// What `git fetch` brought and nobody has taken over yet.
  var incoming: [RemoteRecords] = []
  /// Where the ledger of a remote lacks what was seen there before.
  var rewound: [(remote: String, environments: [String])] = []
  /// Remotes that may have a ledger although nothing of it is here.
  var unasked: [String] = []
  /// Rollbacks that were cut off.
  var rollbacks: [RollbackNote] = []
  /// Several writings at once that were cut off.
  var changes: [ChangeNote] = []
  /// Why this repository can have no ledger, where it cannot.
  var ledgerProblem: String?

  func text(_ terminal: Terminal) -> String {
    var text = hooks.message.split(separator: "\n").map { sentence in
      line("hooks", visible(String(sentence)), hooks.isActive ? .green : .red, terminal)
    }.joined()
    if let ledgerProblem {
      text += line("ledger", "none here: \(visible(ledgerProblem))", .yellow, terminal)
    } else if environments.isEmpty, unreadable.isEmpty {
      text += line("environments", "none", .yellow, terminal)
    }
    for environment in environments {
      text += line(environment.name, Self.sentence(environment), nil, terminal)
      for item in environment.drift ?? [] {
        text +=
          String(repeating: " ", count: 14)
          + terminal.paint(item.state.rawValue, .yellow)
          + " \(visible(item.item.reference)): \(RecordText.short(visible(item.detail)))\n"
      }
      if let problem = environment.driftProblem {
        text +=
          String(repeating: " ", count: 14) + terminal.paint("drift not known", .yellow)
          + ": \(visible(problem))\n"
      }
    }
    for note in rollbacks { text += line("rollback", visible(note.sentence), .red, terminal) }
    for note in changes { text += line(note.command, visible(note.sentence), .red, terminal) }
    for name in unreadable { text += line(name, "its ledger cannot be read", .red, terminal) }
    for (remote, environments) in rewound {
      let names = environments.map(visible).joined(separator: ", ")
      let sentence = "\(names) at \(visible(remote)): what was seen there before is missing"
      text += line("ledger", sentence, .red, terminal)
    }
    let shared =
      incoming.map { "\($0.text) from \(visible($0.remote)) not taken over yet" }
      + unpushed.map { "\($0.text) not pushed to \(visible($0.remote))" }
    for sentence in shared { text += line("ledger", sentence, .yellow, terminal) }
    let next = nextSteps
    if !next.isEmpty {
      text += "\n" + next.prefix(Self.stepLimit).map { "next: \($0)\n" }.joined()
      let rest = next.count - Self.stepLimit
      if rest > 0 { text += "next: \(count(rest, "more step")) of the same kind.\n" }
    }
    return text
  }

  /// With many environments, more steps than this are only counted.
  private static let stepLimit = 12

  private func line(
    _ label: String,
    _ text: String,
    _ color: Paint?,
    _ terminal: Terminal
  ) -> String {
    let name = visible(label)
    let padding = String(repeating: " ", count: max(1, 14 - name.count))
    return terminal.paint(name, .bold) + padding + (color.map { terminal.paint(text, $0) } ?? text)
      + "\n"
  }

  private static func sentence(_ environment: Environment) -> String {
    guard let latest = environment.latest else { return "no deployment recorded here" }
    var text =
      "\(latest.commit.abbreviated) \(latest.ending) \(RecordTime.text(latest.at)), "
      + latest.items.counted
    switch environment.distance {
    case 0?: text += ", at HEAD"
    case let distance?: text += ", \(count(distance, "commit")) behind HEAD"
    case nil:
      text +=
        environment.isShallow ? ", not found in this shallow clone" : ", not an ancestor of HEAD"
    }
    if let attempt = environment.attempt {
      text += ", then \(attempt.commit.abbreviated) \(attempt.ending)"
    }
    if let drift = environment.drift {
      let unread = drift.count { $0.state == .unreadable }
      if drift.count > unread { text += ", \(drift.count - unread) drifted" }
      if unread > 0 { text += ", \(unread) unreadable" }
      if drift.isEmpty { text += ", no drift" }
    }
    return text
  }
}
