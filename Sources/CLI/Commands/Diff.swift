import ArgumentParser
import Git
import Ledger

struct DiffCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "diff",
      abstract: "Compare the secrets of two deployments.",
      discussion: """
        Each side is an environment (its newest deployment) or a commit. Exit status 1 means that \
        they differ. Versions are compared, never values.
        """
    )
  }

  @Argument(help: "An environment or a commit.")
  var a: String

  @Argument(help: "An environment or a commit.")
  var b: String

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let ledger = try session.ledger()
    let before = try record(a, ledger, session)
    let after = try record(b, ledger, session)
    let changes = LedgerDifference.between(before.items, after.items)
      .filter { $0.kind != .unchanged }
    if session.wantsJSON {
      session.print(Self.json(before, after, changes))
    } else {
      session.say("\(Self.title(before)) → \(Self.title(after))")
      session.print(changes.map { Self.line($0, session.out) }.joined())
      if changes.isEmpty { session.say("The same \(count(after.items.count, "secret")).") }
    }
    return changes.isEmpty ? .done : .found
  }

  private func record(
    _ name: String,
    _ ledger: Ledger,
    _ session: Session
  ) throws -> DeploymentRecord {
    let environments = Set(
      try ledger.environments() + session.configuration().environments.map(\.name)
    )
    if environments.contains(name) {
      if let record = try ledger.latestDeployment(environment: name) { return record }
      // Never silently the branch of that name.
      throw Failure.usage(
        "Nothing was deployed in \(visible(name)) yet.",
        hint: "`git secrets-sync record --env \(visible(name))` records a deployment. A branch of "
          + "that name is refs/heads/\(visible(name))."
      )
    }
    let commit = try commit(name, besides: environments, session)
    let asked = try session.ledgerEnvironments(ledger)
    guard asked.count <= 1 else {
      throw Failure.usage(
        "Commits may be deployed in several environments: \(asked.joined(separator: ", ")).",
        hint: "Say which with --env NAME."
      )
    }
    guard let environment = asked.first,
      let record = try ledger.deployment(of: commit, environment: environment)
        ?? ledger.nearestDeployedAncestor(of: commit, environment: environment)
    else {
      throw Failure.usage(
        "\(commit.abbreviated) was not deployed, and none of its ancestors was.",
        hint: "`git secrets-sync log` lists the deployments; `git secrets-sync record` adds one."
      )
    }
    if record.commit != commit {
      session.say(
        "\(visible(name)) was not deployed; its nearest deployed ancestor is "
          + "\(record.commit.abbreviated)."
      )
    }
    return record
  }

  private func commit(
    _ name: String,
    besides environments: Set<String>,
    _ session: Session
  ) throws -> ObjectID {
    do throws(GitError) {
      return try Revisions.commit(name, session.git)
    } catch {
      guard error.kind == .unknownRevision, !["HEAD", "@"].contains(name) else { throw error }
      let known = environments.sorted().map(visible).joined(separator: ", ")
      throw Failure.usage(
        "“\(visible(name))” is neither an environment nor a commit.",
        hint: known.isEmpty ? error.hint : "Environments: \(known)."
      )
    }
  }

  private static func title(_ record: DeploymentRecord) -> String {
    "\(visible(record.environment)) \(record.commit.abbreviated)"
  }

  private static func line(_ change: ItemChange, _ terminal: Terminal) -> String {
    let name = visible(change.reference)
    let versions = [change.before?.version ?? "", change.after?.version ?? ""]
    let short = versions.map(RecordText.short)
    let (old, new) = (short[0], short[0] == short[1] ? versions[1] : short[1])
    switch change.kind {
    case .added: return terminal.paint("+ \(name)  \(visible(new))", .green) + "\n"
    case .removed: return terminal.paint("- \(name)  \(visible(old))", .red) + "\n"
    case .changed, .unchanged:
      let note = versions[0] == versions[1] ? " (recreated)" : ""
      return terminal.paint("~ \(name)", .yellow) + "  \(visible(old)) → \(visible(new))\(note)\n"
    }
  }

  private static func json(
    _ before: DeploymentRecord,
    _ after: DeploymentRecord,
    _ changes: [ItemChange]
  ) -> JSON {
    .object([
      ("schema", .integer(1)),
      ("a", side(before)),
      ("b", side(after)),
      (
        "changes",
        .array(
          changes.map { change in
            .present([
              ("secret", .string(change.reference)),
              ("change", .string(change.kind.rawValue)),
              ("before", change.before.map { .string($0.version) }),
              ("after", change.after.map { .string($0.version) }),
            ])
          }
        )
      ),
    ])
  }

  private static func side(_ record: DeploymentRecord) -> JSON {
    .object([
      ("env", .string(record.environment)), ("commit", .string(record.commit.hex)),
      ("record", .string(record.id)),
    ])
  }
}
