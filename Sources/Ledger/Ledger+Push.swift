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
    var hidden = HiddenTips()
    for attempt in 1...max(1, remoteBackOff.attempts) {
      for result in try fetch(remote: remote, needed: environments) {
        if let index = received.firstIndex(where: { $0.environment == result.environment }) {
          received[index] = received[index] + result
        } else {
          received.append(result)
        }
      }
      var names = environments ?? []
      if environments == nil { names = try self.environments() }
      var pending: [PendingTip] = []
      for name in names {
        let before = try remoteTip(name, remote)
        guard let tip = try tip(name), tip != before else { continue }
        pending.append(PendingTip(environment: name, tip: tip, before: before))
      }
      var isDone = pending.isEmpty
      if !isDone {
        isDone = try send(pending, to: remote, counting: &sent) { tip throws(LedgerError) in
          try hidden.refused(tip, by: remote, at: place)
        }
      }
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

  /// Sends tips; those that arrive are remembered.
  ///
  /// - Parameters:
  ///   - tips: what to send.
  ///   - remote: where to.
  ///   - sent: gets the number of records that arrived, by environment.
  ///   - whenBehind: is told of a tip that is behind what the remote has.
  /// - Returns: whether all arrived; otherwise others were faster.
  /// - Throws: `.remoteRefused`, `.remoteUnavailable`; `.damaged` for what is not to be sent.
  private func send(
    _ tips: [PendingTip],
    to remote: String,
    counting sent: inout [String: Int],
    whenBehind: (PendingTip) throws(LedgerError) -> Void
  ) throws(LedgerError) -> Bool {
    for pending in tips {
      // What others could not read must not leave; what this clone took over was looked at then.
      let known = try [pending.before].compactMap(\.self) + accepted(pending.environment)
      _ = try audit(pending.tip, notIn: known, pending.environment, from: .here)
    }
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
    // One report for each address that the remote pushes to: what one of them refuses is refused.
    let reports = Dictionary(
      PushReport.parse(result.standardOutput).map { ($0.reference, $0.outcome) }
    ) { $0.isWorse(than: $1) ? $0 : $1 }
    // What was pushed elsewhere is not seen where the ledger is fetched from.
    let isSeen = try pushesWhereItFetches(remote)
    var accepted: [SeenTips.Key: ObjectID] = [:]
    var refusals: [String] = []
    var isReported = true
    for pending in tips {
      let environment = pending.environment
      switch reports[place.prefix + environment] {
      case .accepted?:
        let count = try countRecords(pending.tip, notIn: pending.before)
        sent[environment, default: 0] += count
        if isSeen { try track(pending.tip, environment, remote, before: pending.before) }
        accepted[SeenTips.Key(remote: remote, environment: environment)] = pending.tip
      case .raced(let reason)?:
        if reason.hasPrefix("[rejected]") { try whenBehind(pending) }
      case .refused(let reason)?:
        refusals.append("\(environment): \(reason)")
      case nil:
        isReported = false
      }
    }
    if isSeen { try remember(accepted, in: SeenTips(repository.layout, place)) }
    // Also where one of several addresses could not be reached, which has no report of its own.
    guard isReported, result.status == 0 || accepted.count < tips.count else {
      throw unavailable(remote, "pushed to", result)
    }
    guard refusals.isEmpty else {
      let pushed = accepted.keys.map(\.environment).sorted()
      let rest = pushed.isEmpty ? "" : " It has taken that of \(pushed.joined(separator: ", "))."
      throw LedgerError(
        .remoteRefused,
        "\(quoted(remote)) does not accept the ledger of \(refusals.joined(separator: ", "))"
          + "\(RemoteText.sentence(result.standardError)).\(rest)",
        hint: "The records are safe in this clone. Permission to write "
          + "\(place.prefix)* is needed." + place.otherPlace
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
}
