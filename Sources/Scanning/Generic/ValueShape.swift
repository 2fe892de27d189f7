/// Structures that values have which are no secrets, or only say where one is.
enum ValueShape {
  case plain
  /// Says where the secret is: `${DB_PASSWORD}`, `arn:aws:…`, `{{resolve:…}}`, `var.password`.
  case reference
  /// A call, a dotted name, a type, a format string: code, not data.
  case expression
  /// A URL, a path, an address, a version, a date, a digest that says what it is.
  case structured
  /// A UUID: a secret only where the name says so.
  case uuid

  static func of(_ value: UnsafeBufferPointer<UInt8>) -> ValueShape {
    if unsafe isUUID(value) { return .uuid }
    if references.contains(where: { unsafe starts(value, with: $0) }) { return .reference }
    if unsafe isVariable(value) { return .reference }
    if unsafe isStructured(value) { return .structured }
    if unsafe TextModel.looksRandom(value) { return .plain }
    if unsafe isTemplate(value) { return .reference }
    return unsafe isExpression(value) || isPath(value) ? .expression : .plain
  }

  private static let references: [StaticString] = [
    "arn:", "ssm:", "sm:", "op://", "vault:", "vault://", "env:", "env.", "secretsmanager:",
    "file:", "fileb:", "var.", "local.", "data.", "module.", "each.", "aws_", "process.env",
    "os.environ", "os.getenv", "getenv", "env[", "import.meta", "secrets.", "steps.", "github.",
    "params.", "self.", "this.", "config.", "settings.", "!ref", "!sub", "!getatt", "fn::",
    "!importvalue", "@microsoft.keyvault", "projects/",
    "keyvault:", "gcp:", "awssm:", "ref+", "sops:", "enc[", "encrypted[", "credentials(", "!vault",
    "!secret", "!env",
  ]

  /// `$NAME`, `$$name`, `$1`, `@NAME@`: however random the name looks.
  private static func isVariable(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    if unsafe value.count > 4 && value[0] == UInt8(ascii: "@")
      && value[value.count - 1] == UInt8(ascii: "@")
    {
      return unsafe value.dropFirst().dropLast().allSatisfy {
        ASCII.isUppercase($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "_")
      }
    }
    guard unsafe value[0] == UInt8(ascii: "$") else { return false }
    var digits = 0
    for index in 1..<value.count {
      let byte = unsafe value[index]
      if ASCII.isDigit(byte) { digits += 1 }
      guard ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
      else { return false }
    }
    return digits <= 2
  }

  /// `${NAME}`, `$NAME`, `{name}` and the like.
  private static func isTemplate(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    let openings: [StaticString] = ["{{", "${", "$(", "<%", "%(", "#{"]
    if openings.contains(where: { unsafe starts(value, with: $0) }) { return true }
    // `$NAME`, `$env:NAME`, `$row['password']`, `%NAME%`, `{name}`, `<name>`.
    let first = unsafe value[0]
    let last = unsafe value[value.count - 1]
    let inner = unsafe UnsafeBufferPointer(rebasing: value.dropFirst().dropLast())
    switch (first, last) {
    case (UInt8(ascii: "{"), UInt8(ascii: "}")), (UInt8(ascii: "%"), UInt8(ascii: "%")),
      (UInt8(ascii: "<"), UInt8(ascii: ">")), (UInt8(ascii: "["), UInt8(ascii: "]")),
      (UInt8(ascii: "@"), UInt8(ascii: "@")):
      return unsafe inner.allSatisfy { ASCII.isAlphanumeric($0) || " _.:-/".utf8.contains($0) }
    default: break
    }
    guard first == UInt8(ascii: "$") || first == UInt8(ascii: "@") || first == UInt8(ascii: "&")
    else { return false }
    let rest = unsafe UnsafeBufferPointer(rebasing: value.dropFirst())
    let isName = unsafe rest.allSatisfy {
      ASCII.isAlphanumeric($0) || "_.:[]'\">{}?->*$&#;x".utf8.contains($0)
    }
    return unsafe isName && rest.count > 0 && !ASCII.isDigit(rest[0])
  }

