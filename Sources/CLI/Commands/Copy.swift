import AWS
import ArgumentParser
import Secrets

struct CopyCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "copy",
      abstract: "Copy secrets to another environment, store or name.",
      usage: """
        git secrets-sync copy <source> [<target>] [--to-env <name>] [<options>]
        git secrets-sync copy --undo [<source> [<target>]] [<options>]
        """,
      discussion: """
        Reads both sides, shows what would change, and asks; equal values make no new version. \
        Where SOURCE has a wildcard, TARGET has one at its end, and what follows the fixed part of \
        SOURCE is put there. One secret that fails does not keep the others from being written.

        A run that was cut off, or failed in part, is finished by running it again. --undo takes back \
        what it wrote, or what the last one wrote, where it is still as it was left: \
        the version before is current again, and a secret that was made waits for its deletion.
        """
    )
  }

  @Argument(help: "A secret or a selector: `sm:myapp/db`, `sm:myapp/dev/*`.")
  var source: String?

  @Argument(help: "Where to: `sm:myapp/db2`, `ssm:/myapp/prod/*`; without it the same names.")
  var target: String?

  @Option(help: ArgumentHelp("The environment to copy to.", valueName: "name"))
  var toEnv: String?

  @Flag(help: "Take back what a copy wrote.")
  var undo = false

  @Flag(help: "Write also over what somebody else has changed meanwhile.")
  var force = false

  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Show what would be done and write nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if undo {
      if force { throw ValidationError("--undo and --force exclude each other.") }
      return
    }
    guard source != nil else { throw ValidationError("Name a SOURCE to copy, or --undo.") }
    if target == nil, toEnv == nil {
      throw ValidationError("Name a TARGET, or an environment with --to-env.")
    }
  }

  func run(in session: Session) async throws -> ExitStatus {
    if !dryRun {
      try Confirmation(session: session, yes: yes).check("`copy` writes to a store: it")
    }
    guard !undo, let source else {
      let undo = try CopyUndo(
        source,
        target,
        toEnvironment: toEnv,
        mayBeLast: !yes || dryRun,
        session
      )
      return try await undo.run(yes: yes, dryRun: dryRun)
    }
    let plan = try await CopyPlan(source, target, toEnvironment: toEnv, session)
    let earlier = try plan.unfinished(session)
    plan.show(session)
    if let cutOff = earlier.last?.note, !dryRun {
      session.say("\(visible(cutOff.sentence)) This goes on with it.")
    }
    let changes = plan.changes.filter { $0.action != .unchanged }
    if dryRun || (changes.isEmpty && earlier.isEmpty) {
      plan.report(dryRun: dryRun, session)
      if let refusal = plan.refusal { throw refusal }
      return .done
    }
    if !changes.isEmpty {
      let question = "\(count(changes.count, "secret")) in \(plan.place)."
      if yes {
        session.say("Writing \(question)")
      } else if try !Confirmation(session: session, yes: false).ask("Write \(question) Go on?") {
        session.say("Nothing was written.")
        return .usage
      }
    }
    return try await plan.carryOut(takingOver: earlier, force: force, session)
  }
}
