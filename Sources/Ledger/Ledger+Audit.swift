import Git

extension Ledger {
  /// Checks every ledger commit that `tip` has and `known` have not, before any is taken in.
  ///
  /// Each may only add to `records/`; one that is no merge adds exactly the record that it names,
  /// and positions only grow.
  ///
  /// - Returns: the number of records among them.
  /// - Throws: `.recordsRewritten` where a record is changed or removed, `.damaged` for what is not
  ///   a ledger.
  func audit(
    _ tip: ObjectID,
    notIn known: [ObjectID],
    _ environment: String,
    from source: String
  ) throws(LedgerError) -> Int {
    if known.contains(tip) { return 0 }
    let list = try viaGit { () throws(GitError) in
      try git.output(["rev-list", tip.hex] + known.map { "^" + $0.hex })
    }
    if list.isEmpty { return 0 }
    let added = try additions(list, environment, from: source)
    var count = 0
    for line in list.split(separator: 0x0A) {
      guard let id = ObjectID(hexBytes: line) else {
        throw unexpected("rev-list", String(decoding: line, as: UTF8.self))
      }
      let commit = try commit(id, environment)
      let parents = try commit.parents.map { id throws(LedgerError) in
        try self.commit(id, environment)
      }
      for parent in parents { try checkOrder(of: parent, before: commit, environment) }
      if commit.isMerge {
        guard parents.contains(where: { $0.trailers == commit.trailers }) else {
          throw damaged(id, environment, source, "names a record that none of its parents names")
        }
      } else {
        guard added[id] == [commit.trailers.newest.text] else {
          throw damaged(id, environment, source, "does not add exactly the record that it names")
        }
        count += 1
      }
    }
    return count
  }

  /// The paths that each commit of `list` adds below `records/`.
  private func additions(
    _ list: [UInt8],
    _ environment: String,
    from source: String
  ) throws(LedgerError) -> [ObjectID: [String]] {
    let output = try viaGit { () throws(GitError) in
      try git.output(
        [
          "diff-tree", "--stdin", "-m", "-r", "--root", "--no-renames", "--name-status", "--",
          "records",
        ],
        input: list
      )
    }
    var added: [ObjectID: [String]] = [:]
    var current: ObjectID?
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", maxSplits: 1)
      if fields.count == 1, let id = ObjectID(hex: line) {
        // One line per parent of a merge.
        current = id
      } else if let current, fields.count == 2 {
        guard fields[0] == "A" else {
          let what = fields[0] == "D" ? "removes" : "changes"
          throw LedgerError(
            .recordsRewritten,
            "Commit \(current.abbreviated) of the ledger of \(environment) from \(source) \(what) "
              + "\(fields[1]). Nothing of it was taken over.",
            hint: "A record never changes: find out who rewrote it before you go on."
          )
        }
        added[current, default: []].append(String(fields[1]))
      } else {
        throw unexpected("diff-tree", String(line))
      }
    }
    return added
  }

  private func damaged(
    _ id: ObjectID,
    _ environment: String,
    _ source: String,
    _ what: String
  ) -> LedgerError {
    LedgerError(
      .damaged,
      "Commit \(id.abbreviated) of the ledger of \(environment) from \(source) \(what). "
        + "Nothing of it was taken over.",
      hint: "It was not made by git-secrets-sync; see `git show \(id.abbreviated)`."
    )
  }

  private func unexpected(_ command: String, _ line: String) -> LedgerError {
    LedgerError(.damaged, "`git \(command)` wrote an unexpected line: \(quoted(line)).")
  }
}
