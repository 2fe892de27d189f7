package import Git
package import Scanning

/// What the pre-commit hook saw, ready to be shown.
package struct PreCommitReport: Sendable {
  package enum Verdict: Sendable, Equatable {
    case clean
    /// There is something that must not be committed.
    case blocked
    /// Something could not be looked at, so nothing is known about it. Blocks, too, and comes first.
    case incomplete
  }

  /// Staged blobs that were read and scanned whole, one for each path.
  package var scannedBlobs = 0
  /// Staged files and symbolic links; submodules and deletions have no blob.
  package var totalBlobs = 0
  /// Staged files that a merge takes from the other side as they are there.
  package var mergedBlobs = 0
  /// Blobs in which nothing was, and all of which was read.
  package var cleanBlobs: [Receipts.Blob] = []
  /// The other blobs that were looked at.
  package var judgedBlobs: [ObjectID] = []
  /// Of the scanned blobs, each content counted once.
  package var bytes = 0
  /// These block, in the order of paths and positions, as do all lists.
  package var newFindings: [LocatedFinding] = []
  /// New, and too little to block for: of level `low`.
  package var faintFindings: [LocatedFinding] = []
  /// What the commit before held already; shown, not blocking.
  package var oldFindings: [LocatedFinding] = []
  package var allowed: [AllowedFinding] = []
  /// These block.
  package var protectedFiles: [ProtectedFile] = []
  package var unread: [Unread] = []
  /// Staged blobs of which parts were not read, and which an entry accepts as they are.
  package var allowedUnread: [(path: GitPath, entry: AllowEntry)] = []
  /// Submodules: their content belongs to another repository.
  package var submodules: [GitPath] = []
  /// Pointers of Git LFS: their content is not in the repository.
  package var largeFiles: [GitPath] = []
  /// Whether protected files on disk were not all compared with what is staged.
  ///
  /// There are too many, they are too large, or they cannot be read. Shown, not blocking.
  package var isCopyCheckPartial = false
  /// How this commit weakens the policy; shown, not blocking.
  package var policyChanges: [PolicyChange] = []

  package var verdict: Verdict {
    if !unread.isEmpty || scannedBlobs + allowedUnread.count != totalBlobs { return .incomplete }
    return newFindings.isEmpty && protectedFiles.isEmpty ? .clean : .blocked
  }

  package init() {}
}

/// A finding and the staged path that it is in.
package struct LocatedFinding: Sendable {
  package let path: GitPath
  package internal(set) var finding: Finding
  /// Whether this commit brings the value in.
  package let isNew: Bool
  /// The working tree's allow list has an entry for it that is not staged.
  package var isAllowedInWorkingTree = false
  /// Why a comment or an entry that was meant to allow it does not, without a full stop.
  package var complaint: String?

  package init(path: GitPath, finding: Finding, isNew: Bool) {
    self.path = path
    self.finding = finding
    self.isNew = isNew
  }

  /// What to do about it, in a sentence or two.
  package var advice: String {
    if isAllowedInWorkingTree {
      return "It is allowed in the working tree only: git add \(AllowList.fileName)"
    }
    return isNew
      ? "Not committed yet: nothing leaked, no rotation needed. Put the value into a secret store "
        + "and let the code read it from there."
      : "Already in the last commit, so removing it here is not enough. \(finding.advice)"
  }

  /// The line for the allow list that accepts this finding in its file.
  package func allowEntry(
    reason: String,
    author: String? = nil,
    date: String? = nil
  ) throws(HookError) -> AllowEntry {
    try AllowEntry(
      fingerprint: finding.fingerprint,
      rule: finding.rule,
      path: path,
      reason: reason,
      author: author,
      date: date
    )
  }
}

/// A finding that is passed over.
package struct AllowedFinding: Sendable {
  package let path: GitPath
  package let finding: Finding
  package let permission: Permission
  /// Whether this commit brings the value in; known of what a comment allows.
  package var isNew: Bool?

  package init(path: GitPath, finding: Finding, permission: Permission) {
    self.path = path
    self.finding = finding
    self.permission = permission
  }
}

