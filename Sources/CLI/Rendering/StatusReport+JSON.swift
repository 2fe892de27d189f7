import Hooks
import Ledger
import Secrets

extension StatusReport {
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
      (
        "changes",
        changes.isEmpty
          ? nil
          : .array(
            changes.map {
              .object([("command", .string($0.command)), ("unfinished", .string($0.sentence))])
            }
          )
      ),
      ("unreadable", unreadable.isEmpty ? nil : .array(unreadable.map(JSON.string))),
      ("unpushed", .array(unpushed.map(\.json))),
      ("incoming", .array(incoming.map(\.json))),
      (
        "rewound",
        rewound.isEmpty
          ? nil
          : .array(
            rewound.map { remote, environments in
              .object([
                ("remote", .string(remote)),
                ("environments", .array(environments.map(JSON.string))),
              ])
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
      ("driftProblem", environment.driftProblem.map(JSON.string)),
    ])
  }
}
