/// A regular expression in the syntax of RE2, which gitleaks uses, written for PCRE2 over bytes.
///
/// The two agree on nearly everything; what differs is rewritten, or refused where bytes cannot
/// stand for characters. https://github.com/google/re2/wiki/Syntax and pcre2pattern(3) are the
/// sources; docs/rules.md lists the differences for users. What only PCRE2 has, such as
/// look-around, is let through.
struct RE2Translation {
  private(set) var output: [UInt8] = []
  /// The byte of the source that each byte of the output comes from.
  private(set) var origins: [Int] = []
  /// How many groups capture.
  private(set) var groups = 0

  private let source: [UInt8]
  private let secretGroup: Int?
  private var at = 0
  /// Whether `(?m)` is on, in the groups that are open.
  private var multiline = [false]

  /// Translates an expression.
  ///
  /// The secret group is the one to name `secret`; 0 means all of them, of which the first that
  /// holds something counts; nil means none.
  init(_ source: String, secretGroup: Int?) throws(RegexProblem) {
    self.source = Array(source.utf8)
    self.secretGroup = secretGroup
    while at < self.source.count { try step() }
    if let secretGroup, secretGroup > groups {
      throw RegexProblem("it has \(groups) groups, so there is no group \(secretGroup)", at: 0)
    }
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    at + ahead < source.count ? source[at + ahead] : nil
  }

  private mutating func emit(_ text: String, from origin: Int? = nil) {
    for byte in text.utf8 {
      output.append(byte)
      origins.append(origin ?? at)
    }
  }

  /// Copies so many bytes as they are.
  private mutating func copy(_ count: Int) {
    for _ in 0..<count where at < source.count {
      output.append(source[at])
      origins.append(at)
      at += 1
    }
  }

  private mutating func step() throws(RegexProblem) {
    switch source[at] {
    case UInt8(ascii: "\\"): try escape()
    case UInt8(ascii: "["): try characterClass()
    case UInt8(ascii: "("): try openGroup()
    case UInt8(ascii: ")"):
      if multiline.count > 1 { multiline.removeLast() }
      copy(1)
    case UInt8(ascii: "$"):
      // PCRE2's also matches before a newline at the very end.
      emit(multiline.last == true ? "$" : "\\z")
      at += 1
    case UInt8(ascii: "{") where peek(1) == UInt8(ascii: ","):
      // Newer versions of PCRE2 take `{,3}` for a quantifier.
      emit("\\{")
      at += 1
    case 0x80...:
      // A quantifier behind it means the character, not its last byte.
      let length = Self.length(ofScalarFrom: source[at])
      emit("(?:")
      copy(length)
      emit(")", from: at - 1)
    default: copy(1)
    }
  }

  private static func length(ofScalarFrom lead: UInt8) -> Int {
    switch lead {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }

  // MARK: Escapes

  private mutating func escape() throws(RegexProblem) {
    guard let letter = peek(1) else {
      throw RegexProblem("it ends with a backslash", at: at)
    }
    switch letter {
    case UInt8(ascii: "s"): replace("[\\t\\n\\f\\r ]")
    case UInt8(ascii: "S"): replace("[^\\t\\n\\f\\r ]")
    case UInt8(ascii: "v"): replace("\\x0B")
    case UInt8(ascii: "p"), UInt8(ascii: "P"): throw unicodeClass
    case UInt8(ascii: "x"):
      let start = at
      let value = try hexadecimal()
      emit(
        value < 0x80 ? Self.hex(UInt8(value)) : "(?:\(try Self.bytes(value, start)))",
        from: start
      )
    case UInt8(ascii: "1")...UInt8(ascii: "7") where isOctal(peek(2)): octal()
    case UInt8(ascii: "Q"): quote()
    default: copy(2)
    }
  }

  private var unicodeClass: RegexProblem {
    RegexProblem(
      "classes of Unicode (\\p) are not supported, because texts are searched as bytes",
      at: at
    )
  }

  private mutating func replace(_ text: String) {
    emit(text)
    at += 2
  }

  /// From `\Q` to `\E`, or the end.
  private mutating func quote() {
    at += 2
    while at < source.count {
      if peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "E") {
        at += 2
        return
      }
      let isWord = source[at] >= 0x80 || ASCII.isAlphanumeric(source[at]) || source[at] == 0x5F
      if !isWord { emit("\\") }
      copy(1)
    }
  }

