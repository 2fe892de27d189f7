import ArgumentParser
import Git
import Ledger

struct ShowCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: "Show which versions of which secrets a commit was deployed with.",
      discussion: """
        A commit that was not deployed itself ends with status 1, and its nearest deployed \
        ancestor is shown.
        """
    )
  }

  @Argument(help: "The commit: anything that `git rev-parse` takes.")
  var commit = "HEAD"

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let ledger = try session.ledger()
    let commit = try Revisions.commit(commit, session.git)
    var exact: [DeploymentRecord] = []
    var nearest: [DeploymentRecord] = []
    for environment in try session.ledgerEnvironments(ledger) {
      if let record = try ledger.deployment(of: commit, environment: environment) {
        exact.append(record)
      } else if let record = try ledger.nearestDeployedAncestor(
        of: commit,
        environment: environment
      ) {
        nearest.append(record)
      }
    }
    if session.wantsJSON {
      session.print(
        .object([
          ("schema", .integer(1)),
          ("commit", .string(commit.hex)),
          ("records", .array(exact.map(RecordText.json))),
          ("ancestors", .array(exact.isEmpty ? nearest.map(RecordText.json) : [])),
        ])
      )
    } else {
      try explain(commit, exact, nearest, session)
    }
    return exact.isEmpty ? .found : .done
  }

  private func explain(
    _ commit: ObjectID,
    _ exact: [DeploymentRecord],
    _ nearest: [DeploymentRecord],
    _ session: Session
  ) throws {
    let place = options.environment.map { " in \(visible($0))" } ?? ""
    if exact.isEmpty {
      session.say("\(commit.abbreviated) was not deployed\(place).")
      if !nearest.isEmpty {
        session.say("Nearest deployed \(nearest.count == 1 ? "ancestor" : "ancestors"):")
      }
    }
    let shown = exact.isEmpty ? nearest : exact
    session.print(shown.map { RecordText.full($0, session.out) }.joined(separator: "\n"))
  }
}
