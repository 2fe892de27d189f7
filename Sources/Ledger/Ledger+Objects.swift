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
    let (type, bytes) = try viaGit { () throws(GitError) in try repository.object(id) }
    guard type == .commit, let raw = RawCommit(bytes) else {
      throw LedgerError(
        .damaged,
        "\(place.prefix)\(environment) is no ledger: \(id.abbreviated) is a \(type.rawValue).",
        hint: "A ledger consists of commits; see `git cat-file -p \(id.abbreviated)`."
      )
    }
    guard let trailers = raw.trailers else {
      throw LedgerError(
        .damaged,
        "Commit \(id.abbreviated) of the ledger of \(environment) does not name its newest record.",
        hint: "It was not made by git-secrets-sync; see `git show \(id.abbreviated)`."
      )
    }
    return LedgerCommit(id: id, tree: raw.tree, parents: raw.parents, trailers: trailers)
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
    guard entry.mode == .regular else { throw notAFile(entry.mode, location) }
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

  func notAFile(_ mode: FileMode, _ location: String) -> LedgerError {
    LedgerError(
      .damaged,
      "\(location) has the mode \(String(mode.rawValue, radix: 8)); a record is a file of mode 100644."
    )
  }

  /// The content of a record's blob, where need be from the remote of a partial clone: a plain
  /// `git fetch` leaves blobs out there, and only Git itself can ask for them later.
  func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    do throws(GitError) {
      // One that is too large is not even read.
      let size = try repository.objectHeader(id).size
      if size > DeploymentRecord.maximumSize { throw DeploymentRecord.tooLarge(id, size) }
      return try repository.blob(id)
    } catch {
      guard case .missingObject = error.kind else { throw error }
      return try git.output(["cat-file", "blob", id.hex])
    }
  }

  /// Reads objects, few of them without a process of Git's.
  func readObjects(
    _ ids: [ObjectID],
    _ body: (Int, Result<(type: String, bytes: [UInt8]), GitError>) throws(GitError) -> Void
  ) throws(GitError) {
    if ids.count <= 64 {
      for (number, id) in ids.enumerated() {
        try body(number, read(id))
      }
      return
    }
    let objects = try BlobReader(git)
    var number = 0
    try objects.readObjects(ids) { _, result throws(GitError) in
      try body(number, result)
      number += 1
    }
    try objects.close()
  }

  private func read(_ id: ObjectID) -> Result<(type: String, bytes: [UInt8]), GitError> {
    do throws(GitError) {
      let (type, size) = try repository.objectHeader(id)
      if type == .blob {
        if size > DeploymentRecord.maximumSize { throw DeploymentRecord.tooLarge(id, size) }
        return .success((type.rawValue, try blob(id)))
      }
      return .success((type.rawValue, try repository.object(id).bytes))
    } catch {
      guard case .missingObject = error.kind else { return .failure(error) }
      do throws(GitError) {
        let objects = try BlobReader(git)
        var answer: Result<(type: String, bytes: [UInt8]), GitError> = .failure(error)
        try objects.readObjects([id]) { answer = $1 }
        try objects.close()
        return answer
      } catch {
        return .failure(error)
      }
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
