import Synchronization

/// One kind of credential: where to look for it, what it looks like, and what makes it real.
///
/// The engine looks for `keywords`, tries `pattern` around each place where one stands, and keeps
/// the matches that pass `context` and every one of `checks`.
///
/// A class, since there are many and each has a dozen members: what is handed on is a reference.
package final class Rule: Sendable {
  /// Kebab-case, provider first: `aws-access-key-id`.
  ///
  /// Stable: fingerprints and allow lists use it.
  package let id: String
  /// A noun phrase for messages: "AWS access key id".
  package let description: String
  /// The URL of the document that describes the format.
  package let reference: String
  package let level: Level
  /// Lower-case ASCII; one of them must be in the text, in any case, before the pattern is tried.
  ///
  /// Without keywords the pattern is tried on the whole text, which only rules with `files` can
  /// afford.
  package let keywords: [String]
  /// A PCRE2 pattern over bytes: no UTF mode, case-sensitive unless `(?i)`, `.` stops at newlines.
  ///
  /// The group named `secret` is the value; without one the whole match is. Quantifiers should be
  /// bounded: a pattern that exceeds the match limit fails the scan.
  ///
  /// Built on demand: a scan needs the patterns of the few rules whose keyword it sees.
  package var pattern: String { makePattern() }
  /// What may stand beside the value; compiled into the pattern as look-arounds.
  package let boundary: Boundary
  /// Where a match may start, seen from the keyword.
  package let window: Window
  /// Suffixes of the path, lower-case, to which the rule is limited; none means all files.
  package let files: [String]
  /// Words that must stand near the value.
  package let context: Context?
  /// All must hold.
  package let checks: [Check]
  /// What the value itself tells, to be read after the description: "of account 123456789012".
  package let detail: (@Sendable (Match) -> String?)?
  /// The AWS account that the value itself names, twelve digits.
  package let account: (@Sendable (Match) -> String?)?
  /// For a secret: the rules of what belongs to it, such as the id of a key.
  ///
  /// See ``Pairs``.
  package let pairsWith: [String]
  /// What only a rule of a user has.
  package let custom: Custom?
  /// What a user asks of paths, to run the rule or to allow what it finds.
  let pathConditions: [UserRegex]
  /// What to do about it: how to revoke or rotate this credential.
  package let advice: String

  /// The pattern as it was compiled, for all scanners.
  let program = Mutex(Program.untried)
  private let makePattern: @Sendable () -> String
  private let makeExamples: @Sendable () -> [String]
  private let makeCounterexamples: @Sendable () -> [String]

  /// Texts in which the rule finds its value; built on demand, so that start-up does not pay.
  package var examples: [String] { makeExamples() }
  /// Texts in which the rule finds nothing.
  package var counterexamples: [String] { makeCounterexamples() }

  package init(
    id: String,
    description: String,
    reference: String,
    level: Level,
    keywords: [String],
    pattern: @autoclosure @escaping @Sendable () -> String,
    boundary: Boundary = .word,
    window: Window = .bytes(256),
    files: [String] = [],
    context: Context? = nil,
    checks: [Check] = [],
    detail: (@Sendable (Match) -> String?)? = nil,
    account: (@Sendable (Match) -> String?)? = nil,
    pairsWith: [String] = [],
    custom: Custom? = nil,
    pathConditions: [UserRegex] = [],
    advice: String,
    examples: @autoclosure @escaping @Sendable () -> [String],
    counterexamples: @autoclosure @escaping @Sendable () -> [String] = []
  ) {
    self.id = id
    self.description = description
    self.reference = reference
    self.level = level
    self.keywords = keywords
    makePattern = pattern
    self.boundary = boundary
    self.window = window
    self.files = files
    self.context = context
    self.checks = checks
    self.detail = detail
    self.account = account
    self.pairsWith = pairsWith
    self.custom = custom
    self.pathConditions = pathConditions
    self.advice = advice
    makeExamples = examples
    makeCounterexamples = counterexamples
  }

  /// The same rule with other conditions.
  func with(checks: [Check], pathConditions: [UserRegex]) -> Rule {
    let (pattern, examples, counterexamples) = (makePattern, makeExamples, makeCounterexamples)
    return Rule(
      id: id,
      description: description,
      reference: reference,
      level: level,
      keywords: keywords,
      pattern: pattern(),
      boundary: boundary,
      window: window,
      files: files,
      context: context,
      checks: checks,
      detail: detail,
      account: account,
      pairsWith: pairsWith,
      custom: custom,
      pathConditions: pathConditions,
      advice: advice,
      examples: examples(),
      counterexamples: counterexamples()
    )
  }
}

extension Rule {
  /// Which bytes may not stand directly beside the value.
  ///
  /// An escape is not a neighbour: in `%3DAKIA…`, `\nAKIA…` and `\u003dAKIA…` the value starts
  /// freely.
  package enum Boundary: Sendable {
    /// Anything may: the pattern says itself where the value ends.
    case none
    /// No letter or digit.
    case alphanumeric
    /// No letter, digit, `_` or `-`. What prefixed tokens want.
    case word
    /// As `word`, and no `+` or `/`, nor `=` after it. What values in base64 without a prefix want.
    case base64
  }

  /// Where a match may start; it may end, and look around, anywhere in the text.
  package enum Window: Sendable {
    /// Exactly where the keyword starts: the keyword is the first thing in the pattern. Fastest.
    case atKeyword
    /// At most so many bytes before or after the start of the keyword.
    case bytes(Int)
    /// In the line of the keyword, or so many lines before or after it.
    case lines(Int)
    /// Anywhere in the text.
    case wholeText
  }

  /// Words of which at least one must stand near the value.
  package struct Context: Sendable {
    package enum Reach: Sendable {
      /// So many bytes before the start and after the end of the value.
      case bytes(Int)
      /// The lines of the value, and so many before and after.
      case lines(Int)
      case wholeText
    }

    /// Lower-case ASCII, found in any case, also inside longer words.
    package let words: [String]
    package let reach: Reach

    package static func near(_ words: [String], _ reach: Reach) -> Context {
      Context(words: words, reach: reach)
    }
  }
}
