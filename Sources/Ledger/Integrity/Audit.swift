import Git

/// One look at the commits that are new.
struct Audit {
  /// A commit that adds a record.
  struct Step {
    let commit: LedgerCommit
    let file: LedgerHistory.Change
    let parent: LedgerCommit?
  }

  let ledger: Ledger
  let environment: String
  let passage: Ledger.Passage

  /// Checks how the commits stand to each other.
  ///
  /// - Returns: those that add records, each after those before it.
  func steps(_ history: LedgerHistory) throws(LedgerError) -> [Step] {
    var commits: [ObjectID: LedgerCommit] = [:]
    var steps: [Step] = []
    for entry in history.entries {
      if let change = entry.rewriting {
        let what = change.status == "D" ? "removes" : "changes"
        throw refusal(.recordsRewritten, entry.id, "\(what) \(change.path)")
      }
      guard let trailers = entry.trailers else {
        throw refusal(.damaged, entry.id, "does not name its newest record")
      }
      let commit = LedgerCommit(
        id: entry.id,
        tree: entry.tree,
        parents: entry.parents,
        trailers: trailers
      )
      commits[entry.id] = commit
      var parents: [LedgerCommit] = []
      for id in entry.parents {
        if let known = commits[id] {
          parents.append(known)
        } else {
          parents.append(try parent(id, of: entry.id))
        }
      }
      for parent in parents { try ledger.checkOrder(of: parent, before: commit, environment) }
      if entry.isMerge {
        guard parents.contains(where: { $0.trailers == trailers }) else {
          throw refusal(.damaged, entry.id, "names a record that none of its parents names")
        }
        guard entry.added.isEmpty else {
          throw refusal(.damaged, entry.id, "joins histories and adds a record to them")
        }
        continue
      }
      let added = entry.added
      guard added.count == 1, let file = added.first, file.path == trailers.newest.text else {
        throw refusal(.damaged, entry.id, "does not add exactly the record that it names")
      }
      let due = (parents.first?.trailers.seq ?? 0) + 1
      guard trailers.seq == due else {
        throw refusal(.damaged, entry.id, "has seq \(trailers.seq), but \(due) is due")
      }
      steps.append(Step(commit: commit, file: file, parent: parents.first))
    }
    return steps
  }

  private func parent(_ id: ObjectID, of child: ObjectID) throws(LedgerError) -> LedgerCommit {
    do throws(LedgerError) {
      return try ledger.commit(id, environment)
    } catch {
      guard case .git(let cause) = error.kind, cause.kind == .missingObject else { throw error }
      throw LedgerError(
        .damaged,
        "The ledger of \(environment) \(passage.origin) is cut off at \(child.abbreviated), as in a "
          + "shallow clone, so that it cannot be checked. \(passage.outcome)",
        hint: "Fetch all of it: git fetch --unshallow"
      )
    }
  }

  /// Checks the folders that are new, so that every program finds the same records in them.
  func checkFolders(_ history: LedgerHistory) throws(LedgerError) {
    let (ids, commits) = history.folders
    var failure: LedgerError?
    try viaGit { () throws(GitError) in
      try ledger.readObjects(ids) { number, result throws(GitError) in
        let (type, bytes) = try result.get()
        let problem = type == "tree" ? TreeCheck.problem(in: bytes) : "it is a \(type)"
        guard failure == nil, let problem else { return }
        let what = "has a damaged tree, \(ids[number].abbreviated): \(problem)"
        failure = refusal(.damaged, commits[number], what)
      }
    }
    if let failure { throw failure }
  }

  /// Reads each record: whether it is what its place says, and follows the one before.
  func checkRecords(_ steps: [Step]) throws(LedgerError) {
    var hashes: [RecordPath: String] = [:]
    for step in steps where step.file.mode != "100644" {
      let what = "adds \(step.file.path) with the mode \(step.file.mode), where 100644 is due"
      throw refusal(.damaged, step.commit.id, what)
    }
    var reader = RecordReader()
    var failure: LedgerError?
    try viaGit { () throws(GitError) in
      try ledger.readObjects(steps.map(\.file.blob)) { number, result throws(GitError) in
        if failure != nil { return }
        let step = steps[number]
        do throws(LedgerError) {
          let bytes = try viaGit { () throws(GitError) in try result.get().bytes }
          let hash = Ledger.hash(bytes)
          hashes[step.commit.trailers.newest] = hash
          guard let record = try readIfKnown(bytes, step, &reader) else { return }
          let before = try step.parent.flatMap { parent throws(LedgerError) in
            if let known = hashes[parent.trailers.newest] { return known }
            return try hashOfNewest(parent)
          }
          guard record.prev == before else {
            let what = before == nil ? "no record" : step.parent?.trailers.newest.text ?? ""
            throw LedgerError(.damaged, "\(step.file.path) does not follow \(what)")
          }
        } catch {
          failure = refusal(.damaged, step.commit.id, "adds no sound record: \(error.message)")
        }
      }
    }
    if let failure { throw failure }
  }

  /// The record that a commit adds; nil for one of a newer schema, of which nothing else is known.
  private func readIfKnown(
    _ bytes: [UInt8],
    _ step: Step,
    _ reader: inout RecordReader
  ) throws(LedgerError) -> DeploymentRecord? {
    let path = step.file.path
    do throws(LedgerError) {
      let record = try reader.read(bytes, location: path).head
      try ledger.check(record, step.commit.trailers.newest, environment, path)
      guard record.seq == step.commit.trailers.seq else {
        throw LedgerError(
          .damaged,
          "\(path) has seq \(record.seq), but its commit says \(step.commit.trailers.seq)"
        )
      }
      return record
    } catch {
      if case .newerSchema = error.kind { return nil }
      throw error
    }
  }

  private func hashOfNewest(_ commit: LedgerCommit) throws(LedgerError) -> String? {
    let path = commit.trailers.newest.text
    return try viaGit { () throws(GitError) in
      guard let entry = try ledger.repository.entry(at: path, inTree: commit.tree) else {
        return nil
      }
      return Ledger.hash(try ledger.blob(entry.id))
    }
  }

  private func refusal(
    _ kind: LedgerError.Kind,
    _ id: ObjectID,
    _ what: String
  ) -> LedgerError {
    sentence(
      kind,
      "Commit \(id.abbreviated) of the ledger of \(environment) \(passage.origin) \(what)"
    )
  }

  func refusal(_ kind: LedgerError.Kind, _ what: String) -> LedgerError {
    sentence(kind, "The ledger of \(environment) \(passage.origin) \(what)")
  }

  private func sentence(_ kind: LedgerError.Kind, _ text: String) -> LedgerError {
    let hint =
      switch passage {
      case .from(let remote): ledger.wayOut(environment, remote)
      case .to:
        "`git secrets-sync verify --integrity` tells all that is wrong with it; docs/ledger-format.md, "
          + "“A spoilt ledger”, says what to do."
      }
    return LedgerError(kind, "\(text). \(passage.outcome)".replacing(".. ", with: ". "), hint: hint)
  }
}
