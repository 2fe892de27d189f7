/// What a scan reports.
package struct ScanOptions: Sendable {
  package var sensitivity: Sensitivity
  package var archives = ArchiveLimits()
  /// The names that AWS accounts have for the reader, by their twelve digits.
  package var accounts: [String: String]
  /// Whether findings keep the values themselves, to be shown to a user who asked for that.
  package var keepsValues: Bool
  /// So many findings of one file are listed, and so many candidates of one rule in a text judged.
  ///
  /// The others are counted, and make the scan of the file incomplete (docs/commands.md).
  package var mostFindings = 5_000

  package init(
    sensitivity: Sensitivity = .default,
    accounts: [String: String] = [:],
    keepsValues: Bool = false
  ) {
    self.sensitivity = sensitivity
    self.accounts = accounts
    self.keepsValues = keepsValues
  }
}

/// How much must speak for a finding before it is reported (`--level`).
package enum Sensitivity: String, Sendable, Comparable, CaseIterable {
  /// Few findings: what is a secret beyond doubt.
  case low
  case `default`
  /// Many findings: also what may as well be none.
  case sensitive

  /// The least score, from 0 to 1, that a finding needs.
  package var threshold: Double {
    switch self {
    case .low: 0.8
    case .default: 0.5
    case .sensitive: 0.2
    }
  }

  package static func < (a: Sensitivity, b: Sensitivity) -> Bool { a.threshold > b.threshold }
}
