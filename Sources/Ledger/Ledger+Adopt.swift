import Git

extension Ledger {
  /// Takes over what is in references of their own once the ledger is to be in branches.
  ///
  /// A reference goes away once its branch holds all that it held. There is no way back by itself:
  /// somebody else's branches may have such names.
  ///
  /// - Returns: the environments that were taken over, and how many records each had there.
  package func adopt() throws(LedgerError) -> [(environment: String, records: Int)] {
    guard place == .branches else { return [] }
    let inTheWay = try viaGit { () throws(GitError) in
      try repository.referenceTarget("refs/heads/secrets-sync")
    }
    if inTheWay != nil {
      throw LedgerError(
        .damaged,
        "The branch secrets-sync is in the way: the ledgers are to be branches secrets-sync/….",
        hint: "Give it another name: git branch -m secrets-sync OTHER-NAME"
      )
    }
    var adopted: [(environment: String, records: Int)] = []
    let old = LedgerPlace.references
    for (environment, tip) in try references(under: old.prefix) {
      _ = try commit(tip, environment)
      _ = try merge(tip, into: environment, from: old.prefix + environment)
      let reference = try old.reference(environment)
      let (count, result) = try viaGit { () throws(GitError) in
        (
          try git.line(["rev-list", "--count", "--no-merges", tip.hex]),
          try git.run(["update-ref", "-d", reference, tip.hex])
        )
      }
      // Somebody recorded there meanwhile: the next command takes that over.
      if result.status == 0 { adopted.append((environment, Int(count) ?? 0)) }
    }
    return adopted
  }
}
