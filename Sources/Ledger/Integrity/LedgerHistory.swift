import Git

/// Ledger commits with what they add, oldest first: what an audit looks at.
struct LedgerHistory {
  struct Entry {
    let id: ObjectID
    let tree: ObjectID
    let parents: [ObjectID]
    /// Nil where the message does not name its newest record.
    let trailers: LedgerTrailers?
    let isSigned: Bool
    /// What changed below `records/`, one list for each parent; for a first commit all it has.
    var changes: [[Change]] = []
    /// The folders at and below `records/` that some parent does not have so.
    var folders: [ObjectID] = []

    var isMerge: Bool { parents.count > 1 }

    /// The first change that is no addition.
    var rewriting: Change? { changes.joined().first { $0.status != "A" } }

    /// The files that no parent has.
    var added: [Change] {
      guard let first = changes.first, changes.count >= parents.count else { return [] }
      let others = changes.dropFirst().map { Set($0.map(\.path)) }
      return first.filter { change in others.allSatisfy { $0.contains(change.path) } }
    }
  }

  struct Change {
    /// `A`, `M`, `D` or `T`, as Git says it.
    let status: String
    let path: String
    /// What is there now.
    let blob: ObjectID
    /// Its mode, such as `100644`.
    let mode: String
  }

  private(set) var entries: [Entry] = []

  /// Reads the commits of `tip` that `known` have not.
  init(
    of tip: ObjectID,
    notIn known: [ObjectID],
    _ ledger: Ledger
  ) throws(LedgerError) {
    let git = ledger.git
    let list = try viaGit { () throws(GitError) in
      try git.output(
        ["rev-list", "--topo-order", "--reverse", tip.hex] + known.map { "^" + $0.hex }
      )
    }
    if list.isEmpty { return }
    let ids = try list.split(separator: 0x0A).map { line throws(LedgerError) in
      guard let id = ObjectID(hexBytes: line) else { throw Self.unexpected("rev-list", line) }
      return id
    }
    var found = try Self.differences(list, git)
    try viaGit { () throws(GitError) in
      try ledger.readObjects(ids) { number, result throws(GitError) in
        let id = ids[number]
        let (type, bytes) = try result.get()
        guard type == "commit", let commit = RawCommit(bytes) else {
          throw GitError(.corrupt, "Object \(id) is not a commit.", hint: "Run `git fsck`.")
        }
        let difference = found.removeValue(forKey: id) ?? Difference()
        entries.append(
          Entry(
            id: id,
            tree: commit.tree,
            parents: commit.parents,
            trailers: commit.trailers,
            isSigned: commit.isSigned,
            changes: difference.changes,
            folders: difference.folders
          )
        )
      }
    }
  }

  /// The folders that are new, each once, and the commit that brought it.
  var folders: (ids: [ObjectID], commits: [ObjectID]) {
    var seen: Set<ObjectID> = []
    var ids: [ObjectID] = []
    var commits: [ObjectID] = []
    for entry in entries {
      for id in [entry.tree] + entry.folders where seen.insert(id).inserted {
        ids.append(id)
        commits.append(entry.id)
      }
    }
    return (ids, commits)
  }

  private struct Difference {
    var changes: [[Change]] = []
    var folders: [ObjectID] = []
  }

  /// What each commit of `list` changes, against each of its parents.
  private static func differences(
    _ list: [UInt8],
    _ git: GitCommand
  ) throws(LedgerError) -> [ObjectID: Difference] {
    let output = try viaGit { () throws(GitError) in
      try git.output(
        [
          "diff-tree", "--stdin", "-m", "-r", "-t", "--root", "--no-renames", "--no-abbrev",
          "--ignore-submodules=none", "--always", "--", "records",
        ],
        input: list
      )
    }
    var found: [ObjectID: Difference] = [:]
    var current: ObjectID?
    var difference = Difference()
    for line in output.split(separator: 0x0A) {
      if let id = ObjectID(hexBytes: line) {
        if let current { found[current] = difference }
        // One such line for each parent of a merge.
        if id != current { difference = found[id] ?? Difference() }
        difference.changes.append([])
        current = id
        continue
      }
      // :<mode> SP <mode> SP <object> SP <object> SP <status> TAB <path>
      let fields = line.split(separator: 0x09, maxSplits: 1)
      let words = fields[0].split(separator: 0x20)
      guard current != nil, fields.count == 2, words.count == 5,
        let object = ObjectID(hexBytes: words[3]), let last = difference.changes.indices.last
      else { throw unexpected("diff-tree", line) }
      let folder = "040000".utf8
      if words[1].elementsEqual(folder) { difference.folders.append(object) }
      // What is in a folder that came or went has lines of its own.
      let isFolder = { (mode: ArraySlice<UInt8>) in
        mode.elementsEqual(folder) || mode.elementsEqual("000000".utf8)
      }
      if isFolder(words[0].dropFirst()), isFolder(words[1]) { continue }
      difference.changes[last].append(
        Change(
          status: String(decoding: words[4], as: UTF8.self),
          path: String(decoding: fields[1], as: UTF8.self),
          blob: object,
          mode: String(decoding: words[1], as: UTF8.self)
        )
      )
    }
    if let current { found[current] = difference }
    return found
  }

  private static func unexpected(_ command: String, _ line: ArraySlice<UInt8>) -> LedgerError {
    let text = String(decoding: line.prefix(200), as: UTF8.self)
    return LedgerError(.damaged, "`git \(command)` wrote an unexpected line: \(quoted(text)).")
  }
}
