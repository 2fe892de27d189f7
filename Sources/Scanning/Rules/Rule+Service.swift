// The form of rules for services whose credentials are told by the service's name alone.

extension Rule {
  /// A rule for values of a known form beside the name of the service that issues them.
  ///
  /// `names` are lower-case and stand for themselves, in any case, at the start of a word; with
  /// `whole` no letter may stand beside them. What follows the name may be more words of the same name or sentence, and
  /// then an operator or an opening parenthesis. With `word` one of these words must be one of
  /// `key`, `token`, `secret` and the like: for services named like ordinary things. Names of
  /// digests and identifiers are passed over.
  package static func service(
    id: String,
    description: String,
    reference: String,
    level: Level = .medium,
    names: [String],
    whole: Bool = false,
    word: Bool = false,
    variable: String,
    format: TokenFormat,
    checks: [Check] = [],
    advice: String,
    examples: @autoclosure @escaping @Sendable () -> [String] = [],
    counterexamples: @autoclosure @escaping @Sendable () -> [String] = []
  ) -> Rule {
    Rule(
      id: id,
      description: description,
      reference: reference,
      level: level,
      keywords: names,
      pattern: servicePattern(names, whole, word, format) + "(?<secret>\(format.pattern))",
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .custom(isNoIdentifier)]
        + (format.parts.count == 1 ? [.custom(isNoText)] : []) + [format.randomness] + checks,
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
        "\(variable)_SHA=\(format.token(seed: 1))\n",
        "checksum = \(format.token(seed: 1))\n",
      ] + format.nearMisses.map { "\(variable)=\($0)\n" } + counterexamples()
    )
  }

  private static func servicePattern(
    _ names: [String],
    _ whole: Bool,
    _ word: Bool,
    _ format: TokenFormat
  ) -> String {
    let name = names.map(TokenFormat.escaped).joined(separator: "|")
    return (whole ? "(?<![A-Za-z])" : wordStart) + "(?i:\(name))" + (whole ? "(?![a-z])" : "")
      + ahead(format, within: word ? 54 + assignmentWidth : 40 + assignmentWidth)
      + (word
        ? #"[A-Za-z0-9_. -]{0,24}?(?i:key|token|secret|pass|auth|cred|api|pat)[A-Za-z0-9_. -]{0,24}"#
        : "[A-Za-z0-9_. -]{0,40}")
      + #"[\\"'`\])]{0,4}\s{0,8}(?::\s{0,2}[A-Za-z]{3,12}\s{0,2}(?==))?"#
      + #"(?:=>|:=|==?|:|,|>|\(|\s)\s{0,8}(?:[A-Za-z.]{1,12}\()?[\\"'`(\[]{0,4}"#
  }

  /// Whether the name before the value is not that of a digest or of an identifier.
  package static let isNoIdentifier: @Sendable (Match) -> Bool = { match in
    let before = match.text[match.whole.lowerBound..<match.range.lowerBound]
    let end = before.lastIndex(where: ASCII.isAlphanumeric).map { $0 + 1 } ?? before.startIndex
    let name = Array(before[..<end])
    let lower = name.map(ASCII.lowercased)
    if lower.suffix(2).elementsEqual("id".utf8), lower.count > 2 {
      let letter = name[name.count - 3]
      let isWord = !ASCII.isAlphanumeric(letter) || ASCII.isUppercase(name[name.count - 2])
      if isWord { return false }
    }
    return !digests.contains { word in
      lower.indices.contains { start in
        let end = start + word.count
        guard end <= lower.count, lower[start..<end].elementsEqual(word) else { return false }
        // Not `sha` of `shared`, but of `sha256` and `shaSum`.
        return end == lower.count || !ASCII.isLetter(name[end])
          || ASCII.isUppercase(name[end]) && ASCII.isLowercase(name[end - 1])
      }
    }
  }

  /// Whether the value, where it is no number, is rather random than words of a language.
  private static let isNoText: @Sendable (Match) -> Bool = { match in
    unsafe match.value.withUnsafeBufferPointer { value in
      if unsafe value.allSatisfy({ ASCII.isHex($0) || $0 == UInt8(ascii: "-") }) { return true }
      return unsafe TextModel.randomBits(value, alphabet: Alphabet(of: value)) > 0
    }
  }

  private static let digests: [[UInt8]] = [
    "sha", "hash", "md5", "digest", "checksum", "commit", "integrity", "revision", "fingerprint",
    "etag", "version", "nonce", "trace",
  ].map { Array($0.utf8) }
}

extension Match {
  /// Whether a word, in lower case, stands between the start of the match and its value.
  func nameContains(_ word: String) -> Bool {
    unsafe text[whole.lowerBound..<range.lowerBound].withUnsafeBufferPointer {
      unsafe ByteSearch.contains(word, in: $0)
    }
  }
}
