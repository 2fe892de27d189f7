/// Notes what a scan tried and what came of it, for ``Scanner/explain(_:)``.
///
/// A scan that nobody asks about has none and does no more for it than compare with nil.
final class Trace {
  /// One match of a rule, or one assignment that the generic detector looked at.
  struct Attempt {
    let range: Range<Int>
    let source: Candidate.Source
    var steps: [Step] = []
    /// What a match is worth before others are asked; nil where a check ruled it out.
    var candidate: Candidate?
  }

  /// One condition, or one part of a score.
  struct Step {
    let name: String
    let outcome: Explanation.Outcome
    var note: String?
  }

  /// A text that makes rules match everywhere must not fill the memory.
  private static let limit = 20_000

  private(set) var attempts: [Attempt] = []
  /// Where each attempt is in `attempts`.
  private var known: [Known: Int] = [:]

  private struct Known: Hashable {
    let rule: Int
    let range: Range<Int>

    init(_ source: Candidate.Source, _ range: Range<Int>) {
      rule = if case .rule(let index) = source { index } else { -1 }
      self.range = range
    }
  }

  /// Notes an attempt; a rule comes back to a value from several starts, which counts once.
  func note(_ attempt: Attempt) {
    let key = Known(attempt.source, attempt.range)
    guard attempts.count < Self.limit, known[key] == nil else { return }
    known[key] = attempts.count
    attempts.append(attempt)
  }

  /// Adds what became of a candidate later.
  func add(_ step: Step, to candidate: Candidate, rulesOut: Bool) {
    guard let index = known[Known(candidate.source, candidate.range)] else { return }
    attempts[index].steps.append(step)
    if rulesOut { attempts[index].candidate = nil }
  }
}

extension Rule {
  /// Every condition of the rule and what it says of a match.
  func steps(
    for match: Match,
    value: UnsafeBufferPointer<UInt8>,
    hasContext: Bool
  ) -> [Trace.Step] {
    var steps: [Trace.Step] = []
    if let context {
      steps.append(
        Trace.Step(
          name: "near \(context.words.joined(separator: ", "))",
          outcome: hasContext ? .passed : .failed,
          note: nil
        )
      )
    }
    for check in checks {
      switch unsafe check.verdict(on: match, value: value) {
      case .holds: steps.append(.init(name: check.name, outcome: .passed, note: nil))
      case .fails: steps.append(.init(name: check.name, outcome: .failed, note: nil))
      case .lowers(let doubt):
        steps.append(.init(name: check.name, outcome: .lowered(doubt.score), note: doubt.note))
      }
    }
    return steps
  }
}
