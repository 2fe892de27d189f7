/// Finds long random values beside names that say nothing: `acmesearch = "…"`, `["…"]`.
///
/// These are runs that `SymbolRuns` finds; a text without long ones costs next to nothing.
@safe struct UnnamedSearch {
  static let longest = 88
  /// A value, and the name before it, are not longer.
  static let reach = 256
  /// So many in one text are data, such as a table of test vectors.
  static let most = 3

  let parser: AssignmentParser
  let text: UnsafeBufferPointer<UInt8>
  let file: FileKind

  init(_ text: UnsafeBufferPointer<UInt8>, _ file: FileKind) {
    unsafe self.text = text
    self.file = file
    parser = unsafe AssignmentParser(text, file.syntax)
  }

  /// The values with their names, which may be empty; nil where there are too many of them.
  ///
  /// In a range of a text only those are seen that lie in it.
  func values(in range: Range<Int>? = nil) -> [(value: Range<Int>, name: Range<Int>)]? {
    guard file.syntax != .lock else { return [] }
    var found: [(value: Range<Int>, name: Range<Int>)] = []
    let last = unsafe range?.upperBound ?? text.count
    var at = range?.lowerBound ?? 0
    while let run = unsafe SymbolRuns.next(in: text, from: at), run.lowerBound < last {
      var end = run.upperBound
      // The padding of base64; before a value the same byte is an operator.
      while end - run.lowerBound <= Self.longest, parser.byte(end) == UInt8(ascii: "=") { end += 1 }
      let value = run.lowerBound..<end
      if value.count <= Self.longest, let name = name(of: value) {
        if unsafe Self.isRandom(UnsafeBufferPointer(rebasing: text[value])) {
          found.append((value, name))
          if found.count > Self.most { return nil }
        }
      }
      at = end
    }
    return found
  }

  /// The name that a whole value belongs to; nil where it is a part of something.
  private func name(of value: Range<Int>) -> Range<Int>? {
    var at = value.lowerBound
    let quote = parser.byte(at - 1)
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
    case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ">"):
      while "=:>".utf8.contains(parser.byte(at - 1)) || ASCII.isBlank(parser.byte(at - 1)) {
        at -= 1
      }
      while parser.isQuote(parser.byte(at - 1)) || parser.byte(at - 1) == UInt8(ascii: "]") {
        at -= 1
      }
      let end = at
      while end - at < 60, parser.isNameByte(parser.byte(at - 1)) { at -= 1 }
      return end > at ? at..<end : nil
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("), 0x0A:
      return parser.isQuote(quote) ? empty : nil
    default: return nil
    }
  }

  /// Letters of both cases and digits, or many of one case and digits, far from any words.
  private static func isRandom(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    let alphabet = unsafe Alphabet(of: value)
    guard alphabet.classes.contains(.digit), alphabet.size >= 36,
      alphabet.size >= 62 || value.count >= 32
    else { return false }
    let marks = unsafe value.count { !ASCII.isAlphanumeric($0) && $0 != UInt8(ascii: "=") }
    guard marks <= 4, !starts.contains(where: { unsafe Array(value.prefix($0.count)) == $0 })
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
}
