/// Why a value that has the form of a secret may be none: it lowers the score and the level.
///
/// Documentation is left alone, yet a fixture in the exact format of a token is seen: what is
/// written with a mask or a word stays under the threshold, what merely repeats itself stays over
/// it, at level `low`.
package struct Doubt: Sendable, Equatable {
  /// The most that the score of a finding can be.
  package let score: Double
  /// One clause, to be read after the description of the rule.
  package let note: String

  /// A mask or a word where the secret would stand: shown to those who want to see everything.
  package static func mask(_ note: String) -> Doubt { Doubt(score: 0.3, note: note) }

  /// Too regular for a secret, although the format is right.
  package static func pattern(_ what: String) -> Doubt {
    Doubt(score: 0.55, note: "looks like a stand-in: \(what)")
  }

  /// Made up, or damaged in copying.
  static let wrongChecksum = Doubt(score: 0.6, note: "its checksum is wrong")

  /// An example that somebody published, who it is from.
  package static func published(_ whose: String) -> Doubt {
    Doubt(score: 0.55, note: "a published example: \(whose)")
  }
}

/// What a check says of a match.
package enum Verdict: Sendable, Equatable {
  case holds
  /// The match is none of the rule's values.
  case fails
  /// The match may be a stand-in for one.
  case lowers(Doubt)
}
