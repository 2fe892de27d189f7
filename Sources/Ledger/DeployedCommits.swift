import Git

/// The commits that have a record, from the names of folders alone, of which each is read once it is
/// asked for.
final class DeployedCommits {
  private let ledger: Ledger
  private let environment: String
  private var folders: [String: ObjectID] = [:]
  private var loaded: [String: Set<ObjectID>] = [:]

  init(_ ledger: Ledger, _ tree: ObjectID, _ environment: String) throws(LedgerError) {
    self.ledger = ledger
    self.environment = environment
    let entries = try viaGit { () throws(GitError) -> [TreeEntry] in
      guard let root = try ledger.repository.entry(at: "records", inTree: tree) else { return [] }
      return try ledger.repository.tree(root.id)
    }
    for entry in entries { folders[GitPath(bytes: entry.name).description] = entry.id }
  }

  func contains(_ commit: ObjectID) throws(LedgerError) -> Bool {
    let prefix = String(commit.hex.prefix(2))
    guard let folder = folders[prefix] else { return false }
    if let known = loaded[prefix] { return known.contains(commit) }
    var commits: Set<ObjectID> = []
    let entries = try viaGit { () throws(GitError) in try ledger.repository.tree(folder) }
    for entry in entries {
      let rest = GitPath(bytes: entry.name).description
      guard let id = ObjectID(hex: prefix + rest) else {
        throw LedgerError(
          .damaged,
          "\(ledger.location("records/\(prefix)/\(rest)", environment)) is not the folder of a "
            + "commit."
        )
      }
      commits.insert(id)
    }
    loaded[prefix] = commits
    return commits.contains(commit)
  }
}
