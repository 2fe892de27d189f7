/// Which references hold the ledgers of a repository and of its remotes.
package enum LedgerPlace: String, Sendable, CaseIterable {
  /// References of their own, which no forge shows and no pipeline is started by.
  case references = "refs/secrets-sync/ledger/"
  /// Branches, for forges that do not take other references, or whose rules protect branches only.
  case branches = "refs/heads/secrets-sync/"

  /// What comes before the name of the environment.
  package var prefix: String { rawValue }

  /// The refspec by which `git fetch` brings the ledgers of a remote.
  package func refspec(for remote: String) -> String {
    "+\(prefix)*:\(EnvironmentName.remotePrefix(remote))*"
  }

  /// What to do where a server does not take or show references of this place; begins with a space.
  var otherPlace: String {
    self == .branches
      ? ""
      : " Where the server refuses or hides such references, `branch = true` under [ledger] in "
        + ".secrets-sync.toml keeps the ledgers in branches."
  }

  /// The reference that holds the ledger of `environment`.
  func reference(_ environment: String) throws(LedgerError) -> String {
    guard EnvironmentName.isValid(environment) else {
      throw LedgerError(
        .invalidEnvironment,
        "\(quoted(environment)) cannot be the name of an environment.",
        hint: "Use lower-case letters, digits, '.', '_' and '-', starting with a letter or digit."
      )
    }
    return prefix + environment
  }
}
