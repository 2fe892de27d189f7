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
    /// What is not as deployed; nil when nobody asked.
    let drift: [VerifiedItem]?
  }

  let hook: HookState
  var environments: [Environment] = []
  var unpushed: [(remote: String, records: Int)] = []
  /// Why this repository can have no ledger, where it cannot.
  var ledgerProblem: String?

  func text(_ terminal: Terminal) -> String {
    var text = line("hook", visible(hook.message), hook.isActive ? .green : .red, terminal)
    if let ledgerProblem {
      text += line("ledger", "none here: \(visible(ledgerProblem))", .yellow, terminal)
    } else if environments.isEmpty {
      text += line("environments", "none", .yellow, terminal)
    }
    for environment in environments {
      text += line(environment.name, Self.sentence(environment), nil, terminal)
      for item in environment.drift ?? [] {
        text +=
          String(repeating: " ", count: 14)
          + terminal.paint(item.state.rawValue, .yellow)
          + " \(visible(item.item.reference)): \(visible(item.detail))\n"
      }
    }
    for (remote, records) in unpushed {
      text += line(
        "ledger",
        "\(count(records, "record")) not pushed to \(visible(remote))",
        .yellow,
        terminal
      )
    }
    let next = nextSteps
    if !next.isEmpty {
      text += "\n" + next.map { "next: \($0)\n" }.joined()
    }
    return text
  }

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
    guard let latest = environment.latest else { return "nothing deployed yet" }
    var text =
      "\(latest.commit.abbreviated) \(latest.status.rawValue) \(RecordTime.text(latest.at)), "
      + count(latest.items.count, "secret")
    switch environment.distance {
    case 0?: text += ", at HEAD"
    case let distance?: text += ", \(count(distance, "commit")) behind HEAD"
    case nil: text += ", not an ancestor of HEAD"
    }
    if let attempt = environment.attempt {
      text += ", then \(attempt.commit.abbreviated) \(attempt.status.rawValue)"
    }
    if let drift = environment.drift {
      text += drift.isEmpty ? ", no drift" : ", \(drift.count) drifted"
    }
    return text
  }

  private var nextSteps: [String] {
    var steps: [String] = []
    let initialize = "Run `git secrets-sync init`."
    if let fix = hook.fix { steps.append(fix) }
    if environments.isEmpty, ledgerProblem == nil, !steps.contains(initialize) {
      steps.append(initialize)
    }
    for environment in environments {
      let option = environments.count > 1 ? " --env \(visible(environment.name))" : ""
      if environment.latest == nil || environment.drift?.isEmpty == false {
        steps.append("`git secrets-sync record\(option)` after the next deployment.")
      } else if environment.drift == nil {
        steps.append("`git secrets-sync verify\(option)` asks AWS what drifted.")
      }
    }
    for (remote, _) in unpushed { steps.append("`git secrets-sync push \(visible(remote))`.") }
    return steps
  }

  var json: JSON {
    .present([
      ("schema", .integer(1)),
      ("ledgerProblem", ledgerProblem.map(JSON.string)),
      ("hook", .object([("active", .bool(hook.isActive)), ("message", .string(hook.message))])),
      ("environments", .array(environments.map(Self.json))),
      (
        "unpushed",
        .array(
          unpushed.map { remote, records in
            .object([("remote", .string(remote)), ("records", .integer(records))])
          }
        )
      ),
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
    ])
  }
}
