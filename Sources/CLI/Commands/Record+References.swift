import Git
import Ledger

extension RecordCommand {
  /// Names secrets that the code uses and the record lacks; those of other environments may well be
  /// in the same code.
  func warn(
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
