/// Why something is a finding, or is none.
package struct Explanation: Sendable {
  /// What came of one condition, or of one part of a score.
  package enum Outcome: Sendable, Equatable {
    case passed
    case failed
    /// The score is this at most.
    case lowered(Double)
    /// So many points for or against.
    case points(Double)
  }

  package struct Step: Sendable {
    package let name: String
    package let outcome: Outcome
    package let note: String?
  }

  package enum Fate: Sendable, Equatable {
    /// A finding at the level asked for.
    case reported
    /// Its score is under the threshold.
    case belowThreshold
    /// A condition failed.
    case ruledOut
    /// Another rule says more about the same value.
    case dominated(by: String)
  }

  /// What it would be as a finding; where a condition failed the score is 0.
  package let finding: Finding
  package let steps: [Step]
  package let fate: Fate
}
