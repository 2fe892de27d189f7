package import Git

/// A deployment of what a commit holds, under another id: the commit was rewritten since.
package struct RewrittenDeployment: Sendable {
  package enum Sign: String, Sendable {
    /// Both have the same tree: amended message, squashed, or merged without a change.
    case tree
    /// Both make the same change, by the same author at the same time: rebased or picked.
    case patchID = "patch-id"
  }

  package let record: DeploymentRecord
  package let sign: Sign
  /// Whether a branch or tag still holds the deployed commit: then it is another one, and not what
  /// was rewritten.
  package let isReachable: Bool
}

extension Ledger {
  /// The number of deployed commits, the newest ones, that are compared by their change.
  private static let patchLimit = 2000

  /// The newest successful deployment of a commit that holds the same as `commit`.
  ///
  /// One that `commit` comes after is none of these: it is an ancestor, and stays what it was.
  ///
  /// - Parameters:
  ///   - commit: a commit that was not deployed itself.
  ///   - environment: where to look.
  ///   - progress: as for ``index(_:progress:)``.
  /// - Returns: nil where there is none.
  /// - Throws: as ``index(_:progress:)``.
  package func rewrittenDeployment(
    of commit: ObjectID,
    environment: String,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(LedgerError) -> RewrittenDeployment? {
    guard let index = try index(environment, progress: progress) else { return nil }
    let tree = try viaGit { () throws(GitError) in try repository.treeOfCommit(commit) }
    var (same, recent) = candidates(index, tree, newest: try latest(environment: environment)?.seq)
    for same in same.reversed() where same.commit != commit {
      guard isAncestor(same.commit, of: commit) else {
        return try found(same, .tree, environment)
      }
      recent.removeAll { $0.commit == same.commit }
    }
    recent.removeAll { $0.commit == commit }
    let twin = try viaGit { () throws(GitError) in
      try commitWithSamePatch(as: commit, among: recent.map(\.commit))
    }
    guard let twin, !isAncestor(twin, of: commit),
      let same = recent.last(where: { $0.commit == twin })
    else { return nil }
    return try found(same, .patchID, environment)
  }

  /// The successful deployments with a tree, and the newest ones, both in the order of the ledger.
  private func candidates(
    _ index: LedgerIndex,
    _ tree: ObjectID,
    newest: Int?
  ) -> (same: [IndexedRecord], recent: [IndexedRecord]) {
    let bytes = Array(tree.bytes)
    let first = (newest ?? 0) - Self.patchLimit
    var same: [IndexedRecord] = []
    var recent: [IndexedRecord] = []
    // Of a hundred thousand only a few are kept.
    index.scan { _ in
      false
    } _: { record, _ in
      guard record.status == .deployed else { return }
      if record.seq > first { recent.append(record) }
      if record.hasTree(bytes) { same.append(record) }
    }
    return (same.sorted { $0.precedes($1) }, recent.sorted { $0.precedes($1) })
  }

  /// A commit that is not here is no ancestor of one that is.
  private func isAncestor(_ old: ObjectID, of new: ObjectID) -> Bool {
    (try? Revisions.isAncestor(old, of: new, git)) ?? false
  }

  private func found(
    _ same: IndexedRecord,
    _ sign: RewrittenDeployment.Sign,
    _ environment: String
  ) throws(LedgerError) -> RewrittenDeployment {
    let record = try record(same, environment)
    let holders = try viaGit { () throws(GitError) in
      try git.run([
        "for-each-ref", "--count=1", "--contains", same.commit.hex, "refs/heads", "refs/remotes",
        "refs/tags",
      ])
    }
    // Of a commit that is not here, Git knows no branch.
    let isReachable = holders.status == 0 && !holders.standardOutput.isEmpty
    return RewrittenDeployment(record: record, sign: sign, isReachable: isReachable)
  }

  /// The whole record that the index knows.
  package func record(
    _ indexed: IndexedRecord,
    _ environment: String
  ) throws(LedgerError) -> DeploymentRecord {
    guard let tip = try tip(environment) else {
      throw LedgerError(.damaged, "The ledger of \(environment) has gone.")
    }
    let tree = try viaGit { () throws(GitError) in try repository.treeOfCommit(tip) }
    return try record(at: indexed.path, in: tree, environment).record
  }

  private func commitWithSamePatch(
    as commit: ObjectID,
    among candidates: [ObjectID]
  ) throws(GitError) -> ObjectID? {
    // A rewritten commit keeps author and author's time; these are quick to compare.
    let authors = try authors(of: candidates + [commit])
    guard let author = authors[commit] else { return nil }
    let twins = Set(candidates).filter { $0 != commit && authors[$0] == author }
    guard !twins.isEmpty, let patch = try patchID(of: commit) else { return nil }
    for twin in candidates.reversed() where twins.contains(twin) {
      if try patchID(of: twin) == patch { return twin }
    }
    return nil
  }

  /// Author and author's time of the commits that are here and have one parent.
  private func authors(of commits: [ObjectID]) throws(GitError) -> [ObjectID: String] {
    let output = try git.output(
      [
        "rev-list", "--no-walk=unsorted", "--ignore-missing", "--stdin", "--max-parents=1",
        "--no-commit-header", "--format=%H %at %ae",
      ],
      input: Array(commits.map { $0.hex + "\n" }.joined().utf8)
    )
    var authors: [ObjectID: String] = [:]
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2, let id = ObjectID(hex: parts[0]) { authors[id] = String(parts[1]) }
    }
    return authors
  }

  /// What `git patch-id` makes of the commit's change; nil where it changes nothing.
  private func patchID(of commit: ObjectID) throws(GitError) -> String? {
    let patch = try git.output(
      ["diff-tree", "-p", "--root", "--no-ext-diff", "--no-textconv", commit.hex]
    )
    // White space counts, where this Git has a way to say so (2.39).
    let exact = try git.run(["patch-id", "--verbatim"], input: patch)
    let output =
      try exact.status == 0
      ? exact.standardOutput : git.output(["patch-id", "--stable"], input: patch)
    return String(decoding: output, as: UTF8.self).split(separator: " ").first.map(String.init)
  }
}
