import ArgumentParser
import Git
import Ledger

struct ShowCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: "Show which versions of which secrets a commit was deployed with.",
      discussion: """
        In each environment, unless --env names one. Where the commit was not deployed itself, what \
        it was rewritten from is shown, if that was deployed, and else its nearest deployed ancestor; \
        exit status 1 means that it was deployed nowhere.
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
              rewritten.map { same in
                .object([
                  ("by", .string(same.sign.rawValue)), ("reachable", .bool(same.isReachable)),
                  ("record", RecordText.json(same.record)),
                ])
              }
            )
          ),
          ("ancestors", .array(nearest.map(RecordText.json))),
        ])
      )
    } else {
      explain(commit, exact, rewritten, nearest, session)
    }
    guard exact.isEmpty else { return .done }
    return rewritten.isEmpty && nearest.isEmpty ? try session.sayWhatIsUnseen(ledger) : .found
  }

  private func explain(
    _ commit: ObjectID,
    _ exact: [DeploymentRecord],
    _ rewritten: [RewrittenDeployment],
    _ nearest: [DeploymentRecord],
    _ session: Session
  ) {
    // An environment where the commit itself ran, under another id, needs no ancestor.
    let known = Set(rewritten.filter { !$0.isReachable }.map(\.record.environment))
    let others = nearest.filter { !known.contains($0.environment) }
    guard exact.isEmpty else {
      session.print(exact.map { RecordText.full($0, session.out) }.joined(separator: "\n"))
      for same in rewritten { session.say(Self.sentence(same)) }
      for record in others {
        session.say(
          "Not deployed in \(visible(record.environment)); its nearest deployed ancestor there is "
            + "\(record.commit.abbreviated)."
        )
      }
      return
    }
    let place = options.environment.map { " in \(visible($0))" } ?? ""
    session.say("\(commit.abbreviated) was not deployed\(place).")
    for same in rewritten { session.say(Self.sentence(same)) }
    if !others.isEmpty {
      session.say("Nearest deployed \(others.count == 1 ? "ancestor" : "ancestors"):")
    }
    let shown = rewritten.map(\.record) + others
    session.print(shown.map { RecordText.full($0, session.out) }.joined(separator: "\n"))
  }

  private static func sentence(_ same: RewrittenDeployment) -> String {
    let deployed = same.record.commit.abbreviated
    let sentence =
      switch same.sign {
      case .tree: "\(deployed), which was, has the same tree"
      case .patchID: "\(deployed), which was, makes the same change by the same author"
      }
    return "\(sentence) (\(visible(same.record.environment)))"
      + (same.isReachable ? "." : ": it was rewritten since.")
  }
}
