import Git
import Hooks

/// The hooks of a commit: pre-commit, pre-merge-commit, pre-applypatch, prepare-commit-msg.
struct CommitHooks {
  private typealias Maker = PrepareCommitMessage.Maker

  let session: Session
  let quiet: Bool

  /// Looks at what is staged.
  func check(_ hook: GitHook) throws -> ExitStatus {
    let places = session.hookPlaces
    // Of the index as it is now: what is staged from here on was not looked at.
    let mark = places.flatMap { CommitCheckMark($0, by: GitProcess.ancestor()) }
    if let skip = SkipRequest.parse(session.world.environment) {
      session.message(
        "secrets-sync: skipped, because SKIP=\(visible(skip.value)) asks for it. Nothing was "
          + "checked.\n"
      )
      try note(skipped: "SKIP=\(skip.value)", places)
      mark?.set()
      return .done
    }
    let rules = HookRules(session)
    let report = try StagedCheck.run(in: session, rules, mergeHeads: mergeHeads(hook, places))
    show(report, Relaxations.new(in: rules.rules, since: ["HEAD"], session))
    if report.verdict == .clean {
      note(report, rules, places)
      mark?.set()
    } else if hook == .preApplyPatch {
      let isRebase = GitProcess.ancestor()?.arguments.first == "rebase"
      session.message(Self.wayOn(isRebase ? "rebase" : "am", isContinued: true))
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
    var found: Maker?
    func maker() -> Maker {
      let maker =
        found
        ?? PrepareCommitMessage.maker(process, places) { name in
          try? session.git.line(["config", "--get", "alias." + name])
        }
      found = maker
      return maker
    }
    let report: PreCommitReport
    do throws(HookError) {
      report = try StagedCheck.run(in: session, rules, mergeHeads: places?.mergeHeads ?? [])
    } catch {
      guard maker() == .withoutVerification else { throw error }
      session.warn(
        "--no-verify: nothing was checked, and the push will be: \(visible(error.description))"
      )
      try note(skipped: "--no-verify", places)
      return .done
    }
    guard report.verdict != .clean else {
      note(report, rules, places)
      return .done
    }
    let maker = maker()
    show(report, isWarning: maker == .withoutVerification)
    switch maker {
    case .withoutVerification:
      note(report, rules, places)
      try note(skipped: "--no-verify", places, but: Set(report.cleanBlobs.map(\.id)))
      return .done
    case .sequencer(let command, let isContinued):
      session.message(
        Self.wayOn(
          command == "pull" ? "rebase" : command,
          isContinued: isContinued,
          isOneOfMany: places?.holds("sequencer") == true
        )
      )
    case .unknown:
      session.message(
        "The pre-commit hook has not run for this commit: `git secrets-sync doctor` says why. To let "
          + "it pass once: SKIP=secrets-sync git commit\n"
      )
    }
    return report.status
  }

  /// How a command goes on that was stopped; each has its own way (measured with Git 2.39).
  private static func wayOn(
    _ command: String,
    isContinued: Bool,
    isOneOfMany: Bool = false
  ) -> String {
    let skip = "SKIP=secrets-sync git"
    let (onward, giveUp, pass) =
      switch (command, isContinued) {
      case ("rebase", false):
        (
          "git rebase --edit-todo, take out its first line (Git has put this commit there again), mend "
            + "it, git add, git rebase --continue",
          "git rebase --abort", "\(skip) rebase --continue"
        )
      case ("revert", false):
        (
          "mend it, git add, git commit" + (isOneOfMany ? "; then git revert --continue" : ""),
          isOneOfMany ? "git revert --abort" : "git reset --merge",
          "\(skip) commit" + (isOneOfMany ? "; then \(skip) revert --continue" : "")
        )
      default:
        (
          "mend it, git add, git \(command) --continue", "git \(command) --abort",
          "\(skip) \(command) --continue"
        )
      }
    return
      "To go on: \(onward).\nTo give up: \(giveUp)\nTo let it pass, and what follows: \(pass)\n"
  }

  private func show(
    _ report: PreCommitReport,
    _ relaxations: [String] = [],
    isWarning: Bool = false
  ) {
    session.message(
      HookReport.text(
        report,
        terminal: session.err,
        quiet: quiet,
        // Git runs hooks at the top level, and says where the user is.
        fromTop: session.world.environment["GIT_PREFIX"]?.isEmpty == false,
        isWarning: isWarning,
        relaxations: relaxations
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

  private func note(
    _ report: PreCommitReport,
    _ rules: HookRules,
    _ places: HookPlaces?
  ) {
    guard let places else { return }
    session.receipts { () throws(HookError) in
      try Receipts.add(
        clean: report.cleanBlobs,
        judged: report.verdict == .clean ? report.judgedBlobs : [],
        rules: rules.receiptHash,
        day: session.today,
        to: Receipts.file(in: places.commonDirectory)
      )
    }
  }

  /// Notes what is committed without a check.
  private func note(
    skipped reason: String,
    _ places: HookPlaces?,
    but checked: Set<ObjectID> = []
  ) throws {
    guard let places else { return }
    let blobs = try StagedChanges.read(session.git).filter(\.newMode.isBlob).map(\.newID)
    session.receipts { () throws(HookError) in
      try Receipts.add(
        skipped: blobs.filter { !checked.contains($0) },
        reason: reason,
        day: session.today,
        to: Receipts.file(in: places.commonDirectory)
      )
    }
  }
}
