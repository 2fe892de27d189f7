/// What allow lists and baselines know a value by; it says nothing of where the value stands.
///
/// An HMAC of the value keyed by the rule. It is not written anywhere: lists hold what
/// ``fingerprint(salt:)`` makes of it. docs/design/0008 says what such an entry discloses.
package struct AllowKey: Hashable, Sendable {
  private let digest: [UInt8]
  /// Whether somebody could try all the values of this length that people choose.
  ///
  /// Only this bit of the length is known; trying such a value is made dear.
  private let isGuessable: Bool

  /// Takes the HMAC of a value, and of how many bytes it is.
  init(digest: [UInt8], count: Int) {
    self.digest = digest
    isGuessable = count < 20
  }

  /// `v2:` and 32 hexadecimal digits, the same for the same rule, value and salt in any path.
  package func fingerprint(salt: [UInt8]) throws(ScanError) -> String {
    "v2:" + Fingerprint.hexadecimal(try Fingerprint.salted(digest, salt, isDear: isGuessable))
  }
}

extension AllowKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Names a content: for entries that accept one that cannot be looked into, and for imports.
package enum ContentDigest {
  /// The SHA-256 of `bytes` in 64 hexadecimal digits, as sha256sum(1) prints it.
  package static func sha256(_ bytes: [UInt8]) throws(ScanError) -> String {
    Fingerprint.hexadecimal(try Fingerprint.plainSHA256(bytes))
  }

  /// The SHA-1 of `bytes` in 40 hexadecimal digits, which the lists of other scanners hold.
  package static func sha1(_ bytes: [UInt8]) throws(ScanError) -> String {
    Fingerprint.hexadecimal(try Fingerprint.plainSHA1(bytes))
  }
}
