import AWS
import ArgumentParser
import Secrets

struct CopyCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "copy",
      abstract: "Copy secrets to another environment, store or name.",
      discussion: """
        Reads both sides, shows what would change, and asks; equal values make no new version. \
        Where SOURCE has a wildcard, TARGET has one at its end, and what follows the fixed part of \
        SOURCE is put there.
        """
    )
  }

  @Argument(help: "A secret or a selector: `sm:myapp/db`, `sm:myapp/dev/*`.")
  var source: String

  @Argument(help: "Where to: `sm:myapp/db2`, `ssm:/myapp/prod/*`; without it the same names.")
  var target: String?

  @Option(help: ArgumentHelp("The environment to copy to.", valueName: "name"))
  var toEnv: String?

  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Show what would be done and write nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if target == nil, toEnv == nil {
      throw ValidationError("Name a TARGET, or an environment with --to-env.")
    }
  }

  func run(in session: Session) async throws -> ExitStatus {
    if !dryRun {
      try Confirmation(session: session, yes: yes).check("`copy` writes to a store: it")
    }
    let plan = try await CopyPlan(source, target, toEnvironment: toEnv, session)
    let changes = plan.entries.filter { $0.action != .unchanged }
    plan.show(session)
    if dryRun || changes.isEmpty {
      plan.report(dryRun: dryRun, session)
      return .done
    }
    let question = "\(count(changes.count, "secret")) in \(plan.place)."
    if yes {
      session.say("Writing \(question)")
    } else if try !Confirmation(session: session, yes: false).ask("Write \(question) Go on?") {
      session.say("Nothing was written.")
      return .usage
    }
    return try await plan.carryOut(session)
  }
}
