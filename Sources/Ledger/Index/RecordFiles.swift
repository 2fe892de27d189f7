import Git

/// A record's file in the tree.
struct RecordFile {
  let path: RecordPath
  let blob: ObjectID
}

extension Ledger {
  func allFiles(
    _ tree: ObjectID,
    _ environment: String
  ) throws(LedgerError) -> [RecordFile] {
    let output = try viaGit { () throws(GitError) in
      try git.output(["ls-tree", "-r", "-z", "--full-tree", tree.hex, "--", "records"])
    }
    return try output.split(separator: 0).map { line throws(LedgerError) in
      // <mode> SP <type> SP <object> TAB <file>
      let parts = line.split(separator: 0x09, maxSplits: 1)
      let words = parts[0].split(separator: 0x20)
      guard parts.count == 2, words.count == 3, let blob = ObjectID(hexBytes: words[2]) else {
        throw unexpectedLine("ls-tree", line)
      }
      return RecordFile(path: try path(parts[1], environment), blob: blob)
    }
  }

  /// The files that one tree has and the other has not; nil where the other is not here or has files
  /// that are no longer there: then it is not an earlier state of this ledger.
  func added(
    from old: ObjectID,
    to new: ObjectID,
    _ environment: String
  ) throws(LedgerError) -> [RecordFile]? {
    let result = try viaGit { () throws(GitError) in
      // Without a path, which would be one of the folder that the user is in.
      try git.run(["diff-tree", "-r", "-z", "--no-renames", "--no-relative", old.hex, new.hex])
    }
    guard result.status == 0 else { return nil }
    var files: [RecordFile] = []
    // :<mode> SP <mode> SP <object> SP <object> SP <status> NUL <path> NUL
    let fields = result.standardOutput.split(separator: 0)
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      let words = fields[index].split(separator: 0x20)
      guard words.count == 5, let blob = ObjectID(hexBytes: words[3]) else {
        throw unexpectedLine("diff-tree", fields[index])
      }
      guard fields[index + 1].starts(with: RecordPath.root.utf8) else { continue }
      guard words[4].elementsEqual("A".utf8) else { return nil }
      files.append(RecordFile(path: try path(fields[index + 1], environment), blob: blob))
    }
    return files
  }

  private func path(
    _ bytes: ArraySlice<UInt8>,
    _ environment: String
  ) throws(LedgerError) -> RecordPath {
    let text = String(decoding: bytes, as: UTF8.self)
    if let path = RecordPath(text) { return path }
    throw LedgerError(.damaged, "\(location(text, environment)) is not the path of a record.")
  }

  private func unexpectedLine(_ command: String, _ line: ArraySlice<UInt8>) -> LedgerError {
    LedgerError(
      .damaged,
      "`git \(command)` wrote an unexpected line: "
        + "\(quoted(String(decoding: line.prefix(200), as: UTF8.self)))."
    )
  }

  /// Reads records in the order of their ids, in which Git stores each as what changed since the one
  /// before.
  func read(
    _ files: [RecordFile],
    _ environment: String,
    _ progress: (Int, Int) -> Void,
    _ body: ([UInt8], RecordFile) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    let files = files.sorted { $0.path.id.utf8.lexicographicallyPrecedes($1.path.id.utf8) }
    // One or two need no process.
    if files.count <= 16 {
      for file in files {
        try body(try viaGit { () throws(GitError) in try blob(file.blob) }, file)
      }
      return
    }
    var failure: LedgerError?
    var next = 0
    try viaGit { () throws(GitError) in
      let blobs = try BlobReader(git)
      try blobs.read(files.map(\.blob)) { _, result throws(GitError) in
        guard failure == nil else { return }
        let bytes = try result.get()
        do throws(LedgerError) {
          try body(bytes, files[next])
        } catch {
          failure = error
        }
        next += 1
        progress(next, files.count)
      }
      try blobs.close()
    }
    if let failure { throw failure }
  }
}
