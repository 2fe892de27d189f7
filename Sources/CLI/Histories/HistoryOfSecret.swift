import FoundationEssentials
import Ledger
import Secrets

/// All that is known of what became of a secret.
struct HistoryOfSecret {
  let store: StoreKind
  let name: String
  let arn: String?
  /// Those that the store has.
  var versions: [SecretVersion] = []
  let deployed: [DeployedVersions.Version]
  /// What CloudTrail tells, newest first; nil where it was not asked.
  var changes: [SecretEvent]?

  var reference: String { store.reference(to: name) }

  /// A line for each version and each other change, in no order.
  func lines() -> [HistoryLine] {
    var changes = changes ?? []
    func take(_ version: String) -> SecretEvent? {
      // The oldest made it; the later ones moved stages to it.
      guard let place = changes.lastIndex(where: { $0.version == version && $0.stage == nil })
      else {
        return nil
      }
      return changes.remove(at: place)
    }
    var lines = versions.map { version in
      HistoryLine(
        reference: reference,
        time: version.created,
        event: .version,
        version: version.id,
        stages: version.stages,
        isDeprecated: version.stages.isEmpty && store != .parameterStore,
        by: version.by ?? take(version.id)?.by,
        deployments: deployments(of: version)
      )
    }
    for gone in deployed where !versions.contains(where: { isSame($0, gone.item) }) {
      let change = take(gone.item.version)
      lines.append(
        HistoryLine(
          reference: reference,
          time: gone.item.created ?? gone.item.modified ?? change?.time
            ?? gone.deployments.last?.record.at,
          event: .version,
          version: gone.item.version,
          isGone: true,
          by: change?.by,
          deployments: gone.deployments
        )
      )
    }
    return lines + changes.map { HistoryLine($0, of: reference) }
  }

  private func deployments(of version: SecretVersion) -> Deployments? {
    deployed.first { isSame(version, $0.item) }?.deployments
  }

  private func isSame(_ version: SecretVersion, _ item: LedgerItem) -> Bool {
    guard version.id == item.version else { return false }
    guard store == .parameterStore, let created = version.created, let modified = item.modified
    else { return true }
    return RecordTime.wholeSeconds(created) == modified
  }
}

/// One thing that became of a secret.
struct HistoryLine {
  enum Event: String {
    /// A version was made.
    case version
    case created, updated, deleted, restored
    case stageMoved = "stage-moved"
    case other
  }

  let reference: String
  let time: Date?
  let event: Event
  var version: String?
  var stages: [String] = []
  /// Whether the store may drop the version, as it has no stage.
  var isDeprecated = false
  /// Whether the store has the version no more.
  var isGone = false
  /// The stage that was moved.
  var stage: String?
  var by: String?
  /// Nil where there were none.
  var deployments: Deployments?

  /// Newest first; what has no time comes last, and of one time what came first stays so.
  static func sorted(_ lines: [HistoryLine]) -> [HistoryLine] {
    lines.enumerated().sorted { a, b in
      let (first, second) = (a.element.time ?? .distantPast, b.element.time ?? .distantPast)
      return first == second ? a.offset < b.offset : first > second
    }
    .map(\.element)
  }
}

extension HistoryLine {
  /// A change that made no version which is known.
  init(_ change: SecretEvent, of reference: String) {
    let event: Event =
      switch change.call {
      case "PutSecretValue": .version
      case "CreateSecret": .created
      case "UpdateSecret": .updated
      case "DeleteSecret": .deleted
      case "RestoreSecret": .restored
      case "UpdateSecretVersionStage": .stageMoved
      default: .other
      }
    self.init(
      reference: reference,
      time: change.time,
      event: event,
      version: event == .version || event == .stageMoved ? change.version : nil,
      isGone: event == .version,
      stage: change.stage,
      by: change.by
    )
  }
}
