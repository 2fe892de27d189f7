// The two forms that most rules have; both make their examples and near misses from the format.

extension Rule {
  /// A rule for tokens that are recognised by their own form.
  ///
  /// Every run of the format has to be random: a value of one repeated character is documentation.
  /// `keywords` are for a format whose longest literal is frequent in other text: what the literal
  /// goes on with.
  package static func token(
    id: String,
    description: String,
    reference: String,
    level: Level = .high,
    keywords: [String]? = nil,
    format: TokenFormat,
    boundary: Boundary = .alphanumeric,
    context: Context? = nil,
    checks: [Check]? = nil,
    advice: String,
    examples: @autoclosure @escaping @Sendable () -> [String] = [],
    counterexamples: @autoclosure @escaping @Sendable () -> [String] = []
  ) -> Rule {
    Rule(
      id: id,
      description: description,
      reference: reference,
      level: level,
      keywords: keywords ?? [format.keyword],
      pattern: format.pattern,
      boundary: boundary,
      window: format.startsWithKeyword ? .atKeyword : .bytes(format.reach),
      context: context,
      checks: checks ?? [.notPlaceholder, format.randomness],
      advice: advice,
      examples: [
        "export TOKEN=\(format.token(seed: 1))\n",
        "client = connect(\"\(format.token(seed: 2))\")\n",
        #"{"body": "first\n\#(format.token(seed: 3))\nlast"}"#,
      ] + examples(),
      counterexamples: format.nearMisses.map { "export TOKEN=\($0)\n" } + [
        "export TOKEN=\(format.placeholder)\n",
        "blob = \"q7\(format.token(seed: 4))\"\n",
      ] + counterexamples()
    )
  }

  /// A rule for values that only the name beside them tells apart.
  ///
  /// `name` is a pattern for the telling part of the name, matched in any case; up to 40 bytes of
  /// the same name may follow it before the operator. `variable` is the name in the examples.
  package static func named(
    id: String,
    description: String,
    reference: String,
    level: Level = .high,
    keywords: [String],
    name: String,
    variable: String,
    format: TokenFormat,
    context: Context? = nil,
    checks: [Check]? = nil,
    advice: String,
    examples: @autoclosure @escaping @Sendable () -> [String] = [],
    counterexamples: @autoclosure @escaping @Sendable () -> [String] = []
  ) -> Rule {
    Rule(
      id: id,
      description: description,
      reference: reference,
      level: level,
      keywords: keywords,
      pattern: Self.wordStart
        + "(?i:\(name))" + ahead(format, within: 40 + assignmentWidth)
        + "\(Self.rest)\(Self.assignment)(?<secret>\(format.pattern))",
      boundary: .base64,
      window: .bytes(64),
      context: context,
      checks: checks ?? [.notPlaceholder, .custom(isNoIdentifier), format.randomness],
      advice: advice,
      examples: [
        "\(variable)=\(format.token(seed: 1))\n",
        "  \"\(variable)\": \"\(format.token(seed: 2))\",\n",
        "\(variable.lowercased()) = '\(format.token(seed: 3))'\n",
      ] + examples(),
      counterexamples: [
        "\(variable)=${\(variable)}\n",
        "\(variable) = os.environ[\"\(variable)\"]\n",
        "\(variable)=\(format.placeholder)\n",
        "checksum = \(format.token(seed: 1))\n",
      ] + format.nearMisses.map { "\(variable)=\($0)\n" } + counterexamples()
    )
  }

  /// What stands before a name that begins a word, of those that case or a separator divides.
  ///
  /// `alchemy` begins a word in `my_alchemy_key` and `MyAlchemyKey`, and none in `sqlalchemy`.
  /// An escaped line end is no part of a word.
  package static let wordStart =
    #"(?:(?<![a-z])(?=[a-z])|(?<![A-Z])(?=[A-Z])|(?![A-Za-z])|(?<=\\[nrt]))"#

  /// The rest of a name after its telling part.
  package static let rest = #"[A-Za-z0-9_.-]{0,40}"#

  /// Between a name and its value: quotes, an operator, an opening bracket, and spaces.
  ///
  /// Takes in `=`, `:`, `:=`, `=>`, `>` of an element, `,` of a call, `]` of a subscript, a type
  /// such as `: String =`, a call such as `= String(`, and the escaped quotes of JSON inside JSON.
  package static let assignment =
    #"[\\"'`\])]{0,4}\s{0,8}(?::\s{0,2}[A-Za-z]{3,12}\s{0,2}(?==))?"#
    + #"(?:=>|:=|==?|:|,|>|\s)\s{0,8}(?:[A-Za-z.]{1,12}\()?[\\"'`(\[]{0,4}"#

  /// The most bytes that `assignment` takes in, and that of a service.
  static let assignmentWidth = 56

  /// Looks for a value of a format within so many bytes.
  ///
  /// There is none behind most names. To know that at once is cheaper than to try all the ways in
  /// which words, blanks and quotes could lead up to one.
  static func ahead(_ format: TokenFormat, within reach: Int) -> String {
    "(?=(?s:.{0,\(reach)}?)\(format.pattern))"
  }

  /// A quoted string; the group `secret` is what stands between the quotes.
  package static let quoted = "(?|\(doubleQuoted)|\(singleQuoted))"
  package static let doubleQuoted = #""(?<secret>(?:[^"\\\r\n]++|\\.)++)""#
  package static let singleQuoted = #"'(?<secret>(?:[^'\\\r\n]++|\\.)++)'"#
  /// A string of Go, raw or not; the group `secret` is what stands between the quotes.
  package static let goString = "(?|\(doubleQuoted)|`(?<secret>[^`]{1,4096})`)"
  /// A string of SQL, in which a quote is doubled.
  package static let sqlString = "(?|\(doubleQuoted)|'(?<secret>(?:[^'\\\\\\r\\n]++|''|\\\\.)++)')"
  /// As `quoted`, or one word of a shell that is not an expansion.
  package static let shellWord =
    #"(?|\#(doubleQuoted)|'(?<secret>(?:[^'\r\n]++|'\\'')++)'|"#
    + #"(?<secret>[^\s"'`$<>|;&()\\][^\s"'`<>|;&()\\]{3,511}))"#

  /// The words of a shell command up to the one that matters, also on continued lines.
  package static let command = #"[^\r\n]{0,1000}?(?:\\\r?\n[^\r\n]{0,1000}?){0,12}?"#
}

extension Match {
  /// The command of a shell in which the value stands, from the start of the match to the end of
  /// the line that is not continued.
  var command: Substring {
    var end = whole.lowerBound
    while end < text.count, end < whole.lowerBound + 8_000 {
      if text[end] == 0x0A, end == 0 || text[end - 1] != UInt8(ascii: "\\") { break }
      end += 1
    }
    return Substring(decoding: text[whole.lowerBound..<end], as: UTF8.self)
  }
}
