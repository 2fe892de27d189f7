import AWS

/// The words of a TOML document.
struct TOMLScan {
  private(set) var offset = 0
  private(set) var line = 1

  /// The byte order mark that some editors write.
  mutating func skipMark(_ bytes: Span<UInt8>) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
  }

  /// Goes to the next line that holds something; false at the end.
  mutating func skipToContent(_ bytes: Span<UInt8>) throws(DeclaredProblem) -> Bool {
    while true {
      skipBlanks(bytes)
      try skipComment(bytes)
      guard let next = byte(bytes) else { return false }
      guard takeNewline(bytes) else {
        if next == UInt8(ascii: "\r") { throw problem("a return is not followed by a newline") }
        return true
      }
    }
  }

  mutating func endOfLine(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    skipBlanks(bytes)
    try skipComment(bytes)
    guard offset == bytes.count || takeNewline(bytes) else {
      throw problem("something follows where the line should end")
    }
  }

  /// Keys with dots between them: bare ones, or texts in quotes.
  mutating func keys(_ bytes: Span<UInt8>) throws(DeclaredProblem) -> [String] {
    var keys: [String] = []
    repeat {
      skipBlanks(bytes)
      if let quote = byte(bytes), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        let start = line
        let key = try text(bytes, mayHaveLines: false)
        guard let text = String(validating: key.exposed(), as: UTF8.self) else {
          throw DeclaredProblem(line: start, "the key is no text")
        }
        keys.append(text)
      } else {
        let start = offset
        while let next = byte(bytes), Self.isOfBareKey(next) { offset += 1 }
        guard offset > start else { throw problem("expected a key") }
        keys.append(String(decoding: (start..<offset).map { bytes[$0] }, as: UTF8.self))
      }
      skipBlanks(bytes)
    } while take(".", bytes)
    return keys
  }

  /// A number, a boolean or a date: what stands there, checked for its form as far as it is used.
  mutating func literal(_ bytes: Span<UInt8>) throws(DeclaredProblem) -> String {
    let start = offset
    while let next = byte(bytes), Self.isOfBareKey(next) || "+:.".utf8.contains(next) {
      offset += 1
    }
    let text = String(decoding: (start..<offset).map { bytes[$0] }, as: UTF8.self)
    guard text == "true" || text == "false" || TOMLNumber.isOne(text) else {
      throw problem("expected a value: a text in quotes, a whole number, true or false")
    }
    return text
  }

  /// An array of texts, over lines if need be.
  mutating func texts(_ bytes: Span<UInt8>) throws(DeclaredProblem) -> [SecretBytes] {
    advance(bytes)
    var texts: [SecretBytes] = []
    while try skipToContent(bytes) {
      if take("]", bytes) { return texts }
      guard let quote = byte(bytes), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
      else {
        throw problem("an array of anything but texts is not read")
      }
      texts.append(try text(bytes))
      guard try skipToContent(bytes) else { break }
      if take(",", bytes) { continue }
      guard take("]", bytes) else { throw problem("expected , or ] in the array") }
      return texts
    }
    throw problem("the array does not end")
  }

  // MARK: Texts

  /// A text in quotes, of one kind or the other, over lines with three of them.
  mutating func text(
    _ bytes: Span<UInt8>,
    mayHaveLines: Bool = true
  ) throws(DeclaredProblem) -> SecretBytes {
    let start = line
    guard let quote = byte(bytes) else { throw problem("expected a text") }
    let isBasic = quote == UInt8(ascii: "\"")
    let hasLines = isQuote(quote, 3, bytes)
    guard !hasLines || mayHaveLines else { throw problem("a key cannot have lines") }
    offset += hasLines ? 3 : 1
    if hasLines { _ = takeNewline(bytes) }
    var text = SecretBuffer()
    while let next = byte(bytes) {
      if next == quote, !hasLines || isQuote(quote, 3, bytes) {
        // One or two quotes may stand right before the three.
        while hasLines, isQuote(quote, 4, bytes), extraQuotes(quote, bytes) > 0 {
          text.append(quote)
          offset += 1
        }
        offset += hasLines ? 3 : 1
        return text.contents()
      }
      if next == UInt8(ascii: "\\"), isBasic {
        try escape(bytes, &text, hasLines: hasLines)
      } else if next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") {
        guard hasLines else { break }
        guard next == UInt8(ascii: "\n") else {
          throw problem(
            "a return stands in a text over lines, which readers take for different things"
          )
        }
        text.append(next)
        advance(bytes)
      } else if next < 0x20 && next != 0x09 || next == 0x7F {
        throw problem("a control character stands in a text")
      } else {
        text.append(next)
        offset += 1
      }
    }
    throw DeclaredProblem(line: start, "a text in quotes does not end")
  }

  private func extraQuotes(_ quote: UInt8, _ bytes: Span<UInt8>) -> Int {
    var count = 0
    while offset + count < bytes.count, bytes[offset + count] == quote, count < 5 { count += 1 }
    return count - 3
  }

  private mutating func escape(
    _ bytes: Span<UInt8>,
    _ text: inout SecretBuffer,
    hasLines: Bool
  ) throws(DeclaredProblem) {
    offset += 1
    guard let letter = byte(bytes) else { throw problem("a text in quotes does not end") }
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): return try number(bytes, digits: 4, &text)
    case UInt8(ascii: "U"): return try number(bytes, digits: 8, &text)
    default:
      // A backslash at the end of a line takes away all space up to the next word.
      let start = offset
      skipBlanks(bytes)
      guard hasLines, takeNewline(bytes) else {
        offset = start
        throw problem("there is no such escape")
      }
      repeat { skipBlanks(bytes) } while takeNewline(bytes)
      return
    }
    offset += 1
  }

  private mutating func number(
    _ bytes: Span<UInt8>,
    digits: Int,
    _ text: inout SecretBuffer
  ) throws(DeclaredProblem) {
    offset += 1
    var number: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = byte(bytes).flatMap(JSONString.hexValue), number <= UInt32.max >> 4 else {
        throw problem("an escape lacks digits")
      }
      number = number << 4 | digit
      offset += 1
    }
    guard let scalar = Unicode.Scalar(number) else { throw problem("there is no such character") }
    text.append(scalar)
  }

  // MARK: Bytes

  mutating func take(_ symbol: Unicode.Scalar, _ bytes: Span<UInt8>) -> Bool {
    guard byte(bytes) == UInt8(ascii: symbol) else { return false }
    offset += 1
    return true
  }

  mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while let next = byte(bytes), next == 0x20 || next == 0x09 { offset += 1 }
  }

  mutating func advance(_ bytes: Span<UInt8>) {
    if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
    offset += 1
  }

  func byte(_ bytes: Span<UInt8>) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func problem(_ message: String) -> DeclaredProblem { DeclaredProblem(line: line, message) }

  private mutating func skipComment(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    guard byte(bytes) == UInt8(ascii: "#") else { return }
    while let next = byte(bytes), next != UInt8(ascii: "\n"), !isNewline(bytes) {
      guard next >= 0x20 && next != 0x7F || next == 0x09 else {
        throw problem("a control character stands in a comment")
      }
      offset += 1
    }
  }

  private mutating func takeNewline(_ bytes: Span<UInt8>) -> Bool {
    guard isNewline(bytes) else { return false }
    if byte(bytes) == UInt8(ascii: "\r") { offset += 1 }
    advance(bytes)
    return true
  }

  private func isNewline(_ bytes: Span<UInt8>) -> Bool {
    switch byte(bytes) {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n")
    default: false
    }
  }

  private func isQuote(_ quote: UInt8, _ count: Int, _ bytes: Span<UInt8>) -> Bool {
    offset + count <= bytes.count && (0..<count).allSatisfy { bytes[offset + $0] == quote }
  }

  private static func isOfBareKey(_ byte: UInt8) -> Bool {
    byte < 0x80 && (PythonLexer.isOfName(byte) || byte == UInt8(ascii: "-"))
  }
}

/// The whole numbers of TOML that are written as everybody writes them: `42`, `-1`.
///
/// `1_000`, `0xFF` and `+5` are numbers, too, but which text a secret is to be then is not said.
enum TOMLNumber {
  static func isOne(_ text: String) -> Bool {
    let digits = text.first == "-" ? text.dropFirst() : text[...]
    return !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
      && (text == "0" || digits.first != "0")
  }
}
