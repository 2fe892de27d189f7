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
}

extension Ledger {
  /// The number of deployed commits, the newest ones, that are compared by their change.
  private static let patchLimit = 2000

  /// The newest successful deployment of a commit that holds the same as `commit`.
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
    var deployed = index.records(all: true) { _ in false }.map(\.record)
    deployed.removeAll { $0.status != .deployed || $0.commit == commit }
    if let same = deployed.last(where: { $0.tree == tree }) {
      return RewrittenDeployment(record: try record(same, environment), sign: .tree)
    }
    let recent = deployed.suffix(Self.patchLimit)
    let twin = try viaGit { () throws(GitError) in
      try commitWithSamePatch(as: commit, among: recent.map(\.commit))
    }
    guard let twin, let same = recent.last(where: { $0.commit == twin }) else { return nil }
    return RewrittenDeployment(record: try record(same, environment), sign: .patchID)
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
    let output = try git.output(["patch-id", "--stable"], input: patch)
    return String(decoding: output, as: UTF8.self).split(separator: " ").first.map(String.init)
  }
}
