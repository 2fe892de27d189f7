/// A secret, or what looks like one, and where it stands.
///
/// The value itself is kept only when a scan was asked to.
package struct Finding: Sendable {
  /// The id of the rule.
  package let rule: String
  package let description: String
  package internal(set) var level: Level
  /// From 0 to 1: how much speaks for it.
  package internal(set) var score: Double
  /// Whether it looks like a stand-in for a secret.
  package let isStandIn: Bool
  /// Counted from 1, as are the columns, which count bytes.
  ///
  /// The end is exclusive. A text in UTF-16 counts as converted to UTF-8.
  package internal(set) var line: Int
  package internal(set) var column: Int
  /// The same columns in UTF-16 code units, which editors and code hosts count.
  package internal(set) var character: Int
  package internal(set) var endLine: Int
  package internal(set) var endColumn: Int
  package internal(set) var endCharacter: Int
  /// The bytes of the value in the text; in the converted text where it was in UTF-16.
  package internal(set) var range: Range<Int>
  /// The path inside of the archive that the text is, the levels joined by `!/`.
  ///
  /// Positions are those in the member. Empty for a finding in the text itself.
  package internal(set) var member: [UInt8]
  /// The encodings in which the value stands, outermost first, such as `base64` and `hex`.
  ///
  /// Positions are those of the encoded text.
  package internal(set) var encodings: [String]
  package let masked: String
  /// `v1:` and 32 hexadecimal digits, the same for the same rule, path and value anywhere.
  package let fingerprint: String
  package let valueDigest: ValueDigest
  /// What allow lists know the value by.
  package let allowKey: AllowKey
  /// A comment beside the value that asks for the finding to be passed over.
  package let inlineComment: InlineComment?
  /// One line: why this is thought to be a secret.
  package internal(set) var reason: String
  package let advice: String
  /// The AWS account that the value itself names, twelve digits.
  package internal(set) var account: String?
  /// The value, where ``ScanOptions/keepsValues`` asks for it.
  package let value: SecretValue?
  /// Its number in an explanation.
  var attempt: Int?
}

/// Tells whether two values seen by one process are equal, and nothing else.
///
/// An HMAC under a random key that lives as long as the process; it has no printable form.
package struct ValueDigest: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// Takes the first half of an HMAC with SHA-256.
  init(_ digest: [UInt8]) {
    func word(_ from: Int) -> UInt64 { digest[from..<from + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    high = word(0)
    low = word(8)
  }
}

extension ValueDigest: CustomStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
