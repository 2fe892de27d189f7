import Git
import Scanning

/// One look at the commits of one policy.
struct PushLook {
  let git: GitCommand
  let reader: BlobReader
  let tools: PushCheck.Tools
  let policy: PushedPolicy
  var report: PushCheckReport

  private var subjects: [ObjectID: String] = [:]

  init(
    git: GitCommand,
    reader: BlobReader,
    tools: PushCheck.Tools,
    policy: PushedPolicy,
    report: PushCheckReport
  ) {
    self.git = git
    self.reader = reader
    self.tools = tools
    self.policy = policy
    self.report = report
  }

  /// What a commit puts at a path.
  private struct Entry {
    let commit: ObjectID
    let change: StagedChange
    let blob: Receipts.Blob
    /// What its parents have there.
    let before: [ObjectID]
  }

  mutating func look(at outgoing: Outgoing, _ commits: [ObjectID]) throws(HookError) {
    report.commits += commits.count
    let commits = try fromGit { () throws(GitError) in
      try OutgoingCommit.read(commits, git, reader)
    }
    lookAtMessages(outgoing, commits)
    let entries = entries(of: commits, outgoing.blobs)
    let open = entries.filter { !tools.receipts.covers($0.blob) }
    report.totalBlobs += entries.count
    report.coveredBlobs += entries.count - open.count
    noteUnchecked(open)
    try scan(open)
  }

  private func commit(_ id: ObjectID) -> PushCheckReport.Commit {
    PushCheckReport.Commit(id: id, subject: subjects[id] ?? "")
  }

  // MARK: Messages

  private mutating func lookAtMessages(_ outgoing: Outgoing, _ commits: [OutgoingCommit]) {
    let texts = outgoing.tags.map { ($0.id, $0.message) } + commits.map { ($0.id, $0.text) }
    for (id, text) in texts {
      // As commit-msg calls it, so that what is allowed there is allowed here.
      let path = GitPath(CommitMessage.name)
      let result = tools.scanner.look(at: ScanInput(path: path.bytes, bytes: text))
      report.texts += 1
      // What holds a secret is not shown.
      let subject = text.prefix { $0 != UInt8(ascii: "\n") }
      subjects[id] =
        result.findings.isEmpty ? String(decoding: subject, as: UTF8.self) : ""
      report.unread += result.unread.map { part in
        (commit(id), Unread(path: path, reason: part.message, hint: part.hint))
      }
      for finding in result.findings where finding.level > .info {
        judge(finding, at: path, isNew: true, commit(id))
      }
    }
  }

  // MARK: Files

  private mutating func entries(
    of commits: [OutgoingCommit],
    _ blobs: [(id: ObjectID, path: GitPath)]
  ) -> [Entry] {
    var entries: [Entry] = []
    // A blob may be at a path where other entries hold.
    var known: Set<Receipts.Blob> = []
    var kinds: [GitPath: (ofFile: Int32, ofEntries: Int32)] = [:]
    let (scanner, quieting) = (tools.scanner, policy.quieting)
    func add(
      _ id: ObjectID,
      _ path: GitPath,
      _ mode: FileMode,
      _ before: [ObjectID],
      _ at: ObjectID
    ) {
      let kind = kinds[path] ?? (scanner.kind(ofPath: path.bytes), quieting.kind(ofPath: path))
      kinds[path] = kind
      let blob = Receipts.Blob(id: id, kind: kind.ofFile)
      let place = Receipts.Blob(id: id, kind: kind.ofFile ^ kind.ofEntries)
      guard known.insert(place).inserted else { return }
      let change = StagedChange(
        status: before.isEmpty ? .added : .modified,
        path: path,
        oldMode: before.isEmpty ? .absent : .regular,
        newMode: mode,
        oldID: before.first ?? id,
        newID: id
      )
      entries.append(Entry(commit: at, change: change, blob: blob, before: before))
    }
    var moved: [ObjectID: [ObjectID]] = [:]
    for commit in commits {
      let (id, files) = (commit.id, commit.changes)
      let gone = files.filter { !$0.mode.isBlob }.flatMap(\.before)
      if !gone.isEmpty { moved[id] = gone }
      for file in files where file.mode != .absent {
        if let protected = policy.protectedFile(file) {
          report.protectedFiles.append((self.commit(id), protected))
        }
        if file.mode.isBlob { add(file.id, file.path, file.mode, file.before, id) }
      }
    }
    removed = moved
    for blob in blobs { add(blob.id, blob.path, .regular, [], blob.id) }
    return entries
  }