  private static func isExpression(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    // The code between two strings: `"…" + name + "…"`.
    let ends = unsafe (value[0], value[value.count - 1])
    if ends.0 == ends.1, ends.0 == UInt8(ascii: "+") || ends.0 == UInt8(ascii: ".") { return true }
    // `name(…)`, `a.b.c`, `a::b`, `a->b`, `a[b]`, `Optional<T>`.
    var at = 0
    var joints = 0
    while at < value.count {
      let byte = unsafe value[at]
      if ASCII.isLetter(byte) || byte == UInt8(ascii: "_") {
        at += 1
      } else if at > 0, ASCII.isDigit(byte), joints == 0 {
        break
      } else if at > 0, ".:[]<>-&*?!".utf8.contains(byte) {
        joints += byte == UInt8(ascii: "-") ? 0 : 1
        at += 1
      } else {
        break
      }
    }
    if at == value.count { return joints > 0 }
    if unsafe at > 0 && value[at] == UInt8(ascii: "(") {
      return unsafe value.contains(UInt8(ascii: ")")) || value[value.count - 1] == UInt8(ascii: "(")
    }
    return false
  }

  private static func isUUID(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count == 36 else { return false }
    for index in 0..<36 {
      let isDash = index == 8 || index == 13 || index == 18 || index == 23
      guard unsafe isDash ? value[index] == UInt8(ascii: "-") : ASCII.isHex(value[index]) else {
        return false
      }
    }
    return true
  }

  private static let digests: [StaticString] = [
    "sha1-", "sha256-", "sha384-", "sha512-", "sha256:", "sha512:", "md5:", "h1:",
  ]

  private static func isStructured(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    if digests.contains(where: { unsafe starts(value, with: $0) }) { return true }
    if unsafe ByteSearch.contains("://", in: value) { return true }
    if unsafe starts(value, with: "data:") || starts(value, with: "mailto:") { return true }
    // The public keys of RSA and of the usual curves, as DER in base64.
    if publicKeys.contains(where: { unsafe starts(value, with: $0) }) { return true }
    // What stands before the parts of a signed request's header.
    if unsafe ByteSearch.contains("-hmac-sha", in: value) { return true }
    // The scope of an AWS signature.
    if unsafe value.count > 12 && ByteSearch.contains("/aws4_request", in: value)
      || ByteSearch.contains("%2faws4_request", in: value)
    {
      return true
    }
    if algorithms.contains(where: {
      unsafe value.count == $0.utf8CodeUnitCount && starts(value, with: $0)
    }) {
      return true
    }
    return unsafe isJSON(value) || isNumeric(value) || isVersion(value) || isAddress(value)
      || isPattern(value)
      || isCipherList(value)
  }

  /// `ALL:!RC4:!ADH`, `+AES-128-GCM:+AEAD`.
  private static func isCipherList(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    var marks = 0
    for index in 0..<value.count - 1 where unsafe value[index] == UInt8(ascii: ":") {
      if unsafe "!+-".utf8.contains(value[index + 1]) { marks += 1 }
    }
    return marks >= 2
  }

  /// Beside names such as `hmac` and `password_hash`.
  private static let algorithms: [StaticString] = [
    "md5", "sha1", "sha-1", "sha224", "sha256", "sha-256", "sha384", "sha512", "sha-512", "base64",
    "hs256", "hs384", "hs512", "rs256", "es256", "bcrypt", "argon2", "argon2id", "pbkdf2", "scrypt",
    "utf8", "utf-8", "ascii", "x509", "oauth2", "ed25519", "rsa2048", "aes128", "aes256", "pkcs12",
    "pkcs8", "pkcs1", "hmac-sha1", "hmac-sha256", "hmacsha256", "hmacsha1", "aws4-hmac-sha256",
    "x-api-key",
  ]

  private static let publicKeys: [StaticString] = [
    "miibijanbgkqhkig9w0baqefaaoc", "miicijanbgkqhkig9w0baqefaaoc", "migfma0gcsqgsib3dqebaquaa4",
    "mfkwewyhkozizj0caq", "mhywewyhkozizj0caq", "migbmbagbyqgsm49ageg", "mcowbqydk2vwayea",
  ]

  /// A regular expression: it has a class such as `[A-Za-z0-9]`.
  private static func isPattern(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    var isOpen = false
    var hasRange = false
    for index in 0..<value.count {
      switch unsafe value[index] {
      case UInt8(ascii: "["):
        isOpen = true
        hasRange = false
      case UInt8(ascii: "]"):
        if isOpen && hasRange { return true }
        isOpen = false
      case UInt8(ascii: "-") where isOpen && index > 0 && index + 1 < value.count:
        let ends = unsafe (value[index - 1], value[index + 1])
        switch ends {
        case (UInt8(ascii: "a"), UInt8(ascii: "z")), (UInt8(ascii: "A"), UInt8(ascii: "Z")),
          (UInt8(ascii: "0"), UInt8(ascii: "9")), (UInt8(ascii: "a"), UInt8(ascii: "f")),
          (UInt8(ascii: "A"), UInt8(ascii: "F")):
          hasRange = true
        default: break
        }
      default: break
      }
    }
    return false
  }

