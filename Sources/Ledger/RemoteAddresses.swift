import Git

/// Where a remote is fetched from and where it is pushed to (git-config(1), `remote.<name>.url`,
/// `remote.<name>.pushurl`, `url.<base>.pushInsteadOf`).
struct RemoteAddresses {
  /// Whether both are one place for certain: what was pushed is what a fetch will see.
  ///
  /// Two addresses may be one place by two protocols, or a mirror that lags.
  let isOne: Bool
}

extension Ledger {
  func addresses(of remote: String) throws(LedgerError) -> RemoteAddresses {
    try check(remote: remote)
    return try viaGit { () throws(GitError) in
      let configuration = try repository.configuration()
      let fetch = configuration.strings("remote.\(remote).url")
      let push = configuration.strings("remote.\(remote).pushurl")
      if !push.isEmpty { return RemoteAddresses(isOne: push == fetch && push.count == 1) }
      let isRewritten = fetch.contains { configuration.isPushRewritten($0) }
      return RemoteAddresses(isOne: fetch.count == 1 && !isRewritten)
    }
  }
}
