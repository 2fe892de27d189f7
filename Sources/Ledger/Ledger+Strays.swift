import Git

/// A reference where ledgers are that holds none, and what to do about it.
package struct StrayReference: Sendable, Equatable {
  package let name: String
  /// Where it is; nil for here.
  package let remote: String?
  /// Whether it is a branch of somebody's own rather than a name that no environment can have.
  package let isBranch: Bool

  /// A sentence for people.
  package var message: String {
    let place = remote.map { " at \(quoted($0))" } ?? ""
    return isBranch
      ? "The branch \(quoted(name))\(place) is no ledger and is passed over."
      : "The reference \(quoted(name))\(place) is passed over: no environment can have that name."
  }

  /// The command that puts it right.
  package var hint: String {
    if isBranch {
      guard remote == nil else {
        return
          "Branches secrets-sync/… are ledgers there: whoever made it may give it another name."
      }
      let short = name.dropFirst("refs/heads/".count)
      return "Branches secrets-sync/… are ledgers here: git branch -m \(short) OTHER-NAME"
    }
    return remote.map { "If nobody needs it: git push \($0) --delete \(name)" }
      ?? "If nobody needs it: git update-ref -d \(name)"
  }
}

extension Ledger {
  /// The references here, or those that were fetched from a remote last, that look like ledgers and
  /// are none.
  package func strays(of remote: String? = nil) throws(LedgerError) -> [StrayReference] {
    let prefix = remote.map(EnvironmentName.remotePrefix) ?? place.prefix
    let found = try viaGit { () throws(GitError) in
      try repository.references(matching: prefix + "*")
    }
    var strays: [StrayReference] = []
    for (name, target) in found {
      let environment = String(name.dropFirst(prefix.count))
      let shown = place.prefix + environment
      if !EnvironmentName.isValid(environment) {
        if try isOfAnotherRemote(name, than: remote) { continue }
        // Only the name is wrong, or all of it.
        var isBranch = place == .branches
        if isBranch { isBranch = try !looksLikeLedger(target) }
        strays.append(StrayReference(name: shown, remote: remote, isBranch: isBranch))
      } else if place == .branches, try isOrdinaryBranch(target, environment) {
        strays.append(StrayReference(name: shown, remote: remote, isBranch: true))
      }
    }
    return strays
  }

  /// The environments whose ledgers are in branches, although this ledger is in references.
  package func environmentsInBranches() throws(LedgerError) -> [String] {
    guard place == .references else { return [] }
    let branches = LedgerPlace.branches.prefix
    let found = try viaGit { () throws(GitError) in
      try repository.references(matching: branches + "*")
    }
    var environments: [String] = []
    for (name, target) in found where try looksLikeLedger(target) {
      environments.append(String(name.dropFirst(branches.count)))
    }
    return environments
  }

  /// Whether a branch is one of somebody's own that only has a name such as ledgers have.
  ///
  /// One that a remote's ledger was seen under is none: then it is a ledger that somebody spoilt.
  func isOrdinaryBranch(
    _ tip: ObjectID,
    _ environment: String
  ) throws(LedgerError) -> Bool {
    if try looksLikeLedger(tip) { return false }
    let seen = try SeenTips(repository.layout, place).load()
    return !seen.keys.contains { $0.environment == environment }
  }

  private func looksLikeLedger(_ tip: ObjectID) throws(LedgerError) -> Bool {
    try viaGit { () throws(GitError) in
      let (type, bytes) = try repository.object(tip)
      guard type == .commit, let commit = RawCommit(bytes) else { return false }
      if commit.trailers != nil { return true }
      return try repository.entry(at: "records", inTree: commit.tree) != nil
    }
  }

  /// Whether a reference is that of a remote such as `up/ledger`, beside `up`.
  private func isOfAnotherRemote(_ name: String, than remote: String?) throws(LedgerError) -> Bool {
    guard let remote else { return false }
    // refs/secrets-sync/remotes/up/ledger/ledger/dev
    let prefix = "refs/secrets-sync/remotes/"
    let parts = name.dropFirst(prefix.count).split(separator: "/")
    for length in 1..<max(1, parts.count) {
      let other = parts.prefix(length).joined(separator: "/")
      guard other != remote, name.hasPrefix(EnvironmentName.remotePrefix(other)) else { continue }
      let url = try viaGit { () throws(GitError) in
        try repository.configString("remote.\(other).url")
      }
      if url != nil { return true }
    }
    return false
  }
}
