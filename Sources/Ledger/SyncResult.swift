/// What a fetch or a push did for one environment.
package struct SyncResult: Sendable, Equatable {
  package enum Action: String, Codable, Sendable {
    /// There was nothing to do.
    case upToDate = "up-to-date"
    /// The ledger of the remote is the first one here.
    case created
    /// The remote's ledger continues the local one.
    case fastForwarded = "fast-forwarded"
    /// Both had records that the other did not have.
    case merged
    /// The remote took the local records.
    case pushed
    /// There is no ledger of that environment, here or there.
    case empty
  }

  package let environment: String
  package let action: Action
  /// The number of records that came or went.
  package let records: Int

  /// What two fetches did, one after the other.
  static func + (first: SyncResult, second: SyncResult) -> SyncResult {
    SyncResult(
      environment: first.environment,
      action: second.action == .upToDate ? first.action : second.action,
      records: first.records + second.records
    )
  }
}

extension [SyncResult] {
  /// Adds what was done, to what was done before for the same environment.
  mutating func add(_ result: SyncResult) {
    if let index = firstIndex(where: { $0.environment == result.environment }) {
      self[index] = self[index] + result
    } else {
      append(result)
    }
  }
}
