import Git

/// How a local ledger took in another history.
enum MergeOutcome {
  case upToDate
  case created
  case fastForwarded
  case merged
}

extension Ledger {
  /// Unites the ledger of `environment` with the history that ends at `other`.
  ///
  /// Files never change and their names are unique, hence any two histories merge by union, also
  /// two without a common commit. The newest record of the union is the greater of both newest.
  func merge(
    _ other: ObjectID,
    into environment: String,
    from source: String
  ) throws(LedgerError) -> MergeOutcome {
    let reference = try place.reference(environment)
    for attempt in 1...max(1, localBackOff.attempts) {
      let local = try tip(environment)
      if local == other { return .upToDate }
      let theirs = try commit(other, environment)
      let ours = try local.map { id throws(LedgerError) in try commit(id, environment) }
      do throws(GitError) {
        if let local, try repository.isAncestor(other, of: local) { return .upToDate }
        var target = other
        var outcome = local == nil ? MergeOutcome.created : .fastForwarded
        let subject = "merge: \(environment) from \(source)"
        if let local, let ours, try !repository.isAncestor(local, of: other) {
          let newest = [ours, theirs].map(\.trailers).max { $0.position < $1.position }
          target = try repository.writeCommit(
            tree: repository.mergeTreesByUnion(ours.tree, theirs.tree),
            parents: [local, other],
            message: (newest ?? ours.trailers).message(subject: subject),
            author: repository.signature(now: clock())
          )
          outcome = .merged
        }
        try repository.updateReference(
          reference,
          to: target,
          expecting: local,
          message: subject
        )
        return outcome
      } catch {
        switch error.kind {
        case .referenceChanged:
          localBackOff.wait(afterAttempt: attempt)
        case .conflict:
          throw LedgerError(
            .recordsRewritten,
            "The ledger of \(environment) from \(source) holds other content for a record of this "
              + "clone: \(error.message)",
            hint: "A record never changes: find out who rewrote it before you go on."
          )
        default:
          throw LedgerError(.git(error), error.message, hint: error.hint)
        }
      }
    }
    throw busy(reference, "Nothing was taken over.")
  }
}
