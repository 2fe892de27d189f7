import Git
import Ledger

// What a clone does not have, and so cannot answer from.
extension Session {
  /// Whether the history of the repository ends early here (`git clone --depth`).
  var isShallow: Bool {
    get throws {
      let path = try layout().commonDirectory + "/shallow"
      return try Files.readIfPresent(path)?.isEmpty == false
    }
  }

  /// Says why what was asked for may be there all the same, after it was not found here.
  ///
  /// - Returns: 3 where the history that would tell is not here; else 1, as for any other no.
  func sayWhatIsUnseen(_ ledger: Ledger) throws -> ExitStatus {
    for remote in try remotes() {
      let incoming = RemoteRecords(remote, try ledger.incoming(remote: remote), options.environment)
      guard incoming.records > 0 else { continue }
      warn(
        "\(incoming.text) from \(visible(remote)) not taken over yet; "
          + "`git secrets-sync fetch \(visible(remote))` does it."
      )
    }
    let hidden = try ledger.environmentsInBranches()
    if !hidden.isEmpty {
      warn(
        "The branches secrets-sync/* hold ledgers (\(hidden.map(visible).joined(separator: ", "))), "
          + "but \(Configuration.fileName) here does not say `branch = true` under [ledger]."
      )
    }
    guard try isShallow else { return .found }
    warn(
      "this clone is shallow: what was deployed of the commits that are not here cannot be told; "
        + "`git fetch --unshallow` brings them."
    )
    return .incomplete
  }
}
