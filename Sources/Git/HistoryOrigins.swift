// Who brought a blob in. Asked after the scan, for the few blobs that matter.
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

  /// Finds, for each blob, the first commit that introduced it: one walk from the oldest commits,
  /// which stops when everything is found.
  ///
  /// - Returns: the origins; a blob that no commit holds, such as one that is tagged itself, is
  ///   not among them.
  package func origins(
    of blobs: Set<ObjectID>
  ) throws(GitError) -> [ObjectID: Origin] {
    if blobs.isEmpty { return [:] }
    let places = try firstPlaces(of: blobs)
    let authors = try authors(of: Set(places.values.map(\.commit)))
    return places.mapValues { place in
      Origin(commit: place.commit, author: authors[place.commit], path: place.path)
    }
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

  private func firstPlaces(
    of blobs: Set<ObjectID>
  ) throws(GitError) -> [ObjectID: (commit: ObjectID, path: GitPath)] {
    let commits = try scope.commits(["--topo-order", "--reverse"], git)
    var input: [UInt8] = []
    input.reserveCapacity(commits.count * 65)
    for commit in commits {
      input += commit.hex.utf8
      input.append(UInt8(ascii: "\n"))
    }
    let arguments = [
      "diff-tree", "--stdin", "-r", "-m", "--root", "--raw", "-z", "--no-renames", "--no-abbrev",
    ]
    let fields = try LineReader(git, arguments, separator: 0, input: input)
    var places: [ObjectID: (commit: ObjectID, path: GitPath)] = [:]
    var commit: ObjectID?
    // Between the entries (`:…`, path) stands the commit that they belong to.
    while places.count < blobs.count, let field = try fields.next() {
      if field.first != UInt8(ascii: ":") {
        commit = ObjectID(hexBytes: field)
        guard commit != nil else { throw LineReader.unexpected(field, arguments) }
        continue
      }
      let header = field
      guard let path = try fields.next(), let commit else {
        throw LineReader.unexpected(header, arguments)
      }
      let words = header.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count == 5, let id = ObjectID(hexBytes: words[3]) else {
        throw LineReader.unexpected(header, arguments)
      }
      if blobs.contains(id), places[id] == nil {
        places[id] = (commit, GitPath(bytes: Array(path)))
      }
    }
    return places
  }
}
