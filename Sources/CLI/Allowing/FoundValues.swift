import Git
import Hooks
import Scanning

/// Finds findings for those who want to accept them.
struct FoundValues {
  let session: Session

  /// Finds as much as can be found: an entry may be for what only a sensitive scan reports.
  static func scanner(_ session: Session) throws -> Scanner {
    var options = ScanOptions(sensitivity: .sensitive)
    options.accounts = try session.configuration().accounts
    return try session.repositoryRules().scanner(options)
  }

  /// Such a scan of files.
  static func files(_ session: Session, _ quieting: Quieting) throws -> FileScan {
    FileScan(
      session: session,
      texts: TextScan(scanner: try scanner(session), quieting: quieting),
      threads: Workers.defaultCount
    )
  }

  /// The finding with a fingerprint, among what is staged, in one file, or in all files.
  func find(_ fingerprint: String, in path: GitPath?) throws -> (path: GitPath, finding: Finding)? {
    if try !session.layout().isBare {
      let report = try StagedCheck.run(in: session)
      let staged =
        (report.newFindings + report.faintFindings + report.oldFindings)
        .map { ($0.path, $0.finding) } + report.allowed.map { ($0.path, $0.finding) }
      if let found = staged.first(where: { $0.1.fingerprint == fingerprint }) { return found }
    }
    let all = try scan(path.map { [$0] })
    return all.first { $0.finding.fingerprint == fingerprint }
  }

  /// All findings in files of the working tree, by default in all; unread files are not an error.
  func scan(_ paths: [GitPath]? = nil) throws -> [(path: GitPath, finding: Finding)] {
    let scan = try Self.files(session, .nothing)
    var report = ScanReport()
    if let paths {
      guard let top = try session.layout().topLevel else { return [] }
      for path in paths {
        guard let name = path.string, let bytes = try Files.readIfPresent(top + "/" + name) else {
          continue
        }
        scan.texts.scan(bytes, as: path, &report)
      }
    } else {
      report = try scan.repository()
    }
    return report.entries.map { ($0.path, $0.finding) }
  }
}
