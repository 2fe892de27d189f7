/// Finds long random values beside names that say nothing: `acmesearch = "…"`, `["…"]`.
///
/// Only every 24th byte is looked at, so that a text without long runs costs next to nothing.
@safe struct UnnamedSearch {
  static let shortest = 24
  static let longest = 88
  /// More in one text are data, such as a table of test vectors; files of settings have more.
  var most: Int { file.syntax == .lines ? 12 : 3 }

  let parser: AssignmentParser
  let text: UnsafeBufferPointer<UInt8>
  let file: FileKind

  init(_ text: UnsafeBufferPointer<UInt8>, _ file: FileKind) {
    unsafe self.text = text
    self.file = file
    parser = unsafe AssignmentParser(text, file.syntax)
  }

  /// The values with their names, which may be empty.
  func values() -> [(value: Range<Int>, name: Range<Int>)] {
    guard file.syntax != .lock else { return [] }
    var found: [(value: Range<Int>, name: Range<Int>)] = []
    var floor = 0
    var at = Self.shortest - 1
    while unsafe at < text.count {
      guard unsafe Self.runBytes.contains(text[at]) else {
        at += Self.shortest
        continue
      }
      var start = at
      while start > floor, unsafe Self.runBytes.contains(text[start - 1]) { start -= 1 }
      var end = at + 1
      while unsafe end < text.count && Self.runBytes.contains(text[end]) { end += 1 }
      // The padding of base64; before a value the same byte is an operator.
      while end - at < Self.longest, parser.byte(end) == UInt8(ascii: "=") { end += 1 }
      if end - start >= Self.shortest, end - start <= Self.longest,
        let name = name(of: start..<end)
      {
        let run = unsafe UnsafeBufferPointer(rebasing: text[start..<end])
        if unsafe Self.isRandom(run) {
          found.append((start..<end, name))
          if found.count > most { return [] }
        }
      }
      floor = end
      at = end + Self.shortest
    }
    return found
  }

  /// The name that a whole value belongs to; nil where it is a part of something.
  private func name(of value: Range<Int>) -> Range<Int>? {
    var at = value.lowerBound
    let quote = parser.byte(at - 1)
    // `${name:…}`
    if quote == UInt8(ascii: ":"), parser.byte(value.upperBound) == UInt8(ascii: "}") {
      let name = identifier(endingAt: at - 1)
      return parser.byte(name.lowerBound - 1) == UInt8(ascii: "{") && !name.isEmpty ? name : nil
    }
    if parser.isQuote(quote), parser.byte(value.upperBound) == quote {
      at -= 1
    } else {
      let next = parser.byte(value.upperBound)
      guard file.syntax == .lines || file.syntax == .yaml || file.syntax == .shell, next <= 0x20,
        quote == UInt8(ascii: "=") || quote == 0x20
      else { return nil }
    }
    while ASCII.isBlank(parser.byte(at - 1)) { at -= 1 }
    let empty = at..<at
    let mark = parser.byte(at - 1)
    switch mark {
    case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: "|"),
      UInt8(ascii: "?"):
      while "=:>|?".utf8.contains(parser.byte(at - 1)) || ASCII.isBlank(parser.byte(at - 1)) {
        at -= 1
      }
      while parser.isQuote(parser.byte(at - 1)) || "[]".utf8.contains(parser.byte(at - 1)) {
        at -= 1
      }
      let name = identifier(endingAt: at)
      guard isType(name) else { return name.isEmpty ? nil : name }
      // `name: &str = …`, `name string = …`
      at = name.lowerBound
      while " \t:&".utf8.contains(parser.byte(at - 1)) { at -= 1 }
      let typed = identifier(endingAt: at)
      return typed.isEmpty ? nil : typed
    case UInt8(ascii: ",") where parser.isQuote(quote):
      // `set("name", "…")`
      var end = at - 1
      while ASCII.isBlank(parser.byte(end - 1)) { end -= 1 }
      guard parser.isQuote(parser.byte(end - 1)) else { return empty }
      let name = identifier(endingAt: end - 1)
      return parser.isQuote(parser.byte(name.lowerBound - 1))
        && parser.byte(name.lowerBound - 2) == UInt8(ascii: "(") && !name.isEmpty ? name : empty
    case _ where quote == 0x20 && parser.isNameByte(mark):
      // `NAME …`, `ENV NAME …`, `--name …`
      let name = identifier(endingAt: at)
      return parser.isFlag(name) || parser.isWord("ENV", before: name.lowerBound)
        || file.syntax == .lines && parser.startsLine(name.lowerBound) ? name : nil
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("), 0x0A:
      return parser.isQuote(quote) ? empty : nil
    default: return nil
    }
  }

  private func identifier(endingAt end: Int) -> Range<Int> {
    var start = end
    while end - start < 60, parser.isNameByte(parser.byte(start - 1)) { start -= 1 }
    return start..<end
  }

  private func isType(_ name: Range<Int>) -> Bool {
    parser.isOneOf(["string", "str"], name)
  }

  /// Letters of both cases and digits, or many of one case and digits, far from any words.
  private static func isRandom(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    let alphabet = unsafe Alphabet(of: value)
    guard alphabet.classes.contains(.digit), alphabet.size >= 36,
      alphabet.size >= 62 || value.count >= 32
    else { return false }
    let marks = unsafe value.count { !ASCII.isAlphanumeric($0) && $0 != UInt8(ascii: "=") }
    let digits = unsafe value.count { ASCII.isDigit($0) }
    guard marks <= 4, digits * 16 >= value.count,
      !starts.contains(where: { unsafe Array(value.prefix($0.count)) == $0 })
    else { return false }
    let bits = unsafe TextModel.randomBits(value, alphabet: alphabet)
    guard bits >= 1.2 * Double(value.count), unsafe Randomness.isPlausible(value),
      unsafe !Placeholder.matches(value)
    else { return false }
    return if case .plain = unsafe ValueShape.of(value) { true } else { false }
  }

  /// How certificates, keys, images, fonts and archives in base64 start, and JSON, of which rules
  /// know what is a token.
  private static let starts = [
    "MI", "iVBOR", "R0lGOD", "/9j/", "d09G", "AAEAAA", "AAAA", "H4sI", "UEsD", "eyJ", "PHN2", "sha",
  ].map { Array($0.utf8) }

  private static let runBytes = ByteSet(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+/"
  )
}
