import ArgumentParser
import Secrets

struct ApplyCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "apply",
      abstract: "Make the stores hold what a file of secrets says.",
      discussion: """
        Shows what `plan` shows, asks, and writes only what differs. A file that is not wholly \
        understood is not applied at all. A run that was cut off, or failed in part, is finished by \
        running it again; --undo takes back what it wrote, or what the last one wrote, where it is \
        still as it was left.

        A file that travels through the vault has to be its latest version, which is asked for.

        --prune also deletes what an earlier run of the same file made and the file has no more, \
        unless it was changed since, or another file has it that was applied here.
        """
    )
  }

  @OptionGroup var declared: DeclaredArguments

  @Flag(help: "Take back what it wrote.")
  var undo = false

  @Flag(help: "Write also over what somebody else has changed meanwhile.")
  var force = false

  @Flag(
    name: [.customShort("y"), .long, .customLong("nodryrun")],
    help: "Do not ask for a confirmation."
  )
  var yes = false

  @Flag(help: "Show what would be done and write nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if undo, declared.prune {
      throw ValidationError("--undo takes back what was written; --prune belongs to a run.")
    }
    if undo, force { throw ValidationError("--undo and --force exclude each other.") }
  }

  func run(in session: Session) async throws -> ExitStatus {
    guard !undo else { return try await takeBack(session) }
    if !declared.stale { try await VaultFreshness(session: session).check(declared.files) }
    let plan = try await ApplyPlan(declared, command: "apply", session)
    let changes = plan.changes.count { $0.action != .unchanged }
    let earlier = try session.unfinished(plan.note)
    plan.sayPlace(session)
    try plan.show(session)
    if let failure = plan.refusal {
      if dryRun { plan.report(dryRun: true, session) }
      throw Failure(
        failure.message + (dryRun ? "" : " Nothing was written."),
        hint: failure.hint,
        status: failure.status
      )
    }
    if let cutOff = earlier.last?.note, !dryRun {
      session.say("\(visible(cutOff.sentence)) This goes on with it.")
    }
    let deletions = plan.pruning?.items.count ?? 0
    if dryRun || changes + deletions == 0 && earlier.isEmpty {
      if !dryRun { await plan.rememberUnchanged(session) }
      plan.report(dryRun: dryRun, session)
      return .done
    }
    if changes + deletions > 0 {
      let question = plan.sentence(changes, "Write", "delete")
      if yes {
        session.say(plan.sentence(changes, "Writing", "deleting"))
      } else if !Confirmation(session: session, yes: false).canAsk {
        // As the article's scripts do: without the word for it, nothing is written.
        plan.report(dryRun: true, session)
        session.say("Nothing was written: there is no terminal to ask on. --yes goes ahead.")
        return .done
      } else if try !plan.isConfirmed(question, session) {
        session.say("Nothing was written.")
        return .usage
      }
    }
    return try await plan.carryOut(takingOver: earlier, force: force, session)
  }

  private func takeBack(_ session: Session) async throws -> ExitStatus {
    if !dryRun {
      try Confirmation(session: session, yes: yes).check("`apply --undo` writes to a store: it")
    }
    let files = try declared.read(in: session)
    let environment = try ApplyPlan.environment(files, session)
    let taking = try TakingBack(
      "apply",
      declared.about(environment),
      isNamed: true,
      mayBeLast: !yes || dryRun,
      session
    )
    let entries = files.flatMap(\.entries)
    return try await taking.run(
      in: environment,
      value: { _ in
        { step in
          guard let entry = entries.first(where: { $0.target == step.target }),
            case .value(let value) = entry.source
          else { return nil }
          return value
        }
      },
      yes: yes,
      dryRun: dryRun
    )
  }
}
