import ArgumentParser
import Git
import Ledger

struct RollbackCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rollback",
      abstract: "Bring the secrets of an environment back to an earlier deployment.",
      discussion: """
        Shows first what is to be done, and asks. Everything is read before anything is changed. In \
        Secrets Manager AWSCURRENT moves back; in Parameter Store the earlier value is written again, \
        as a new version, and so is a file of the vault; the working tree is left as it is. Where one \
        secret or file cannot be brought back, nothing is done.

        What fails on the way is taken back. What was cut off is finished by --continue, or taken \
        back by --undo, which ask, too. Afterwards it is recorded as a deployment, also where the \
        secrets are there already and the newest deployment in the ledger is another one.

        A version of a file that somebody pushed, that no deployment has and that was never here, is \
        shown as newer. Putting it aside is for who answers the question: --yes alone does not.
        """
    )
  }

  @Argument(
    help: ArgumentHelp(
      "The deployed commit, the id of a deployment, or NAME~N.",
      valueName: "deployment"
    )
  )
  var target: String?

  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Show what would be done and change nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      """
      With --yes: put aside this latest version of a file of the vault, which no deployment has and \
      nobody has pulled here. Repeatable.
      """,
      valueName: "version"
    )
  )
  var force: [String] = []

  @Flag(help: "Leave out what cannot be brought back.")
  var partial = false

  @Flag(name: .customLong("continue"), help: "Finish a rollback that was cut off.")
  var isContinued = false

  @Flag(help: "Take back a rollback that was cut off.")
  var undo = false

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    let ways = [target != nil, isContinued, undo].count { $0 }
    guard ways == 1 else {
      throw ValidationError(
        ways == 0
          ? "Say which deployment to roll back to, or --continue or --undo."
          : "A deployment, --continue and --undo exclude each other."
      )
    }
    if target == nil, dryRun || partial || !force.isEmpty {
      throw ValidationError("--dry-run, --partial and --force go with a deployment.")
    }
  }

  func run(in session: Session) async throws -> ExitStatus {
    let ledger = try session.ledger()
    let environment = try session.environment()
    guard let target else {
      return try await Restoration.resume(undo: undo, yes: yes, environment, ledger, session)
    }
    if let unfinished = try session.unfinishedRollback(environment.name), !dryRun {
      throw Failure.usage(
        visible(unfinished.sentence) + " Nothing was done.",
        hint: unfinished.hint
      )
    }
    let record = try RollbackTarget(session, ledger, environment.name).record(target)
    if !dryRun {
      try Confirmation(session: session, yes: yes).check("`rollback` changes secrets: it")
    }
    let restoration = try await Restoration(record, environment, ledger, session)
    return try await restoration.run(
      yes: yes,
      dryRun: dryRun,
      partial: partial,
      force: Set(force)
    )
  }
}

extension Session {
  func rollbackDirectory() throws -> String {
    try layout().commonDirectory + "/secrets-sync/rollback"
  }

  /// Says that a rollback of an environment is not finished, if one is not.
  func warnOfUnfinishedRollback(_ environment: String) throws {
    guard let note = try unfinishedRollback(environment) else { return }
    warn("\(visible(note.sentence)) \(note.hint)")
  }

  /// The rollback of an environment that is not finished, if there is one.
  func unfinishedRollback(_ environment: String) throws -> RollbackNote? {
    try RollbackJournal.unfinished(environment, in: try rollbackDirectory())
  }
}
