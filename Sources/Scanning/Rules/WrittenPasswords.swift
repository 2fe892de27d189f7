// Which of the passwords that stand in connections and commands are nobody's.

extension BuiltinRules {
  /// Well-known pairs of samples, and passwords that only say what they are.
  private static let samplePasswords: Set = [
    "password", "passwd", "pass", "pwd", "secret", "guest", "root", "admin", "postgres", "mysql",
    "test", "token", "user", "username", "changeit", "foo", "bar", "baz", "pw", "key", "redis",
    "rabbitmq", "mongo", "mypassword", "userpass", "pass123", "passw0rd", "password123",
    "gx1fbat3bv",
  ]

  static let isURLPassword: @Sendable (Match) -> Bool = { match in
    let value = match.string.lowercased()
    if samplePasswords.contains(value) || value.hasPrefix("$")
      || value.hasPrefix("%") && value.hasSuffix("s")
    {
      return false
    }
    if unsafe match.value.withUnsafeBufferPointer({ unsafe CredentialName.isIdentifier($0) }) {
      return false
    }
    // A bare port, as in `host:8080@…`.
    return !(value.utf8.count <= 5 && value.utf8.allSatisfy { (0x30...0x39).contains($0) })
  }

  /// No word in the braces of a template, and nothing of a format.
  static let isWritten: @Sendable (Match) -> Bool = { match in
    let value = match.string.lowercased()
    let isBraced = match.text[match.range.lowerBound - 1] == UInt8(ascii: "{")
    return !(isBraced && samplePasswords.contains(value)) && !value.hasPrefix("$")
      && !(value.hasPrefix("%") && value.hasSuffix("s"))
  }

  static let decodesToUserAndPassword: @Sendable (Match) -> Bool = { match in
    guard let bytes = Base64.decode(match.value), let colon = bytes.firstIndex(of: 0x3A) else {
      return false
    }
    guard bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return false }
    let password = String(decoding: bytes[(colon + 1)...], as: UTF8.self)
    return !samplePasswords.contains(password.lowercased()) && LiteralValue.isLiteral(password)
  }
}
