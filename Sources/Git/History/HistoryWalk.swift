import CLibgit2

/// Walks the folders of all commits, the oldest first, through libgit2; each folder is read once for
/// each path at which it is.
struct HistoryWalk {
  /// How often folders may be read again at other paths: so often, and as often as all of them.
  ///
  /// Ten folders in each other, each ten times in the next, are at ten thousand million paths; a
  /// history that was merged into a folder of another is at one path more.
  private static let repetitions = (least: 1 << 17, ofEach: 8)

  private let reader: ObjectReader
  private struct Visit: Hashable {
    let tree: ObjectID
    /// `HistoryPlaces.pathHash`; 0 at the top.
    let path: UInt64
  }

  private var seen: Set<Visit> = []
  private var known: Set<ObjectID> = []
  private(set) var places: HistoryPlaces
  /// Whether there are paths at which nothing was looked at.
  private(set) var lacksPaths = false

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
    guard isNew(tree, at: 0) else { return }
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
      case .tree:
        let path = places.pathHash(of: name, in: open[top].folder)
        guard isNew(entry.id, at: path) else { continue }
        let folder = places.add(folder: name, in: open[top].folder)
        open.append((try cursor(entry.id), folder))
      case .other: break
      }
    }
  }

  private mutating func isNew(_ tree: ObjectID, at path: UInt64) -> Bool {
    guard seen.insert(Visit(tree: tree, path: path)).inserted else { return false }
    if known.insert(tree).inserted { return true }
    let allowed = Self.repetitions.least + Self.repetitions.ofEach * known.count
    if seen.count - known.count <= allowed { return true }
    lacksPaths = true
    return false
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
