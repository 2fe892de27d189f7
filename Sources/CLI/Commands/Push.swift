import ArgumentParser
import Ledger

struct PushCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "push",
      abstract: "Share the recorded deployments with a remote.",
      discussion: "Never by force: what others recorded is fetched and united first."
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
    let results = try ledger.push(remote: remote, environments: environments)
    SyncText.show(results, remote, in: session)
    session.sayStrangers(try ledger.strangers(remote: remote), remote)
    return .done
  }
}
