import ArgumentParser
import Hooks

struct HookCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "hook",
      abstract: "Do what a Git hook does; the installed hooks run this.",
      discussion: """
        pre-commit: looks at what is staged, and blocks new secrets and protected files. Anything \
        that could not be read blocks, too. SKIP=secrets-sync leaves the check out.
        """
    )
  }

  @Argument(help: "The hook: pre-commit.")
  var name: String

  @Argument(help: "What Git gives to the hook.")
  var arguments: [String] = []

  @OptionGroup var options: GlobalOptions

  /// `hook pre-commit` with no options, as the parser would give it.
  static var preCommit: HookCommand {
    var command = HookCommand()
    command.name = "pre-commit"
    command.arguments = []
    command.options = .defaults
    return command
  }

  func run(in session: Session) throws -> ExitStatus {
    guard name == "pre-commit" else {
      throw Failure.usage("There is no hook “\(visible(name))”.", hint: "Known: pre-commit.")
    }
    if let skip = SkipRequest.parse(session.world.environment) {
      session.message(
        "secrets-sync: skipped, because SKIP=\(visible(skip.value)) asks for it. Nothing was "
          + "checked.\n"
      )
      return .done
    }
    let report = try StagedCheck.run(in: session)
    session.message(
      HookReport.text(
        report,
        terminal: session.err,
        quiet: options.quiet,
        // Git runs hooks at the top level, and says where the user is.
        fromTop: session.world.environment["GIT_PREFIX"]?.isEmpty == false
      )
    )
    return report.status
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
