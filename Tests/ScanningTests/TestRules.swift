import Scanning

/// A rule for tests, with only what matters to one.
func rule(
  _ id: String = "test-key",
  level: Level = .high,
  keywords: [String],
  pattern: String,
  boundary: Rule.Boundary = .word,
  window: Rule.Window = .bytes(256),
  files: [String] = [],
  context: Rule.Context? = nil,
  checks: [Check] = []
) -> Rule {
  Rule(
    id: id,
    description: "test key",
    reference: "https://example.com",
    level: level,
    keywords: keywords,
    pattern: pattern,
    boundary: boundary,
    window: window,
    files: files,
    context: context,
    checks: checks,
    advice: "revoke it",
    examples: []
  )
}

extension Scanner {
  /// The findings in a text.
  func scan(_ text: String, path: String = "file.txt") throws -> [Finding] {
    try scan(path: Array(path.utf8), bytes: Array(text.utf8))
  }

  /// The values found in a text.
  func values(_ text: String, path: String = "file.txt") throws -> [String] {
    try scan(text, path: path).map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
  }
}

/// A scanner with these rules and without the generic detector.
func scanner(_ rules: Rule...) throws -> Scanner {
  try Scanner(rules: rules, generic: false)
}
