import Git

extension Ledger {
  /// Checks every ledger commit that `tip` has and `known` have not, before any is taken in or sent.
  ///
  /// Each may only add to `records/`; one that is no merge adds exactly the record that it names,
  /// which follows the one before, a merge none, and positions only grow.
  ///
  /// - Parameters:
  ///   - tip: the newest commit.
  ///   - known: those whose history was looked at before; all are here.
  ///   - environment: whose ledger it is.
  ///   - source: where it is from, and where to.
  /// - Returns: the number of records among them.
  /// - Throws: `.recordsRewritten` where a record is changed or removed, `.damaged` for what is not
  ///   a ledger.
  func audit(
    _ tip: ObjectID,
    notIn known: [ObjectID],
    _ environment: String,
    from source: AuditSource
  ) throws(LedgerError) -> Int {
    if known.contains(tip) { return 0 }
    let history = try LedgerHistory(of: tip, notIn: known, self, signatures: false)
    var positions: [ObjectID: LedgerCommit] = [:]
    var count = 0
    for entry in history.entries {
      if let change = entry.rewriting {
        let what = change.status == "D" ? "removes" : "changes"
        throw LedgerError(
          .recordsRewritten,
          "Commit \(entry.id.abbreviated) of the ledger of \(environment)\(source.origin) \(what) "
            + "\(change.path). \(source.outcome)",
          hint: "A record never changes: find out who rewrote it before you go on."
        )
      }
      let commit = try commit(entry.id, environment)
      positions[entry.id] = commit
      let parents = try entry.parents.map { id throws(LedgerError) in
        if let parent = positions[id] { return parent }
        return try self.commit(id, environment)
      }
      for parent in parents { try checkOrder(of: parent, before: commit, environment) }
      let added = entry.added.map(\.path)
      if entry.isMerge {
        guard parents.contains(where: { $0.trailers == commit.trailers }) else {
          throw damaged(
            entry.id,
            environment,
            source,
            "names a record that none of its parents names"
          )
        }
        guard added.isEmpty else {
          throw damaged(entry.id, environment, source, "joins histories and adds a record to them")
        }
      } else {
        guard added == [commit.trailers.newest.text] else {
          throw damaged(
            entry.id,
            environment,
            source,
            "does not add exactly the record that it names"
          )
        }
        count += 1
      }
    }
    try auditRecords(history, positions, environment, source)
    return count
  }

  func damaged(
    _ id: ObjectID,
    _ environment: String,
    _ source: AuditSource,
    _ what: String
  ) -> LedgerError {
    LedgerError(
      .damaged,
      "Commit \(id.abbreviated) of the ledger of \(environment)\(source.origin) \(what). "
        + source.outcome,
      hint: "It was not made by git-secrets-sync; see `git show \(id.abbreviated)`."
    )
  }
}
