/// How sure, and how grave, a finding is.
package enum Level: String, Sendable, Comparable, Codable, CaseIterable {
  /// Public by design: worth knowing, never a secret. Reported apart and never counted.
  case info
  /// Worth a look: an identifier, or what has the form of a secret and looks like a stand-in for
  /// one. A hook shows it and blocks nothing.
  case low
  /// Probably a secret.
  case medium
  /// A secret by its format or by where it stands.
  case high

  private var rank: Int {
    switch self {
    case .info: 0
    case .low: 1
    case .medium: 2
    case .high: 3
    }
  }

  package static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
}
