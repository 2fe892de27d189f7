import ArgumentParser
import Ledger

struct SyncCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "sync",
      abstract: "Exchange the recorded deployments with a remote: fetch, then push.",
      discussion: "Afterwards both have the same records; nothing is lost on either side."
    )
  }

  @Argument(help: "The remote; `origin` or the only one where it is left out.")
  var remote: String?

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let ledger = try session.ledger()
    let remote = try session.remote(remote)
    _ = try session.ledgerEnvironments(ledger)
    let environments = options.environment.map { [$0] }
    let (received, sent) = try ledger.sync(remote: remote, environments: environments)
    SyncText.show(received: received, sent: sent, remote, in: session)
    session.sayStrangers(try ledger.strangers(remote: remote), remote)
    return .done
  }
}
