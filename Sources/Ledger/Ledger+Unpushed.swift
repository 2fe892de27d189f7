import Git

extension Ledger {
  /// How many records of each local environment `remote` did not have when it was last asked.
  ///
  /// What is no ledger is left out.
  package func unpushed(remote: String) throws(LedgerError) -> [String: Int] {
    try check(remote: remote)
    var counts: [String: Int] = [:]
    for (environment, tip) in try references(under: place.prefix) where try isCommit(tip) {
      counts[environment] = try countRecords(tip, notIn: remoteTip(environment, remote))
    }
    return counts
  }

  /// How many records of each environment `git fetch` brought from `remote` that are not here yet.
  ///
  /// What is no ledger is left out.
  package func incoming(remote: String) throws(LedgerError) -> [String: Int] {
    try check(remote: remote)
    var counts: [String: Int] = [:]
    for (environment, tip) in try references(under: EnvironmentName.remotePrefix(remote))
    where try isCommit(tip) {
      counts[environment] = try countRecords(tip, notIn: self.tip(environment))
    }
    return counts
  }

  /// The environments whose ledger at `remote`, as it was when it was last asked, does not contain
  /// what this clone had seen there before: fetch and push refuse them.
  package func rewound(remote: String) throws(LedgerError) -> [String] {
    var environments: [String] = []
    for (key, seen) in try SeenTips(repository.layout, place).load() where key.remote == remote {
      guard let tip = try remoteTip(key.environment, remote), try contains(tip, seen) else {
        environments.append(key.environment)
        continue
      }
    }
    return environments.sorted()
  }

  private func isCommit(_ id: ObjectID) throws(LedgerError) -> Bool {
    try viaGit { () throws(GitError) in try repository.objectHeader(id).type == .commit }
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
