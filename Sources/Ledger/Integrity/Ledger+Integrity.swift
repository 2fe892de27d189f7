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
    let history = try LedgerHistory(of: tip, notIn: [], git)
    let shallow = try shallowCommits()
    report.isShallow = !shallow.isEmpty
    let records = try readRecords(history, environment, &report, progress)
    var chain = RecordChain(environment: environment, records: records)
    for entry in history.entries { chain.check(entry, isCut: shallow.contains(entry.id), &report) }
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

  /// Compares the deployed commits with what their records say of them.
  private func checkDeployed(
    _ records: [String: CheckedRecord],
    _ environment: String,
    _ report: inout IntegrityReport
  ) throws(LedgerError) {
    let ordered = records.sorted { ($0.value.seq, $0.key) < ($1.value.seq, $1.key) }
    if ordered.isEmpty { return }
    let questions = ordered.map { "\($0.value.commit.hex)\n\($0.value.commit.hex)^{tree}\n" }
    let answers = try viaGit { () throws(GitError) in
      try git.output(["cat-file", "--batch-check"], input: Array(questions.joined().utf8))
    }
    let lines = String(decoding: answers, as: UTF8.self).split(separator: "\n")
    guard lines.count == 2 * ordered.count else {
      throw LedgerError(.damaged, "`git cat-file` did not answer for all deployed commits.")
    }
    var absent: Set<ObjectID> = []
    for (number, (path, record)) in ordered.enumerated() {
      let object = lines[2 * number].split(separator: " ")
      let tree = lines[2 * number + 1].split(separator: " ")
      if object.last == "missing" {
        if absent.insert(record.commit).inserted { report.absent.append(record.commit) }
      } else if object.count < 2 || object[1] != "commit" {
        report.add(
          .commit,
          "\(path) of \(environment) names \(record.commit.abbreviated), which is no commit."
        )
      } else if tree.first.map(String.init) != record.tree.hex {
        report.add(
          .tree,
          "\(path) of \(environment) says that commit \(record.commit.abbreviated) has the tree "
            + "\(record.tree.abbreviated), but it has \(tree.first.map { $0.prefix(10) } ?? "none")."
        )
      }
    }
  }

  private func checkSignatures(
    _ history: LedgerHistory,
    _ report: inout IntegrityReport
  ) throws(LedgerError) {
    let signed = history.entries.filter(\.isSigned).map(\.id)
    report.signatures.none = history.entries.count - signed.count
    report.signs = try viaGit { () throws(GitError) in
      try repository.configBool("commit.gpgSign") ?? false
    }
    if signed.isEmpty { return }
    let output = try viaGit { () throws(GitError) in
      try git.output(
        ["log", "--no-walk=unsorted", "--stdin", "--no-show-signature", "--format=%H %G?"],
        input: Array(signed.map { $0.hex + "\n" }.joined().utf8)
      )
    }
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      // git-log(1), PRETTY FORMATS, "%G?"; N for a signed commit: no program that could tell.
      switch line.last {
      case "G": report.signatures.good += 1
      case "B", "R":
        report.signatures.bad += 1
        report.add(
          .signature,
          "Ledger commit \(line.prefix(10)) of \(report.environment) has a "
            + (line.last == "B" ? "bad signature." : "signature by a revoked key.")
        )
      default: report.signatures.unverifiable += 1
      }
    }
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
      if let fetched, try !contains(fetched, old) {
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
  private func shallowCommits() throws(LedgerError) -> Set<ObjectID> {
    let path = repository.layout.commonDirectory + "/shallow"
    let bytes = try viaGit { () throws(GitError) in try Files.readIfPresent(path) ?? [] }
    return Set(bytes.split(separator: 0x0A).compactMap { ObjectID(hexBytes: $0) })
  }
}
