import Git

extension Ledger {
  /// The index of an environment, brought up to date first.
  ///
  /// - Parameters:
  ///   - environment: which one.
  ///   - progress: gets the number of records that were read, and of all that are to be.
  /// - Returns: nil without a ledger.
  /// - Throws: `.damaged` for a record that cannot be read: an answer without it would be wrong.
  package func index(
    _ environment: String,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(LedgerError) -> LedgerIndex? {
    guard let tip = try tip(environment) else { return nil }
    let tree = try viaGit { () throws(GitError) in try repository.treeOfCommit(tip) }
    let path = "\(repository.layout.commonDirectory)/secrets-sync/index/\(environment)"
    // One that cannot be read is as good as none: the answer does not depend on it.
    let stored = try? Self.load(path)
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
}
