import Hooks
import Ledger
import Secrets

/// What to do next.
extension StatusReport {
  var nextSteps: [String] {
    var steps: [String] = []
    if let fix = hooks.fix { steps += fix.split(separator: "\n").map { visible(String($0)) } }
    steps += rollbacks.map(\.hint)
    steps += changes.map(ChangeText.hint)
    if environments.isEmpty, unreadable.isEmpty, ledgerProblem == nil, !isBare {
      steps.append("Run `git secrets-sync init`.")
    }
    steps += unreadable.map {
      "Run `git secrets-sync verify --integrity --env \(visible($0))`, which tells what is wrong with its "
        + "ledger."
    }
    steps += rewound.map {
      "Run `git secrets-sync fetch \(visible($0.remote))`, which says what became of the ledger there "
        + "and what puts it right."
    }
    steps += (incoming.filter { !sharable($0).isEmpty }.map(\.remote) + unasked).map {
      "Run `git secrets-sync fetch \(visible($0))` for what others have recorded."
    }
    for environment in environments {
      let option = environments.count > 1 || isOfOne ? " --env \(visible(environment.name))" : ""
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
    for records in unpushed {
      let push = "Run `git secrets-sync push \(visible(records.remote))"
      let names = sharable(records)
      let isWhole = names.count == records.environments.count
      steps += isWhole ? [push + "`."] : names.map { "\(push) --env \(visible($0))`." }
    }
    // The fix of the hook may be the first step anyway.
    return steps.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The environments whose ledger can be sent: it can be read, and contains what was seen at the
  /// remote.
  private func sharable(_ records: RemoteRecords) -> [String] {
    let refused = rewound.first { $0.remote == records.remote }?.environments ?? []
    return records.environments.map(\.name)
      .filter { !refused.contains($0) && !unreadable.contains($0) }
  }
}
