import Git
import Hooks

/// The hooks of a commit: pre-commit, pre-merge-commit, pre-applypatch, prepare-commit-msg.
struct CommitHooks {
  let session: Session
  let quiet: Bool

  /// Looks at what is staged.
  func check(_ hook: GitHook) throws -> ExitStatus {
    let places = session.hookPlaces
    if let skip = SkipRequest.parse(session.world.environment) {
      session.message(
        "secrets-sync: skipped, because SKIP=\(visible(skip.value)) asks for it. Nothing was "
          + "checked.\n"
      )
      try note(skipped: "SKIP=\(skip.value)", places)
      mark(places)
      return .done
    }
    let rules = HookRules(session)
    let report = try StagedCheck.run(in: session, rules, mergeHeads: mergeHeads(hook, places))
    show(report)
    if report.verdict == .clean {
      try note(report, rules, places)
      mark(places)
    }
    return report.status
  }

  /// Looks where no other hook has: Git runs this one in every commit.
  func prepareMessage() throws -> ExitStatus {
    let places = session.hookPlaces
    let process = GitProcess.ancestor()
    if let places, CommitCheckMark(places, by: process)?.isSet == true { return .done }
    if let skip = SkipRequest.parse(session.world.environment) {
      session.message("secrets-sync: skipped, because SKIP=\(visible(skip.value)) asks for it.\n")
      try note(skipped: "SKIP=\(skip.value)", places)
      return .done
    }
    let rules = HookRules(session)
    let report = try StagedCheck.run(in: session, rules, mergeHeads: places?.mergeHeads ?? [])
    guard report.verdict != .clean else {
      try note(report, rules, places)
      return .done
    }
    let maker = PrepareCommitMessage.maker(process, places) { name in
      try? session.git.line(["config", "--get", "alias." + name])
    }
    show(report, isWarning: maker == .withoutVerification)
    switch maker {
    case .withoutVerification:
      try note(report, rules, places)
      try note(skipped: "--no-verify", places, but: Set(report.cleanBlobs.map(\.id)))
      return .done
    case .sequencer(let command):
      let command = command == "pull" ? "rebase" : command
      session.message(
        "To give up: git \(command) --abort. To go on: mend it, git add, git \(command) --continue. "
          + "To let it pass once: SKIP=secrets-sync git \(command) --continue\n"
      )
    case .unknown:
      session.message(
        "The pre-commit hook has not run for this commit: `git secrets-sync doctor` says why. To let "
          + "it pass once: SKIP=secrets-sync git commit\n"
      )
    }
    return report.status
  }

  private func show(_ report: PreCommitReport, isWarning: Bool = false) {
    session.message(
      HookReport.text(
        report,
        terminal: session.err,
        quiet: quiet,
        // Git runs hooks at the top level, and says where the user is.
        fromTop: session.world.environment["GIT_PREFIX"]?.isEmpty == false,
        isWarning: isWarning
      )
    )
  }

  /// Before pre-merge-commit runs there is no `MERGE_HEAD`; Git names the commits in variables.
  private func mergeHeads(_ hook: GitHook, _ places: HookPlaces?) -> [ObjectID] {
    if let heads = places?.mergeHeads, !heads.isEmpty { return heads }
    guard hook == .preMergeCommit else { return [] }
    let prefix = "GITHEAD_"
    return session.world.environment.keys.filter { $0.hasPrefix(prefix) }.sorted()
      .compactMap { ObjectID(hex: String($0.dropFirst(prefix.count))) }
  }

  private func mark(_ places: HookPlaces?) {
    guard let places else { return }
    CommitCheckMark(places, by: GitProcess.ancestor())?.set()
  }

  private func note(
    _ report: PreCommitReport,
    _ rules: HookRules,
    _ places: HookPlaces?
  ) throws {
    guard let places else { return }
    try Receipts.add(
      clean: report.cleanBlobs,
      judged: report.verdict == .clean ? report.judgedBlobs : [],
      rules: rules.receiptHash,
      day: session.today,
      to: Receipts.file(in: places.commonDirectory)
    )
  }

  /// Notes what is committed without a check.
  private func note(
    skipped reason: String,
    _ places: HookPlaces?,
    but checked: Set<ObjectID> = []
  ) throws {
    guard let places else { return }
    let blobs = try StagedChanges.read(session.git).filter(\.newMode.isBlob).map(\.newID)
    try Receipts.add(
      skipped: blobs.filter { !checked.contains($0) },
      reason: reason,
      day: session.today,
      to: Receipts.file(in: places.commonDirectory)
    )
  }
}
