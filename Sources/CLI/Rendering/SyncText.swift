import Ledger

/// What `push` and `fetch` did, for each environment.
enum SyncText {
  static func show(_ results: [SyncResult], _ remote: String, in session: Session) {
    if session.wantsJSON {
      session.print(json(results, remote))
      return
    }
    if results.isEmpty { session.say("No deployments, here or at \(visible(remote)).") }
    for result in results {
      let records = result.records > 0 ? ", \(count(result.records, "record"))" : ""
      session.print("\(visible(result.environment))  \(result.action.rawValue)\(records)\n")
    }
  }

  /// What `sync` did: what came, then what went.
  static func show(
    received: [SyncResult],
    sent: [SyncResult],
    _ remote: String,
    in session: Session
  ) {
    if session.wantsJSON {
      session.print(
        .object([
          ("schema", .integer(1)), ("remote", .string(remote)), ("received", list(received)),
          ("sent", list(sent)),
        ])
      )
      return
    }
    let environments = Set(received.map(\.environment) + sent.map(\.environment)).sorted()
    if environments.isEmpty { session.say("No deployments, here or at \(visible(remote)).") }
    for environment in environments {
      func records(_ results: [SyncResult]) -> String {
        count(results.first { $0.environment == environment }?.records ?? 0, "record")
      }
      session.print(
        "\(visible(environment))  received \(records(received)), sent \(records(sent))\n"
      )
    }
  }

  private static func json(_ results: [SyncResult], _ remote: String) -> JSON {
    .object([
      ("schema", .integer(1)), ("remote", .string(remote)), ("environments", list(results)),
    ])
  }

  private static func list(_ results: [SyncResult]) -> JSON {
    .array(
      results.map { result in
        .object([
          ("env", .string(result.environment)),
          ("action", .string(result.action.rawValue)),
          ("records", .integer(result.records)),
        ])
      }
    )
  }
}
