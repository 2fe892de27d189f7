import Git
import Hooks
import Ledger

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
  var environments: [Environment] = []
  /// Environments whose ledger cannot be read.
  var unreadable: [String] = []
  var unpushed: [RemoteRecords] = []
  /// What `git fetch` brought and nobody has taken over yet.
  var incoming: [RemoteRecords] = []
  /// Remotes that may have a ledger although nothing of it is here.
  var unasked: [String] = []
  /// Rollbacks that were cut off.
  var rollbacks: [RollbackNote] = []
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
    for name in unreadable { text += line(name, "its ledger cannot be read", .red, terminal) }
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
      "\(latest.commit.abbreviated) \(latest.status.rawValue) \(RecordTime.text(latest.at)), "
      + count(latest.items.count, "secret")
    switch environment.distance {
    case 0?: text += ", at HEAD"
    case let distance?: text += ", \(count(distance, "commit")) behind HEAD"
    case nil:
      text +=
        environment.isShallow ? ", not found in this shallow clone" : ", not an ancestor of HEAD"
    }
    if let attempt = environment.attempt {
      text += ", then \(attempt.commit.abbreviated) \(attempt.status.rawValue)"
    }
    if let drift = environment.drift {
      let unread = drift.count { $0.state == .unreadable }
      if drift.count > unread { text += ", \(drift.count - unread) drifted" }
      if unread > 0 { text += ", \(unread) unreadable" }
      if drift.isEmpty { text += ", no drift" }
    }
    return text
  }

  private var nextSteps: [String] {
    var steps: [String] = []
    if let fix = hooks.fix { steps += fix.split(separator: "\n").map { visible(String($0)) } }
    steps += rollbacks.map(\.hint)
    if environments.isEmpty, unreadable.isEmpty, ledgerProblem == nil, !isBare {
      steps.append("Run `git secrets-sync init`.")
    }
    steps += (incoming.map(\.remote) + unasked).map {
      "Run `git secrets-sync fetch \(visible($0))` for what others have recorded."
    }
    for environment in environments {
      let option = environments.count > 1 ? " --env \(visible(environment.name))" : ""
      if environment.latest == nil {
        // Before anything is recorded here, what is recorded elsewhere is of interest.
        guard unasked.isEmpty else { continue }
        steps.append("Run `git secrets-sync record\(option)` after the next deployment.")
      } else if environment.drift?.contains(where: { $0.state != .unreadable }) == true {
        steps.append("Run `git secrets-sync record\(option)` once what changed is deployed.")
      } else if environment.drift == nil, environment.driftProblem == nil {
        steps.append("Run `git secrets-sync verify\(option)`, which asks AWS what drifted.")
      }
    }
    steps += unpushed.map { "Run `git secrets-sync push \(visible($0.remote))`." }
    // The fix of the hook may be the first step anyway.
    return steps.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  var json: JSON {
    .present([
      ("schema", .integer(1)),
      ("ledgerProblem", ledgerProblem.map(JSON.string)),
      ("hooks", .object([("active", .bool(hooks.isActive)), ("message", .string(hooks.message))])),
      ("environments", .array(environments.map(Self.json))),
      (
        "rollbacks",
        rollbacks.isEmpty
          ? nil
          : .array(
            rollbacks.map {
              .object([("env", .string($0.env)), ("unfinished", .string($0.sentence))])
            }
          )
      ),
      ("unreadable", unreadable.isEmpty ? nil : .array(unreadable.map(JSON.string))),
      ("unpushed", .array(unpushed.map(\.json))),
      ("incoming", .array(incoming.map(\.json))),
    ])
  }

  private static func json(_ environment: Environment) -> JSON {
    .present([
      ("env", .string(environment.name)),
      ("latest", environment.latest.map(RecordText.json)),
      ("commitsBehindHead", environment.distance.map(JSON.integer)),
      (
        "drift",
        environment.drift.map { drift in
          .array(
            drift.map { item in
              .object([
                ("secret", .string(item.item.reference)), ("state", .string(item.state.rawValue)),
                ("detail", .string(item.detail)),
              ])
            }
          )
        }
      ),
      ("driftProblem", environment.driftProblem.map(JSON.string)),
    ])
  }
}
