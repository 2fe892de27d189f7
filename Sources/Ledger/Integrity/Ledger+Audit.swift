import Git

extension Ledger {
  /// Which way a history is about to go, for messages.
  enum Passage {
    case from(remote: String)
    case to(remote: String)

    var origin: String {
      switch self {
      case .from(let remote): "from \(remote)"
      case .to: "here"
      }
    }

    var outcome: String {
      switch self {
      case .from: "Nothing of it was taken over."
      case .to: "Nothing of it was sent."
      }
    }
  }

  /// Checks every ledger commit that `tip` has and `known` have not, before any is taken in or sent.
  ///
  /// Each may only add to `records/`; one that is no merge adds exactly the record that it names,
  /// which is that deployment's and follows the one before; a merge adds none, and positions only
  /// grow. It costs by what is new.
  ///
  /// - Returns: the number of records among them.
  /// - Throws: `.recordsRewritten` where a record is changed or removed, `.damaged` for what is not
  ///   a ledger.
  func audit(
    _ tip: ObjectID,
    notIn known: [ObjectID],
    _ environment: String,
    _ passage: Passage
  ) throws(LedgerError) -> Int {
    if known.contains(tip) { return 0 }
    let audit = Audit(ledger: self, environment: environment, passage: passage)
    let type = try viaGit { () throws(GitError) in try repository.objectHeader(tip).type }
    guard type == .commit else {
      throw audit.refusal(.damaged, "is no ledger, but a \(type.rawValue), \(tip.abbreviated)")
    }
    let history = try LedgerHistory(of: tip, notIn: known, self)
    let steps = try audit.steps(history)
    try audit.checkFolders(history)
    try audit.checkRecords(steps)
    return steps.count
  }

  /// What a team does about a remote whose ledger nobody takes over.
  func wayOut(_ environment: String, _ remote: String) -> String {
    let reference = place.prefix + environment
    let isHere = (try? tip(environment)) != nil
    return "Find out who did it. If it was a slip, this puts back what "
      + (isHere ? "this clone has" : "a clone has, in that clone")
      + ": git push --force \(remote) \(reference):\(reference)"
      + (isHere
        ? "" : "; if \(environment) was none before: git push \(remote) --delete \(reference)")
      + " (docs/ledger-format.md, “A spoilt ledger”)."
  }
}
