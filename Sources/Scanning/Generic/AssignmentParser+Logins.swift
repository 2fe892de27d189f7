// Calls that take a user and a password.

extension AssignmentParser {
  /// The name of a call in lower case, and which of its arguments is the password, from 0.
  private static let calls: [(StaticString, Int)] = [
    ("networkcredential", 1), ("directoryentry", 2), ("pscredential", 1),
    ("usernamepasswordcredentials", 1), ("passwordauthentication", 1),
    ("usernamepasswordauthenticationtoken", 1),
  ]

  /// The password in `new NetworkCredential("ada", "…")` when all arguments up to it are strings.
  func login(calledAt name: Range<Int>) -> Assignment? {
    guard byte(name.upperBound) == UInt8(ascii: "("),
      let (_, position) = Self.calls.first(where: { isOneOf([$0.0], name) })
    else { return nil }
    var at = name.upperBound + 1
    for argument in 0...position {
      while ASCII.isBlank(byte(at)) || byte(at) == 0x0A || byte(at) == 0x0D { at += 1 }
      guard let open = afterQuote(at), let range = quoted(from: open, escapes: open - at - 1) else {
        return nil
      }
      if argument == position { return Assignment(name: name, value: range, form: .login) }
      at = skipBlanks(range.upperBound + (open - at))
      guard byte(at) == UInt8(ascii: ",") else { return nil }
      at += 1
    }
    return nil
  }
}
