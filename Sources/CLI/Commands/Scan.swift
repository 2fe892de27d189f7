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

  @OptionGroup(title: "Results") var outputOptions: OutputOptions

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions

  @OptionGroup var common: CommonOptions

  var options: GlobalOptions {
    GlobalOptions(common, format: outputOptions.format == .json ? .json : .text)
  }

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
    try outputOptions.check(in: session)
    outputOptions.warn(in: session)
    let rules: RuleSet
    var report: ScanReport
    if staged {
      guard try !session.layout().isBare else {
        throw Failure.usage(
          "A bare repository has no index, so nothing can be staged in it.",
          hint: "`git secrets-sync scan --history` looks at what its commits hold."
        )
      }
      let check = try StagedCheck.run(
        in: session,
        ruleOptions,
        quietOptions,
        level: levelOptions.level,
        keepsValues: outputOptions.showValues,
        topLevel: session.layout().topLevel
      )
      rules = check.rules
      report = ScanReport(staged: check.report)
    } else {
      rules = try ruleOptions.rules(in: session)
      var scanOptions = try levelOptions.scanOptions(in: session)
      scanOptions.keepsValues = outputOptions.showValues
      let scanner = try rules.scanner(scanOptions)
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
      report.allowCommits(of: rules)
      report.unite(by: Pairs(rules: scanner.rules))
    }
    try outputOptions.write(report, rules: rules.lookup, in: session)
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
