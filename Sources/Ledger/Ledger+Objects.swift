import Git

/// A ledger commit as it is stored.
struct LedgerCommit {
  let id: ObjectID
  let tree: ObjectID
  let parents: [ObjectID]
  let trailers: LedgerTrailers

  /// A merge joins two histories and adds no record of its own.
  var isMerge: Bool { parents.count > 1 }
}

/// A record together with the bytes that the next one hashes.
struct StoredRecord {
  let record: DeploymentRecord
  let bytes: [UInt8]
}

extension Ledger {
  func commit(_ id: ObjectID, _ environment: String) throws(LedgerError) -> LedgerCommit {
    let (tree, parents, message) = try viaGit { () throws(GitError) in
      (
        try repository.treeOfCommit(id), try repository.parents(of: id),
        try repository.message(of: id)
      )
    }
    guard let trailers = LedgerTrailers(message: message) else {
      throw LedgerError(
        .damaged,
        "Commit \(id.abbreviated) of the ledger of \(environment) does not name its newest record.",
        hint: "It was not made by git-secrets-sync; see `git show \(id.abbreviated)`."
      )
    }
    return LedgerCommit(id: id, tree: tree, parents: parents, trailers: trailers)
  }

  /// Reads the record at `path` in `tree`.
  ///
  /// - Throws: `.damaged` where it is missing or is not the record that `path` promises.
  func record(
    at path: RecordPath,
    in tree: ObjectID,
    _ environment: String
  ) throws(LedgerError) -> StoredRecord {
    let location = location(path.text, environment)
    let entry = try viaGit { () throws(GitError) in
      try repository.entry(at: path.text, inTree: tree)
    }
    guard let entry else {
      throw LedgerError(
        .damaged,
        "\(location) is missing from the ledger.",
        hint: "Records are never removed; compare with another clone: git secrets-sync fetch."
      )
    }
    let bytes = try viaGit { () throws(GitError) in try blob(entry.id) }
    let record = try DeploymentRecord(fileBytes: bytes, location: location)
    try check(record, path, environment, location)
    return StoredRecord(record: record, bytes: bytes)
  }

  /// Checks that a record is the one that its place promises.
  func check(
    _ record: DeploymentRecord,
    _ path: RecordPath,
    _ environment: String,
    _ location: String
  ) throws(LedgerError) {
    guard record.id == path.id, record.commit == path.commit, record.environment == environment
    else {
      throw LedgerError(
        .damaged,
        "\(location) holds the record of another deployment: \(record.id) of "
          + "\(record.commit.abbreviated) in \(quoted(record.environment))."
      )
    }
  }

  /// The content of a blob, where need be from the remote of a partial clone: a plain `git fetch`
  /// leaves blobs out there, and only Git itself can ask for them later.
  func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    do throws(GitError) {
      return try repository.blob(id)
    } catch {
      guard case .missingObject = error.kind else { throw error }
      return try git.output(["cat-file", "blob", id.hex])
    }
  }

  /// Reads the record that the trailers of `commit` name.
  func newestRecord(
    of commit: LedgerCommit,
    _ environment: String,
    in tree: ObjectID? = nil
  ) throws(LedgerError) -> StoredRecord {
    let stored = try record(at: commit.trailers.newest, in: tree ?? commit.tree, environment)
    guard stored.record.seq == commit.trailers.seq else {
      throw LedgerError(
        .damaged,
        "\(location(commit.trailers.newest.text, environment)) has seq \(stored.record.seq), "
          + "but ledger commit \(commit.id.abbreviated) says \(commit.trailers.seq)."
      )
    }
    return stored
  }

  /// A record's place, as `git show` takes it.
  func location(_ path: String, _ environment: String) -> String {
    "\(place.prefix)\(environment):\(path)"
  }
}
