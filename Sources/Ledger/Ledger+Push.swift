import Git

extension Ledger {
  /// Pushes the ledgers to `remote`, never by force.
  ///
  /// It fetches first: only so does it notice a remote that went backwards, which a push would
  /// cover up. When another clone is faster it fetches, unites and tries again. An environment whose
  /// ledger is refused, here or there, does not keep the others back; its error comes at the end.
  ///
  /// - Parameters:
  ///   - remote: a configured remote.
  ///   - environments: those to push; nil for all.
  ///   - onRefusal: gets what was refused and is none of them.
  /// - Returns: what was done for each environment.
  /// - Throws: as `fetch`; `.remoteRefused` with the server's reason; `.contention`; `.damaged` or
  ///   `.recordsRewritten` for what is no ledger here.
  package func push(
    remote: String,
    environments: [String]? = nil,
    onRefusal: (LedgerError) -> Void = { _ in }
  ) throws(LedgerError) -> [SyncResult] {
    try sync(remote: remote, environments: environments, onRefusal: onRefusal).sent
  }

  /// Fetches the ledgers of `remote`, then pushes them.
  ///
  /// - Returns: what came and what went, for each environment that is asked for.
  /// - Throws: as `fetch` and `push`.
  package func sync(
    remote: String,
    environments: [String]? = nil,
    onRefusal: (LedgerError) -> Void = { _ in }
  ) throws(LedgerError) -> (received: [SyncResult], sent: [SyncResult]) {
    for environment in environments ?? [] { _ = try place.reference(environment) }
    var exchange = Exchange(remote: remote, addresses: try addresses(of: remote))
    var refused: [(environment: String, error: LedgerError)] = []
    var names: [String] = []
    var isDone = false
    // Where others write to another place than is read here, to read again does not help.
    let attempts = exchange.addresses.isOne ? max(1, remoteBackOff.attempts) : 3
    for attempt in 1...attempts {
      let fetched = try fetchAll(remote: remote)
      for result in fetched.results { exchange.received.add(result) }
      refused = fetched.refused
      names = environments ?? []
      if environments == nil { names = try self.environments() }
      let pending = try pending(names, exchange, &refused)
      isDone = pending.isEmpty
      if !isDone { isDone = try send(pending, &exchange) }
      if isDone { break }
      remoteBackOff.wait(afterAttempt: attempt)
    }
    let isAsked = { (name: String) in environments?.contains(name) ?? true }
    for (environment, error) in refused where !isAsked(environment) { onRefusal(error) }
    if let error = refused.first(where: { isAsked($0.environment) })?.error { throw error }
    guard isDone else { throw alwaysLate(exchange, attempts) }
    if !exchange.addresses.isOne { try confirm(&exchange) }
    let sent = try names.map { name throws(LedgerError) in
      let records = exchange.sent[name]
      let isEmpty = try tip(name) == nil
      return SyncResult(
        environment: name,
        action: isEmpty ? .empty : records == nil ? .upToDate : .pushed,
        records: records ?? 0
      )
    }
    return (exchange.received.filter { isAsked($0.environment) }, sent)
  }

  /// What has gone and come, over all attempts.
  private struct Exchange {
    let remote: String
    let addresses: RemoteAddresses
    var received: [SyncResult] = []
    /// The number of records, by environment.
    var sent: [String: Int] = [:]
    /// What the server may keep from being seen.
    var hidden = HiddenTips()
    /// The tips that arrived.
    var delivered: [String: ObjectID] = [:]
  }

  /// What is to be sent; each is looked at first, as whoever fetches it will.
  private func pending(
    _ names: [String],
    _ exchange: Exchange,
    _ refused: inout [(environment: String, error: LedgerError)]
  ) throws(LedgerError) -> [Pending] {
    var pending: [Pending] = []
    for name in names where !refused.contains(where: { $0.environment == name }) {
      let before = try remoteTip(name, exchange.remote)
      guard let tip = try tip(name), tip != before, tip != exchange.delivered[name] else {
        continue
      }
      do throws(LedgerError) {
        _ = try audit(
          tip,
          notIn: [before].compactMap(\.self),
          name,
          .to(remote: exchange.remote)
        )
        pending.append(Pending(environment: name, tip: tip, before: before))
      } catch {
        refused.append((name, error))
      }
    }
    return pending
  }

  private func alwaysLate(_ exchange: Exchange, _ attempts: Int) -> LedgerError {
    let remote = exchange.remote
    guard exchange.addresses.isOne else {
      return LedgerError(
        .contention,
        "Where \(quoted(remote)) is pushed to there are records that were not yet where it is fetched "
          + "from.",
        hint: "Nothing is lost: the records are in this clone. Push again later."
      )
    }
    return LedgerError(
      .contention,
      "Other clones were faster each of the \(attempts) times that the ledger was to be pushed to "
        + "\(quoted(remote)).",
      hint: "Nothing is lost: the records are in this clone. Push again."
    )
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
    _ exchange: inout Exchange
  ) throws(LedgerError) -> Bool {
    let remote = exchange.remote
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
    // One for each address that it is pushed to; whatever one of them refuses is refused.
    let reports = Dictionary(
      PushReport.parse(result.standardOutput).map { ($0.reference, $0.outcome) },
      uniquingKeysWith: PushReport.Outcome.worse
    )
    var accepted: [SeenTips.Key: ObjectID] = [:]
    var refusals: [String] = []
    var arrived = 0
    for (environment, tip, before) in tips.map({ ($0.environment, $0.tip, $0.before) }) {
      switch reports[place.prefix + environment] {
      case .accepted?, .upToDate?:
        arrived += 1
        if reports[place.prefix + environment] == .accepted {
          exchange.sent[environment, default: 0] += try countRecords(tip, notIn: before)
        }
        exchange.delivered[environment] = tip
        // Elsewhere it is seen once a fetch brings it.
        guard exchange.addresses.isOne else { continue }
        try track(tip, environment, remote, before: before)
        accepted[SeenTips.Key(remote: remote, environment: environment)] = tip
      case .raced(let reason)?:
        if reason.hasPrefix("[rejected]"), exchange.addresses.isOne {
          try exchange.hidden.refused(environment, before: before, by: remote, at: place)
        }
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
          + "\(place.prefix)* is needed." + place.otherPlace
      )
    }
    // All that answered have taken it; but one of several addresses may not have answered.
    guard arrived < tips.count || result.status == 0 else {
      throw unavailable(remote, "pushed to", result)
    }
    return arrived == tips.count
  }

  /// Remembers what was sent as far as it can be fetched by now.
  private func confirm(_ exchange: inout Exchange) throws(LedgerError) {
    if exchange.delivered.isEmpty { return }
    // What it refuses is told by the next fetch.
    for result in try fetchAll(remote: exchange.remote).results { exchange.received.add(result) }
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
