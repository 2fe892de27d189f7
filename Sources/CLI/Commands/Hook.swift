import ArgumentParser
import Git
import Hooks

struct HookCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "hook",
      abstract: "Do what a Git hook does; the installed hooks run this.",
      discussion: """
        pre-commit, pre-merge-commit, pre-applypatch: what is staged. prepare-commit-msg: the same, \
        where none of them ran (cherry-pick, revert, rebase). commit-msg, applypatch-msg: the message. \
        pre-push, pre-receive, update: all commits that a push brings. post-checkout, post-merge, \
        post-rewrite: reminders. New secrets, protected files and what could not be read block; \
        SKIP=secrets-sync leaves a check out.

        pre-push also blocks while a file is here that the vault does not have as it is here; \
        SKIP=secrets-sync-vault leaves that out.
        """
    )
  }

  @Argument(help: "The hook: pre-commit, pre-push, …")
  var name: String

  @Argument(parsing: .captureForPassthrough, help: "What Git gives to the hook.")
  var arguments: [String] = []

  @OptionGroup var options: GlobalOptions

  /// A call with no options, as the parser would give it.
  ///
  /// What the installed hooks call at every commit has nothing to parse, and parsing would take a
  /// third of the program's own time.
  static func plain(_ words: [String]) -> HookCommand? {
    guard words.count > 1, words[0] == "hook", words.allSatisfy({ !$0.hasPrefix("-") }) else {
      return nil
    }
    var command = HookCommand()
    command.name = words[1]
    command.arguments = Array(words[2...])
    command.options = .defaults
    return command
  }

  func run(in session: Session) throws -> ExitStatus {
    // What this program starts beside itself.
    if name == VaultLook.name { return VaultLook(session: session).run() }
    if name == VaultWatch.name { return try VaultWatch.run(arguments, session) }
    guard let hook = GitHook(rawValue: name) else {
      throw Failure.usage(
        "There is no hook “\(visible(name))”.",
        hint: "Known: \(GitHook.allCases.map(\.name).joined(separator: ", "))."
      )
    }
    if GitHook.ofClones.contains(hook), let places = session.hookPlaces {
      session.cleanUpAfterVaultRuns(in: places.gitDirectory + "/secrets-sync/vault")
    }
    switch hook {
    case .preCommit, .preMergeCommit, .preApplyPatch:
      return try CommitHooks(session: session, quiet: options.quiet).check(hook)
    case .prepareCommitMessage:
      return try CommitHooks(session: session, quiet: options.quiet).prepareMessage()
    case .commitMessage, .applyPatchMessage:
      return try MessageHooks(session: session).check(arguments, hook)
    case .prePush: return try PushHooks(session: session, quiet: options.quiet).prePush(arguments)
    case .preReceive: return try PushHooks(session: session, quiet: options.quiet).preReceive()
    case .update: return try PushHooks(session: session, quiet: options.quiet).update(arguments)
    case .postCheckout, .postMerge, .postRewrite:
      return Reminders(session: session, quiet: options.quiet).run(hook, arguments)
    }
  }
}

extension PreCommitReport {
  var status: ExitStatus {
    switch verdict {
    case .clean: .done
    case .blocked: .found
    case .incomplete: .incomplete
    }
  }
}
