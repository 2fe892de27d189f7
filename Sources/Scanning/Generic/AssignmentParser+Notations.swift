// What only some notations have between a name and a value.

extension AssignmentParser {
  /// The value that stands in for a variable which is not set: `${PASSWORD:-…}`, `${password:…}`.
  func fallback(named name: Range<Int>) -> Assignment? {
    var open = name.lowerBound
    while name.upperBound - open < Self.longestName, isNameByte(byte(open - 1)) { open -= 1 }
    guard byte(open - 1) == UInt8(ascii: "{"), byte(open - 2) == UInt8(ascii: "$"),
      byte(name.upperBound) == UInt8(ascii: ":")
    else { return nil }
    let start = name.upperBound + 1
    let first = byte(start)
    // `${NAME:?message}` and `${NAME:+other}` say something else.
    let isShell = first == UInt8(ascii: "-") || first == UInt8(ascii: "=")
    guard first != UInt8(ascii: "?"), first != UInt8(ascii: "+") else { return nil }
    let value = isShell ? start + 1 : start
    // A brace may be a part of it; the last one before the quote or the blank ends it.
    let limit = end(from: value, Self.fallbackEnds)
    var end = limit
    while end > value, byte(end) != UInt8(ascii: "}") { end -= 1 }
    guard end > value else { return nil }
    return Assignment(name: name, value: trimmed(value..<end), form: .bare)
  }

  /// The place behind `**`, which makes a name bold.
  func afterStars(_ at: Int) -> Int {
    byte(at) == UInt8(ascii: "*") && byte(at + 1) == UInt8(ascii: "*") ? at + 2 : at
  }

  /// The place of the string in `.type("…")` and the like, by which tests fill in a field.
  func afterTyping(_ at: Int) -> Int? {
    guard byte(at) == UInt8(ascii: ")"), byte(at + 1) == UInt8(ascii: ".") else { return nil }
    var end = at + 2
    while ASCII.isLetter(byte(end)) || byte(end) == UInt8(ascii: "_") { end += 1 }
    guard byte(end) == UInt8(ascii: "("), afterQuote(end + 1) != nil,
      isOneOf(["type", "val", "fill", "set", "sendkeys", "send_keys", "setvalue"], at + 2..<end)
    else { return nil }
    return end + 1
  }

  /// The place behind the `default=` of an argument, or behind the `with:` of a field; else the
  /// place itself.
  func afterDefault(_ start: Int) -> Int {
    var at = skipBlanks(start)
    if isQuote(byte(at)) { return start }
    if follows("with", at), byte(at + 4) == UInt8(ascii: ":") { return at + 5 }
    while at - start < 160, byte(at) != 0x0A, byte(at) != 0 {
      if byte(at) == UInt8(ascii: "d"), follows("default", at), byte(at + 7) == UInt8(ascii: "=") {
        return at + 8
      }
      at += 1
    }
    return start
  }

  /// Of `password.value` the part that says what it is; the name itself where the last part says
  /// what else it is.
  func owner(before name: Range<Int>) -> Range<Int> {
    guard isOneOf(["equals", "value", "default", "set"], name) else {
      return name
    }
    var start = name.lowerBound - 1
    let end = start
    while end - start < Self.longestName, isNameByte(byte(start - 1)),
      byte(start - 1) != UInt8(ascii: ".")
    { start -= 1 }
    return start..<end
  }

  /// `password …` alone on its line, where lines are settings.
  func isDirective(_ name: Range<Int>, _ value: Int) -> Bool {
    var start = name.lowerBound
    while name.upperBound - start < Self.longestName, isNameByte(byte(start - 1)) { start -= 1 }
    guard syntax == .lines, startsLine(start) else { return false }
    var end = value
    while end - value < Self.longestValue, byte(end) > 0x20 { end += 1 }
    let blanks = end
    while end - blanks < Self.longestValue, ASCII.isBlank(byte(end)) { end += 1 }
    return end > value && (byte(end) == 0x0A || byte(end) == 0x0D || end >= count)
  }
}
