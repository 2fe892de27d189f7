import Git

extension Ledger {
  /// The newest commits of a history, whose folders are looked at below the top, too.
  private static let deepLimit = 500

  /// Reads each record that is new, and checks that it follows the one before.
  ///
  /// What nobody can read, or go on from, would stay for ever: nothing in a ledger is ever changed.
  func auditRecords(
    _ history: LedgerHistory,
    _ commits: [ObjectID: LedgerCommit],
    _ environment: String,
    _ source: AuditSource
  ) throws(LedgerError) {
    var files: [RecordFile] = []
    for entry in history.entries where !entry.isMerge {
      guard let commit = commits[entry.id], let change = entry.added.first else { continue }
      guard change.mode == "100644" else {
        throw damaged(entry.id, environment, source, "adds what is no file")
      }
      files.append(RecordFile(path: commit.trailers.newest, blob: change.blob))
    }
    for (number, entry) in history.entries.reversed().enumerated() {
      guard let commit = commits[entry.id] else { continue }
      if let name = try repeatedEntry(in: commit, isDeep: number < Self.deepLimit) {
        throw damaged(
          entry.id,
          environment,
          source,
          "has a folder with two entries \(quoted(name))"
        )
      }
    }
    var reader = RecordReader()
    var found: [RecordPath: (hash: String, record: DeploymentRecord?)] = [:]
    let inSilence: (Int, Int) -> Void = { _, _ in }
    try read(files, environment, inSilence) { bytes, file throws(LedgerError) in
      let location = location(file.path.text, environment)
      var record: DeploymentRecord?
      do throws(LedgerError) {
        record = try reader.read(bytes, location: location).head
      } catch {
        // Of a later program, which this one only carries.
        guard case .newerSchema = error.kind else {
          throw LedgerError(
            error.kind,
            "\(error.message)\(source.origin.isEmpty ? "" : " It is\(source.origin).") "
              + source.outcome,
            hint: Self.wayOut
          )
        }
      }
      if let record { try check(record, file.path, environment, location, source) }
      found[file.path] = (Self.hash(bytes), record)
    }
    for entry in history.entries where !entry.isMerge {
      guard let commit = commits[entry.id] else { continue }
      let own = commit.trailers
      let parent = entry.parents.first.flatMap {
        commits[$0] ?? (try? self.commit($0, environment))
      }
      // A parent that is not here was cut off by a shallow fetch.
      if parent == nil, !entry.parents.isEmpty { continue }
      let record = found[own.newest]?.record
      guard own.seq == (parent?.trailers.seq ?? 0) + 1, record.map({ $0.seq == own.seq }) ?? true
      else { throw damaged(entry.id, environment, source, "has a seq that is not due") }
      guard let record else { continue }
      let before = try parent.map { parent throws(LedgerError) in
        if let known = found[parent.trailers.newest] { return known.hash }
        return Self.hash(try newestBytes(of: parent, environment))
      }
      guard record.prev == before else {
        throw damaged(entry.id, environment, source, "adds a record that does not follow the last")
      }
    }
  }

  private static let wayOut =
    "docs/ledger-format.md, “When a ledger is damaged”, says how to get rid of it."

  private func check(
    _ record: DeploymentRecord,
    _ path: RecordPath,
    _ environment: String,
    _ location: String,
    _ source: AuditSource
  ) throws(LedgerError) {
    do throws(LedgerError) {
      try check(record, path, environment, location)
    } catch {
      throw LedgerError(error.kind, "\(error.message) \(source.outcome)", hint: Self.wayOut)
    }
  }

  /// The bytes of the record that a commit names, whatever their schema.
  private func newestBytes(
    of commit: LedgerCommit,
    _ environment: String
  ) throws(LedgerError) -> [UInt8] {
    let path = commit.trailers.newest.text
    return try viaGit { () throws(GitError) in
      guard let entry = try repository.entry(at: path, inTree: commit.tree) else {
        throw GitError(.missingObject, "\(location(path, environment)) is missing from the ledger.")
      }
      return try blob(entry.id)
    }
  }

  /// The same look at the folders for `verify --integrity`.
  func checkFolders(
    _ history: LedgerHistory,
    _ environment: String,
    _ report: inout IntegrityReport
  ) throws(LedgerError) {
    for (number, entry) in history.entries.reversed().enumerated() where entry.trailers != nil {
      let isDeep = number < Self.deepLimit
      if let name = try repeatedEntry(in: commit(entry.id, environment), isDeep: isDeep) {
        report.add(
          .folder,
          "Ledger commit \(entry.id.abbreviated) of \(environment) has a folder with two entries "
            + "\(quoted(name))."
        )
      }
    }
  }

  /// A name that one of the folders on the way to a commit's record has twice: Git and its libraries
  /// then see different ones.
  private func repeatedEntry(
    in commit: LedgerCommit,
    isDeep: Bool
  ) throws(LedgerError) -> String? {
    var tree = commit.tree
    let path = commit.trailers.newest.text.split(separator: "/")
    for part in isDeep ? path[...] : path.prefix(1) {
      let folder = tree
      let entries = try viaGit { () throws(GitError) in try repository.tree(folder) }
      // A tree is sorted. Between a file and a folder of one name others may stand, which matters at
      // the top, where there are few.
      for (entry, next) in zip(entries, entries.dropFirst()) where entry.name == next.name {
        return GitPath(bytes: entry.name).description
      }
      if folder == commit.tree {
        var names: Set<[UInt8]> = []
        for entry in entries where !names.insert(entry.name).inserted {
          return GitPath(bytes: entry.name).description
        }
      }
      guard let next = entries.first(where: { $0.name.elementsEqual(part.utf8) }) else {
        return nil
      }
      tree = next.id
    }
    return nil
  }
}
