/// How sure, and how grave, a finding is.
package enum Level: String, Sendable, Comparable, Codable, CaseIterable {
  /// Worth a look: an identifier, or a value that only looks random.
  case low
  /// Probably a secret.
  case medium
  /// A secret by its format or by where it stands.
  case high

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }

  package static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
}
