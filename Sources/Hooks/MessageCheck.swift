package import Git
package import Scanning

/// Looks at the message of the commit that is being made.
package enum MessageCheck {
  /// Scans a message by the rules and the policy of the index.
  ///
  /// - Parameters: see ``PreCommit/init(git:topLevel:scanner:loadPolicy:quieting:mergeHeads:)``.
  /// - Returns: what was found, at ``CommitMessage/name``.
  package static func run(
    _ message: [UInt8],
    git: GitCommand,
    scanner: (_ staged: PreCommit.StagedFile) throws -> Scanner,
    loadPolicy: (_ bytes: [UInt8], _ file: String) throws -> [String],
    quieting: QuietingOptions
  ) throws(HookError) -> PreCommitReport {
    var report = PreCommitReport()
    if message.allSatisfy({ $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: " ") }) { return report }
    let reader = try fromGit { () throws(GitError) in try BlobReader(git) }
    let (policy, look) = try knowingWhatIsStaged(git) { (changes) throws(HookError) in
      let policy = try StagedPolicy(git, reader, changes, load: loadPolicy, quieting)
      return (policy, try PreCommit.scanner(reader, changes, scanner))
    }
    let path = GitPath(CommitMessage.name)
    let result = look.look(at: ScanInput(path: path.bytes, bytes: message))
    report.unread = result.unread.map { Unread(path: path, reason: $0.message, hint: $0.hint) }
    for finding in result.findings where finding.level > .info {
      switch policy.quieting.judge(finding, at: path) {
      case .isAllowed(let permission):
        report.allowed.append(AllowedFinding(path: path, finding: finding, permission: permission))
      case .stays(let complaint):
        var located = LocatedFinding(path: path, finding: finding, isNew: true)
        located.complaint = complaint
        if finding.level > .low {
          report.newFindings.append(located)
        } else {
          report.faintFindings.append(located)
        }
      }
    }
    return report
  }

  /// Does something with what is staged, which is asked for only where it fails without: it tells a file that
  /// is removed from one whose object is missing.
  private static func knowingWhatIsStaged<Value>(
    _ git: GitCommand,
    _ body: (_ changes: [StagedChange]) throws(HookError) -> Value
  ) throws(HookError) -> Value {
    do throws(HookError) {
      return try body([])
    } catch {
      let changes = try fromGit { () throws(GitError) in try StagedChanges.read(git) }
      guard !changes.isEmpty else { throw error }
      return try body(changes)
    }
  }
}
