/// Finds long random values beside names that say nothing: `acmesearch = "…"`, `["…"]`, and beside
/// the names of services: `Mixpanel("…")`.
///
/// These are runs that `SymbolRuns` finds; a text without long ones costs next to nothing.
@safe struct UnnamedSearch {
  static let longest = 88
  /// A value, and the names before it, are not longer.
  static let reach = 256
  /// So many in one text are data, such as a table of test vectors.
  static let most = 3

  struct Value {
    enum Place: Equatable {
      /// Beside a name that says nothing, or none.
      case unnamed
      /// What a client is made with: `new SearchClient("…")`.
      case client
      /// Beside the name of a service.
      case service
    }

    let range: Range<Int>
    /// May be empty.
    let name: Range<Int>
    let place: Place
    /// It repeats itself, or counts up.
    var isStandIn = false
  }

  let parser: AssignmentParser
  let text: UnsafeBufferPointer<UInt8>
  let file: FileKind

  init(_ text: UnsafeBufferPointer<UInt8>, _ file: FileKind) {
    unsafe self.text = text
    self.file = file
    parser = unsafe AssignmentParser(text, file.syntax)
  }

  /// The values; in a range of a text only those that lie in it.
  ///
  /// With `isTable` there were more without a name than count, and none of these is among them.
  func values(in range: Range<Int>? = nil) -> (values: [Value], isTable: Bool) {
    guard file.syntax != .lock else { return ([], false) }
    var found: [Value] = []
    var services: [Value] = []
    let last = unsafe range?.upperBound ?? text.count
    var at = range?.lowerBound ?? 0
    while let run = unsafe SymbolRuns.next(in: text, from: at, .short), run.lowerBound < last {
      var end = run.upperBound
      // The padding of base64; before a value the same byte is an operator.
      while end - run.lowerBound <= Self.longest, parser.byte(end) == UInt8(ascii: "=") { end += 1 }
      at = end
      let value = run.lowerBound..<end
      guard value.count <= Self.longest, let before = place(before: value) else { continue }
      let bytes = unsafe UnsafeBufferPointer(rebasing: text[value])
      guard unsafe bytes.contains(where: ASCII.isDigit) else { continue }
      if let service = unsafe ofService(bytes, value, before) {
        services.append(service)
      } else if value.count >= SymbolRuns.minimum, found.count <= Self.most,
        let (name, place) = name(of: value, before),
        unsafe Self.isRandom(bytes)
      {
        found.append(Value(range: value, name: name, place: place))
      }
    }
    let isTable = found.count > Self.most
    return (isTable ? services : services + found, isTable)
  }

  /// Whether there are any in a range of a text.
  func hasValues(in range: Range<Int>) -> Bool {
    let result = values(in: range)
    return result.isTable || !result.values.isEmpty
  }

  /// The place before a whole value and its quote; nil where it is a part of something.
  private func place(before value: Range<Int>) -> Int? {
    let quote = parser.byte(value.lowerBound - 1)
    if parser.isQuote(quote), parser.byte(value.upperBound) == quote { return value.lowerBound - 1 }
    let next = parser.byte(value.upperBound)
    guard file.syntax != .code, next <= 0x20,
      quote == UInt8(ascii: "=") || quote == 0x20
    else { return nil }
    return value.lowerBound
  }

  /// The name that a value belongs to.
  private func name(of value: Range<Int>, _ before: Int) -> (Range<Int>, Value.Place)? {
    let isQuoted = before < value.lowerBound
    guard isQuoted || file.syntax != .unknown else { return nil }
    var at = before
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
      return end > at ? (at..<end, .unnamed) : nil
    case UInt8(ascii: "(") where isQuoted:
      let end = at - 1
      at = end
      while end - at < 60, parser.isNameByte(parser.byte(at - 1)) { at -= 1 }
      let isClient =
        end - at >= 6 && parser.isOneOf(["client"], end - 6..<end)
        || parser.isWord("new", before: at) && end > at
      return isClient ? (at..<end, .client) : (empty, .unnamed)
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("), 0x0A:
      return isQuoted ? (empty, .unnamed) : nil
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
  static let starts = [
    "MI", "iVBOR", "R0lGOD", "/9j/", "d09G", "AAEAAA", "AAAA", "H4sI", "UEsD", "eyJ", "PHN2", "sha",
  ].map { Array($0.utf8) }
}
