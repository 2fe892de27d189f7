import ArgumentParser
import Git
import Hooks
import Scanning

struct BaselineCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "baseline",
      abstract: "Accept all findings as they stand today, to begin with checks at once.",
      discussion: """
        Writes .secrets-sync.baseline, which is committed. It holds neither values nor positions: \
        a value in it stays accepted in its own file, and nowhere else. Run again, it adds what is \
        new; --update only takes out what is gone.
        """
    )
  }

  @Flag(help: "Take out what is gone, and say what.")
  var update = false

  @Flag(help: "Change nothing; exit status 1 when something in it is gone.")
  var check = false

  @Flag(help: "The findings of the whole history, too.")
  var history = false

  @OptionGroup var levelOptions: LevelOptions

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    guard !(update && check) else { throw Failure.usage("Either --update or --check.") }
    let file = try AllowFile(session)
    let old = try session.baseline()
    if old == nil, update || check {
      throw Failure.usage(
        "There is no \(Baseline.fileName).",
        hint: "`git secrets-sync baseline` writes one."
      )
    }
    let known = old ?? Baseline()
    let quieting = Quieting(
      allow: try session.allowList(),
      baseline: known,
      inline: try session.configuration().inline,
      today: session.today
    )
    let (findings, unread) = try look(quieting, session)
    guard unread.isEmpty else {
      for part in unread.prefix(8) {
        session.warn("\(visible(part.path.description)): \(visible(part.reason))")
      }
      session.message("Not everything could be read, so the baseline was left as it is.\n")
      return .incomplete
    }
    let gone = known.entries.subtracting(quieting.usedBaseline)
    if update || check {
      for entry in gone.sorted() {
        session.print("gone: \(entry.rule) in \(visible(entry.path.description))\n")
      }
      session.say(
        gone.isEmpty
          ? "Nothing of it is gone: \(count(known.entries.count, "finding"))."
          : "\(gone.count) of \(count(known.entries.count, "finding")) "
            + "\(gone.count == 1 ? "is" : "are") gone."
      )
      guard update else { return gone.isEmpty ? .done : .found }
      guard !gone.isEmpty else { return .done }
      _ = try change(file) { $0.subtract(gone) }
      session.say("next: Run `\(file.add(Baseline.fileName))`.")
      return .done
    }
    let (before, new) = try change(file) { try $0.add(findings) }
    session.print(
      before.map {
        "\(count(new, "finding")) added to the \($0) in \(Baseline.fileName)\n"
      } ?? "\(count(new, "finding")) in \(Baseline.fileName)\n"
    )
    if new > 0 || before == nil {
      session.say("next: Run `\(file.add(Baseline.fileName))`.")
    }
    return .done
  }

  /// Changes the file as it is now: somebody may have written it while this was scanning.
  ///
  /// - Returns: how many findings it held, if it was there, and how many more it holds now.
  private func change(
    _ file: AllowFile,
    _ body: (inout Baseline) throws -> Void
  ) throws -> (before: Int?, new: Int) {
    try file.changing(Baseline.fileName) { bytes in
      let old = try Baseline(parsing: bytes, file: Baseline.fileName)
      var baseline = old
      try body(&baseline)
      let text = baseline == old && !bytes.isEmpty ? nil : Array(baseline.rendered.utf8)
      return (
        text,
        (bytes.isEmpty ? nil : old.entries.count, baseline.entries.count - old.entries.count)
      )
    }
  }

  /// What no comment, entry or baseline accepts so far, and what could not be read.
  private func look(
    _ quieting: Quieting,
    _ session: Session
  ) throws -> ([(path: GitPath, finding: Finding)], unread: [(path: GitPath, reason: String)]) {
    let rules = try session.repositoryRules()
    let scan = FileScan(
      session: session,
      texts: TextScan(
        scanner: try rules.scanner(levelOptions.scanOptions(in: session)),
        quieting: quieting
      ),
      threads: Workers.defaultCount
    )
    var report = try scan.repository()
    if history {
      var past = try HistoryScan(
        scan: scan,
        scope: try .references(session.git),
        shard: nil
      ).run()
      past.allowCommits(of: rules)
      report.entries += past.entries
      report.unread += past.unread
    }
    // What is public by design is no business of a baseline.
    let findings = report.entries.filter { $0.finding.level > .info }
    return (findings.map { ($0.path, $0.finding) }, report.unread)
  }
}

extension Baseline {
  /// Accepts findings, with the salt that is there or a new one.
  fileprivate mutating func add(_ findings: [(path: GitPath, finding: Finding)]) throws {
    var random = SystemRandomNumberGenerator()
    let salt = salts.first ?? AllowSalt(random: &random)
    let entries = try findings.map { path, finding in
      Entry(
        fingerprint: try finding.allowKey.fingerprint(salt: salt.bytes),
        rule: finding.rule,
        path: path
      )
    }
    self = Baseline(salts: salts.isEmpty ? [salt] : salts, entries: self.entries.union(entries))
  }

  /// Takes entries out.
  fileprivate mutating func subtract(_ gone: Set<Entry>) {
    self = Baseline(salts: salts, entries: entries.subtracting(gone))
  }
}
