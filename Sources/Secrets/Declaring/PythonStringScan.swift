/// Finds the end of a text in quotes, also where its fields have texts of their own (PEP 701).
struct PythonStringScan {
  private(set) var offset: Int
  private(set) var line: Int
  private(set) var content = 0..<0
  private(set) var hasFields = false
  private var depth = 0
  private let first: Int

  init(offset: Int, line: Int) {
    self.offset = offset
    self.line = line
    first = line
  }

  /// Reads from the first quote to behind the last one.
  mutating func string(
    _ bytes: Span<UInt8>,
    isFormatted: Bool,
    isRaw: Bool
  ) throws(DeclaredProblem) {
    let quote = bytes[offset]
    let isTriple = isQuote(bytes, quote, count: 3)
    offset += isTriple ? 3 : 1
    let start = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case quote where !isTriple || isQuote(bytes, quote, count: 3):
        content = start..<offset
        offset += isTriple ? 3 : 1
        return
      case UInt8(ascii: "\n") where !isTriple:
        throw DeclaredProblem(line: first, "a text in quotes does not end on its line")
      case UInt8(ascii: "\\"): escape(bytes, isFormatted: isFormatted, isRaw: isRaw)
      case UInt8(ascii: "{") where isFormatted, UInt8(ascii: "}") where isFormatted:
        if offset + 1 < bytes.count, bytes[offset + 1] == byte {
          offset += 2
        } else if byte == UInt8(ascii: "{") {
          try field(bytes)
        } else {
          throw DeclaredProblem(line: line, "a brace closes none that is open")
        }
      default: advance(bytes)
      }
    }
    throw DeclaredProblem(line: first, "a text in quotes does not end")
  }

  private mutating func escape(_ bytes: Span<UInt8>, isFormatted: Bool, isRaw: Bool) {
    offset += 1
    guard offset < bytes.count else { return }
    let isBrace = bytes[offset] == UInt8(ascii: "{") || bytes[offset] == UInt8(ascii: "}")
    // A brace behind a backslash is a brace all the same.
    if isFormatted, isBrace { return }
    let isNamed = bytes[offset] == UInt8(ascii: "N")
    advance(bytes)
    // The braces of `\N{…}` are no field.
    guard isFormatted, !isRaw, isNamed, offset < bytes.count, bytes[offset] == UInt8(ascii: "{")
    else { return }
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "}"), bytes[offset] != 0x0A {
      offset += 1
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "}") { offset += 1 }
  }

  /// Passes over `{…}` with all that is in it.
  private mutating func field(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    hasFields = true
    depth += 1
    // Python itself stops much earlier.
    guard depth < 100 else { throw DeclaredProblem(line: line, "its fields are too deep") }
    defer { depth -= 1 }
    offset += 1
    var brackets = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        brackets += 1
        offset += 1
      case UInt8(ascii: "}") where brackets == 0:
        offset += 1
        return
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        brackets -= 1
        offset += 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"): try inner(bytes)
      case UInt8(ascii: ":") where brackets == 0:
        offset += 1
        try format(bytes)
        return
      case UInt8(ascii: "#"):
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      default: advance(bytes)
      }
    }
    throw DeclaredProblem(line: first, "a text in quotes does not end")
  }

  /// The format behind the colon of a field, which may have fields again.
  private mutating func format(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "{"): try field(bytes)
      case UInt8(ascii: "}"):
        offset += 1
        return
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        throw DeclaredProblem(line: line, "the format of a field is not understood")
      default: advance(bytes)
      }
    }
    throw DeclaredProblem(line: first, "a text in quotes does not end")
  }

  private mutating func inner(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    var start = offset
    var prefix: [UInt8] = []
    while start > 0, prefix.count < 3, PythonLexer.isOfName(bytes[start - 1]) {
      start -= 1
      prefix.append(bytes[start] | 0x20)
    }
    depth += 1
    guard depth < 100 else { throw DeclaredProblem(line: line, "its fields are too deep") }
    let outer = (content, hasFields)
    try string(
      bytes,
      isFormatted: prefix.contains(UInt8(ascii: "f")) || prefix.contains(UInt8(ascii: "t")),
      isRaw: prefix.contains(UInt8(ascii: "r"))
    )
    (content, hasFields) = outer
    depth -= 1
  }

  private mutating func advance(_ bytes: Span<UInt8>) {
    if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
    offset += 1
  }

  private func isQuote(_ bytes: Span<UInt8>, _ quote: UInt8, count: Int) -> Bool {
    offset + count <= bytes.count && (0..<count).allSatisfy { bytes[offset + $0] == quote }
  }
}
