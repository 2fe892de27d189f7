import Git

extension Ledger {
  /// Fetches the ledgers of `remote` and unites each with the local one.
  ///
  /// A remote without a ledger is fine: the result is empty. An environment that is refused does
  /// not keep the others from being fetched; its error is thrown at the end.
  ///
  /// - Parameters:
  ///   - remote: a configured remote.
  ///   - needed: the environments whose refusal is an error; nil for all.
  /// - Returns: what was done for each environment.
  /// - Throws: `.unknownRemote`, `.remoteUnavailable`; `.remoteWentBackwards`, `.recordsRewritten`
  ///   or `.damaged` for a history that is refused.
  package func fetch(
    remote: String,
    needed: [String]? = nil
  ) throws(LedgerError) -> [SyncResult] {
    try check(remote: remote)
    let seenTips = SeenTips(repository.layout, place)
    // Read before the fetch: what another process sees meanwhile may be newer than its answer.
    let seen = try seenTips.load()
    try transfer(from: remote)
    if try isCutOff(remote) { try transfer(from: remote, whole: true) }
    let tips = try references(under: EnvironmentName.remotePrefix(remote))
    var results: [SyncResult] = []
    var accepted: [SeenTips.Key: ObjectID] = [:]
    var failure: LedgerError?
    for (environment, tip) in tips {
      let key = SeenTips.Key(remote: remote, environment: environment)
      do throws(LedgerError) {
        let result = try take(tip, environment, from: remote, remembered: seen[key])
        results.append(result)
        accepted[key] = tip
      } catch {
        if needed?.contains(environment) ?? true { failure = failure ?? error }
      }
    }
    let present = Set(tips.map(\.environment))
    for (key, tip) in seen.sorted(by: { $0.key < $1.key })
    where key.remote == remote && !present.contains(key.environment)
      && needed?.contains(key.environment) ?? true
    {
      failure = failure ?? wentBackwards(key.environment, remote, from: tip, to: nil)
    }
    try remember(accepted, in: seenTips)
    if place == .branches {
      for (environment, tip) in try references(under: EnvironmentName.otherPlace(remote)) {
        do throws(LedgerError) {
          let result = try take(tip, environment, from: remote, remembered: nil)
          if let index = results.firstIndex(where: { $0.environment == environment }) {
            results[index] = results[index] + result
          } else {
            results.append(result)
          }
        } catch {
          failure = failure ?? error
        }
      }
    }
    if let failure { throw failure }
    return results
  }

  /// Takes one fetched ledger over, or refuses it.
  private func take(
    _ tip: ObjectID,
    _ environment: String,
    from remote: String,
    remembered: ObjectID?
  ) throws(LedgerError) -> SyncResult {
    if let remembered, try !contains(tip, remembered) {
      throw wentBackwards(environment, remote, from: remembered, to: tip)
    }
    let known = [remembered, try self.tip(environment)].compactMap(\.self)
    let records = try audit(tip, notIn: known, environment, from: .remote(remote))
    let action: SyncResult.Action =
      switch try merge(tip, into: environment, from: remote) {
      case .upToDate: .upToDate
      case .created: .created
      case .fastForwarded: .fastForwarded
      case .merged: .merged
      }
    return SyncResult(environment: environment, action: action, records: records)
  }

  /// Whether `newer` is `older` or comes after it; an object that is not here is in no history.
  func contains(_ newer: ObjectID, _ older: ObjectID) throws(LedgerError) -> Bool {
    if newer == older { return true }
    do throws(GitError) {
      _ = try repository.treeOfCommit(older)
      return try repository.isAncestor(older, of: newer)
    } catch {
      if case .missingObject = error.kind { return false }
      throw LedgerError(.git(error), error.message, hint: error.hint)
    }
  }

  /// The tips that were accepted from remotes or delivered to them, as far as they are still here.
  func accepted(_ environment: String) throws(LedgerError) -> [ObjectID] {
    let tips = try SeenTips(repository.layout, place).load()
    return Set(tips.filter { $0.key.environment == environment }.values).filter {
      (try? repository.treeOfCommit($0)) != nil
    }
  }

