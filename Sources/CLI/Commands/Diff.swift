import ArgumentParser
import Git
import Ledger

struct DiffCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "diff",
      abstract: "Compare the secrets of two deployments.",
      discussion: """
        Each side is an environment (its newest deployment), NAME~N (the Nth before that), the id \
        of a record, or a commit. Exit status 1 means that they differ. Versions are compared, never \
        values.
        """
    )
  }

  @Argument(help: "An environment, a deployment or a commit.")
  var a: String

  @Argument(help: "An environment, a deployment or a commit.")
  var b: String

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let ledger = try session.ledger()
    let before = try record(a, ledger, session)
    let after = try record(b, ledger, session)
    let changes = LedgerDifference.between(before.items, after.items)
      .filter { $0.kind != .unchanged }
    let origins = try origins(of: changes, after.environment, ledger, session)
    if session.wantsJSON {
      session.print(Self.json(before, after, changes, origins))
    } else {
      session.say("\(Self.title(before)) → \(Self.title(after))")
      for change in changes {
        session.print(Self.line(change, session.out) + Self.origin(origins[change.reference]))
      }
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
    if let record = try recorded(name, environments, ledger, session) { return record }
    if environments.contains(name) {
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

  /// The deployment that first had what another one has in place of an earlier version.
  private func origins(
    of changes: [ItemChange],
    _ environment: String,
    _ ledger: Ledger,
    _ session: Session
  ) throws -> [String: IndexedRecord] {
    let wanted = Dictionary(
      changes.compactMap { change in change.after.map { (change.reference, $0) } }
    ) { $1 }
    guard !wanted.isEmpty, let index = try session.index(ledger, environment) else { return [:] }
    let records = index.records { item in
      guard let after = wanted[item.reference] else { return false }
      return LedgerDifference.between([item], [after]).allSatisfy { $0.kind == .unchanged }
    }
    var origins: [String: IndexedRecord] = [:]
    for (record, items) in records {
      for item in items where origins[item.reference] == nil { origins[item.reference] = record }
    }
    return origins
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

  /// Who brought a version, and when, as far as the records say.
  private static func origin(_ record: IndexedRecord?) -> String {
    guard let record else { return "" }
    return "    since \(record.commit.abbreviated), \(record.status.rawValue) "
      + RecordTime.text(record.at) + (record.by.map { " by \(visible($0))" } ?? "") + "\n"
  }

  private static func json(
    _ before: DeploymentRecord,
    _ after: DeploymentRecord,
    _ changes: [ItemChange],
    _ origins: [String: IndexedRecord]
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
              (
                "made",
                (change.after?.created ?? change.after?.modified)
                  .map { .string(RecordTime.text($0)) }
              ),
              ("since", origins[change.reference].map(RecordText.brief)),
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
