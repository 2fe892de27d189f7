package import Git

/// What a push would bring to the other side, as far as it concerns secrets.
package struct PushCheckReport: Sendable {
  /// A commit and how it begins.
  package struct Commit: Sendable, Hashable {
    package let id: ObjectID
    /// The first line of its message; empty where that holds what must not be shown.
    package let subject: String
    /// Its place among all that are pushed, the oldest first; nil for a tag, or a blob of its own.
    package let position: Int?
    /// Whether it has no parent.
    package let isRoot: Bool
    /// Whether it has more than one.
    package let isMerge: Bool
  }

  /// A finding, and the commit that brings it in; for a message the commit or tag that has it.
  package struct Item: Sendable {
    package let commit: Commit
    package let located: LocatedFinding
  }

  /// A commit that no hook has looked at.
  package struct Unchecked: Sendable {
    package let commit: Commit
    /// Why, where that is known: `SKIP=secrets-sync`.
    package let reason: String?
  }

  package var commits = 0
  /// The branch or tag that is pushed, where it is one.
  package var reference: (name: String, isTag: Bool)?
  package var hasMerges = false
  /// Blobs at paths where something is to be known of them, as `scanned` and `covered`.
  package var totalBlobs = 0
  package var scannedBlobs = 0
  /// Of which receipts say that the hook has looked at them.
  package var coveredBlobs = 0
  package var texts = 0
  /// These block.
  package var findings: [Item] = []
  package var protectedFiles: [(commit: Commit, file: ProtectedFile)] = []
  package var unread: [(commit: Commit, unread: Unread)] = []
  /// Too little to block for.
  package var faint = 0
  /// What an older commit held already.
  package var old = 0
  package var allowed: [Permission] = []
  package var unchecked: [Unchecked] = []
  /// Whether there are receipts, without which nothing is known of what was checked.
  package var hasReceipts = false
  /// To be noted as clean, by the hash of the rules that say so.
  package var cleanBlobs: [String: [Receipts.Blob]] = [:]
  /// How the pushed commits weaken the policy of the other side.
  package var policyChanges: [String] = []

  package init() {}

  package var verdict: PreCommitReport.Verdict {
    if !unread.isEmpty { return .incomplete }
    return findings.isEmpty && protectedFiles.isEmpty ? .clean : .blocked
  }
}