  func remember(
    _ tips: [SeenTips.Key: ObjectID],
    in seenTips: SeenTips
  ) throws(LedgerError) {
    try seenTips.advance(tips) { newer, older throws(LedgerError) in
      try contains(newer, older)
    }
  }

  /// Runs `git fetch` so that the references below `refs/secrets-sync/remotes/` are exactly those
  /// of the remote.
  ///
  /// - Parameters:
  ///   - remote: where from.
  ///   - whole: brings the history that a shallow fetch left out. The depth is one less than the
  ///     greatest, which Git takes for all shallow histories of the repository, the code's too.
  /// - Throws: `.remoteUnavailable`.
  private func transfer(from remote: String, whole: Bool = false) throws(LedgerError) {
    // What older commits of the code, whose configuration does not speak of branches, record.
    let others =
      place == .branches
      ? ["+\(LedgerPlace.references.prefix)*:\(EnvironmentName.otherPlace(remote))*"] : []
    for attempt in 1... {
      let result = try viaGit { () throws(GitError) in
        try git.run(
          [
            "fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--no-auto-gc",
            "--no-recurse-submodules",
            // A partial clone leaves blobs out; records are read without asking the network.
            "--no-filter",
            // Without it a configured `+refs/*:refs/*` would overwrite the local ledger.
            "--refmap=",
          ] + (whole ? ["--depth=2147483646"] : []) + [
            "--", remote,
            place.refspec(for: remote),
          ] + others
        )
      }
      if result.status == 0 { return }
      // Another process of this clone fetched at the same moment, or a killed one left its lock.
      guard attempt < 5, result.standardError.contains("cannot lock ref") else {
        throw unavailable(remote, "fetched from", result)
      }
      remoteBackOff.wait(afterAttempt: attempt)
    }
  }

  /// Whether the history of a ledger from `remote` ends early here: a `git fetch --depth` brought it
  /// along with the code.
  private func isCutOff(_ remote: String) throws(LedgerError) -> Bool {
    let shallow = try shallowCommits()
    guard !shallow.isEmpty else { return false }
    let tips = try references(under: EnvironmentName.remotePrefix(remote)).map(\.target.hex)
    if tips.isEmpty { return false }
    let list = try viaGit { () throws(GitError) in try git.output(["rev-list"] + tips) }
    return list.split(separator: 0x0A).contains {
      ObjectID(hexBytes: $0).map(shallow.contains) ?? false
    }
  }

  /// - Throws: `.unknownRemote` unless the repository has a remote of that name.
  func check(remote: String) throws(LedgerError) {
    let url = try viaGit { () throws(GitError) -> String? in
      remote.utf8.contains(0) || remote.contains(where: \.isNewline)
        ? nil : try repository.configString("remote.\(remote).url")
    }
    guard url == nil || remote.isEmpty else { return }
    throw LedgerError(
      .unknownRemote,
      "There is no remote \(quoted(RemoteText.redacted(remote))) in this repository.",
      hint: remote.contains(":") || remote.contains("/")
        ? "Give the name of a remote, not its address; `git remote` lists them."
        : "`git remote --verbose` lists them; `git remote add` adds one."
    )
  }

  func unavailable(_ remote: String, _ what: String, _ result: GitOutput) -> LedgerError {
    LedgerError(
      .remoteUnavailable,
      "The ledger could not be \(what) \(quoted(remote)): "
        + RemoteText.reason(result.standardError),
      hint: "Try `git ls-remote \(remote)`: the same access is needed."
    )
  }

  private func wentBackwards(
    _ environment: String,
    _ remote: String,
    from old: ObjectID,
    to new: ObjectID?
  ) -> LedgerError {
    let now = new.map { "is now \($0.abbreviated), which does not contain" } ?? "has gone, and with"
    let end = new == nil ? "" : ","
    return LedgerError(
      .remoteWentBackwards,
      "The ledger of \(environment) at \(quoted(remote)) \(now) \(old.abbreviated)\(end) seen there "
        + "before: it was "
        + (new == nil ? "deleted there, or the server hides it now" : "rewound or replaced")
        + ". Nothing was taken over.",
      hint: "Find out who did it." + (new == nil ? place.otherPlace : "")
        + " If it is right, delete the line of \(environment) and \(remote) "
        + "in \(SeenTips(repository.layout, place).path); this clone still has its own records."
    )
  }
}
