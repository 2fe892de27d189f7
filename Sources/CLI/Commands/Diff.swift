import ArgumentParser
import Git
import Ledger

struct DiffCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "diff",
      abstract: "Compare the secrets of two deployments.",
      discussion: """
        Each side is an environment (its newest deployment), NAME~N (the Nth before that), the id \
        of a record, or a commit. Exit status 1 means that they differ. Versions are compared, \
        offline. With --values the stores are asked for the values of those that changed, and told \
        is which keys or how many lines differ, also of the vault's files, never what they hold; 3 means that a version is \
        there no more, 4 that a store could not be asked.
        """
    )
  }

  @Argument(help: "An environment, a deployment or a commit.")
  var a: String

  @Argument(help: "An environment, a deployment or a commit.")
  var b: String

  @Flag(help: "Compare the values, too, and say what differs without showing it.")
  var values = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let ledger = try session.ledger()
    _ = try session.ledgerEnvironments(ledger)
    let before = try record(a, ledger, session)
    let after = try record(b, ledger, session)
    let changes = LedgerDifference.between(before.items, after.items)
      .filter { $0.kind != .unchanged }
    var report = DiffReport(
      before: before,
      after: after,
      changes: changes,
      origins: try origins(of: changes, after.environment, ledger, session)
    )
    if values {
      let former = try await session.stores(of: before)
      let latter = try await session.stores(of: after)
      report.values = try await session.waiting("Reading the values") {
        await LedgerDifference.values(of: changes, in: former, and: latter)
      }
      let vault = try await session.ledgerVault(
        of: changes.compactMap(\.after),
        try session.configuration().environment(named: after.environment)
      )
      let files = try await session.waiting("Reading the files of the vault") {
        await LedgerDifference.values(of: changes, in: vault) { VaultSides.comparable($0, of: $1) }
      }
      report.values?.merge(files) { $1 }
    }
    show(report, session)
    return report.status
  }

  private func show(_ report: DiffReport, _ session: Session) {
    if session.wantsJSON {
      session.print(report.json)
      return
    }
    session.say(report.title)
    session.print(report.text(session.out))
    if report.changes.isEmpty {
      session.say("The same \(report.after.items.counted).")
    }
    if report.notCompared > 0 {
      session.warn("\(count(report.notCompared, "value")) could not be compared; see above.")
    }
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
      _ = try session.sayWhatIsUnseen(ledger)
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
      let status = try session.sayWhatIsUnseen(ledger)
      throw Failure(
        "\(commit.abbreviated) was not deployed, and none of its ancestors "
          + (status == .incomplete ? "that are here " : "") + "was.",
        hint: "`git secrets-sync log` lists the deployments; `git secrets-sync record` adds one.",
        status: status == .incomplete ? .incomplete : .usage
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
}
