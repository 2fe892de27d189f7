import Git

extension Ledger {
  /// Fetches the ledgers of `remote` and unites each with the local one.
  ///
  /// A remote without a ledger is fine: the result is empty. An environment that is refused does
  /// not keep the others from being fetched; its error is thrown at the end.
  ///
  /// - Parameters:
  ///   - remote: its name.
  ///   - environment: the one whose result is wanted; nil for all.
  ///   - onRefusal: gets the errors of the others.
  /// - Returns: what became of each.
  /// - Throws: `.unknownRemote`, `.remoteUnavailable`; `.remoteWentBackwards` or
  ///   `.recordsRewritten` for a history that is refused.
  package func fetch(
    remote: String,
    environment: String? = nil,
    onRefusal: (LedgerError) -> Void = { _ in }
  ) throws(LedgerError) -> [SyncResult] {
    let fetched = try fetchAll(remote: remote)
    let isAsked = { (name: String) in environment == nil || environment == name }
    for (name, error) in fetched.refused where !isAsked(name) { onRefusal(error) }
    if let first = fetched.refused.first(where: { isAsked($0.environment) }) { throw first.error }
    return fetched.results.filter { isAsked($0.environment) }
  }

  /// What a fetch took over, and the environments whose ledger it refused.
  struct Fetched {
    var results: [SyncResult] = []
    var refused: [(environment: String, error: LedgerError)] = []
  }

  /// As `fetch`, but what is refused is not thrown, as others may not be concerned.
  func fetchAll(remote: String) throws(LedgerError) -> Fetched {
    try check(remote: remote)
    let seenTips = SeenTips(repository.layout, place)
    // Read before the fetch: what another process sees meanwhile may be newer than its answer.
    let seen = try seenTips.load()
    var fetched = Fetched(refused: try transferAll(from: remote))
    let broken = Set(fetched.refused.map(\.environment))
    let tips = try references(under: EnvironmentName.remotePrefix(remote))
    var accepted: [SeenTips.Key: ObjectID] = [:]
    for (environment, tip) in tips where !broken.contains(environment) {
      let key = SeenTips.Key(remote: remote, environment: environment)
      do throws(LedgerError) {
        let result = try take(tip, environment, from: remote, remembered: seen[key])
        fetched.results.append(result)
        accepted[key] = tip
      } catch {
        fetched.refused.append((environment, error))
      }
    }
    let present = Set(tips.map(\.environment)).union(broken)
    for (key, tip) in seen.sorted(by: { $0.key < $1.key })
    where key.remote == remote && !present.contains(key.environment) {
      let error = wentBackwards(key.environment, remote, from: tip, to: nil)
      fetched.refused.append((key.environment, error))
    }
    try remember(accepted, in: seenTips)
    if place == .branches {
      for (environment, tip) in try references(under: EnvironmentName.otherPlace(remote)) {
        do throws(LedgerError) {
          let result = try take(tip, environment, from: remote, remembered: nil)
          fetched.results.add(result)
        } catch {
          fetched.refused.append((environment, error))
        }
      }
    }
    return fetched
  }

  /// Takes one fetched ledger over, or refuses it.
  private func take(
    _ tip: ObjectID,
    _ environment: String,
    from remote: String,
    remembered: ObjectID?
  ) throws(LedgerError) -> SyncResult {
    let known = [remembered, try self.tip(environment)].compactMap(\.self)
    let passage = Passage.from(remote: remote)
    // Asked first: what is no commit has no history.
    let type = try viaGit { () throws(GitError) in try repository.objectHeader(tip).type }
    if type == .commit, let remembered, try !contains(tip, remembered) {
      throw wentBackwards(environment, remote, from: remembered, to: tip)
    }
    let records = try audit(tip, notIn: known, environment, passage)
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

  func remember(
    _ tips: [SeenTips.Key: ObjectID],
    in seenTips: SeenTips
  ) throws(LedgerError) {
    try seenTips.advance(tips) { newer, older throws(LedgerError) in
      try contains(newer, older)
    }
    if tips.isEmpty { return }
    share(files: [seenTips.path, seenTips.path + ".lock"], in: [seenTips.directory])
  }

  /// Lets others of a shared repository write files of the ledger, too.
  func share(files: [String], in directories: [String]) {
    // A value that is none is told by Git.
    guard let mode = try? repository.sharedMode() else { return }
    Files.share(files: files, directories: directories, mode: mode)
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
      hint: wayOut(environment, remote) + (new == nil ? place.otherPlace : "")
        + " If it is right, delete the line of \(environment) and \(remote) in "
        + "\(SeenTips(repository.layout, place).path); this clone still has its own records."
    )
  }
}
