import Git
import Hooks

/// The hooks that look at the message of a commit: commit-msg and applypatch-msg.
struct MessageHooks {
  let session: Session

  /// Git cuts at the scissors only where an editor has shown them; it sets this one where none is to run.
  private func message(in file: [UInt8]) throws -> [UInt8] {
    session.world.environment["GIT_EDITOR"] == ":" ? file : Array(CommitMessage.text(of: file))
  }

  /// Looks at the message in a file.
  func check(_ arguments: [String], _ hook: GitHook) throws -> ExitStatus {
    guard let file = arguments.first else {
      throw Failure.usage(
        "`hook \(hook.name)` needs the file with the message.",
        hint: "Git gives it to its hooks: git secrets-sync hook \(hook.name) \"$1\""
      )
    }
    // The hooks before have said so already.
    if SkipRequest.parse(session.world.environment) != nil { return .done }
    let rules = HookRules(session)
    let report = try MessageCheck.run(
      try message(in: try Files.read(session.world.absolute(file))),
      git: session.git,
      scanner: rules.scanner,
      loadPolicy: rules.policy,
      quieting: rules.quieting
    )
    if report.verdict == .clean { return .done }
    // Git runs hooks at the top level, and says where the user is.
    let isBelow = session.world.environment["GIT_PREFIX"]?.isEmpty == false
    let shown = isBelow ? session.world.absolute(file) : file
    session.message(MessageReport.text(report, shown, session.err))
    return report.status
  }
}
