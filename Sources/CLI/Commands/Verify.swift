import ArgumentParser
import Git
import Ledger

struct VerifyCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verify",
      abstract: "Check that the stores still hold what was deployed.",
      discussion: """
        In the environment of --env or of `git config secrets-sync.env`, else in each that has a \
        deployment; of the vault's files, too. Exit status 1 means that something drifted, 4 that something could not be read. \
        No value is read. With --integrity the ledger itself is checked instead, offline, all of it.
        """
    )
  }
  static var choices: [(option: String, values: [String])] {
    [("--format", VerifyFormat.allCases.map(\.rawValue))]
  }

  @Argument(help: "The deployed commit; without one, the newest deployment.")
  var commit: String?

  @Flag(help: "Check the ledger itself: that nobody changed, removed or forged a record.")
  var integrity = false

  @Flag(help: "With --integrity: what cannot be told counts as wrong.")
  var strict = false

  @Option(help: "How to print results.")
  var format: VerifyFormat = .text

  @OptionGroup var common: CommonOptions

  var options: GlobalOptions { GlobalOptions(common, format: format == .json ? .json : .text) }

  func validate() throws {
    if integrity, commit != nil {
      throw ValidationError("--integrity checks the whole ledger, not one commit.")
    }
    if strict, !integrity { throw ValidationError("--strict belongs to --integrity.") }
    if integrity, format == .junit {
      throw ValidationError("--integrity prints text, json or github.")
    }
  }

  func run(in session: Session) async throws -> ExitStatus {
    let ledger = try session.ledger()
    if integrity {
      return try IntegrityCheck(isStrict: strict, format: format).run(ledger, in: session)
    }
    let records = try deployments(ledger, session)
    var report = VerifyReport()
    for record in records {
      let check: VerifyReport.Check
      do {
        check = try await ask(record, session)
      } catch  where records.count > 1 && !(error is CancellationError) {
        // One account that cannot be reached does not keep the others from being checked.
        let outcome = VerifyReport.Check.Outcome.failed(Failure(explaining: error))
        check = VerifyReport.Check(environment: record.environment, outcome: outcome)
      }
      report.checks.append(check)
    }
    show(report, session)
    return report.status
  }

  private func ask(
    _ record: DeploymentRecord,
    _ session: Session
  ) async throws -> VerifyReport.Check {
    let stores = try await session.stores(of: record)
    let vault = try await session.ledgerVault(
      of: record.items,
      try session.configuration().environment(named: record.environment)
    )
    let results = try await session.waiting("Asking the stores of \(visible(record.environment))") {
      await Verification.run(record.items, stores: stores, vault: vault)
    }
    return VerifyReport.Check(environment: record.environment, outcome: .asked(record, results))
  }

  private func show(_ report: VerifyReport, _ session: Session) {
    switch format {
    case .json: session.print(report.json)
    case .github: session.print(report.github)
    case .junit: session.print(report.junit)
    case .text: break
    }
    for check in report.checks where format != .json {
      switch check.outcome {
      case .failed(let failure):
        session.message(
          "\(check.title): not verified.\n" + failure.text { session.err.paint($0, $1) }
        )
      case .asked(_, let items):
        if format == .text, let table = VerifyReport.table(items, whole: common.verbose) {
          session.print(table.text(for: session.out))
        }
        session.say("\(check.title): \(VerifyReport.summary(items)).")
        guard format == .text else { continue }
        for (state, text) in VerifyReport.advice(items) {
          session.say("\(session.err.paint("hint:", .cyan)) \(state.rawValue): \(text)")
        }
      }
    }
  }
}

extension VerifyFormat: ExpressibleByArgument {}
