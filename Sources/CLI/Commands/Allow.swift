import ArgumentParser
import Git
import Hooks
import Ledger
import Scanning

struct AllowCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "allow",
      abstract: "Accept one finding, with a reason.",
      discussion: """
        Adds a line to .secrets-sync.allow, which is committed and reviewed like code. The \
        finding is looked up among what is staged; name --path and --rule where it is not.
        """
    )
  }

  @Argument(help: "The fingerprint of the finding, as the hook shows it.")
  var fingerprint: String

  @Option(help: "Why this value may be committed.")
  var reason: String

  @Option(help: "The path of the finding, from the top level.")
  var path: String?

  @Option(help: "The rule of the finding.")
  var rule: String?

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    guard let top = try session.layout().topLevel else {
      throw Failure.usage("A bare repository has no files to accept findings in.")
    }
    let (rule, path) = try place(session)
    let author = try? session.git.line(["config", "--get", "user.name"])
    let entry = try AllowEntry(
      fingerprint: fingerprint,
      rule: rule,
      path: path,
      reason: reason,
      author: author.map { $0.filter { !"(),".contains($0) } },
      date: String(RecordTime.text(session.world.now()).prefix(10))
    )
    let isNew = try append(entry, to: top + "/" + AllowList.fileName, try session.layout())
    if isNew {
      session.print("allowed \(rule) in \(visible(path.description))\n")
      let isBelow = session.world.directory != top
      session.say("next: Run `git add \(AllowList.pathspec(fromTop: isBelow))`.")
    } else {
      session.print("already allowed: \(rule) in \(visible(path.description))\n")
    }
    return .done
  }

  /// Adds the entry unless it is there; false when it was.
  private func append(
    _ entry: AllowEntry,
    to file: String,
    _ layout: RepositoryLayout
  ) throws -> Bool {
    let lock = layout.commonDirectory + "/secrets-sync.allow.lock"
    let result = try Files.withLock(lock) { () -> Result<Bool, any Error> in
      Result {
        let bytes = try Files.readIfPresent(file) ?? []
        let list = try AllowList(parsing: bytes, file: AllowList.fileName)
        let known = list.allows(fingerprint: entry.fingerprint, rule: entry.rule, path: entry.path)
        guard known == nil else { return false }
        try Files.atomicWrite(AllowList.appending(entry, to: bytes), to: file, mode: 0o644)
        return true
      }
    }
    return try result.get()
  }

  /// The rule and the path that belong to the fingerprint.
  private func place(_ session: Session) throws -> (rule: String, path: GitPath) {
    if let rule, let path { return (rule, GitPath(path)) }
    let report = try StagedCheck.run(in: session)
    let findings = report.newFindings + report.oldFindings
    if let found = findings.first(where: { $0.finding.fingerprint == fingerprint }) {
      return (rule ?? found.finding.rule, path.map { GitPath($0) } ?? found.path)
    }
    if let allowed = report.allowed.first(where: { $0.finding.fingerprint == fingerprint }) {
      return (allowed.finding.rule, allowed.path)
    }
    throw Failure.usage(
      "Nothing that is staged has the fingerprint \(visible(fingerprint)).",
      hint: "`git secrets-sync scan --staged` shows the fingerprints; for a file that is not "
        + "staged give --path and --rule."
    )
  }
}
