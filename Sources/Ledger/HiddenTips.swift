import Git

/// Notices a server that takes a reference and does not show it: a push is behind what it has, and no
/// fetch brings that.
///
/// Another clone that was faster is seen by the next fetch; one whose servers take a while to agree
/// is given some attempts.
struct HiddenTips {
  private static let patience = 8

  private var refusals: [String: (before: ObjectID?, count: Int)] = [:]

  /// Counts a push that was behind; `before` is what the remote had when it was fetched.
  mutating func refused(
    _ environment: String,
    before: ObjectID?,
    by remote: String,
    at place: LedgerPlace
  ) throws(LedgerError) {
    let last = refusals[environment]
    let count = last?.before == before ? (last?.count ?? 0) + 1 : 1
    refusals[environment] = (before, count)
    guard count >= Self.patience else { return }
    throw LedgerError(
      .remoteRefused,
      "\(quoted(remote)) does not show the ledger of \(environment) that it has: it refuses a "
        + "push that is behind it, and no fetch brings it.",
      hint: "The records are safe in this clone. See uploadpack.hideRefs at the server."
        + place.otherPlace
    )
  }
}
