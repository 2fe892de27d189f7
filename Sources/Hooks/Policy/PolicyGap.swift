package import Git

/// A way past the policy, or a disagreement between it and `.gitignore`.
package struct PolicyGap: Sendable {
  package enum Kind: String, Sendable {
    /// No `.gitignore` of the repository has the pattern.
    case notIgnored = "not-ignored"
    /// A line that begins with `!` takes back what a pattern ignores.
    case negated
    /// Protected files that are neither tracked nor ignored: the next `git add .` takes them.
    case exposed
    /// A pattern ends at its folder; files further down, or in such a folder elsewhere, are not
    /// protected.
    case notCovered = "not-covered"
    /// No file here matches the pattern.
    case unmatched
    /// A protected file is tracked.
    case tracked
  }

  package let kind: Kind
  /// The protect pattern.
  package let pattern: String
  /// The files that it is about, in order; a made-up one where there is none.
  package var paths: [GitPath] = []
  /// The line of an ignore file that is to blame.
  package var rule: IgnoreRule?
  /// Lines at the end of the top `.gitignore` that would ignore exposed files, one for each.
  package var ignoreLines: [String] = []
  /// What to write instead of the pattern.
  package var suggestion: String?
  /// Where a tracked file is in the history.
  package var past: TrackedPast?
  /// Whether something has to be done, or only to be known.
  package var isWrong = true
}

/// How far a file that must stay out of Git has come.
package struct TrackedPast: Sendable, Equatable {
  /// Commits from HEAD that touch it.
  package let commits: Int
  /// Whether a branch of a remote holds it.
  package let isPushed: Bool
}

/// What ``PolicyCheck`` has seen.
package struct PolicyState: Sendable {
  /// Each protect pattern, how many files here match it, and whether Git ignores it.
  package var patterns: [(pattern: String, files: Int, isIgnored: Bool)] = []
  /// In the order of kinds, patterns and paths.
  package var gaps: [PolicyGap] = []

  /// Lines for the exposed files that no pattern's line covers, as where Git minds letter case and
  /// the policy does not.
  package var missingPaths: [String] {
    let patterns = missing
    return gaps(.exposed).filter { !patterns.contains($0.pattern) }.flatMap(\.ignoreLines)
  }

  package func gaps(_ kind: PolicyGap.Kind) -> [PolicyGap] { gaps.filter { $0.kind == kind } }

  /// The patterns that lines at the end of the top `.gitignore` would make Git ignore.
  package var missing: [String] {
    let undone = gaps(.negated).filter { $0.rule?.source == GitPath(".gitignore") }
    var patterns: [String] = []
    for gap in gaps(.notIgnored) + undone where !patterns.contains(gap.pattern) {
      patterns.append(gap.pattern)
    }
    return patterns
  }
}
