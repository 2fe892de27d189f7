package import Git

extension Ledger {
  /// The records of one commit, newest first; it reads nothing but these.
  package func records(
    environment: String,
    commit: ObjectID
  ) throws(LedgerError) -> [DeploymentRecord] {
    guard let tip = try tip(environment) else { return [] }
    let tree = try viaGit { () throws(GitError) in try repository.treeOfCommit(tip) }
    return try records(environment, commit, in: tree)
  }

  private func records(
    _ environment: String,
    _ commit: ObjectID,
    in tree: ObjectID
  ) throws(LedgerError) -> [DeploymentRecord] {
    let folder = RecordPath.folder(commit)
    let entries = try viaGit { () throws(GitError) -> [TreeEntry] in
      guard let entry = try repository.entry(at: folder, inTree: tree) else { return [] }
      return try repository.tree(entry.id)
    }
    var records: [DeploymentRecord] = []
    for entry in entries {
      let text = "\(folder)/\(GitPath(bytes: entry.name))"
      guard let path = RecordPath(text) else {
        throw LedgerError(.damaged, "\(location(text, environment)) is not the path of a record.")
      }
      records.append(try record(at: path, in: tree, environment).record)
    }
    return records.sorted { $1.position < $0.position }
  }

  /// The records of an environment, newest first, at most `limit`.
  package func records(
    environment: String,
    limit: Int? = nil
  ) throws(LedgerError) -> [DeploymentRecord] {
    var records: [DeploymentRecord] = []
    if limit == 0 { return [] }
    try walk(environment) { record in
      records.append(record)
      return records.count != limit
    }
    return records
  }

  /// Visits the records of an environment, newest first, until `visit` returns false.
  ///
  /// It walks ledger commits, always the one with the greatest position next. Each position is
  /// greater than those before it, hence the order is exact and the walk may end at any time.
  package func walk(
    _ environment: String,
    visit: (DeploymentRecord) -> Bool
  ) throws(LedgerError) {
    guard let tip = try tip(environment) else { return }
    let newest = try commit(tip, environment)
    var pending = [newest]
    var visited: Set<ObjectID> = [tip]
    var paths: Set<RecordPath> = []
    while let index = pending.indices.max(by: { pending[$0].precedes(pending[$1]) }) {
      let current = pending.remove(at: index)
      if !current.isMerge, paths.insert(current.trailers.newest).inserted {
        // Records are immutable: that of an old commit is in the newest tree, or the ledger is
        // damaged.
        if try !visit(newestRecord(of: current, environment, in: newest.tree).record) { return }
      }
      for parent in current.parents where visited.insert(parent).inserted {
        let before = try commit(parent, environment)
        try checkOrder(of: before, before: current, environment)
        pending.append(before)
      }
    }
  }

  /// The newest record of an environment, in a few reads however long the history is.
  package func latest(environment: String) throws(LedgerError) -> DeploymentRecord? {
    guard let tip = try tip(environment) else { return nil }
    return try newestRecord(of: commit(tip, environment), environment).record
  }

  /// The newest successful deployment of an environment, nil where there is none.
  package func latestDeployment(
    environment: String
  ) throws(LedgerError) -> DeploymentRecord? {
    try deployment(number: 0, environment: environment)
  }

  /// A successful deployment of an environment, counted back from the newest, which is 0; nil where
  /// there are not so many.
  package func deployment(
    number: Int,
    environment: String
  ) throws(LedgerError) -> DeploymentRecord? {
    var rest = number
    var found: DeploymentRecord?
    try walk(environment) { record in
      guard record.status == .deployed else { return true }
      if rest == 0 { found = record }
      rest -= 1
      return found == nil
    }
    return found
  }

  /// What a commit was deployed with: of several records the newest successful one, or, where none
  /// was, the newest.
  package func deployment(
    of commit: ObjectID,
    environment: String
  ) throws(LedgerError) -> DeploymentRecord? {
    let records = try records(environment: environment, commit: commit)
    return records.first { $0.status == .deployed } ?? records.first
  }

  /// The newest successful deployment of `commit` or else of its nearest ancestor that has one.
  ///
  /// Nearest is the one to which the fewest steps lead, as `Revisions.nearest` counts them.
  package func nearestDeployedAncestor(
    of commit: ObjectID,
    environment: String
  ) throws(LedgerError) -> DeploymentRecord? {
    guard let tip = try tip(environment) else { return nil }
    let tree = try viaGit { () throws(GitError) in try repository.treeOfCommit(tip) }
    let deployed = try DeployedCommits(self, tree, environment)
    var records: [ObjectID: DeploymentRecord] = [:]
    var failure: LedgerError?
    let isDeployed: (ObjectID) -> Bool = { id in
      guard failure == nil else { return false }
      do throws(LedgerError) {
        guard try deployed.contains(id) else { return false }
        records[id] = try self.records(environment, id, in: tree).first { $0.status == .deployed }
      } catch {
        failure = error
      }
      return records[id] != nil
    }
    // The usual question is about a deployed commit: then no process is needed.
    if isDeployed(commit) { return records[commit] }
    let nearest = try viaGit { () throws(GitError) in
      try Revisions.nearest(to: commit, git) { id throws(GitError) in isDeployed(id) }
    }
    if let failure { throw failure }
    return nearest.flatMap { records[$0] }
  }
}

extension DeploymentRecord {
  var position: LedgerPosition { LedgerPosition(seq: seq, id: id) }
}

extension LedgerCommit {
  /// The order of a walk: by position, and a merge after the commit whose record it repeats.
  func precedes(_ other: LedgerCommit) -> Bool {
    trailers.position != other.trailers.position
      ? trailers.position < other.trailers.position : !isMerge && other.isMerge
  }
}

extension Ledger {
  /// Checks that `child` continues `parent`: an appended record comes after all before it, and a
  /// merge names the newest of its parents.
  func checkOrder(
    of parent: LedgerCommit,
    before child: LedgerCommit,
    _ environment: String
  ) throws(LedgerError) {
    let isInOrder =
      child.isMerge
      ? parent.trailers.position <= child.trailers.position
      : parent.trailers.position < child.trailers.position
    guard !isInOrder else { return }
    throw LedgerError(
      .damaged,
      "Ledger commit \(child.id.abbreviated) of \(environment) names a record that is older than "
        + "that of \(parent.id.abbreviated) before it."
    )
  }
}
