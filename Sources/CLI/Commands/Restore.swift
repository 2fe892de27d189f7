import ArgumentParser
import Secrets

struct RestoreCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "restore",
      abstract: "Take the deletion of a secret back.",
      discussion: """
        As long as the secret waits for its deletion (Secrets Manager). `rollback` brings earlier \
        versions back.
        """
    )
  }

  @Argument(help: "The secret, with or without its store: `sm:myapp/db`.")
  var reference: String

  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Show what would be done and restore nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let change = try StateChange(reference, verb: "restore", dryRun: dryRun, yes: yes, in: session)
    let reached = try await change.reach()
    guard reached.store.canRestore else {
      // The store's own words.
      try await reached.store.restore(change.reference.id)
      return .incomplete
    }
    guard try await change.find(reached).deletionDate != nil else {
      change.report("no change", reached)
      session.say("It does not wait for a deletion.")
      return .done
    }
    let plan = "Restore \(visible(change.reference.description))"
    guard try change.confirm(plan, reached) else { return .usage }
    if !dryRun {
      try await reached.asking(about: change.reference) { () throws(SecretsError) in
        try await reached.store.restore(change.reference.id)
      }
    }
    change.report("restored", reached)
    return .done
  }
}
