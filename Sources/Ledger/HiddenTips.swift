import Git

/// A tip to send, and what the remote had when it was fetched.
///
/// Read before the push: where the ledger is fetched by configuration, `git push` itself moves the
/// reference that remembers it.
struct PendingTip {
  let environment: String
  let tip: ObjectID
  let before: ObjectID?
}

/// Notices a server that takes a reference and does not show it: a push is behind what it has, and no
/// fetch brings that.
///
/// Another clone that was faster is seen by the next fetch; one whose servers take a while to agree
/// is given some attempts.
struct HiddenTips {
  private static let patience = 8

  private var refusals: [String: (before: ObjectID?, count: Int)] = [:]

  mutating func refused(
    _ tip: PendingTip,
    by remote: String,
    at place: LedgerPlace
  ) throws(LedgerError) {
    let last = refusals[tip.environment]
    let count = last?.before == tip.before ? (last?.count ?? 0) + 1 : 1
    refusals[tip.environment] = (tip.before, count)
    guard count >= Self.patience else { return }
    throw LedgerError(
      .remoteRefused,
      "\(quoted(remote)) does not show the ledger of \(tip.environment) that it has: it refuses a "
        + "push that is behind it, and no fetch brings it.",
      hint: "The records are safe in this clone. See uploadpack.hideRefs at the server."
        + place.otherPlace
    )
  }
}

extension Ledger {
  /// Whether a push to `remote` arrives where a fetch looks.
  func pushesWhereItFetches(_ remote: String) throws(LedgerError) -> Bool {
    let (pushed, fetched) = try viaGit { () throws(GitError) in
      (
        try repository.configString("remote.\(remote).pushurl"),
        try repository.configString("remote.\(remote).url")
      )
    }
    return pushed == nil || pushed == fetched
  }
}