  /// The blobs that a commit takes away; what only moves is brought in by nobody.
  private var removed: [ObjectID: [ObjectID]] = [:]

  private mutating func noteUnchecked(_ open: [Entry]) {
    var known: Set<ObjectID> = []
    for entry in open where !tools.receipts.hasSeen(entry.blob.id) {
      guard known.insert(entry.commit).inserted, subjects[entry.commit] != nil else { continue }
      report.unchecked.append(
        PushCheckReport.Unchecked(
          commit: commit(entry.commit),
          reason: tools.receipts.reasonForSkipping(entry.blob.id)
        )
      )
    }
  }

  private mutating func scan(_ entries: [Entry]) throws(HookError) {
    if entries.isEmpty { return }
    let scan = StagedScan(reader: reader, scanner: tools.scanner, quieting: policy.quieting)
    var links: [(Entry, [UInt8])] = []
    let byChange = Dictionary(entries.map { ($0.change, $0) }) { first, _ in first }
    let results = try scan.read(entries.map(\.change)) { change, content in
      if change.newMode == .symlink, let entry = byChange[change] { links.append((entry, content)) }
    }.results
    for (entry, target) in links { lookAtLink(entry, to: target) }
    var open: [(entry: Entry, findings: [Finding])] = []
    for (entry, outcome) in zip(entries, results) {
      let path = entry.change.path
      switch outcome.result {
      case .failure(let reason):
        let unread = Unread(path: path, reason: reason.message, hint: reason.hint)
        report.unread.append((commit(entry.commit), unread))
      case .success(let result):
        report.scannedBlobs += 1
        if outcome.acceptedBy == nil {
          report.unread += result.unread.map { part in
            let reason = StagedScan.Failure(part.message).message
            let place = path.member(part.member)
            return (
              commit(entry.commit),
              Unread(path: place, reason: reason, hint: part.hint, isContent: true)
            )
          }
        }
        let findings = result.findings.filter { $0.level > .info }
        if !findings.isEmpty {
          open.append((entry, findings))
        } else if result.unread.isEmpty {
          report.cleanBlobs.append(entry.blob)
        }
      }
    }
    for (entry, findings) in open {
      let old = try valuesBefore(entry, scan)
      for finding in findings {
        let isNew = !old.contains(finding.valueDigest)
        judge(finding, at: entry.change.path, isNew: isNew, commit(entry.commit))
      }
    }
  }

  /// What its parents held at the path, and in files that the commit takes away.
  private func valuesBefore(
    _ entry: Entry,
    _ scan: StagedScan
  ) throws(HookError) -> Set<ValueDigest> {
    let blobs = entry.before + (removed[entry.commit] ?? [])
    var values: Set<ValueDigest> = []
    // What cannot be read makes nothing old.
    for case .success(let digests) in try scan.values(of: blobs.map { ($0, entry.change.path) }) {
      values.formUnion(digests)
    }
    return values
  }

  private mutating func lookAtLink(_ entry: Entry, to target: [UInt8]) {
    guard policy.protected.pattern(protecting: entry.change.path) == nil,
      let pattern = policy.protected.pattern(
        protectingTarget: target,
        ofLinkAt: entry.change.path,
        topLevel: git.directory
      )
    else { return }
    let file = ProtectedFile(
      path: entry.change.path,
      pattern: pattern.source,
      cause: .linkTarget(GitPath(bytes: target).description),
      isTracked: !entry.before.isEmpty,
      isPatternRemoved: !policy.own.patterns.contains(pattern)
    )
    report.protectedFiles.append((commit(entry.commit), file))
  }

  private mutating func judge(
    _ finding: Finding,
    at path: GitPath,
    isNew: Bool,
    _ commit: PushCheckReport.Commit
  ) {
    switch policy.quieting.judge(finding, at: path) {
    case .isAllowed(let permission): report.allowed.append(permission)
    case .stays(let complaint):
      guard isNew else {
        report.old += 1
        return
      }
      guard finding.level > .low else {
        report.faint += 1
        return
      }
      var located = LocatedFinding(path: path, finding: finding, isNew: true)
      located.complaint = complaint
      report.findings.append(PushCheckReport.Item(commit: commit, located: located))
    }
  }
}
