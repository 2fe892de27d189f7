/// Finds long random values beside names that say nothing: `acmesearch = "…"`, `["…"]`, and beside
/// the names of services: `Mixpanel("…")`.
///
/// These are runs that `SymbolRuns` finds; a text without long ones costs next to nothing.
@safe struct UnnamedSearch {
  static let longest = 88
  /// A value, and the names before it, are not longer.
  static let reach = 512
  /// More in one text are data, such as a table of test vectors; files of settings have more.
  var most: Int { file.syntax == .lines ? 12 : 3 }

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
    while let run = unsafe SymbolRuns.next(in: text, from: at, before: last, .short) {
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
      } else if value.count >= SymbolRuns.minimum, found.count <= most,
        let (name, place) = name(of: value, before),
        unsafe Self.isRandom(bytes)
      {
        found.append(Value(range: value, name: name, place: place))
      }
    }
    let isTable = found.count > most
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
    if isDefault(value) { return value.lowerBound }
    let next = parser.byte(value.upperBound)
    guard file.syntax != .code, next <= 0x20,
      quote == UInt8(ascii: "=") || quote == 0x20
    else { return nil }
    return value.lowerBound
  }

  /// The default of a variable: `${name:…}`.
  private func isDefault(_ value: Range<Int>) -> Bool {
    parser.byte(value.lowerBound - 1) == UInt8(ascii: ":")
      && parser.byte(value.upperBound) == UInt8(ascii: "}")
  }

  /// The name that a value belongs to.
  private func name(of value: Range<Int>, _ before: Int) -> (Range<Int>, Value.Place)? {
    func named(_ name: Range<Int>) -> (Range<Int>, Value.Place)? {
      name.isEmpty ? nil : (name, .unnamed)
    }
    let isQuoted = before < value.lowerBound
    if !isQuoted, isDefault(value) {
      let name = identifier(endingAt: before - 1)
      return parser.byte(name.lowerBound - 1) == UInt8(ascii: "{") ? named(name) : nil
    }
    guard isQuoted || file.syntax != .unknown else { return nil }
    let isSpaced = parser.byte(before - 1) == 0x20
    var at = before
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
      guard isType(name) else { return named(name) }
      // `name: &str = …`, `name string = …`
      at = name.lowerBound
      while " \t:&".utf8.contains(parser.byte(at - 1)) { at -= 1 }
      return named(identifier(endingAt: at))
    case UInt8(ascii: "(") where isQuoted:
      let name = identifier(endingAt: at - 1)
      let isClient =
        name.count >= 6 && parser.isOneOf(["client"], name.upperBound - 6..<name.upperBound)
        || parser.isWord("new", before: name.lowerBound) && !name.isEmpty
      return isClient ? (name, .client) : (empty, .unnamed)
    case UInt8(ascii: ",") where isQuoted:
      // `set("name", "…")`
      var end = at - 1
      while ASCII.isBlank(parser.byte(end - 1)) { end -= 1 }
      guard parser.isQuote(parser.byte(end - 1)) else { return (empty, .unnamed) }
      let name = identifier(endingAt: end - 1)
      let isCall =
        parser.isQuote(parser.byte(name.lowerBound - 1))
        && parser.byte(name.lowerBound - 2) == UInt8(ascii: "(") && !name.isEmpty
      return (isCall ? name : empty, .unnamed)
    case _ where !isQuoted && isSpaced && parser.isNameByte(mark):
      // `NAME …`, `ENV NAME …`, `--name …`
      let name = identifier(endingAt: at)
      return parser.isFlag(name) || parser.isWord("ENV", before: name.lowerBound)
        || file.syntax == .lines && parser.startsLine(name.lowerBound) ? named(name) : nil
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("), 0x0A:
      return isQuoted ? (empty, .unnamed) : nil
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
      unsafe !Placeholder.matches(value), unsafe !Regularity.isAlphabet(value)
    else { return false }
    return if case .plain = unsafe ValueShape.of(value) { true } else { false }
  }

  /// How certificates, keys, images, fonts and archives in base64 start, and JSON, of which rules
  /// know what is a token.
  static let starts = [
    "MI", "iVBOR", "R0lGOD", "/9j/", "d09G", "AAEAAA", "AAAA", "H4sI", "UEsD", "eyJ", "PHN2", "sha",
  ].map { Array($0.utf8) }
}
