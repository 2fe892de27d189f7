/// A value in a text that passed all checks, before findings are weighed against each other.
struct Candidate {
  enum Source: Equatable {
    /// The index of the rule.
    case rule(Int)
    case generic
  }

  let range: Range<Int>
  let source: Source
  let level: Level
  /// From 0 to 1, as in the finding.
  let score: Double
  /// Whether it looks like a stand-in.
  var isDoubtful = false
  let reason: String
  /// The AWS account that the value names.
  var account: String?

  /// Whether this one makes the other one superfluous.
  private func dominates(_ other: Candidate) -> Bool {
    switch (source, other.source) {
    // A rule knows better what it has in front of it, also where it is in doubt.
    case (.rule, .generic): return !isDoubtful || contains(other)
    case (.generic, .rule): return false
    case (.generic, .generic):
      return level != other.level ? level > other.level : score >= other.score
    case (.rule(let a), .rule(let b)):
      if isDoubtful != other.isDoubtful { return other.isDoubtful }
      guard contains(other) else { return false }
      if level != other.level { return level > other.level }
      return range != other.range || a <= b
    }
  }

  private func contains(_ other: Candidate) -> Bool {
    range.lowerBound <= other.range.lowerBound && range.upperBound >= other.range.upperBound
  }

  /// The candidates that remain when each value counts once, by position.
  ///
  /// A rule beats the generic detector where they overlap; of two rules, the one with the higher
  /// level and the longer value beats the one whose value lies inside. One in doubt gives way to
  /// every rule that is not.
  static func resolve(_ candidates: [Candidate]) -> [Candidate] {
    fates(candidates).filter { $0.dominator == nil }.map(\.candidate)
  }

  /// So many of candidates, those of the highest level and of these the first, by position.
  static func first(_ count: Int, of candidates: [Candidate]) -> [Candidate] {
    guard count < candidates.count else { return candidates }
    return candidates.indices
      .sorted { (candidates[$1].level, $0) < (candidates[$0].level, $1) }
      .prefix(count).sorted().map { candidates[$0] }
  }

  /// The candidates by position, each with the one that makes it superfluous.
  static func fates(
    _ candidates: [Candidate]
  ) -> [(candidate: Candidate, dominator: Candidate?)] {
    let sorted = candidates.sorted {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
    var dominators = [Int?](repeating: nil, count: sorted.count)
    var open: [Int] = []
    for (index, candidate) in sorted.enumerated() {
      open.removeAll {
        dominators[$0] != nil || sorted[$0].range.upperBound <= candidate.range.lowerBound
      }
      for other in open {
        if sorted[other].dominates(candidate) {
          dominators[index] = other
          break
        }
        if candidate.dominates(sorted[other]) { dominators[other] = index }
      }
      if dominators[index] == nil { open.append(index) }
    }
    return zip(sorted, dominators).map { ($0, $1.map { sorted[$0] }) }
  }
}
