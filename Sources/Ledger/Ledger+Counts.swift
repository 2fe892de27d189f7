import Git

extension Ledger {
  /// How many records of each local environment `remote` did not have when it was last asked.
  package func unpushed(remote: String) throws(LedgerError) -> [String: Int] {
    try check(remote: remote)
    var counts: [String: Int] = [:]
    for (environment, tip) in try references(under: place.prefix) {
      counts[environment] = try countRecords(tip, notIn: remoteTip(environment, remote))
    }
    return counts
  }

  /// How many records of each environment `git fetch` brought from `remote` that are not here yet.
  package func incoming(remote: String) throws(LedgerError) -> [String: Int] {
    try check(remote: remote)
    var counts: [String: Int] = [:]
    for (environment, tip) in try references(under: EnvironmentName.remotePrefix(remote)) {
      counts[environment] = try countRecords(tip, notIn: self.tip(environment))
    }
    return counts
  }

  func remoteTip(
    _ environment: String,
    _ remote: String
  ) throws(LedgerError) -> ObjectID? {
    try viaGit { () throws(GitError) in
      try repository.referenceTarget(EnvironmentName.remotePrefix(remote) + environment)
    }
  }

  /// The number of records that `tip` has and `known` has not; merges add none.
  func countRecords(
    _ tip: ObjectID,
    notIn known: ObjectID?
  ) throws(LedgerError) -> Int {
    if tip == known { return 0 }
    let text = try viaGit { () throws(GitError) in
      let excluded = known.map { ["^" + $0.hex] } ?? []
      return try git.line(["rev-list", "--count", "--no-merges", tip.hex] + excluded)
    }
    guard let count = Int(text) else {
      throw LedgerError(.damaged, "`git rev-list --count` wrote \(quoted(text)).")
    }
    return count
  }
}
