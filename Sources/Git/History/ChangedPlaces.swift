// Where blobs entered, as Git tells it of the changes of each commit.
extension History {
  /// What one commit put at a path.
  private struct Entry {
    let id: ObjectID
    let path: GitPath
  }

  /// Goes through the changes of all commits, the oldest first.
  ///
  /// A commit of a range may put a blob that is no new one at a path where it counts as another
  /// kind of file. `git rev-list` does not list it, so it is added here.
  ///
  /// - Parameters:
  ///   - listed: the blobs that are in the scope for sure.
  ///   - kind: tells kinds of files apart by their paths.
  /// - Returns: the places, and the blobs among them that are not listed.
  /// - Throws: `command` if Git fails, as where a folder is missing.
  func changedPlaces(
    of listed: Set<ObjectID>?,
    kind: @escaping @Sendable (GitPath) -> Int32
  ) throws(GitError) -> (places: HistoryPlaces, others: [ObjectID]) {
    let commits = try scope.commits(["--topo-order", "--reverse"], git)
    let reader = try CommitChanges(git, of: commits)
    var places = HistoryPlaces(kind: kind)
    var others: Set<ObjectID> = []
    while let (commit, changes) = try reader.next() {
      places.enter(commit)
      // What is put where it was not, though it is no new blob.
      var moved: [Entry] = []
      for change in changes where change.mode.isBlob {
        if listed?.contains(change.id) ?? true {
          places.add(change.id, name: change.path.bytes[...], in: HistoryPlaces.top)
        } else {
          moved.append(Entry(id: change.id, path: change.path))
        }
      }
      if moved.isEmpty { continue }
      let gone = changes.flatMap { change in
        change.before.map { Entry(id: $0, path: change.path) }
      }
      for entry in try unknownKinds(moved, gone, in: commit, kind) {
        places.add(entry.id, name: entry.path.bytes[...], in: HistoryPlaces.top)
        others.insert(entry.id)
      }
    }
    return (places, Array(others))
  }

  /// Those entries whose blob no parent of the commit has as the same kind of file.
  private func unknownKinds(
    _ entries: [Entry],
    _ gone: [Entry],
    in commit: ObjectID,
    _ kind: (GitPath) -> Int32
  ) throws(GitError) -> [Entry] {
    let wanted = Set(entries.map(\.id))
    var known: [ObjectID: Set<Int32>] = [:]
    for entry in gone where wanted.contains(entry.id) {
      known[entry.id, default: []].insert(kind(entry.path))
    }
    func isKnown(_ entry: Entry) -> Bool { known[entry.id]?.contains(kind(entry.path)) == true }
    if entries.allSatisfy(isKnown) { return [] }
    // What is not moved may be a copy of what stands elsewhere.
    let parents = try git.line(["rev-list", "--parents", "--max-count=1", commit.hex])
      .split(separator: " ").dropFirst()
    for parent in parents {
      let arguments = ["ls-tree", "-r", "-z", "--full-tree", String(parent)]
      let lines = try LineReader(git, arguments, separator: 0)
      while let line = try lines.next() {
        // `<mode> <type> <id>`, a tab, the path.
        guard let tab = line.firstIndex(of: UInt8(ascii: "\t")),
          let id = line[..<tab].split(separator: UInt8(ascii: " ")).last
            .flatMap({ ObjectID(hexBytes: $0) })
        else { throw LineReader.unexpected(line, arguments) }
        guard wanted.contains(id) else { continue }
        known[id, default: []].insert(kind(GitPath(bytes: Array(line[(tab + 1)...]))))
      }
    }
    return entries.filter { !isKnown($0) }
  }
}