  /// An object or a list with strings in it; what is inside is looked at by itself.
  private static func isJSON(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard unsafe value[0] == UInt8(ascii: "{") || value[0] == UInt8(ascii: "[") else {
      return false
    }
    return unsafe ByteSearch.contains("\":", in: value)
  }

  /// Starts like a path, or consists of words between slashes.
  private static func isPath(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    for start in [
      "./", "../", "~/", "~\\", "\\\\", "/etc/", "/usr/", "/var/", "/opt/", "/home/", "/root/",
      "/run/", "/tmp/", "/path/", "/srv/",
    ] as [StaticString]
    where unsafe starts(value, with: start) {
      return true
    }
    var slashes = 0
    for index in 0..<value.count {
      let byte = unsafe value[index]
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") { slashes += 1 }
      guard ASCII.isAlphanumeric(byte) || "/\\._-:@*{}".utf8.contains(byte) else { return false }
    }
    guard slashes > 0 else { return false }
    let bits = unsafe TextModel.randomBits(value, alphabet: Alphabet(of: value))
    return bits < 0.5 * Double(value.count)
  }

  /// Digits with separators: versions, dates, IP addresses, telephone numbers.
  private static func isNumeric(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe value.allSatisfy { ASCII.isDigit($0) || " .:-+/,TZ_^~<>=v*x".utf8.contains($0) }
      && value.contains { !ASCII.isDigit($0) }
  }

  /// A version with what was built: `3006.0+0na.5b18e86`, `1.2.3-rc.1`.
  private static func isVersion(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    var dots = 0
    while at < value.count, unsafe ASCII.isDigit(value[at]) || value[at] == UInt8(ascii: ".") {
      if unsafe value[at] == UInt8(ascii: ".") { dots += 1 }
      at += 1
    }
    guard at >= 3, dots >= 1, dots <= 3, at < value.count, unsafe value[0] != UInt8(ascii: ".")
    else { return false }
    guard unsafe value[at] == UInt8(ascii: "+") || value[at] == UInt8(ascii: "-") else {
      return false
    }
    return unsafe value[at...].allSatisfy { ASCII.isAlphanumeric($0) || "+-.".utf8.contains($0) }
  }

  /// `name@host.tld`.
  private static func isAddress(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let at = unsafe value.firstIndex(of: UInt8(ascii: "@")), at > 0,
      let dot = unsafe value.lastIndex(of: UInt8(ascii: ".")), dot > at + 1,
      dot + 2 < value.count
    else { return false }
    return unsafe value[(at + 1)...].allSatisfy {
      ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
  }

  /// Whether a format string's holes are in the value: `%s`, `{name}`, `\(name)`, `&lt;`, `\\w`.
  static func hasHoles(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in 0..<max(0, value.count - 1) {
      let next = unsafe value[index + 1]
      switch unsafe value[index] {
      case UInt8(ascii: "%") where "sdvr@".utf8.contains(next): return true
      case UInt8(ascii: "{"), UInt8(ascii: "$"):
        if next == UInt8(ascii: "{") || next == UInt8(ascii: "}") { return true }
        guard ASCII.isLetter(next) || next == UInt8(ascii: "_") else { continue }
        if unsafe value[index] == UInt8(ascii: "{"),
          unsafe value[(index + 1)...].contains(UInt8(ascii: "}"))
        {
          return true
        }
      case UInt8(ascii: "\\") where "(wdsxu0".utf8.contains(next): return true
      case UInt8(ascii: "(") where next == UInt8(ascii: "?"): return true
      case UInt8(ascii: "[") where next == UInt8(ascii: "^"): return true
      case UInt8(ascii: "&")
      where unsafe value.contains(UInt8(ascii: ";")) && ASCII.isLetter(next)
        || next == UInt8(ascii: "#"):
        return true
      default: continue
      }
    }
    return false
  }

  private static func starts(
    _ value: UnsafeBufferPointer<UInt8>,
    with prefix: StaticString
  ) -> Bool {
    guard value.count >= prefix.utf8CodeUnitCount else { return false }
    for offset in 0..<prefix.utf8CodeUnitCount
    where unsafe ASCII.lowercased(value[offset]) != prefix.utf8Start[offset] { return false }
    return true
  }
}
