/// A condition on the value that a pattern matched.
///
/// Most rule a match out. `notPlaceholder`, `randomness` and the like tell a stand-in from a secret,
/// which is a matter of degree: they lower the score, and the level to `low` at most.
package enum Check: Sendable {
  /// The value has so many bytes.
  case length(ClosedRange<Int>)
  /// Shannon entropy of the value in bits a byte. Prefer `randomness`, which knows the length.
  case minimumEntropy(Double)
  /// As varied as all but one in a thousand random values of its length and alphabet. Lowers.
  case randomness
  /// As `randomness`, for each long run of a token of this format. Lowers.
  case randomRuns(TokenFormat)
  /// So many bits of Shannon entropy a byte in the last so many bytes. Lowers.
  case variety(last: Int, bits: Double)
  /// None of the things people write where a secret will be: `<token>`, `${TOKEN}`, `xxxx`,
  /// `changeme`, `…EXAMPLE…`, sequences, one byte repeated, keys that documentation shows.
  ///
  /// A template rules the match out, the others lower its score.
  case notPlaceholder
  /// At least one byte of each class.
  case contains(ByteClasses)
  /// The last six bytes are the CRC-32 of the bytes between `skipping` leading ones and them, in
  /// base62 (`0-9A-Za-z`), padded with zeros: GitHub and npm tokens.
  case crc32Base62(skipping: Int)
  /// A JSON Web Token whose header decodes to an object with `alg`.
  case jwt
  /// Decodes as base64 or base64url, padded or not, to so many bytes.
  case base64(decodedLength: ClosedRange<Int>)
  /// A PEM (or PuTTY or PGP) private key with a body of valid base64, not a placeholder. Line
  /// breaks may be real or the two bytes `\n`.
  case pemPrivateKey
  /// None of these words is in the value, in any case. Lower-case ASCII.
  case excludes([String])
  /// Anything else.
  case custom(@Sendable (Match) -> Bool)
  /// As `custom`, with what is asked for in a few words, which `why` shows.
  case asked(String, @Sendable (Match) -> Bool)
  /// Anything else that makes a stand-in. Lowers where the closure names a doubt.
  case doubts(@Sendable (Match) -> Doubt?)
}

/// Classes of bytes a value can be asked to contain.
package struct ByteClasses: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let digit = ByteClasses(rawValue: 1)
  package static let lowercase = ByteClasses(rawValue: 2)
  package static let uppercase = ByteClasses(rawValue: 4)
  /// Printable ASCII that is neither a letter, nor a digit, nor a space.
  package static let punctuation = ByteClasses(rawValue: 8)
}

/// A value that a pattern matched, with all there is to see around it.
package struct Match: Sendable {
  /// The whole text.
  package let text: [UInt8]
  /// The bytes of the value in `text`.
  package let range: Range<Int>
  /// The bytes of everything the pattern matched.
  package let whole: Range<Int>
  package let path: [UInt8]

  package init(text: [UInt8], range: Range<Int>, whole: Range<Int>, path: [UInt8]) {
    self.text = text
    self.range = range
    self.whole = whole
    self.path = path
  }

  package var value: ArraySlice<UInt8> { text[range] }
  /// The value as a string; bytes that are not UTF-8 are replaced.
  package var string: String { String(decoding: value, as: UTF8.self) }
  /// The bytes of the line on which the value starts, without its newline.
  package var line: ArraySlice<UInt8> {
    let start = text[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = text[range.lowerBound...].firstIndex(of: 0x0A) ?? text.count
    return text[start..<end]
  }
}