  private func isOctal(_ byte: UInt8?) -> Bool {
    byte.map { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) } ?? false
  }

  private mutating func octal() {
    let start = at
    at += 1
    var value = 0
    for _ in 0..<3 where isOctal(peek()) {
      value = value * 8 + Int(source[at] - 0x30)
      at += 1
    }
    emit(Self.hex(UInt8(truncatingIfNeeded: value)), from: start)
  }

  /// `\x41` or `\x{20AC}`.
  private mutating func hexadecimal() throws(RegexProblem) -> UInt32 {
    let start = at
    at += 2
    var digits = ""
    if peek() == UInt8(ascii: "{") {
      at += 1
      while let byte = peek(), byte != UInt8(ascii: "}") {
        digits.unicodeScalars.append(Unicode.Scalar(byte))
        at += 1
      }
      at += 1
    } else {
      for _ in 0..<2 {
        guard let byte = peek() else { break }
        digits.unicodeScalars.append(Unicode.Scalar(byte))
        at += 1
      }
    }
    guard at <= source.count, let value = UInt32(digits, radix: 16), Unicode.Scalar(value) != nil
    else { throw RegexProblem("`\\x` needs hexadecimal digits of a character", at: start) }
    return value
  }

  private static func hex(_ byte: UInt8) -> String {
    "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  private static func bytes(_ value: UInt32, _ start: Int) throws(RegexProblem) -> String {
    guard let scalar = Unicode.Scalar(value) else {
      throw RegexProblem("`\\x` names no character", at: start)
    }
    return Array(String(Character(scalar)).utf8).map(hex).joined()
  }

  // MARK: Classes

  private mutating func characterClass() throws(RegexProblem) {
    let start = at
    copy(1)
    if peek() == UInt8(ascii: "^") { copy(1) }
    if peek() == UInt8(ascii: "]") { copy(1) }
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "]"):
        copy(1)
        return
      case UInt8(ascii: "["):
        if peek(1) == UInt8(ascii: ":"), let end = endOfNamedClass() {
          copy(end - at)
        } else {
          // PCRE2 takes `[.` and `[=` for something else.
          emit("\\")
          copy(1)
        }
      case UInt8(ascii: "\\"): try escapeInClass()
      case 0x80...: throw beyondASCII
      default: copy(1)
      }
    }
    throw RegexProblem("the class that starts here has no end", at: start)
  }

  private var beyondASCII: RegexProblem {
    RegexProblem(
      "characters beyond ASCII cannot stand in a class, because texts are searched as bytes; "
        + "write (?:a|b)",
      at: at
    )
  }

  /// Behind `[:alpha:]`.
  private func endOfNamedClass() -> Int? {
    var end = at + 2
    while end + 1 < source.count, source[end] != UInt8(ascii: "]") {
      if source[end] == UInt8(ascii: ":"), source[end + 1] == UInt8(ascii: "]") { return end + 2 }
      end += 1
    }
    return nil
  }

  private mutating func escapeInClass() throws(RegexProblem) {
    guard let letter = peek(1) else { throw RegexProblem("it ends with a backslash", at: at) }
    switch letter {
    case UInt8(ascii: "s"): replace("\\t\\n\\f\\r ")
    case UInt8(ascii: "v"): replace("\\x0B")
    case UInt8(ascii: "p"), UInt8(ascii: "P"): throw unicodeClass
    case UInt8(ascii: "1")...UInt8(ascii: "7") where isOctal(peek(2)): octal()
    case UInt8(ascii: "x"):
      let start = at
      let problem = beyondASCII
      let value = try hexadecimal()
      guard value < 0x80 else { throw problem }
      emit(Self.hex(UInt8(value)), from: start)
    default: copy(2)
    }
  }

  // MARK: Groups

  private mutating func openGroup() throws(RegexProblem) {
    let isMultiline = multiline.last ?? false
    if peek(1) == UInt8(ascii: "*") {
      throw RegexProblem("there is nothing that `*` could repeat", at: at + 1)
    }
    guard peek(1) == UInt8(ascii: "?") else {
      capture(skipping: 1)
      return
    }
    if let length = nameLength() {
      capture(skipping: length)
      return
    }
    // Flags, as in `(?i)`, `(?i:` and `(?s-m:`.
    var end = at + 2
    var value = true
    var changed: Bool?
    while end < source.count, "imsU-".utf8.contains(source[end]) {
      if source[end] == UInt8(ascii: "-") { value = false }
      if source[end] == UInt8(ascii: "m") { changed = value }
      end += 1
    }
    if end < source.count, source[end] == UInt8(ascii: ")") {
      multiline[multiline.count - 1] = changed ?? isMultiline
      copy(end + 1 - at)
      return
    }
    let hasBody = end < source.count && source[end] == UInt8(ascii: ":")
    multiline.append(hasBody ? changed ?? isMultiline : isMultiline)
    copy(2)
  }

  /// The length of `(?P<name>` or `(?<name>`.
  private func nameLength() -> Int? {
    var start = at + 2
    if start < source.count, source[start] == UInt8(ascii: "P") { start += 1 }
    guard start + 1 < source.count, source[start] == UInt8(ascii: "<"),
      source[start + 1] != UInt8(ascii: "="), source[start + 1] != UInt8(ascii: "!"),
      let end = source[start...].firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    return end + 1 - at
  }

  private mutating func capture(skipping length: Int) {
    groups += 1
    multiline.append(multiline.last ?? false)
    emit(secretGroup == 0 || secretGroup == groups ? "(?<secret>" : "(")
    at += length
  }
}
