import Git
import Ledger
import Secrets

extension RecordCommand {
  /// Names what the deployment before had, and the selectors choose still, and is not there now.
  ///
  /// It is deleted, or to be deleted. Nobody may have meant to deploy without it.
  func warn(
    ofMissing items: [LedgerItem],
    _ environment: EnvironmentSettings,
    _ ledger: Ledger,
    _ session: Session
  ) throws {
    guard let before = try ledger.latestDeployment(environment: environment.name) else { return }
    let present = Set(items.map(\.reference))
    let files = try RecordVault(environment, in: session)
    let missing = before.items.filter { item in
      guard !present.contains(item.reference) else { return false }
      if let file = item.file.flatMap(VaultPath.init) { return files?.wants(file) ?? false }
      return environment.selectors.contains {
        ItemStore($0.store) == item.store && $0.matches(item.name)
      }
    }
    guard !missing.isEmpty else { return }
    session.warn(
      "The deployment before, \(before.commit.abbreviated), had \(missing.counted) that "
        + "this one has not (deleted, or to be deleted):"
    )
    let shown = session.options.verbose ? missing[...] : missing.prefix(10)
    for item in shown { session.message("  \(visible(item.reference))\n") }
    if shown.count < missing.count {
      session.message("  … \(missing.count - shown.count) more; --verbose shows all.\n")
    }
  }
}
