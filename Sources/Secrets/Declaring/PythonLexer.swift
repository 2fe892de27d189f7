/// Cuts a Python program into its words.
///
/// What is no Python ends it with an error. Nothing of the program is copied.
struct PythonLexer {
  private(set) var tokens: [PythonToken] = []
  private var offset = 0
  private var line = 1
  /// The brackets that are open, in which newlines mean nothing.
  private var open: [UInt8] = []
  /// The columns of the blocks, with tabs to every eighth column, and with tabs as one.
  private var indents: [(column: Int, plain: Int)] = [(0, 0)]

  static func tokens(_ bytes: Span<UInt8>) throws(DeclaredProblem) -> [PythonToken] {
    var lexer = PythonLexer()
    try lexer.run(bytes)
    return lexer.tokens
  }

  static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
  }

  private mutating func run(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    var isAtStart = true
    while true {
      if isAtStart {
        guard try indentation(bytes) else { break }
        isAtStart = false
      }
      skipBlanks(bytes)
      guard let next = byte(bytes) else { break }
      if next == UInt8(ascii: "\n") {
        if open.isEmpty {
          add(.newline, offset..<offset)
          isAtStart = true
        }
        offset += 1
        line += 1
      } else {
        try word(bytes, next)
      }
    }
    guard open.isEmpty else { throw problem("the file ends within brackets") }
    if let last = tokens.last, last.kind != .newline { add(.newline, offset..<offset) }
    while indents.count > 1 {
      indents.removeLast()
      add(.dedent, offset..<offset)
    }
  }

  private mutating func word(_ bytes: Span<UInt8>, _ next: UInt8) throws(DeclaredProblem) {
    let start = offset
    switch next {
    case UInt8(ascii: "#"): skipComment(bytes)
    case UInt8(ascii: "\\"):
      guard byte(bytes, at: 1) == UInt8(ascii: "\n") else {
        throw problem("a backslash is not followed by the end of its line")
      }
      offset += 2
      line += 1
    case UInt8(ascii: "\""), UInt8(ascii: "'"): try string(bytes, prefix: start..<start)
    case _
    where Self.isDigit(next) || next == UInt8(ascii: ".") && Self.isDigit(byte(bytes, at: 1)):
      while let digit = byte(bytes), Self.isOfName(digit) || digit == UInt8(ascii: ".") {
        offset += 1
      }
      add(.number, start..<offset)
    case _ where Self.isOfName(next):
      while let letter = byte(bytes), Self.isOfName(letter) { offset += 1 }
      let quote = byte(bytes)
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        try string(bytes, prefix: start..<offset)
      } else {
        add(.name, start..<offset)
      }
    default: try symbol(bytes, next)
    }
  }

  private mutating func symbol(_ bytes: Span<UInt8>, _ next: UInt8) throws(DeclaredProblem) {
    let start = offset
    switch next {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(next)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      // In ASCII the closing one is one or two behind the opening one.
      guard let last = open.popLast(), (1...2).contains(Int(next) - Int(last)) else {
        throw problem("a bracket closes none that is open")
      }
    case _ where "=!<>:+-*/%&|^@~.,;".utf8.contains(next): break
    default: throw problem("there is a character that Python does not have")
    }
    offset += 1
    if byte(bytes) == UInt8(ascii: "="), "=!<>:+-*/%&|^@".utf8.contains(next) { offset += 1 }
    add(.symbol, start..<offset)
  }

  // MARK: Texts

  private mutating func string(
    _ bytes: Span<UInt8>,
    prefix: Range<Int>
  ) throws(DeclaredProblem) {
    var letters = prefix.map { bytes[$0] | 0x20 }
    letters.sort()
    let known = ["", "r", "u", "b", "br", "f", "fr", "t", "rt"]
    let word = String(decoding: letters, as: UTF8.self)
    guard prefix.count < 3, known.contains(word) else {
      throw problem("a text in quotes follows something that is no prefix of it")
    }
    let start = line
    let isFormatted = word.contains("f") || word.contains("t")
    var scan = PythonStringScan(offset: offset, line: line)
    try scan.string(bytes, isFormatted: isFormatted, isRaw: word.contains("r"))
    (offset, line) = (scan.offset, scan.line)
    let string = PythonString(
      content: scan.content,
      isRaw: word.contains("r"),
      // A template of Python 3.14 is no text either.
      isBytes: word.contains("b") || word.contains("t"),
      isFormatted: isFormatted,
      hasFields: scan.hasFields
    )
    tokens.append(
      PythonToken(kind: .string(string), range: prefix.lowerBound..<offset, line: start)
    )
  }

  // MARK: Lines

  /// Reads the blanks at the start of a line; false at the end of the file.
  private mutating func indentation(_ bytes: Span<UInt8>) throws(DeclaredProblem) -> Bool {
    while true {
      var (column, plain) = (0, 0)
      blanks: while let blank = byte(bytes) {
        switch blank {
        case UInt8(ascii: " "): (column, plain) = (column + 1, plain + 1)
        case UInt8(ascii: "\t"): (column, plain) = ((column / 8 + 1) * 8, plain + 1)
        case 0x0C: (column, plain) = (0, 0)
        default: break blanks
        }
        offset += 1
      }
      if byte(bytes) == UInt8(ascii: "#") { skipComment(bytes) }
      guard let next = byte(bytes) else { return false }
      guard next == UInt8(ascii: "\n") else {
        try indent(column, plain)
        return true
      }
      offset += 1
      line += 1
    }
  }

  private mutating func indent(_ column: Int, _ plain: Int) throws(DeclaredProblem) {
    if let last = indents.last, column > last.column, plain > last.plain {
      indents.append((column, plain))
      add(.indent, offset..<offset)
      return
    }
    while let last = indents.last, column < last.column {
      indents.removeLast()
      add(.dedent, offset..<offset)
    }
    guard let last = indents.last, last == (column, plain) else {
      throw problem("the line is indented like none before it")
    }
  }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while let blank = byte(bytes), [0x20, 0x09, 0x0C].contains(blank) { offset += 1 }
  }

  private mutating func skipComment(_ bytes: Span<UInt8>) {
    while let next = byte(bytes), next != UInt8(ascii: "\n") { offset += 1 }
  }

  private mutating func add(_ kind: PythonToken.Kind, _ range: Range<Int>) {
    tokens.append(PythonToken(kind: kind, range: range, line: line))
  }

  private func byte(_ bytes: Span<UInt8>, at distance: Int = 0) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  private func problem(_ message: String) -> DeclaredProblem {
    DeclaredProblem(line: line, message)
  }
}
