import Git

extension Ledger {
  /// The index of an environment, brought up to date first; nil without a ledger.
  ///
  /// - Parameter progress: gets the number of records that were read, and of all that are to be.
  /// - Throws: `.damaged` for a record that cannot be read: an answer without it would be wrong.
  package func index(
    _ environment: String,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(LedgerError) -> LedgerIndex? {
    guard let tip = try tip(environment) else { return nil }
    let tree = try viaGit { () throws(GitError) in try repository.treeOfCommit(tip) }
    let path = "\(repository.layout.commonDirectory)/secrets-sync/index/\(environment)"
    let stored = try Self.load(path)
    if let index = stored?.index, index.tree == tree { return index }

    var base = stored?.index
    var files: [RecordFile]?
    if let known = base?.tree { files = try added(from: known, to: tree, environment) }
    if files == nil { base = nil }
    var new = files ?? []
    if files == nil { new = try allFiles(tree, environment) }
    var builder = IndexBuilder(continuing: base)
    try read(new, environment, progress) { bytes, file throws(LedgerError) in
      let location = location(file.path.text, environment)
      let record = try builder.add(bytes, location: location)
      try check(record, file.path, environment, location)
    }
    let part = LedgerIndex.part(tree: tree, count: builder.count, entries: builder.entries)
    let bytes = (base?.bytes ?? LedgerIndex.magic) + part
    // The answer does not depend on it: where it cannot be kept, it is made again.
    try? Self.save(bytes, part, over: stored, base: base, path)
    guard let index = LedgerIndex(bytes) else {
      throw LedgerError(.damaged, "The index of the ledger of \(environment) cannot be read back.")
    }
    return index
  }

  private struct Stored {
    let index: LedgerIndex?
    /// The length of the file, with what may be damaged at its end.
    let length: Int
  }

  private static func load(_ path: String) throws(LedgerError) -> Stored? {
    let bytes = try viaGit { () throws(GitError) in try Files.readIfPresent(path) }
    return bytes.map { Stored(index: LedgerIndex($0), length: $0.count) }
  }

  /// Adds the part to the file if it still is the one that was read, and else writes it whole.
  private static func save(
    _ bytes: [UInt8],
    _ part: [UInt8],
    over stored: Stored?,
    base: LedgerIndex?,
    _ path: String
  ) throws(GitError) {
    let directory = Files.directory(of: path)
    try Files.makeDirectory(directory)
    try Files.withLock(directory + ".lock") { () throws(GitError) in
      let now = try Files.readIfPresent(path)
      if let base, stored?.length == base.bytes.count, now == base.bytes {
        try Files.append(part, to: path)
      } else if now.flatMap({ LedgerIndex($0) })?.count ?? 0 <= (base?.count ?? 0) || base == nil {
        try Files.atomicWrite(bytes, to: path)
      }
    }
  }

  /// A record's file in the tree.
  private struct RecordFile {
    let path: RecordPath
    let blob: ObjectID
  }

  private func allFiles(
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
  private func added(
    from old: ObjectID,
    to new: ObjectID,
    _ environment: String
  ) throws(LedgerError) -> [RecordFile]? {
    let result = try viaGit { () throws(GitError) in
      try git.run(["diff-tree", "-r", "-z", "--no-renames", old.hex, new.hex, "--", "records"])
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
  private func read(
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
