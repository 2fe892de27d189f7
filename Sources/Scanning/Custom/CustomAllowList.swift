/// What keeps a rule of a user from reporting, as gitleaks writes it.
package struct CustomAllowList: Sendable {
  /// What the expressions are matched against.
  package enum Target: String, Sendable {
    case secret
    case match
    case line
  }

  package var regexes: [UserRegex] = []
  package var target = Target.secret
  package var paths: [UserRegex] = []
  /// Lower-case; found in the value in any case.
  package var stopWords: [String] = []
  /// Object ids in lower case: what these commits brought in is allowed.
  ///
  /// A text does not tell its commit, so whoever scans the history asks for them.
  package var commits: [String] = []
  /// Whether each kind that is given must hold, not only one of them.
  package var needsAll = false

  package init() {}

  func allows(_ match: Match) -> Bool {
    var answers: [Bool] = []
    if !paths.isEmpty { answers.append(paths.contains { $0.matches(match.path) }) }
    if !regexes.isEmpty {
      let subject =
        switch target {
        case .secret: match.value
        case .match: match.text[match.whole]
        case .line: match.lines
        }
      answers.append(regexes.contains { $0.matches(subject) })
    }
    if !stopWords.isEmpty {
      let value = match.string.lowercased()
      answers.append(stopWords.contains { value.contains($0) })
    }
    guard !answers.isEmpty else { return false }
    return needsAll ? !answers.contains(false) : answers.contains(true)
  }
}

extension Match {
  /// How much of a long line is looked at on either side of the match, in bytes.
  private static var lineReach: Int { 4096 }

  /// The lines that the whole match touches.
  fileprivate var lines: ArraySlice<UInt8> {
    let first = max(0, whole.lowerBound - Self.lineReach)
    let last = min(text.count, whole.upperBound + Self.lineReach)
    let start = text[first..<whole.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? first
    let end = text[whole.upperBound..<last].firstIndex(of: 0x0A) ?? last
    return text[start..<end]
  }
}
