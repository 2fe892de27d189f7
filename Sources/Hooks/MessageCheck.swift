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
    let policy = try StagedPolicy(git, reader, [], load: loadPolicy, quieting)
    let path = GitPath(CommitMessage.name)
    let result = try PreCommit.scanner(reader, [], scanner)
      .look(at: ScanInput(path: path.bytes, bytes: message))
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
}
