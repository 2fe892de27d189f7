import Synchronization

/// How far from a keyword of theirs rules look.
final class RuleReaches: Sendable {
  /// Of a rule of which that cannot be said.
  static let unlimited = Int.max

  private let rules: [Rule]
  private let known = Mutex<[Int]>([])

  init(_ rules: [Rule]) { self.rules = rules }

  /// For each rule the number of bytes before and behind the start of a keyword beyond which nothing
  /// makes a difference to it.
  ///
  /// Found out when it is asked for, as it takes the patterns of all rules.
  var all: [Int] {
    known.withLock { known in
      if known.count != rules.count { known = rules.map(Self.reach) }
      return known
    }
  }

  private static func reach(_ rule: Rule) -> Int {
    // Some checks look around the value, how far only they know.
    guard rule.custom == nil, !rule.checks.contains(where: \.mayLookAround) else {
      return unlimited
    }
    var reach = 0
    switch rule.window {
    case .atKeyword: break
    case .bytes(let count): reach += count
    case .lines, .wholeText: return unlimited
    }
    switch rule.context?.reach {
    case nil: break
    case .bytes(let count): reach += count
    case .lines, .wholeText: return unlimited
    }
    let width = PatternWidth.of(rule.pattern)
    // What may stand beside a value: an escape.
    return width >= PatternWidth.unlimited ? unlimited : reach + width + 16
  }
}

extension Check {
  fileprivate var mayLookAround: Bool {
    switch self {
    case .custom, .asked, .doubts: true
    default: false
    }
  }
}
