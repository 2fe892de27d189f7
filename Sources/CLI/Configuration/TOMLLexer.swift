/// The characters of a TOML document: keys and values.
struct TOMLLexer {
  private let text: [Unicode.Scalar]
  private var position = 0
  private(set) var line = 1
  private var depth = 0

  init(_ bytes: [UInt8]) throws(TOMLError) {
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw TOMLError(line: Self.firstBadLine(bytes), message: "the text is not UTF-8")
    }
    text = Array(string.unicodeScalars)
    if text.first == "\u{FEFF}" { position = 1 }
  }

  private static func firstBadLine(_ bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    return bad + 1
  }

  func error(_ message: String) -> TOMLError { TOMLError(line: line, message: message) }

  // MARK: Between values

  private var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    if scalar == "\n" { line += 1 }
    return true
  }

  private func follows(_ scalars: String) -> Bool {
    let wanted = Array(scalars.unicodeScalars)
    return position + wanted.count <= text.count
      && Array(text[position..<position + wanted.count]) == wanted
  }

  private mutating func skipBlanks() {
    while next == " " || next == "\t" { position += 1 }
  }

  private mutating func takeNewline() -> Bool {
    if next == "\r", position + 1 < text.count, text[position + 1] == "\n" { position += 1 }
    return take("\n")
  }

  private mutating func skipComment() throws(TOMLError) {
    guard take("#") else { return }
    while let scalar = next, scalar != "\n", !follows("\r\n") {
      guard scalar == "\t" || !isControl(scalar) else {
        throw error("a comment may not hold a control character")
      }
      position += 1
    }
  }

  /// Skips blanks, comments and empty lines; false at the end of the document.
  mutating func skipToContent() throws(TOMLError) -> Bool {
    repeat {
      skipBlanks()
      try skipComment()
    } while takeNewline()
    return next != nil
  }

  mutating func endOfLine() throws(TOMLError) {
    skipBlanks()
    try skipComment()
    guard next == nil || takeNewline() else { throw error("expected the end of the line") }
  }

  mutating func expectEquals() throws(TOMLError) {
    guard take("=") else { throw error("expected `=` after the key") }
  }

  // MARK: Keys

  mutating func keyPath() throws(TOMLError) -> [String] {
    var path: [String] = []
    repeat {
      skipBlanks()
      path.append(try key())
      guard path.count <= Self.deepest else { throw error("the key has too many parts") }
      skipBlanks()
    } while take(".")
    return path
  }

  private mutating func key() throws(TOMLError) -> String {
    if follows("\"\"\"") || follows("'''") { throw error("a key cannot be a multi-line string") }
    if next == "\"" { return try basicString() }
    if next == "'" { return try literalString() }
    var key = String.UnicodeScalarView()
    while let scalar = next, isBareKey(scalar) {
      key.append(scalar)
      position += 1
    }
    guard !key.isEmpty else { throw error("expected a key") }
    return String(key)
  }

  static func insert(
    _ value: TOMLValue,
    at path: ArraySlice<String>,
    into table: inout TOMLTable,
    _ line: Int
  ) throws(TOMLError) {
    guard let key = path.first else { return }
    guard path.count > 1 else {
      guard table[key] == nil else {
        throw TOMLError(line: line, message: "`\(key)` is defined twice")
      }
      table[key] = value
      return
    }
    var inner = TOMLTable(origin: .dotted)
    if let present = table[key] {
      guard case .table(let table) = present.kind,
        table.origin == .dotted || table.origin == .implied
      else { throw TOMLError(line: line, message: "`\(key)` is defined already") }
      inner = table
      inner.origin = .dotted
    }
    try insert(value, at: path.dropFirst(), into: &inner, line)
    table[key] = TOMLValue(kind: .table(inner), line: table[key]?.line ?? line)
  }

  // MARK: Values

  mutating func value() throws(TOMLError) -> TOMLValue {
    skipBlanks()
    let start = line
    guard let scalar = next else { throw error("expected a value") }
    let kind: TOMLValue.Kind =
      switch scalar {
      case "\"": .string(try follows("\"\"\"") ? longString("\"", escapes: true) : basicString())
      case "'": .string(try follows("'''") ? longString("'", escapes: false) : literalString())
      case "[": .array(try array())
      case "{": .table(try inlineTable())
      default: try word()
      }
    return TOMLValue(kind: kind, line: start)
  }

  private mutating func array() throws(TOMLError) -> [TOMLValue] {
    try enter("[")
    defer { depth -= 1 }
    var values: [TOMLValue] = []
    while true {
      guard try skipToContent() else { throw error("the array is not closed with `]`") }
      if take("]") { return values }
      values.append(try value())
      guard try skipToContent() else { throw error("the array is not closed with `]`") }
      if take("]") { return values }
      guard take(",") else { throw error("expected `,` or `]` in the array") }
    }
  }

  private mutating func inlineTable() throws(TOMLError) -> TOMLTable {
    try enter("{")
    defer { depth -= 1 }
    var table = TOMLTable(origin: .inline)
    skipBlanks()
    if take("}") { return table }
    repeat {
      let start = line
      let key = try keyPath()
      try expectEquals()
      try Self.insert(try value(), at: key[...], into: &table, start)
      skipBlanks()
    } while take(",")
    guard take("}") else { throw error("expected `,` or `}` in the inline table") }
    return table
  }

  /// Deeper nesting than any real document has would only exhaust the stack.
  private static let deepest = 64

  private mutating func enter(_ bracket: Unicode.Scalar) throws(TOMLError) {
    _ = take(bracket)
    depth += 1
    guard depth <= Self.deepest else { throw error("the values are nested too deeply") }
  }

  private mutating func word() throws(TOMLError) -> TOMLValue.Kind {
    var word = characters()
    // RFC 3339 lets a blank stand between date and time.
    if TOMLTime.isDate(word), follows(" "), position + 1 < text.count,
      ("0"..."9").contains(text[position + 1])
    {
      position += 1
      word += " " + characters()
    }
    guard !word.isEmpty else { throw error("expected a value") }
    if let value = TOMLWord.value(word) { return value }
    // Not repeated: it may be a secret that somebody forgot to quote.
    guard !TOMLWord.isTooLarge(word) else { throw error("the integer does not fit into 64 bits") }
    throw error("this is not a value; a string needs quotes")
  }

  private mutating func characters() -> String {
    var characters = String.UnicodeScalarView()
    while let scalar = next, isBareKey(scalar) || "+.:".unicodeScalars.contains(scalar) {
      characters.append(scalar)
      position += 1
    }
    return String(characters)
  }

  // MARK: Strings

  private mutating func basicString() throws(TOMLError) -> String {
    _ = take("\"")
    var result = String.UnicodeScalarView()
    while let scalar = next, scalar != "\n" {
      position += 1
      switch scalar {
      case "\"": return String(result)
      case "\\": result.append(try escape())
      case "\t": result.append(scalar)
      case _ where isControl(scalar): throw error("a string may not hold a control character")
      default: result.append(scalar)
      }
    }
    throw error("the string is not closed with `\"`")
  }

  private mutating func literalString() throws(TOMLError) -> String {
    _ = take("'")
    var result = String.UnicodeScalarView()
    while let scalar = next, scalar != "\n" {
      position += 1
      if scalar == "'" { return String(result) }
      guard scalar == "\t" || !isControl(scalar) else {
        throw error("a string may not hold a control character")
      }
      result.append(scalar)
    }
    throw error("the string is not closed with `'`")
  }

  private mutating func longString(
    _ quote: Unicode.Scalar,
    escapes: Bool
  ) throws(TOMLError) -> String {
    let start = line
    let fence = String(repeating: Character(quote), count: 3)
    position += 3
    _ = takeNewline()
    var result = String.UnicodeScalarView()
    while let scalar = next {
      if follows(fence) {
        // Up to two quotes may stand right before the closing fence.
        position += 3
        for _ in 0..<2 where take(quote) { result.append(quote) }
        return String(result)
      }
      if takeNewline() {
        result.append("\n")
        continue
      }
      position += 1
      if scalar == "\\", escapes {
        if !skipLineContinuation() { result.append(try escape()) }
      } else {
        guard scalar == "\t" || !isControl(scalar) else {
          throw error("a string may not hold a control character")
        }
        result.append(scalar)
      }
    }
    throw TOMLError(line: start, message: "the string is not closed with `\(fence)`")
  }

  /// After a backslash at the end of a line: skips to the next character that is not white space.
  private mutating func skipLineContinuation() -> Bool {
    let start = position
    skipBlanks()
    guard takeNewline() else {
      position = start
      return false
    }
    repeat { skipBlanks() } while takeNewline()
    return true
  }

  private mutating func escape() throws(TOMLError) -> Unicode.Scalar {
    guard let scalar = next else { throw error("the string is not closed") }
    position += 1
    switch scalar {
    case "b": return "\u{8}"
    case "t": return "\t"
    case "n": return "\n"
    case "f": return "\u{C}"
    case "r": return "\r"
    case "\"", "\\": return scalar
    case "u", "U":
      let count = scalar == "u" ? 4 : 8
      guard position + count <= text.count else { throw error("the escape is not complete") }
      var digits = ""
      digits.unicodeScalars.append(contentsOf: text[position..<position + count])
      // Before the digits `UInt32` would take a sign.
      guard digits.utf8.first != UInt8(ascii: "+"), let code = UInt32(digits, radix: 16),
        let value = Unicode.Scalar(code)
      else {
        throw error("`\\\(scalar)` needs \(count) hexadecimal digits of a Unicode character")
      }
      position += count
      return value
    default: throw error("`\\\(visible(String(scalar)))` is not an escape")
    }
  }
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || scalar.value == 0x7F
}

private func isBareKey(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
  default: false
  }
}
