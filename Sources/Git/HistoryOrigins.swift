// Who brought a blob in.
extension History {
  /// Where a blob entered the history.
  package struct Origin: Sendable, Hashable {
    /// The commit that introduced the blob.
    package let commit: ObjectID
    /// The author, `Name <mail>`.
    package let author: String
    /// The author's date in ISO 8601 with time zone, `2026-11-23T16:00:00+01:00`.
    package let date: String
    /// Where the blob is in that commit.
    package let path: GitPath

    /// Makes an origin from its parts.
    package init(commit: ObjectID, author: String, date: String, path: GitPath) {
      self.commit = commit
      self.author = author
      self.date = date
      self.path = path
    }

    /// Makes an origin of a commit by an author who may be unknown.
    package init(commit: ObjectID, author: Author?, path: GitPath) {
      self.init(
        commit: commit,
        author: author?.identity ?? "",
        date: author?.date ?? "",
        path: path
      )
    }
  }

  /// The author of a commit.
  package struct Author: Sendable {
    /// Name and mail, as in `Origin`.
    package let identity: String
    /// As in `Origin`.
    package let date: String
  }

  /// Who made commits, and when.
  package func authors(of commits: Set<ObjectID>) throws(GitError) -> [ObjectID: Author] {
    if commits.isEmpty { return [:] }
    let reader = try BlobReader(git)
    var authors: [ObjectID: Author] = [:]
    try reader.readObjects(Array(commits)) { id, result throws(GitError) in
      authors[id] = HistoryObject(try result.get().bytes).author
        .map { Author(identity: $0.identity, date: $0.date) }
    }
    try reader.close()
    return authors
  }
}
