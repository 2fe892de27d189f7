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

  private static func json(_ results: [SyncResult], _ remote: String) -> JSON {
    .object([
      ("schema", .integer(1)),
      ("remote", .string(remote)),
      (
        "environments",
        .array(
          results.map { result in
            .object([
              ("env", .string(result.environment)),
              ("action", .string(result.action.rawValue)),
              ("records", .integer(result.records)),
            ])
          }
        )
      ),
    ])
  }
}
