import Git

extension Ledger {
  /// Pushes the ledgers to `remote`, never by force.
  ///
  /// It fetches first: only so does it notice a remote that went backwards, which a push would
  /// cover up. When another clone is faster it fetches, unites and tries again.
  ///
  /// - Parameters:
  ///   - remote: a configured remote.
  ///   - environments: those to push; nil for all.
  /// - Returns: what was done for each environment.
  /// - Throws: as `fetch`; `.remoteRefused` with the server's reason; `.contention`.
  package func push(
    remote: String,
    environments: [String]? = nil
  ) throws(LedgerError) -> [SyncResult] {
    var received: [SyncResult] = []
    return try push(remote: remote, environments: environments, received: &received)
  }

  /// Pushes, and adds to `received` what came from others, over all attempts.
  private func push(
    remote: String,
    environments: [String]?,
    received: inout [SyncResult]
  ) throws(LedgerError) -> [SyncResult] {
    for environment in environments ?? [] { _ = try place.reference(environment) }
    var sent: [String: Int] = [:]
    for attempt in 1...max(1, remoteBackOff.attempts) {
      for result in try fetch(remote: remote) {
        if let index = received.firstIndex(where: { $0.environment == result.environment }) {
          received[index] = received[index] + result
        } else {
          received.append(result)
        }
      }
      var names = environments ?? []
      if environments == nil { names = try self.environments() }
      var pending: [Pending] = []
      for name in names {
        let before = try remoteTip(name, remote)
        guard let tip = try tip(name), tip != before else { continue }
        pending.append(Pending(environment: name, tip: tip, before: before))
      }
      var isDone = pending.isEmpty
      if !isDone { isDone = try send(pending, to: remote, counting: &sent) }
      if isDone {
        return try names.map { name throws(LedgerError) in
          let records = sent[name]
          let isEmpty = try tip(name) == nil
          return SyncResult(
            environment: name,
            action: isEmpty ? .empty : records == nil ? .upToDate : .pushed,
            records: records ?? 0
          )
        }
      }
      remoteBackOff.wait(afterAttempt: attempt)
    }
    throw LedgerError(
      .contention,
      "Other clones were faster each of the \(remoteBackOff.attempts) times that the ledger was to "
        + "be pushed to \(quoted(remote)).",
      hint: "Nothing is lost: the records are in this clone. Push again."
    )
  }

  /// Fetches the ledgers of `remote`, then pushes them.
  ///
  /// - Returns: what came and what went, for each environment that is asked for.
  /// - Throws: as `fetch` and `push`.
  package func sync(
    remote: String,
    environments: [String]? = nil
  ) throws(LedgerError) -> (received: [SyncResult], sent: [SyncResult]) {
    var received: [SyncResult] = []
    let sent = try push(remote: remote, environments: environments, received: &received)
    if let environments { received.removeAll { !environments.contains($0.environment) } }
    return (received, sent)
  }

  /// A tip to send, and what the remote had when it was fetched.
  ///
  /// Read before the push: where the ledger is fetched by configuration, `git push` itself moves
  /// the reference that remembers it.
  private struct Pending {
    let environment: String
    let tip: ObjectID
    let before: ObjectID?
  }

  /// Sends tips; those that arrive are remembered.
  ///
  /// - Returns: whether all arrived; otherwise others were faster.
  private func send(
    _ tips: [Pending],
    to remote: String,
    counting sent: inout [String: Int]
  ) throws(LedgerError) -> Bool {
    // The tip and not the local reference: that one may move before Git reads it.
    let refspecs = tips.map { "\($0.tip.hex):\(place.prefix)\($0.environment)" }
    let result = try viaGit { () throws(GitError) in
      try git.run(
        // The pre-push hook is about source; it may itself be what pushes the ledger.
        [
          // A mirror takes no refspecs, and would be pushed to by force.
          "-c", "remote.\(remote).mirror=false", "push", "--porcelain", "--no-verify",
          "--no-follow-tags", "--recurse-submodules=no",
          "--", remote,
        ] + refspecs
      )
    }
    let reports = Dictionary(
      PushReport.parse(result.standardOutput).map { ($0.reference, $0.outcome) }
    ) { $1 }
    var accepted: [SeenTips.Key: ObjectID] = [:]
    var refusals: [String] = []
    for (environment, tip, before) in tips.map({ ($0.environment, $0.tip, $0.before) }) {
      switch reports[place.prefix + environment] {
      case .accepted?:
        let count = try countRecords(tip, notIn: before)
        sent[environment, default: 0] += count
        try track(tip, environment, remote, before: before)
        accepted[SeenTips.Key(remote: remote, environment: environment)] = tip
      case .raced?:
        continue
      case .refused(let reason)?:
        refusals.append("\(environment): \(reason)")
      case nil:
        throw unavailable(remote, "pushed to", result)
      }
    }
    try remember(accepted, in: SeenTips(repository.layout, place))
    guard refusals.isEmpty else {
      let pushed = accepted.keys.map(\.environment).sorted()
      let rest = pushed.isEmpty ? "" : " It has taken that of \(pushed.joined(separator: ", "))."
      throw LedgerError(
        .remoteRefused,
        "\(quoted(remote)) does not accept the ledger of \(refusals.joined(separator: ", "))"
          + "\(RemoteText.sentence(result.standardError)).\(rest)",
        hint: "The records are safe in this clone. Permission to write "
          + "\(place.prefix)* is needed."
      )
    }
    return accepted.count == tips.count
  }

  /// Sets what this clone believes of the remote; a fetch that moved it meanwhile knows better.
  private func track(
    _ tip: ObjectID,
    _ environment: String,
    _ remote: String,
    before: ObjectID?
  ) throws(LedgerError) {
    do throws(GitError) {
      try repository.updateReference(
        EnvironmentName.remotePrefix(remote) + environment,
        to: tip,
        expecting: before,
        message: "push"
      )
    } catch {
      if case .referenceChanged = error.kind { return }
      throw LedgerError(.git(error), error.message, hint: error.hint)
    }
  }

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

  private func remoteTip(
    _ environment: String,
    _ remote: String
  ) throws(LedgerError) -> ObjectID? {
    try viaGit { () throws(GitError) in
      try repository.referenceTarget(EnvironmentName.remotePrefix(remote) + environment)
    }
  }

  /// The number of records that `tip` has and `known` has not; merges add none.
  private func countRecords(
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
