import ArgumentParser
import Git
import Hooks
import Scanning

struct ScanCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "scan",
      abstract: "Look for secrets in files, in what is staged, or in the history.",
      discussion: """
        Without a path: all files of the repository, tracked or not, save ignored ones. A folder \
        is read whole. Exit status 1 means findings, 3 that something could not be read.
        """
    )
  }

  @Argument(help: "Files or folders, in a repository or not.", completion: .file())
  var paths: [String] = []

  @Flag(help: "What the next commit would hold.")
  var staged = false

  @Flag(help: "Standard input.")
  var stdin = false

  @OptionGroup(title: "History") var historyOptions: HistoryOptions

  @OptionGroup var levelOptions: LevelOptions

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup(title: "Allowed findings") var quietOptions: QuietOptions

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let sources = [staged, historyOptions.isWanted, stdin, !paths.isEmpty].filter(\.self).count
    guard sources <= 1 else {
      throw Failure.usage(
        "Scan one thing at a time: paths, --staged, --history, --range or --stdin."
      )
    }
    let shard = try historyOptions.shard.map {
      try Shard(parsing: $0, environment: session.world.environment)
    }
    if shard != nil, staged || stdin {
      throw Failure.usage("--shard is for --history, --range and files.")
    }
    var report: ScanReport
    if staged {
      guard try !session.layout().isBare else {
        throw Failure.usage(
          "A bare repository has no index, so nothing can be staged in it.",
          hint: "`git secrets-sync scan --history` looks at what its commits hold."
        )
      }
      report = ScanReport(
        staged: try StagedCheck.run(in: session, level: levelOptions.level, quietOptions)
      )
    } else {
      let scanner = try Scanner(options: levelOptions.scanOptions(in: session))
      let scan = FileScan(
        session: session,
        texts: TextScan(scanner: scanner, quieting: try session.quieting(quietOptions)),
        threads: threadOptions.count,
        shard: shard
      )
      report = try Interruption.watching {
        if historyOptions.isWanted {
          let scope = try historyOptions.scope(session.git)
          return try HistoryScan(scan: scan, scope: scope, shard: shard).run()
        }
        if stdin { return scan.standardInput() }
        return paths.isEmpty ? try scan.repository() : try scan.paths(paths)
      }
      report.unite(by: Pairs(rules: scanner.rules))
    }
    if session.wantsJSON {
      session.print(report.json)
    } else {
      session.print(report.text(for: session.out))
      if !options.quiet || report.status != .done {
        session.message(report.summary(session.err))
        session.detail(report.allowedText(session.err))
      }
    }
    return report.status
  }
}

extension ScanReport {
  /// What the hook's check saw, as a scan reports it.
  init(staged report: PreCommitReport) {
    self.init()
    noun = "staged blob"
    blobs = report.scannedBlobs
    bytes = report.bytes
    entries = (report.newFindings + report.faintFindings + report.oldFindings).map {
      Entry(path: $0.path, finding: $0.finding, isNew: $0.isNew, complaint: $0.complaint)
    }
    unread = report.unread.map { ($0.path, $0.reason) }
    protectedFiles = report.protectedFiles.map { ($0.path, $0.pattern, $0.reason) }
    allowedFindings = report.allowed.map {
      Allowed(path: $0.path, finding: $0.finding, permission: $0.permission)
    }
    allowedUnread = report.allowedUnread
  }
}
