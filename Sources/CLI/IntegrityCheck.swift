import Git
import Ledger

/// `verify --integrity`: the ledger itself.
struct IntegrityCheck {
  /// Whether what cannot be told counts as wrong: absent commits, and signatures that are missing
  /// or cannot be checked.
  let isStrict: Bool
  let format: VerifyFormat

  func run(_ ledger: Ledger, in session: Session) throws -> ExitStatus {
    var reports: [IntegrityReport] = []
    // One that was rewound to nothing has no reference any more.
    let known = try session.ledgerEnvironments(ledger)
    let remembered = try ledger.rememberedEnvironments().filter {
      session.options.environment == nil || $0 == session.options.environment
    }
    for environment in Set(known + remembered).sorted() {
      let progress = Progress("Checking the ledger of \(visible(environment)):", in: session)
      defer { progress.finish() }
      let report = try ledger.integrity(environment) { done, all in
        progress.update("\(done) of \(count(all, "record"))")
      }
      if let report { reports.append(report) }
    }
    switch format {
    case .json:
      session.print(
        .object([("schema", .integer(1)), ("environments", .array(reports.map(\.json)))])
      )
    case .github:
      for report in reports { session.print(report.github(isStrict: isStrict)) }
    case .text, .junit:
      if reports.isEmpty {
        session.say("No deployments, so that there is nothing to check.")
        _ = try session.sayWhatIsUnseen(ledger)
      }
      for report in reports { show(report, session) }
    }
    // A gate that looked at nothing has not found that all is well.
    if isStrict, reports.isEmpty { return .found }
    return reports.allSatisfy { $0.findings(isStrict: isStrict).isEmpty } ? .done : .found
  }

  private func show(_ report: IntegrityReport, _ session: Session) {
    for problem in report.problems {
      session.print(
        session.out.paint("\(problem.kind.rawValue)", .red) + "  \(visible(problem.sentence))\n"
      )
    }
    for doubt in report.doubts { session.warn(visible(doubt)) }
    for absent in report.absent { session.detail(visible(report.sentence(absent))) }
    if let first = report.absent.first, !report.isShallow {
      session.detail(
        "`git fetch REMOTE \(first.commit.hex)` gets one from a remote that still has it."
      )
    }
    let name = visible(report.environment)
    let signed = report.signatures.good > 0 ? ", \(count(report.signatures.good, "signature"))" : ""
    session.say(
      report.problems.isEmpty
        ? isStrict && !report.doubts.isEmpty
          ? "\(name): \(count(report.records, "record")), and what is said above cannot be told."
          : "\(name): \(count(report.records, "record"))\(signed), nothing changed, removed or forged."
        : "\(name): \(count(report.problems.count, "problem")) in "
          + "\(count(report.records, "record")). Find out who did it before you rely on the ledger."
    )
  }
}
