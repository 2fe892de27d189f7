import Git
import Ledger

/// `verify --integrity`: the ledger itself.
struct IntegrityCheck {
  /// Whether what cannot be told counts as wrong: absent commits, and signatures that are missing
  /// or cannot be checked.
  let isStrict: Bool

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
    if session.wantsJSON {
      session.print(
        .object([("schema", .integer(1)), ("environments", .array(reports.map(json)))])
      )
    } else {
      if reports.isEmpty { session.say("No deployments.") }
      for report in reports { show(report, session) }
    }
    return reports.allSatisfy { findings($0).isEmpty } ? .done : .found
  }

  /// What makes the exit status 1.
  private func findings(_ report: IntegrityReport) -> [String] {
    report.problems.map(\.sentence) + (isStrict ? doubts(report) : [])
  }

  /// What could not be told.
  private func doubts(_ report: IntegrityReport) -> [String] {
    var doubts: [String] = []
    let environment = report.environment
    if let first = report.cutOff.first {
      doubts.append(
        "The ledger of \(environment) is cut off at \(first.abbreviated) in this shallow clone, so that "
          + "nothing can be said of what was before: `git secrets-sync fetch` brings it."
      )
    }
    if let first = report.absent.first {
      let number = count(report.absent.count, "deployed commit")
      doubts.append(
        "\(number) of \(environment) \(report.absent.count == 1 ? "is" : "are") not in this "
          + (report.isShallow ? "shallow clone" : "clone")
          + ", so that nothing can be said of them: \(first.abbreviated)"
          + (report.absent.count > 1 ? ", …" : ".")
      )
    }
    if report.signatures.unverifiable > 0 {
      let number = count(report.signatures.unverifiable, "signature")
      doubts.append("\(number) of \(environment) could not be checked: the key is not here.")
    }
    // Where nobody signs, that nothing is signed is no news.
    if report.signatures.none > 0, report.signs || report.signatures.good > 0 {
      let number = count(report.signatures.none, "ledger commit")
      doubts.append("\(number) of \(environment) without a signature.")
    }
    return doubts
  }

  private func show(_ report: IntegrityReport, _ session: Session) {
    for problem in report.problems {
      session.print(
        session.out.paint("\(problem.kind.rawValue)", .red) + "  \(visible(problem.sentence))\n"
      )
    }
    for doubt in doubts(report) { session.warn(visible(doubt)) }
    let name = visible(report.environment)
    let signed = report.signatures.good > 0 ? ", \(count(report.signatures.good, "signature"))" : ""
    session.say(
      report.problems.isEmpty
        ? "\(name): \(count(report.records, "record"))\(signed), nothing changed, removed or forged."
        : "\(name): \(count(report.problems.count, "problem")) in "
          + "\(count(report.records, "record")). Find out who did it before you rely on the ledger."
    )
  }

  private func json(_ report: IntegrityReport) -> JSON {
    .object([
      ("env", .string(report.environment)),
      ("records", .integer(report.records)),
      (
        "problems",
        .array(
          report.problems.map {
            .object([("kind", .string($0.kind.rawValue)), ("sentence", .string($0.sentence))])
          }
        )
      ),
      ("absent", .array(report.absent.map { .string($0.hex) })),
      (
        "signatures",
        .object([
          ("good", .integer(report.signatures.good)),
          ("bad", .integer(report.signatures.bad)),
          ("unverifiable", .integer(report.signatures.unverifiable)),
          ("none", .integer(report.signatures.none)),
        ])
      ),
    ])
  }
}
