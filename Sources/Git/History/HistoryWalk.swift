import CLibgit2

/// Walks the folders of all commits, the oldest first, through libgit2; each folder is read once.
struct HistoryWalk {
  private let reader: ObjectReader
  private var seen: Set<ObjectID> = []
  private(set) var places: HistoryPlaces

  init(_ reader: ObjectReader, kind: @escaping @Sendable (GitPath) -> Int32) {
    self.reader = reader
    places = HistoryPlaces(kind: kind)
  }

  /// Takes commits in the order in which blobs are to be found in them.
  ///
  /// - Throws: `missingObject` where a commit or a folder is not there.
  mutating func walk(_ commits: [ObjectID]) throws(GitError) {
    for commit in commits {
      let tree = try unsafe reader.lend(commit) { (_, bytes) throws(GitError) in
        // `tree `, 40 digits, a newline: the first line of every commit.
        let line = unsafe Array(bytes.prefix(45).dropFirst(5))
        guard let id = ObjectID(hexBytes: line) else {
          throw GitError(.corrupt, "Commit \(commit) is damaged.", hint: "Run `git fsck`.")
        }
        return id
      }
      places.enter(commit)
      try walk(tree: tree)
    }
  }

  private mutating func walk(tree: ObjectID) throws(GitError) {
    guard seen.insert(tree).inserted else { return }
    // No recursion: folders may be nested without end.
    var open = [(cursor: try cursor(tree), folder: HistoryPlaces.top)]
    while !open.isEmpty {
      let top = open.count - 1
      guard let entry = try open[top].cursor.next() else {
        open.removeLast()
        continue
      }
      let name = open[top].cursor.name(entry.name)
      switch entry.kind {
      case .blob: places.add(entry.id, name: name, in: open[top].folder)
      case .tree where seen.insert(entry.id).inserted:
        let folder = places.add(folder: name, in: open[top].folder)
        open.append((try cursor(entry.id), folder))
      case .tree, .other: break
      }
    }
  }

  private func cursor(_ tree: ObjectID) throws(GitError) -> TreeCursor {
    try unsafe reader.lend(tree) { (type, bytes) throws(GitError) in
      guard type == GIT_OBJECT_TREE else {
        throw GitError(.corrupt, "Object \(tree) is no folder.", hint: "Run `git fsck`.")
      }
      return unsafe TreeCursor(Array(bytes))
    }
  }
}
