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
  private var positions: [ObjectID: Int] = [:]
  private var roots: Set<ObjectID> = []
  private var merges: Set<ObjectID> = []
  /// What this push brings in; where it stands again, it was not there before.
  private var brought: Set<ValueDigest> = []

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
    let first = report.commits
    report.commits += commits.count
    for (number, id) in commits.enumerated() { positions[id] = first + number }
    let commits = try fromGit { () throws(GitError) in
      try OutgoingCommit.read(commits, git, reader)
    }
    roots = Set(commits.filter { $0.parents == 0 }.map(\.id))
    merges = Set(commits.filter { $0.parents > 1 }.map(\.id))
    if !merges.isEmpty { report.hasMerges = true }
    lookAtMessages(outgoing, commits)
    let entries = entries(of: commits, outgoing.blobs)
    // Of a link it is not known where the blob was seen: as a file it is harmless.
    let open = entries.filter { $0.change.newMode == .symlink || !tools.receipts.covers($0.blob) }
    report.totalBlobs += entries.count
    report.coveredBlobs += entries.count - open.count
    noteUnchecked(open)
    let found = report.findings.count
    try scan(open)
    unite(from: found)
  }

  /// Makes one finding of the halves that one commit brings in, as pre-commit does.
  private mutating func unite(from first: Int) {
    let found = report.findings[first...]
    guard found.count > 1 else { return }
    let pairs = Pairs(rules: tools.scanner.rules)
    let byCommit = Dictionary(grouping: found, by: \.commit)
    var united: [PushCheckReport.Item] = []
    var seen: Set<PushCheckReport.Commit> = []
    for commit in found.map(\.commit) where seen.insert(commit).inserted {
      var one = PreCommitReport()
      one.newFindings = (byCommit[commit] ?? []).map(\.located)
      one.unite(by: pairs)
      united += one.newFindings.map { PushCheckReport.Item(commit: commit, located: $0) }
    }
    report.findings.replaceSubrange(first..., with: united)
  }

  private func commit(_ id: ObjectID) -> PushCheckReport.Commit {
    PushCheckReport.Commit(
      id: id,
      subject: subjects[id] ?? "",
      position: positions[id],
      isRoot: roots.contains(id),
      isMerge: merges.contains(id)
    )
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
    _ blobs: [Outgoing.File]
  ) -> [Entry] {
    var entries: [Entry] = []
    // A blob may be at a path where other entries hold, and be a link.
    var (known, links): (Set<Receipts.Blob>, Set<Receipts.Blob>) = ([], [])
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
      let isNew =
        mode == .symlink ? links.insert(place).inserted : known.insert(place).inserted
      guard isNew else { return }
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
    var moved: [ObjectID: [(id: ObjectID, path: GitPath)]] = [:]
    for commit in commits {
      let (id, files) = (commit.id, commit.changes)
      let gone = files.filter { !$0.mode.isBlob }.flatMap { file in
        file.before.map { ($0, file.path) }
      }
      if !gone.isEmpty { moved[id] = gone }
      for file in files where file.mode != .absent {
        if let protected = policy.protectedFile(file) {
          report.protectedFiles.append((self.commit(id), protected))
        }
        if file.mode.isBlob { add(file.id, file.path, file.mode, file.before, id) }
      }
    }
    removed = moved
    for blob in blobs {
      let change = CommitChanges.Change(path: blob.path, mode: blob.mode, id: blob.id, before: [])
      if let protected = policy.protectedFile(change) {
        report.protectedFiles.append((commit(blob.id), protected))
      }
      if blob.mode.isBlob { add(blob.id, blob.path, blob.mode, [], blob.id) }
    }
    return entries
  }

  /// The blobs that a commit takes away; what only moves is brought in by nobody.
  private var removed: [ObjectID: [(id: ObjectID, path: GitPath)]] = [:]
  /// The values in these, once somebody has asked.
  private var removedValues: [ObjectID: Set<ValueDigest>] = [:]

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
        } else if result.unread.isEmpty, entry.change.newMode != .symlink {
          report.cleanBlobs[tools.rules, default: []].append(entry.blob)
        }
      }
    }
    for (entry, findings) in open {
      let old = try valuesBefore(entry, scan)
      for finding in findings {
        let isNew = old.map { !$0.contains(finding.valueDigest) } ?? false
        judge(finding, at: entry.change.path, isNew: isNew, commit(entry.commit))
      }
    }
  }

  /// What its parents held at the path, and in files that the commit takes away.
  ///
  /// Nil where the file has only moved: then all is old.
  private mutating func valuesBefore(
    _ entry: Entry,
    _ scan: StagedScan
  ) throws(HookError) -> Set<ValueDigest>? {
    let gone = removed[entry.commit] ?? []
    let isMoved = gone.contains { file in
      file.id == entry.blob.id && tools.scanner.kind(ofPath: file.path.bytes) == entry.blob.kind
    }
    if isMoved { return nil }
    var values: Set<ValueDigest>
    if let known = removedValues[entry.commit] {
      values = known
    } else {
      values = try Self.values(of: gone, scan)
      removedValues[entry.commit] = values
    }
    values.formUnion(try Self.values(of: entry.before.map { ($0, entry.change.path) }, scan))
    return values
  }

  /// What cannot be read makes nothing old.
  private static func values(
    of blobs: [(id: ObjectID, path: GitPath)],
    _ scan: StagedScan
  ) throws(HookError) -> Set<ValueDigest> {
    var values: Set<ValueDigest> = []
    for case .success(let digests) in try scan.values(of: blobs) { values.formUnion(digests) }
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
    if isNew { brought.insert(finding.valueDigest) }
    switch policy.quieting.judge(finding, at: path) {
    case .isAllowed(let permission): report.allowed.append(permission)
    case .stays(let complaint):
      guard isNew else {
        report.old += brought.contains(finding.valueDigest) ? 0 : 1
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
