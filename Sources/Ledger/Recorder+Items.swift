import FoundationEssentials
package import Secrets

/// The items of what was described, or all that is wrong with it.
extension Recorder {
  /// How many secrets an error names: one missing permission concerns them all.
  static let maximumLines = 10

  static func items(
    of pass: [WantedSecret: DescribeResult],
    _ wanted: Wanted
  ) throws(LedgerError) -> [LedgerItem] {
    var problems = wanted.problems
    var stale: Set<WantedSecret> = []
    var items: [String: LedgerItem] = [:]
    for (secret, result) in pass {
      func fail(_ reason: SnapshotProblem.Reason, _ detail: String) {
        problems.append(
          SnapshotProblem(
            subject: secret.reference,
            reason: reason,
            detail: "\(secret.reference): \(detail)"
          )
        )
      }
      switch result {
      case .missing where !wanted.named.contains(secret):
        stale.insert(secret)
      case .missing:
        fail(.missing, "there is no such secret.")
      case .denied(let why):
        fail(.denied, why)
      case .found(let description):
        if description.deletionDate != nil, !wanted.named.contains(secret) {
          stale.insert(secret)
        } else if let date = description.deletionDate {
          fail(.pendingDeletion, "it is to be deleted on \(RecordTime.text(date)).")
        } else if let item = LedgerItem(description) {
          // An ARN and a name may choose the same secret.
          items[item.reference] = item
        } else {
          fail(.noVersion, "it holds no value yet.")
        }
      }
    }
    problems += wanted.withoutAny(besides: stale)
    guard problems.isEmpty else { throw incomplete(problems) }
    return items.values.sorted(by: LedgerItem.precedes)
  }

  static func incomplete(_ problems: [SnapshotProblem]) -> LedgerError {
    let problems = problems.sorted { $0.subject < $1.subject }
    let count =
      problems.count == 1
      ? "One secret or selector" : "\(problems.count) secrets or selectors"
    var lines = problems.prefix(maximumLines).map { "  " + $0.detail }
    if problems.count > lines.count { lines.append("  and \(problems.count - lines.count) more") }
    return LedgerError(
      .incompleteSnapshot(problems),
      "\(count) could not be recorded, hence nothing was:\n" + lines.joined(separator: "\n"),
      hint: problems.allSatisfy { $0.reason == .denied }
        ? "Ask for the permission; none to read a value is needed."
        : "Fix them, or choose others: `secrets` of the environment in .secrets-sync.toml, or what the "
          + "command named."
    )
  }
}

extension LedgerItem {
  /// The item for a secret as it is now, nil where it has no current version.
  package init?(_ description: SecretDescription) {
    guard let current = description.current else { return nil }
    let isParameter = description.store == .parameterStore
    self.init(
      store: ItemStore(description.store),
      name: description.name,
      arn: description.arn,
      version: current.id,
      stages: isParameter ? nil : current.stages,
      labels: isParameter && !current.stages.isEmpty ? current.stages : nil,
      created: isParameter ? nil : current.created,
      modified: isParameter ? description.modified ?? current.created : nil,
      type: description.type,
      tier: description.tier
    )
  }
}

extension ItemStore {
  package init(_ kind: StoreKind) {
    switch kind {
    case .secretsManager: self = .secretsManager
    case .parameterStore: self = .parameterStore
    case .local: self = .local
    }
  }

  /// The store that can be asked about such items; nil for what no `SecretStore` holds.
  package var kind: StoreKind? { StoreKind(rawValue: rawValue) }
}
