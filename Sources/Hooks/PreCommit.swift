package import Git
package import Scanning

/// Looks at what the next commit would hold: the index, never the working tree.
///
/// Whole blobs are scanned; what a finding's earlier version held already does not block. A path
/// that the policy protects blocks whatever its content. See docs/hooks.md.
package struct PreCommit {
  private let git: GitCommand
  private let topLevel: String?
  private let makeScanner: (_ staged: StagedFile) throws -> Scanner
  private let loadPolicy: (_ bytes: [UInt8], _ file: String) throws -> [String]
  private let loadAllowances: (_ bytes: [UInt8], _ file: String) throws -> PathAllowances
  private let quieting: QuietingOptions
  private let mergeHeads: [ObjectID]

  /// Gives a file of the index by its path from the top level, nil where there is none.
  package typealias StagedFile = (_ path: String) throws -> [UInt8]?

  /// Names where to look and how.
  ///
  /// - Parameters:
  ///   - git: runs Git with the environment of the hook, above all its `GIT_INDEX_FILE`.
  ///   - topLevel: the top of the working tree; Git starts hooks there.
  ///   - scanner: makes the scanner; asked once, and only when there is something to scan. What it
  ///     is made of is read from the index, with the function that it is given.
  ///   - loadPolicy: reads the protect patterns out of the bytes of a policy file, given the file's
  ///     name; the built-in ones (``Policy/defaultProtect``) where the file names none.
  ///   - loadAllowances: reads out of the same bytes which paths are excepted.
  ///   - quieting: what may allow a finding.
  ///   - mergeHeads: where a merge is being made, the commits that are merged. What it takes from
  ///     them as it is was looked at there.
  package init(
    git: GitCommand,
    topLevel: String? = nil,
    scanner: @escaping (_ staged: StagedFile) throws -> Scanner,
    loadPolicy: @escaping (_ bytes: [UInt8], _ file: String) throws -> [String],
    loadAllowances: @escaping (_ bytes: [UInt8], _ file: String) throws -> PathAllowances = {
      _,
      _ in PathAllowances()
    },
    quieting: QuietingOptions,
    mergeHeads: [ObjectID] = []
  ) {
    self.mergeHeads = mergeHeads
    self.git = git
    self.topLevel = topLevel ?? git.directory
    makeScanner = scanner
    self.loadPolicy = loadPolicy
    self.loadAllowances = loadAllowances
    self.quieting = quieting
  }

  /// Looks at everything staged.
  ///
  /// - Throws: when nothing can be said about the commit; it must not go through then.
  package func run() throws(HookError) -> PreCommitReport {
    let reader: BlobReader
    let changes: [StagedChange]
    do throws(GitError) {
      // It gets ready while Git compares the index.
      reader = try BlobReader(git)
      changes = try StagedChanges.read(git)
    } catch {
      throw HookError(error)
    }
    var report = PreCommitReport()
    guard !changes.isEmpty else { return report }

    let policy = try StagedPolicy(git, reader, changes, load: loadPolicy, quieting)
    report.policyChanges = policy.changes
    let merged = try MergedChanges(changes, mergeHeads, git)
    report.mergedBlobs = merged.taken.count
    let own = merged.own
    for change in own { look(at: change, policy, &report) }
    let exceptions = ProtectedExceptions(reader, changes, load: loadAllowances)
    report.policyChanges += try exceptions.changes()
    try report.add(exceptions.ignored(IgnoredAdditions(git, reader, own).find()))

    let blobs = own.filter { $0.status != .unmerged && $0.newMode.isBlob }
    report.totalBlobs = blobs.count
    guard !blobs.isEmpty else { return report }
    let scan = StagedScan(
      reader: reader,
      scanner: try Self.scanner(reader, changes, makeScanner),
      quieting: policy.quieting
    )
    let copies = copies(of: policy.protected, blobs, reader, changes)
    let scanned = try scan.read(blobs) { change, content in
      if change.newMode != .symlink {
        copies?.look(at: change, content)
        if LargeFilePointer.isOne(content) { report.largeFiles.append(change.path) }
      } else if let file = policy.protectedTarget(content, of: change, topLevel) {
        report.protectedFiles.append(file)
      }
    }
    if let copies {
      try report.add(exceptions.copies(copies.found()))
      report.isCopyCheckPartial = copies.isPartial
    }
    report.protectedFiles.sort { $0.path < $1.path }
    report.bytes = scanned.bytes
    try sort(scanned.results, changes, policy, scan, &report)
    report.unite(by: Pairs(rules: scan.scanner.rules))
    report.unread.sort { $0.path < $1.path }
    markIgnored(&report.protectedFiles)
    return report
  }

  /// What compares with the protected files on disk; nil where there are none.
  private func copies(
    of protected: ProtectedPaths,
    _ blobs: [StagedChange],
    _ reader: BlobReader,
    _ changes: [StagedChange]
  ) -> ProtectedCopies? {
    guard let topLevel else { return nil }
    let onDisk = ProtectedOnDisk(topLevel: topLevel, protected, staged: blobs.map(\.path))
    return onDisk.files.isEmpty ? nil : ProtectedCopies(onDisk, reader, changes)
  }

  /// Only for better advice, so that nothing is said when Git cannot tell.
  private func markIgnored(_ files: inout [ProtectedFile]) {
    guard !files.isEmpty,
      let rules = try? IgnoreRules.matches(paths: files.map(\.path), git)
    else { return }
    for index in files.indices {
      files[index].isIgnored = rules[files[index].path]?.ignores == true
    }
  }

  static func scanner(
    _ reader: BlobReader,
    _ changes: [StagedChange],
    _ makeScanner: (_ staged: StagedFile) throws -> Scanner
  ) throws(HookError) -> Scanner {
    try HookError.loading {
      try makeScanner { path in try StagedPolicy.staged(path, reader, changes)?.bytes }
    }
  }

  /// Judges a change by its path and kind.
  private func look(
    at change: StagedChange,
    _ policy: StagedPolicy,
    _ report: inout PreCommitReport
  ) {
    switch (change.status, change.newMode) {
    case (.unmerged, _):
      report.unread.append(
        Unread(path: change.path, reason: "unmerged: resolve the conflict and git add it")
      )
      return
    case (.deleted, _), (_, .absent): return
    case (_, .submodule): report.submodules.append(change.path)
    case (_, .tree):
      report.unread.append(Unread(path: change.path, reason: "a directory, not a file"))
    case (_, .regular), (_, .executable), (_, .symlink): break
    }
    if let file = policy.protectedFile(change) { report.protectedFiles.append(file) }
  }

  /// Puts each scanned blob's findings where they belong.
  private func sort(
    _ results: [StagedScan.Outcome],
    _ changes: [StagedChange],
    _ policy: StagedPolicy,
    _ scan: StagedScan,
    _ report: inout PreCommitReport
  ) throws(HookError) {
    var open: [(change: StagedChange, findings: [(Finding, complaint: String?)])] = []
    var inline: Set<GitPath> = []
    for outcome in results {
      let path = outcome.change.path
      switch outcome.result {
      case .failure(let reason):
        report.unread.append(Unread(path: path, reason: reason.message, hint: reason.hint))
      case .success(let result):
        if let entry = outcome.acceptedBy {
          report.allowedUnread.append((path, entry))
        } else {
          if result.unread.isEmpty { report.scannedBlobs += 1 }
          report.unread += result.unread.map { part in
            Unread(
              path: path.member(part.member),
              reason: StagedScan.Failure(part.message).message,
              hint: part.hint,
              isContent: true
            )
          }
        }
        var rest: [(Finding, complaint: String?)] = []
        // What is public by design is no business of a commit.
        for finding in result.findings where finding.level > .info {
          switch policy.quieting.judge(finding, at: path) {
          case .isAllowed(let permission):
            let allowed = AllowedFinding(path: path, finding: finding, permission: permission)
            report.allowed.append(allowed)
            if permission.source == .inline { inline.insert(path) }
          case .stays(let complaint): rest.append((finding, complaint))
          }
        }
        if !rest.isEmpty || inline.contains(path) { open.append((outcome.change, rest)) }
        if outcome.change.newMode == .symlink {
          // Where a link leads is judged each time.
          report.judgedBlobs.append(outcome.change.newID)
        } else if result.unread.isEmpty, !result.findings.contains(where: { $0.level > .info }) {
          let kind = scan.scanner.kind(ofPath: path.bytes)
          report.cleanBlobs.append(Receipts.Blob(id: outcome.change.newID, kind: kind))
        } else {
          report.judgedBlobs.append(outcome.change.newID)
        }
      }
    }
    guard !open.isEmpty else { return }

    let before = try PreImages(open.map(\.change), changes, scan, mergeHeads)
    markNew(&report.allowed, before, changes: open.map(\.change))
    let inWorkingTree = workingTreeQuieting()
    for (change, findings) in open {
      for (finding, complaint) in findings {
        var located = LocatedFinding(
          path: change.path,
          finding: finding,
          isNew: !before.holds(finding.valueDigest, of: change)
        )
        guard located.isNew else {
          report.oldFindings.append(located)
          continue
        }
        guard finding.level > .low else {
          report.faintFindings.append(located)
          continue
        }
        located.complaint = complaint
        if case .isAllowed = inWorkingTree.judge(finding, at: change.path) {
          located.isAllowedInWorkingTree = true
        }
        report.newFindings.append(located)
      }
    }
    report.unread += before.unread
  }

  /// Tells of what comments allow whether this commit brings it in: that is to be seen.
  private func markNew(
    _ allowed: inout [AllowedFinding],
    _ before: PreImages,
    changes: [StagedChange]
  ) {
    let byPath = Dictionary(changes.map { ($0.path, $0) }) { first, _ in first }
    for index in allowed.indices where allowed[index].permission.source == .inline {
      guard let change = byPath[allowed[index].path] else { continue }
      allowed[index].isNew = !before.holds(allowed[index].finding.valueDigest, of: change)
    }
  }

  /// Only for a better message: an entry that is not staged allows nothing.
  private func workingTreeQuieting() -> Quieting {
    let file = "\(topLevel ?? ".")/\(AllowList.fileName)"
    guard !quieting.isOff, let bytes = try? Files.readIfPresent(file),
      let list = try? AllowList(parsing: bytes, file: file)
    else { return .nothing }
    return Quieting(allow: list, inline: .none, today: quieting.today)
  }
}
