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
    var input: [UInt8] = []
    input.reserveCapacity(commits.count * 65)
    for commit in commits {
      input += commit.hex.utf8
      input.append(UInt8(ascii: "\n"))
    }
    // Of a merge these are the files that differ from all of its parents.
    let arguments = [
      "diff-tree", "--stdin", "-r", "-c", "--root", "--raw", "-z", "--no-renames", "--no-abbrev",
    ]
    let fields = try LineReader(git, arguments, separator: 0, input: input)
    var places = HistoryPlaces(kind: kind)
    var others: Set<ObjectID> = []
    // Of the commit that is being read: what it put where, and what was there before.
    var commit: ObjectID?
    var (moved, gone): ([Entry], [Entry]) = ([], [])
    func finish() throws(GitError) {
      guard let commit, !moved.isEmpty else { return }
      for entry in try unknownKinds(moved, gone, in: commit, kind) {
        places.add(entry.id, name: entry.path.bytes[...], in: HistoryPlaces.top)
        others.insert(entry.id)
      }
    }
    // Between the entries (`:…`, path) stands the commit that they belong to.
    while let field = try fields.next() {
      if field.first != UInt8(ascii: ":") {
        guard let next = ObjectID(hexBytes: field) else {
          throw LineReader.unexpected(field, arguments)
        }
        try finish()
        (commit, moved, gone) = (next, [], [])
        places.enter(next)
        continue
      }
      let header = field
      guard let path = try fields.next(), commit != nil, let change = Change(header) else {
        throw LineReader.unexpected(header, arguments)
      }
      if scope.isRange {
        for id in change.before { gone.append(Entry(id: id, path: GitPath(bytes: Array(path)))) }
      }
      guard let id = change.after else { continue }
      if listed?.contains(id) ?? true {
        places.add(id, name: path, in: HistoryPlaces.top)
      } else {
        moved.append(Entry(id: id, path: GitPath(bytes: Array(path))))
      }
    }
    try finish()
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

  /// `:<old mode> <new mode> <old id> <new id> <status>`; of a merge with as many colons, old modes
  /// and old ids as it has parents.
  private struct Change {
    /// The blobs that were there.
    var before: [ObjectID] = []
    /// The blob that is there now; nil for another repository's commit, and where nothing is left.
    let after: ObjectID?

    init?(_ header: ArraySlice<UInt8>) {
      let colons = header.prefix { $0 == UInt8(ascii: ":") }.count
      let words = header.dropFirst(colons)
        .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count == 2 * colons + 3 else { return nil }
      func blob(_ mode: ArraySlice<UInt8>, _ id: ObjectID) -> ObjectID? {
        id.isZero || mode.elementsEqual("160000".utf8) ? nil : id
      }
      for parent in 0..<colons {
        guard let id = ObjectID(hexBytes: words[colons + 1 + parent]) else { return nil }
        if let id = blob(words[parent], id) { before.append(id) }
      }
      guard let id = ObjectID(hexBytes: words[2 * colons + 1]) else { return nil }
      after = blob(words[colons], id)
    }
  }
}
