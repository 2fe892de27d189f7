/// Tells a value that is written out from a reference to one, and from a stand-in.
enum LiteralValue {
  /// For values that count because of where they stand: they may be short and weak, but must be
  /// values.
  static let check = Check.asked("written out, not a reference") { match in
    isLiteral(match.value)
  }

  /// As `check`, for syntax that says itself that a password stands there: a word that samples use
  /// may be the password all the same, and is shown with doubt.
  static let orSample: [Check] = [
    .asked("written out, not a reference") { match in
      isSample(match.value) || isLiteral(match.value)
    },
    .notPlaceholder,
    .doubts { match in isSample(match.value) ? .pattern("a word that samples use") : nil },
  ]

  /// Doubts a value that only names what belongs there: `API_KEY`, `mypass`.
  static let unnamed = Check.doubts { match in
    let isName = unsafe match.value.withUnsafeBufferPointer { unsafe CredentialName.isOne($0) }
    return isName ? .mask("only names what belongs there") : nil
  }

  private static func isSample(_ value: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: value, as: UTF8.self).lowercased()
    return text.utf8.count >= 4 && (standIns.contains(text) || text == "mypassword")
  }

  static func isLiteral(_ value: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: value, as: UTF8.self).replacingEscapes
    guard let first = text.first(where: { !$0.isWhitespace }) else { return false }
    // Without members it is no JSON: a random password may start with a brace.
    let members = first == "{" || first == "[" ? hasLiteralMember(text) : nil
    return members ?? isLiteral(text)
  }

  static func isLiteral(_ text: String) -> Bool {
    let text = text.trimmed
    guard text.utf8.count >= 4, !isReference(text) else { return false }
    let lower = text.lowercased()
    if standIns.contains(lower) || parts.contains(where: lower.contains) { return false }
    // One character repeated, such as `xxxx` and `****`.
    return lower.utf8.contains { $0 != lower.utf8.first }
  }

  private static func isReference(_ text: String) -> Bool {
    if prefixes.contains(where: text.hasPrefix) { return true }
    // A random password has braces, too, and now and then something like a name between them.
    var bytes = text
    if bytes.withUTF8({ unsafe TextModel.looksRandom($0) }) { return false }
    // The words between two string literals: `"Password: " + password + ","`.
    if text.hasPrefix("+ ") || text.hasSuffix(" +") { return true }
    if text.hasPrefix("$"), text.dropFirst().utf8.allSatisfy({ isWord($0) || $0 == 0x3A }) {
      return true
    }
    if text.hasPrefix("%"), text.hasSuffix("%") { return true }
    if text.hasPrefix("<"), text.hasSuffix(">") { return true }
    if text.hasPrefix("["), text.hasSuffix("]") { return true }
    // A variable of a program, such as `bridge->name`.
    if isMember(text) { return true }
    // One of these is in the opening of each, and in few values.
    guard text.utf8.contains(where: { "{(%".utf8.contains($0) }) else { return false }
    return expansions.contains { open, close in
      guard let start = text.firstRange(of: open),
        let end = text[start.upperBound...].firstRange(of: close)
      else { return false }
      let name = text[start.upperBound..<end.lowerBound]
      return !name.isEmpty && name.utf8.allSatisfy { isWord($0) || Self.nameLike.contains($0) }
    }
  }

  /// Whether names are joined by `->`, or a name has an index behind it: a variable of a program.
  private static func isMember(_ text: String) -> Bool {
    var hasIndex = false
    var names = text.utf8[...]
    if names.last == UInt8(ascii: "]"), let open = names.firstIndex(of: UInt8(ascii: "[")) {
      hasIndex = true
      let index = names[names.index(after: open)...].dropLast()
      guard index.allSatisfy(isWord) else { return false }
      names = names[..<open]
    }
    guard let first = names.first, !(0x30...0x39).contains(first), hasIndex || text.contains("->")
    else { return false }
    return names.allSatisfy { isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ">") }
  }

  /// Whether a JSON text has a member whose value is a literal; nil when it has no members.
  ///
  /// The quotes may have lost their backslashes already.
  private static func hasLiteralMember(_ text: String) -> Bool? {
    var rest = Substring(text)
    var hasMembers = false
    while let colon = rest.firstIndex(of: ":") {
      let before = rest[..<colon].last { !$0.isWhitespace }
      if before == "\"" || before == "'" { hasMembers = true }
      let name = rest[..<colon].drop { !$0.isLetter }.lowercased().filter(\.isLetter)
      rest = rest[rest.index(after: colon)...].drop(while: \.isWhitespace)
      guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: quote) else { return hasMembers ? false : nil }
      // Beside a password that is left out, a user and a host are no secret.
      if !publicMembers.contains(name), isLiteral(String(rest[..<end])) { return true }
      rest = rest[end...].dropFirst()
    }
    return hasMembers ? false : nil
  }

  /// What Secrets Manager keeps beside the password of a database.
  private static let publicMembers: Set = [
    "username", "user", "host", "hostname", "engine", "dbname", "database", "port", "email",
    "region", "dbinstanceidentifier", "dbclusteridentifier", "masterarn",
  ]

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2E: true
    default: false
    }
  }

  /// `AQICAH` begins a ciphertext of KMS, as an SSM parameter that was not decrypted shows.
  private static let prefixes = [
    "arn:", "data.", "var.", "local.", "module.", "random_password.", "random_string.", "aws_",
    "file://", "fileb://", "op://", "vault:", "ssm:", "sm:", "!Ref", "!Sub", "!GetAtt", "AQICAH",
    "ENC[", "process.env", "os.environ", "System.getenv", "@Microsoft.KeyVault", "resolve:",
  ]
  private static let expansions = [
    ("${", "}"), ("{{", "}}"), ("#{", "}"), ("<%", "%>"), ("%{", "}"), ("$(", ")"), ("\\(", ")"),
    ("\\#(", ")"),
    ("{", "}"),
  ]
  /// What a name in an expansion may have beside letters, digits, `_` and `.`.
  private static let nameLike: Set<UInt8> = Set(" -:[]\"'()/|".utf8)
  private static let standIns: Set = [
    "string", "value", "secret", "password", "passwd", "token", "test", "true", "false", "null",
    "none", "nil", "undefined", "todo", "tbd", "foobar", "secretstring", "default", "plaintext",
    "mysecret", "secret_value", "secret-value", "secretvalue", "password123", "securestring",
  ]
  private static let parts = [
    "example", "changeme", "change_me", "change-me", "placeholder", "replace", "your_", "your-",
    "redacted", "dummy", "insert", "xxxx", "****", "fixme", "to-be-", "tobe", "...", "…", "••",
  ]
}

extension String {
  /// Without the backslash before a quote.
  fileprivate var replacingEscapes: String {
    guard utf8.contains(UInt8(ascii: "\\")) else { return self }
    var output = ""
    var escaped = false
    for character in self {
      if character == "\\", !escaped {
        escaped = true
        continue
      }
      if escaped, character != "\"", character != "'", character != "\\" { output.append("\\") }
      escaped = false
      output.append(character)
    }
    return output
  }

  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
