import AWS
import ArgumentParser
import Git
import Ledger

struct RecordCommand: StoreVerb {
  enum Status: String, ExpressibleByArgument, CaseIterable, Sendable {
    case deployed
    case failed
    case rolledBack = "rolled-back"
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "record",
      abstract: "Record that a commit was deployed, with the versions of its secrets.",
      discussion: "Reads metadata only: no value is read and nothing is decrypted."
    )
  }

  @Option(help: "The commit that was deployed.")
  var commit = "HEAD"

  @Option(help: "How the deployment went.")
  var status: Status = .deployed

  @Flag(help: "Keep the versions from being removed by their stores.")
  var pin = false

  @Flag(help: "Do not look for secrets that the code names.")
  var noReferences = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let ledger = try session.ledger()
    let commit = try Revisions.commit(commit, session.git)
    let environment = try session.environment()
    guard !environment.selectors.isEmpty else {
      throw Failure.usage(
        "Environment \(environment.name) has no secrets.",
        hint: "Add `secrets = [\"sm:myapp/*\"]` to [environments.\(environment.name)] in "
          + "\(Configuration.fileName)."
      )
    }
    try session.warnOfUnfinishedRollback(environment.name)
    let reached = try await session.stores(of: environment)
    var items = try await session.waiting("Reading the versions of the secrets") {
      try await Recorder.snapshot(
        selectors: environment.selectors,
        stores: reached.mapValues(\.store),
        now: session.world.now
      )
    }
    if status == .deployed {
      let stores = reached.mapValues(\.store)
      items = try await session.pinned(items, of: environment, asked: pin, ledger, stores)
    }
    let aws = reached.values.first { $0.identity != nil }
    let record = try ledger.append(
      DeploymentDraft(
        environment: environment.name,
        commit: commit,
        arn: aws?.identity?.arn,
        account: aws?.identity?.account,
        region: aws?.region,
        status: DeploymentRecord.Status(rawValue: status.rawValue) ?? .deployed,
        items: items
      ),
      now: session.world.now()
    )
    if let problem = ledger.mirrorToNotes(record) { session.warn(visible(problem)) }
    if session.wantsJSON {
      session.print(RecordText.json(record))
    } else {
      session.print(
        "recorded \(record.commit.abbreviated) in \(record.environment): "
          + "\(count(items.count, "secret")), \(record.status.rawValue)\n"
      )
      session.detail(RecordText.items(items, session.err))
    }
    if !noReferences { try warn(of: commit, items, environment.name, ledger, session) }
    return .done
  }

  /// Names secrets that the code uses and the record lacks; those of other environments may well be
  /// in the same code.
  private func warn(
    of commit: ObjectID,
    _ items: [LedgerItem],
    _ environment: String,
    _ ledger: Ledger,
    _ session: Session
  ) throws {
    let others = try session.configuration().environments.filter { $0.name != environment }
      .flatMap(\.selectors)
    let missing = try ledger.references(in: commit).filter {
      !$0.isCovered(by: items) && !$0.isCovered(by: others)
    }
    guard !missing.isEmpty else { return }
    let names = Set(missing.map(\.reference))
    session.warn(
      "The code at \(commit.abbreviated) names \(count(names.count, "secret")) that the record does "
        + "not have:"
    )
    let shown = session.options.verbose ? missing[...] : missing.prefix(10)
    for reference in shown {
      session.message(
        "  \(visible(reference.reference))  \(visible(reference.path)):\(reference.line)\n"
      )
    }
    if shown.count < missing.count {
      session.message("  … \(missing.count - shown.count) more; --verbose shows all.\n")
    }
  }
}
