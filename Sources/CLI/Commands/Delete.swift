import AWS
import ArgumentParser
import Git
import Ledger
import Secrets

struct DeleteCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "delete",
      abstract: "Delete a secret.",
      discussion: """
        Secrets Manager keeps it for some days, in which `restore` brings it back. The other stores \
        delete for good, which must be asked for by --force-without-recovery.
        """
    )
  }

  @Argument(help: "The secret, with or without its store: `sm:myapp/db`.")
  var reference: String

  @Option(help: ArgumentHelp("How many days it can be restored, 7 to 30.", valueName: "days"))
  var recoveryWindow: Int?

  @Flag(help: "Delete it at once and for good; its name is free then.")
  var forceWithoutRecovery = false

  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Show what would be done and delete nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if recoveryWindow != nil, forceWithoutRecovery {
      throw ValidationError("--recovery-window and --force-without-recovery exclude each other.")
    }
    if let days = recoveryWindow, !(7...30).contains(days) {
      throw ValidationError("--recovery-window takes 7 to 30 days.")
    }
  }

  func run(in session: Session) async throws -> ExitStatus {
    let change = try StateChange(reference, verb: "delete", dryRun: dryRun, yes: yes, in: session)
    let reached = try await change.reach()
    let secret = try await change.find(reached)
    guard forceWithoutRecovery || reached.store.canRestore else {
      throw Failure.usage(
        "\(reached.store.kind.titleAtStart) deletes for good: nothing there can be restored.",
        hint: "If that is what you want, add --force-without-recovery."
      )
    }
    if let date = secret.deletionDate, !forceWithoutRecovery {
      change.report("no change", reached, ["deletionDate": RecordTime.text(date)])
      session.say("It is to be deleted on \(RecordTime.text(date)) already.")
      if let recoveryWindow {
        session.warn(
          "the \(recoveryWindow) days of --recovery-window change nothing of that: first take it back, "
            + "with \(reached.command("restore", change.reference))."
        )
      }
      return .done
    }
    try warnOfDeployments(change.reference, session)
    // What AWS would refuse in the end.
    if let store = reached.store as? SecretsManagerStore,
      let copies = await store.copies(of: change.reference.id)
    {
      throw reached.placed(copies)
    }
    let days = recoveryWindow ?? 30
    let how =
      forceWithoutRecovery
      ? "at once and for good, with all its versions"
      : "after \(days) days, in which it can be restored"
    guard
      try change.confirm(
        "Delete \(visible(change.reference.description)) \(how)",
        reached,
        word: forceWithoutRecovery ? change.reference.description : nil
      )
    else { return .usage }
    var result: [String: String] = [:]
    if !dryRun {
      let date = try await reached.asking(about: change.reference) { () throws(SecretsError) in
        try await reached.store.delete(
          change.reference.id,
          forceWithoutRecovery ? .immediate : .recoverable(days: days)
        )
      }
      if let date {
        result["deletionDate"] = RecordTime.text(date)
        session.say(
          "It goes on \(RecordTime.text(date)); until then "
            + "\(reached.command("restore", change.reference)) takes that back."
        )
      }
    }
    change.report("deleted", reached, result)
    return .done
  }

  /// Names the environments whose newest deployment has the secret.
  private func warnOfDeployments(_ reference: SecretReference, _ session: Session) throws {
    guard try session.layoutIfAny() != nil, let ledger = try? session.ledger() else { return }
    let isThis = session.matches(reference)
    for environment in try ledger.environments() {
      guard let latest = try ledger.latestDeployment(environment: environment),
        latest.items.contains(where: isThis)
      else { continue }
      session.warn(
        "it is deployed in \(visible(environment)), with \(latest.commit.abbreviated)."
      )
    }
  }
}