/// A staged file whose path is protected.
package struct ProtectedFile: Sendable, Equatable {
  package enum Cause: Sendable, Equatable {
    case path
    /// A symbolic link whose target is protected.
    case linkTarget(String)
    /// A line of a `.gitignore` ignores it; where only that of the last commit does, this commit
    /// takes the line out.
    case ignored(by: GitPath, line: Int, isInLastCommitOnly: Bool)
    /// The content repeats a protected file: all of it, or this many of its literals.
    case copy(of: GitPath, literals: Int?, total: Int)
  }

  package let path: GitPath
  /// The pattern, as the policy has it.
  package let pattern: String
  package let cause: Cause
  /// Whether the last commit holds the path already.
  package let isTracked: Bool
  /// The staged policy no longer has the pattern; the last commit's has.
  package let isPatternRemoved: Bool
  /// Git ignores the path, so it was added by force.
  package var isIgnored = false

  package init(
    path: GitPath,
    pattern: String,
    cause: Cause,
    isTracked: Bool,
    isPatternRemoved: Bool
  ) {
    self.path = path
    self.pattern = pattern
    self.cause = cause
    self.isTracked = isTracked
    self.isPatternRemoved = isPatternRemoved
  }

  /// One line: why it is blocked.
  package var reason: String {
    var reason = "protected by the pattern \(pattern)"
    switch cause {
    case .path: break
    case .linkTarget(let target): reason = "links to \(target), \(reason)"
    case .ignored(let file, let line, let isInLastCommitOnly):
      return
        "ignored by \(pattern) (\(file):\(line)\(isInLastCommitOnly ? " of the last commit" : ""))"
    case .copy(let file, let literals, let total):
      return "a copy of \(file), which must stay out of Git (\(pattern))"
        + (literals.map { ": \($0) of its \(total) \(total == 1 ? "literal" : "literals")" } ?? "")
    }
    if isPatternRemoved { reason += ", which holds until this commit's policy is committed" }
    return reason
  }

  /// The command that takes files out of the index and leaves them on disk.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - fromTop: whether paths are to be taken from the top level wherever it is typed.
  /// - Returns: nil where none of the paths can be typed.
  package static func command(_ paths: [GitPath], fromTop: Bool = false) -> String? {
    command("git rm --cached", paths, fromTop)
  }

  /// The command that takes the last commit's version of files back into the index.
  package static func restoring(_ paths: [GitPath], fromTop: Bool = false) -> String? {
    command("git restore --staged", paths, fromTop)
  }

  private static func command(_ verb: String, _ paths: [GitPath], _ fromTop: Bool) -> String? {
    let words = paths.compactMap { word($0, fromTop) }
    return words.isEmpty ? nil : "\(verb) -- " + words.joined(separator: " ")
  }

  /// The path as one word of a shell; nil where it cannot be typed.
  package static func shellWord(_ path: GitPath) -> String? {
    guard let text = path.string, path.description == text else { return nil }
    return quoted(text)
  }

  private static func word(_ path: GitPath, _ fromTop: Bool) -> String? {
    guard let text = path.string, path.description == text else { return nil }
    let word = quoted(text)
    // Where the name could be read as a pattern, it is said that it is none.
    let isPattern = text.hasPrefix(":") || text.utf8.contains { "*?[\\".utf8.contains($0) }
    if fromTop, !isPattern, text.first?.isLetter == true || text.first == "." { return ":/" + word }
    let magic = (fromTop ? ["top"] : []) + (isPattern ? ["literal"] : [])
    return (magic.isEmpty ? "" : "':(\(magic.joined(separator: ",")))'") + word
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x80 || CharacterClass.alnum.contains(byte) || "/._-+,@%=".utf8.contains(byte)
    }
    guard !isPlain else { return text }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}

/// A staged path about which nothing is known.
package struct Unread: Sendable, Equatable {
  package let path: GitPath
  /// Why, without a full stop.
  package let reason: String
  /// What to do next, without a full stop.
  package var hint: String?
  /// Whether Git has the file, and what is in it could not be read; an allow entry can accept that.
  package var isContent = false

  package init(path: GitPath, reason: String, hint: String? = nil, isContent: Bool = false) {
    self.path = path
    self.reason = reason
    self.hint = hint
    self.isContent = isContent
  }
}

/// One way in which a commit changes what later commits may hold.
package struct PolicyChange: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case policyDeleted
    case patternRemoved(String)
    /// Paths like this one may be added although a `.gitignore` ignores them.
    case ignoredAllowed(String)
    /// Paths like this one may repeat what protected files hold.
    case copiesAllowed(String)
    case allowEntryAdded(AllowEntry)
    /// This many more findings are accepted as they stand.
    case baselineGrew(Int)
    /// More comments allow from then on.
    case inlineWidened(InlinePolicy)
    /// The last commit's policy cannot be read, so the two cannot be compared.
    case committedPolicyUnreadable
  }

  package let kind: Kind
  package let file: String
  /// 1-based, in the staged file.
  package let line: Int?
  package let message: String
}
