import ArgumentParser
import Git
import Ledger

struct ShowCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: "Show which versions of which secrets a commit was deployed with.",
      discussion: """
        A commit that was not deployed itself ends with status 1. What it was rewritten from is \
        shown, where that was deployed, and else its nearest deployed ancestor.
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
    var rewritten: [RewrittenDeployment] = []
    var nearest: [DeploymentRecord] = []
    for environment in try session.ledgerEnvironments(ledger) {
      if let record = try ledger.deployment(of: commit, environment: environment) {
        exact.append(record)
        continue
      }
      let progress = Progress("Reading the ledger of \(visible(environment)):", in: session)
      let same = try ledger.rewrittenDeployment(of: commit, environment: environment) {
        done,
        all in
        progress.update("\(done) of \(count(all, "record"))")
      }
      progress.finish()
      if let same { rewritten.append(same) }
      if let record = try ledger.nearestDeployedAncestor(
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
          (
            "rewritten",
            .array(
              exact.isEmpty
                ? rewritten.map { same in
                  .object([
                    ("by", .string(same.sign.rawValue)), ("record", RecordText.json(same.record)),
                  ])
                } : []
            )
          ),
          ("ancestors", .array(exact.isEmpty ? nearest.map(RecordText.json) : [])),
        ])
      )
    } else {
      explain(commit, exact, rewritten, nearest, session)
    }
    return exact.isEmpty ? .found : .done
  }

  private func explain(
    _ commit: ObjectID,
    _ exact: [DeploymentRecord],
    _ rewritten: [RewrittenDeployment],
    _ nearest: [DeploymentRecord],
    _ session: Session
  ) {
    var shown = exact
    if exact.isEmpty {
      let place = options.environment.map { " in \(visible($0))" } ?? ""
      session.say("\(commit.abbreviated) was not deployed\(place).")
      for same in rewritten {
        let deployed = same.record.commit.abbreviated
        let sentence =
          switch same.sign {
          case .tree: "\(deployed), which was, has the same tree"
          case .patchID: "\(deployed), which was, makes the same change by the same author"
          }
        session.say("\(sentence) (\(visible(same.record.environment))): it was rewritten since.")
      }
      // An environment where the commit itself ran, under another id, needs no ancestor.
      let known = Set(rewritten.map(\.record.environment))
      let others = nearest.filter { !known.contains($0.environment) }
      shown = rewritten.map(\.record)
      if !others.isEmpty {
        session.say("Nearest deployed \(others.count == 1 ? "ancestor" : "ancestors"):")
        shown += others
      }
    }
    session.print(shown.map { RecordText.full($0, session.out) }.joined(separator: "\n"))
  }
}
