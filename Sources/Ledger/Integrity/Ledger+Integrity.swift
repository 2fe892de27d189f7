import Git

extension Ledger {
  /// Checks the whole ledger of an environment, as if nothing of it were known.
  ///
  /// - Parameters:
  ///   - environment: which one.
  ///   - progress: gets the number of records that were read, and of all.
  /// - Returns: everything that is wrong with it; nil without a ledger, and without a memory of one.
  /// - Throws: where Git itself fails, so that nothing can be said.
  package func integrity(
    _ environment: String,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(LedgerError) -> IntegrityReport? {
    var report = IntegrityReport(environment: environment)
    let tip = try tip(environment)
    try checkSeen(tip, environment, &report)
    guard let tip else { return report.problems.isEmpty ? nil : report }
    let history = try LedgerHistory(of: tip, notIn: [], self, signatures: true)
    let shallow = try shallowCommits()
    report.isShallow = !shallow.isEmpty
    let records = try readRecords(history, environment, &report, progress)
    var chain = RecordChain(environment: environment, records: records)
    for entry in history.entries { chain.check(entry, isCut: shallow.contains(entry.id), &report) }
    try checkFolders(history, environment, &report)
    try checkDeployed(records, environment, &report)
    try checkSignatures(history, &report)
    return report
  }

  /// The environments whose ledger was seen at a remote, sorted; each has one here, unless it was
  /// deleted.
  package func rememberedEnvironments() throws(LedgerError) -> [String] {
    Set(try SeenTips(repository.layout, place).load().keys.map(\.environment)).sorted()
  }

  /// What each record says of itself, by its path; a file that is none is a problem.
  private func readRecords(
    _ history: LedgerHistory,
    _ environment: String,
    _ report: inout IntegrityReport,
    _ progress: (Int, Int) -> Void
  ) throws(LedgerError) -> [String: CheckedRecord] {
    var blobs: [String: ObjectID] = [:]
    for entry in history.entries {
      for change in entry.changes.joined() where change.status == "A" {
        // The first content of a path counts; another one is a change, and said to be one.
        if blobs[change.path] == nil { blobs[change.path] = change.blob }
      }
    }
    // By id, hence by time: Git stores each as what changed since the one before.
    let files = blobs.sorted { $0.key.suffix(31) < $1.key.suffix(31) }
    var records: [String: CheckedRecord] = [:]
    var paths: [String: String] = [:]
    var reader = RecordReader()
    var next = 0
    try viaGit { () throws(GitError) in
      let objects = try BlobReader(git)
      try objects.read(files.map(\.value)) { _, result throws(GitError) in
        let text = files[next].key
        next += 1
        progress(next, files.count)
        do throws(LedgerError) {
          let bytes = try viaGit { () throws(GitError) in try result.get() }
          let location = location(text, environment)
          guard let path = RecordPath(text) else {
            throw LedgerError(.damaged, "\(location) is not the path of a record.")
          }
          let record = try reader.read(bytes, location: location).head
          try check(record, path, environment, location)
          records[text] = CheckedRecord(record, hash: Self.hash(bytes))
          if let other = paths.updateValue(text, forKey: record.id) {
            report.add(.duplicate, "\(other) and \(text) of \(environment) have the same id.")
          }
        } catch {
          report.add(.record, error.message)
        }
      }
      try objects.close()
    }
    report.records = records.count
    return records
  }

  /// Compares what was seen at remotes with what is here and what was fetched last.
  private func checkSeen(
    _ tip: ObjectID?,
    _ environment: String,
    _ report: inout IntegrityReport
  ) throws(LedgerError) {
    let seen = try SeenTips(repository.layout, place).load().filter {
      $0.key.environment == environment
    }
    for (key, old) in seen.sorted(by: { $0.key < $1.key }) {
      let fetched = try viaGit { () throws(GitError) in
        try repository.referenceTarget(EnvironmentName.remotePrefix(key.remote) + environment)
      }
      let isConfigured = try viaGit { () throws(GitError) in
        try repository.configString("remote.\(key.remote).url") != nil
      }
      if fetched == nil, isConfigured {
        report.add(
          .rewound,
          "The ledger of \(environment) at \(quoted(key.remote)) is gone; \(old.abbreviated) was "
            + "seen there before."
        )
      } else if let fetched, try !contains(fetched, old) {
        report.add(
          .rewound,
          "The ledger of \(environment) at \(quoted(key.remote)) is now \(fetched.abbreviated), "
            + "which does not contain \(old.abbreviated), seen there before."
        )
      }
      if try tip.map({ tip throws(LedgerError) in try !contains(tip, old) }) ?? true {
        report.add(
          .rewoundHere,
          "The ledger of \(environment) here does not contain \(old.abbreviated), seen at "
            + "\(quoted(key.remote)) before."
        )
      }
    }
  }

  /// The commits at which history was cut off here.
  func shallowCommits() throws(LedgerError) -> Set<ObjectID> {
    let path = repository.layout.commonDirectory + "/shallow"
    let bytes = try viaGit { () throws(GitError) in try Files.readIfPresent(path) ?? [] }
    return Set(bytes.split(separator: 0x0A).compactMap { ObjectID(hexBytes: $0) })
  }
}
