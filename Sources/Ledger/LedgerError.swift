package import Git
package import Secrets

/// Why the ledger could not do what it was asked, and what to do next.
///
/// A ledger that cannot be read exactly is an error: nothing is skipped and nothing is repaired
/// behind the caller's back.
package struct LedgerError: Error, Sendable {
  package enum Kind: Sendable {
    /// The name cannot be an environment.
    case invalidEnvironment
    /// What was to be recorded cannot be written as a record.
    case invalidRecord
    /// A record, a ledger commit or the file of remembered tips is not what the format says.
    case damaged
    /// A record was written by a newer version of the program.
    case newerSchema
    /// Other writers were always faster, or the secrets never stood still.
    case contention
    /// No remote of that name is configured.
    case unknownRemote
    /// Git could not talk to the remote: network, authentication or no such repository.
    case remoteUnavailable
    /// The remote answered, and did not accept the ledger.
    case remoteRefused
    /// The remote's ledger does not contain what this clone has seen there before.
    case remoteWentBackwards
    /// A fetched history changes or deletes a record.
    case recordsRewritten
    /// What a tool printed is not what it should be.
    case unreadableInput
    /// It is what a tool prints, but nothing to record from.
    case wrongInput
    /// Secrets of another account or region than the environment's were named.
    case otherPlace
    /// Some secrets could not be recorded, hence nothing was.
    case incompleteSnapshot([SnapshotProblem])
    /// A store failed as a whole.
    case store(SecretsError)
    /// Git failed for a reason of its own.
    case git(GitError)
    /// A rollback of that environment has to be finished or undone first.
    case rollbackUnfinished
    /// A file beside the ledger could not be read or written.
    case io
  }

  package let kind: Kind
  package let message: String
  package let hint: String?

  package init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }
}

/// A secret that could not be recorded, and why.
package struct SnapshotProblem: Sendable, Equatable {
  package enum Reason: String, Sendable {
    /// The selector names no secret that exists.
    case missing
    /// Reading the metadata was refused.
    case denied
    /// The secret is waiting for its deletion.
    case pendingDeletion = "pending-deletion"
    /// The secret exists and holds no value.
    case noVersion = "no-version"
    /// The environment has no store of that kind.
    case noStore = "no-store"
    /// What is here of a file is not in the vault.
    case unpushed
    /// It is in the vault as it is, although `[vault]` has files encrypted before.
    case notSealed = "not-encrypted"
  }

  /// The secret or the selector, as a reference such as `sm:myapp/db`.
  package let subject: String
  package let reason: Reason
  /// A sentence for people.
  package let detail: String

  package init(subject: String, reason: Reason, detail: String) {
    self.subject = subject
    self.reason = reason
    self.detail = detail
  }
}

/// Runs `body` and turns a Git error into a ledger error.
func viaGit<Value>(_ body: () throws(GitError) -> Value) throws(LedgerError) -> Value {
  do {
    return try body()
  } catch {
    throw LedgerError(.git(error), error.message, hint: error.hint)
  }
}
