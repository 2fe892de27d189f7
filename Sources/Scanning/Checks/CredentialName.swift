/// Values that only name what belongs in their place: `API_KEY`, `AuthToken`, `old_secret`, `mypass`.
///
/// Manuals show them where a password or a token will stand. What has a digit or another mark is
/// none of them: people do choose `Secret123`.
enum CredentialName {
  private static let nouns: [StaticString] = [
    "credentials", "credential", "passphrase", "passcode", "password", "passwd", "apikey",
    "secret", "token", "pass", "pwd", "psk", "key", "pw",
  ]
  /// What stands before a noun without a joint, beside common words: whose it is, and what it opens.
  private static let qualifiers: [StaticString] = [
    "my", "our", "your", "the", "a", "an", "new", "old", "some", "any", "db", "sql", "sys", "app",
    "api", "usr",
  ]

  /// Whether a value is one of these as programs and manuals write names, with capitals or joints.
  static func isIdentifier(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe value.contains { !ASCII.isLowercase($0) } && isOne(value)
  }

  static func isOne(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count <= 40, let first = unsafe value.first, ASCII.isLetter(first) else {
      return false
    }
    var word = 0
    for index in 0..<value.count {
      let byte = unsafe value[index]
      if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") {
        word = index + 1
      } else if !ASCII.isLetter(byte) {
        return false
      }
    }
    for noun in nouns {
      let start = value.count - noun.utf8CodeUnitCount
      guard start >= word, unsafe matches(value, noun, at: start) else { continue }
      // `AuthToken`, `JWTToken`, `dbPASS`
      if unsafe start == word
        || ASCII.isUppercase(value[start])
          && (ASCII.isLowercase(value[start - 1]) || ASCII.isLowercase(value[start + 1]))
      {
        return true
      }
      return unsafe qualifies(UnsafeBufferPointer(rebasing: value[word..<start]))
    }
    return false
  }

  /// Whether letters say whose a credential is, or are common words for the most part.
  private static func qualifies(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
    for qualifier in qualifiers where unsafe matches(letters, qualifier, at: 0) {
      let rest = letters.count - qualifier.utf8CodeUnitCount
      if rest == 0 { return true }
      if unsafe qualifies(UnsafeBufferPointer(rebasing: letters.suffix(rest))) { return true }
    }
    return unsafe isCommon(letters)
  }

  private static func isCommon(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe CommonWords.coverage(letters) >= 0.75
  }

  private static func matches(
    _ value: UnsafeBufferPointer<UInt8>,
    _ word: StaticString,
    at start: Int
  ) -> Bool {
    guard start + word.utf8CodeUnitCount <= value.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where unsafe ASCII.lowercased(value[start + offset]) != word.utf8Start[offset] {
      return false
    }
    return true
  }
}
