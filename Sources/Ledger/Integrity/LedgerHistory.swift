import Git

/// Ledger commits with what they add, oldest first: what an audit looks at.
struct LedgerHistory {
  struct Entry {
    let id: ObjectID
    let parents: [ObjectID]
    /// Nil where the message does not name its newest record.
    let trailers: LedgerTrailers?
    let isSigned: Bool
    /// What changed below `records/`, one list for each parent; for a first commit all it has.
    var changes: [[Change]] = []

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
    /// The mode of that, six octal digits.
    let mode: String
  }

  private(set) var entries: [Entry] = []

  /// Reads the commits of `tip` that `known` have not; with `signatures` also whether each is signed.
  init(
    of tip: ObjectID,
    notIn known: [ObjectID],
    _ ledger: Ledger,
    signatures: Bool
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
    var changes = try Self.changes(list, git)
    if !signatures {
      // Mostly a few: not worth a process, least of all while others push.
      for id in ids {
        let (parents, message) = try viaGit { () throws(GitError) in
          (try ledger.repository.parents(of: id), try ledger.repository.message(of: id))
        }
        entries.append(
          Entry(
            id: id,
            parents: parents,
            trailers: LedgerTrailers(message: message),
            isSigned: false,
            changes: changes.removeValue(forKey: id) ?? []
          )
        )
      }
      return
    }
    try viaGit { () throws(GitError) in
      let objects = try BlobReader(git)
      try objects.readObjects(ids) { id, result throws(GitError) in
        let commit = RawCommit(try result.get().bytes)
        entries.append(
          Entry(
            id: id,
            parents: commit.parents,
            trailers: LedgerTrailers(message: commit.message),
            isSigned: commit.isSigned,
            changes: changes.removeValue(forKey: id) ?? []
          )
        )
      }
      try objects.close()
    }
  }

  /// What each commit of `list` changes, against each of its parents.
  private static func changes(
    _ list: [UInt8],
    _ git: GitCommand
  ) throws(LedgerError) -> [ObjectID: [[Change]]] {
    let output = try viaGit { () throws(GitError) in
      try git.output(
        [
          // Without a path, which would be one of the folder that the user is in.
          "diff-tree", "--stdin", "-m", "-r", "--root", "--no-renames", "--no-abbrev", "--always",
          "--no-relative",
        ],
        input: list
      )
    }
    var changes: [ObjectID: [[Change]]] = [:]
    var current: ObjectID?
    for line in output.split(separator: 0x0A) {
      if let id = ObjectID(hexBytes: line) {
        // One such line for each parent of a merge.
        changes[id, default: []].append([])
        current = id
        continue
      }
      // :<mode> SP <mode> SP <object> SP <object> SP <status> TAB <path>
      let fields = line.split(separator: 0x09, maxSplits: 1)
      let words = fields[0].split(separator: 0x20)
      guard let current, fields.count == 2, words.count == 5,
        let blob = ObjectID(hexBytes: words[3]), let last = changes[current]?.indices.last
      else { throw unexpected("diff-tree", line) }
      guard fields[1].starts(with: RecordPath.root.utf8) else { continue }
      changes[current]?[last].append(
        Change(
          status: String(decoding: words[4], as: UTF8.self),
          path: String(decoding: fields[1], as: UTF8.self),
          blob: blob,
          mode: String(decoding: words[1], as: UTF8.self)
        )
      )
    }
    return changes
  }

  private static func unexpected(_ command: String, _ line: ArraySlice<UInt8>) -> LedgerError {
    let text = String(decoding: line.prefix(200), as: UTF8.self)
    return LedgerError(.damaged, "`git \(command)` wrote an unexpected line: \(quoted(text)).")
  }
}

/// What an audit needs of a commit as Git stores it.
private struct RawCommit {
  private(set) var parents: [ObjectID] = []
  private(set) var isSigned = false
  private(set) var message = ""

  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      if line.isEmpty { break }
      if line.starts(with: "parent ".utf8), let id = ObjectID(hexBytes: line.dropFirst(7)) {
        parents.append(id)
      }
      if line.starts(with: "gpgsig".utf8) { isSigned = true }
    }
    message = String(decoding: rest, as: UTF8.self)
  }
}
