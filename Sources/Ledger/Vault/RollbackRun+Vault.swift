import Secrets

extension RollbackRun {
  /// Throws `.conflict` when a file is not at the version any more that the plan saw.
  static func check(
    _ entries: [RollbackPlan.Entry],
    in vault: LedgerVault
  ) async throws(SecretsError) {
    let listing = try await vault.listing(for: entries.map(\.item))
    for entry in entries {
      let latest = listing[try vault.open(entry.item).file]?.latest
      guard let latest, !latest.isDeletion, latest.version == entry.from else {
        throw RollbackWork.changed(entry.item.reference)
      }
    }
  }

  /// The files as they are, and one that is not at the version that it is to have.
  func read(
    files: [LedgerItem],
    _ expected: [String: String]
  ) async throws(SecretsError) -> (items: [LedgerItem], other: String?) {
    let listing = try await work.vault.listing(for: files)
    var found: [LedgerItem] = []
    var other: String?
    for item in files {
      let file = try work.vault.open(item).file
      guard let latest = listing[file]?.latest, !latest.isDeletion else {
        throw RollbackWork.changed(item.reference)
      }
      if latest.version == expected[item.reference] {
        found.append(work.vault.item(file, latest))
      } else {
        other = item.reference
      }
    }
    return (found, other)
  }

  /// The step about a file as it is when it was taken back: the content before is written again, as no
  /// version can be taken out of a vault.
  func undoneFile(
    _ step: RollbackStep,
    _ remember: (String) throws(SecretsError) -> Void
  ) async throws(SecretsError) -> RollbackStep {
    let (file, vault) = try work.vault.open(step.item)
    let versions = try await vault.listedVersions(of: file)
    guard let latest = versions.latest, !latest.isDeletion else { return step.ended(.left) }
    let current = latest.version
    guard current != step.from else { return step.ended(.undone) }
    let before = versions.before(current)?.version
    if let made = step.made, before == made {
      // An earlier run may have come so far.
      let isBack = try await work.isSame(file, current, step.from, vault)
      return isBack ? step.ended(.undone, restored: current) : step.ended(.left)
    }
    let isOurs: Bool
    if let made = step.made {
      isOurs = current == made
    } else if before == step.from {
      // Sent, and the answer not seen: what it holds tells.
      isOurs = try await work.isSame(file, current, step.to, vault)
    } else {
      isOurs = false
    }
    guard isOurs else { return step.ended(.left) }
    try remember(current)
    let again = try await work.write(step.from, of: file, over: current, step, vault)
    return step.ended(.undone, restored: again)
  }

  /// The files of the newest deployment as they are now, and whether one has another version; nil
  /// where one is not what was deployed for any other reason than the undoing.
  func filesAfterUndoing(
    _ recorded: [LedgerItem],
    _ written: [String: RollbackStep],
    in vault: LedgerVault
  ) async throws(SecretsError) -> (items: [LedgerItem], isOther: Bool)? {
    let listing = try await vault.listing(for: recorded)
    var items: [LedgerItem] = []
    var isOther = false
    for item in recorded {
      // What is in another vault, or cannot be asked about, is not known to be as it was.
      guard let (file, asked) = try? vault.open(item) else { return nil }
      let versions = listing[file] ?? []
      if Verification.check(item, versions).state == .ok {
        items.append(item)
        continue
      }
      guard let step = written[item.reference], step.from == item.version,
        let latest = versions.latest, !latest.isDeletion, latest.version == step.restored,
        try await work.isSame(file, latest.version, item.version, asked)
      else { return nil }
      items.append(vault.item(file, latest))
      isOther = true
    }
    return (items, isOther)
  }
}
