import ArgumentParser
import Ledger

struct FetchCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "fetch",
      abstract: "Get the deployments that others recorded.",
      discussion: "They are united with those recorded here; nothing is lost on either side."
    )
  }

  @Argument(help: "The remote; `origin` or the only one where it is left out.")
  var remote: String?

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let ledger = try session.ledger()
    let remote = try session.remote(remote)
    defer { session.warnOfStrays(ledger, remote) }
    let results = try ledger.fetch(remote: remote, environment: options.environment) { error in
      session.warn(visible(error.message))
    }
    // It may have come only now.
    _ = try session.ledgerEnvironments(ledger)
    SyncText.show(results, remote, in: session)
    return .done
  }
}
