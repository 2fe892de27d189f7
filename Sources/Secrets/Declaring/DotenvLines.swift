import AWS

/// Goes through a dotenv file, line by line; quotes may hold further lines.
struct DotenvLines {
  let dialect: DotenvDialect
  var result = ListedSecrets()
  private var offset = 0
  private var line = 1

  init(dialect: DotenvDialect) {
    self.dialect = dialect
  }

  /// Why a line has no value that is certain; what follows the name.
  struct Unclear: Error {
    let reason: String
    /// Whether what follows cannot be told any more: it may be the rest of a value.
    var endsAll = false

    init(_ reason: String, endsAll: Bool = false) {
      self.reason = reason
      self.endsAll = endsAll
    }
  }

  mutating func read(_ bytes: Span<UInt8>) {
    while offset < bytes.count {
      let (start, first) = (offset, line)
      do throws(Unclear) {
        try entry(bytes)
      } catch {
        result.problem(first, error.reason)
        if error.endsAll { return }
        if dialect == .docker { offset = start }
        skipLine(bytes)
      }
      // The newline.
      if offset < bytes.count { advance(bytes) }
    }
  }

  private mutating func entry(_ bytes: Span<UInt8>) throws(Unclear) {
    skipBlanks(bytes)
    guard let next = byte(bytes), next != UInt8(ascii: "\n") else { return }
    guard next != UInt8(ascii: "#") else { return skipLine(bytes) }
    if next == UInt8(ascii: "\r"), isEnd(bytes, offset + 1) {
      offset += 1
      return
    }
    let first = line
    var name = takeName(bytes)
    if name == "export", dialect != .docker, let blank = byte(bytes), Self.isBlank(blank) {
      skipBlanks(bytes)
      name = takeName(bytes)
    }
    // What stands there may be a part of a value, and is not repeated.
    guard ExportName.isVariable(name), byte(bytes) == UInt8(ascii: "=") else {
      throw Unclear(
        "there is neither a comment nor a variable with = and a value; nothing below is read",
        endsAll: true
      )
    }
    offset += 1
    var value = SecretBuffer()
    do throws(Unclear) {
      switch dialect {
      case .docker: try toEndOfLine(bytes, &value)
      case .posix: try word(bytes, &value)
      case .node, .python: try quoted(bytes, &value)
      }
    } catch {
      throw Unclear("the value of “\(name)” \(error.reason)", endsAll: error.endsAll)
    }
    result.add(name, value.contents(), line: first)
  }

  private mutating func takeName(_ bytes: Span<UInt8>) -> String {
    var name = ""
    while let next = byte(bytes), PythonLexer.isOfName(next), next < 0x80 {
      name.unicodeScalars.append(Unicode.Scalar(next))
      offset += 1
    }
    return name
  }

  // MARK: Docker

  private mutating func toEndOfLine(
    _ bytes: Span<UInt8>,
    _ value: inout SecretBuffer
  ) throws(Unclear) {
    while let next = byte(bytes), next != UInt8(ascii: "\n") {
      offset += 1
      // Dropped before the newline.
      if next == UInt8(ascii: "\r"), isEnd(bytes, offset) { return }
      value.append(next)
    }
  }

  // MARK: A shell

  /// A word of the shell, of pieces in quotes or without; what it would replace is not known.
  private mutating func word(_ bytes: Span<UInt8>, _ value: inout SecretBuffer) throws(Unclear) {
    var isFirst = true
    while let next = byte(bytes) {
      switch next {
      case UInt8(ascii: "\n"): return
      case UInt8(ascii: " "), UInt8(ascii: "\t"): return try restOfLine(bytes)
      case UInt8(ascii: "'"):
        offset += 1
        try piece(bytes, to: next, &value) { (_, _, _) throws(Unclear) in false }
      case UInt8(ascii: "\""):
        offset += 1
        try piece(bytes, to: next, &value, escape: Self.shellEscape)
      case UInt8(ascii: "\\"):
        offset += 1
        guard let escaped = byte(bytes), escaped != UInt8(ascii: "\n") else {
          throw Unclear("goes on in the next line, which is not read")
        }
        value.append(escaped)
        offset += 1
      case UInt8(ascii: "~") where isFirst: throw Unclear("begins with ~, which a shell replaces")
      case _ where "$`;&|<>()".utf8.contains(next) || next == UInt8(ascii: "\r"):
        throw Unclear("has a character that means something to a shell outside of quotes")
      default:
        try checkPlain(bytes)
        value.append(next)
        offset += 1
      }
      isFirst = next == UInt8(ascii: ":")
    }
  }

  private static func shellEscape(
    _ byte: UInt8,
    _ next: UInt8?,
    _ value: inout SecretBuffer
  ) throws(Unclear) -> Bool {
    if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`") {
      throw Unclear("has something in its quotes that a shell replaces")
    }
    guard byte == UInt8(ascii: "\\"), let next else { return false }
    guard next != UInt8(ascii: "\n") else {
      throw Unclear("goes on in the next line, which is not read")
    }
    guard "$`\"\\".utf8.contains(next) else { return false }
    value.append(next)
    return true
  }

  // MARK: Node.js and python-dotenv

  private mutating func quoted(_ bytes: Span<UInt8>, _ value: inout SecretBuffer) throws(Unclear) {
    skipBlanks(bytes)
    guard let quote = byte(bytes) else { return }
    let hasBackticks = dialect == .node
    guard "\"'".utf8.contains(quote) || hasBackticks && quote == UInt8(ascii: "`") else {
      return try plain(bytes, &value)
    }
    offset += 1
    if dialect == .python {
      let isDouble = quote == UInt8(ascii: "\"")
      try piece(bytes, to: quote, &value) { (byte, next, value) throws(Unclear) in
        try Self.pythonEscape(byte, next, &value, isDouble: isDouble)
      }
    } else {
      let isDouble = quote == UInt8(ascii: "\"")
      try piece(bytes, to: quote, &value) { (byte, next, value) throws(Unclear) in
        if byte == UInt8(ascii: "\\"), next == quote {
          throw Unclear("has a backslash before its quote, which readers take for different things")
        }
        return try Self.nodeEscape(byte, next, &value, isDouble: isDouble)
      }
    }
    skipBlanks(bytes)
    try restOfLine(bytes)
  }

  private static func pythonEscape(
    _ byte: UInt8,
    _ next: UInt8?,
    _ value: inout SecretBuffer,
    isDouble: Bool
  ) throws(Unclear) -> Bool {
    if byte == UInt8(ascii: "$"), next == UInt8(ascii: "{") {
      throw Unclear("has ${, which python-dotenv replaces")
    }
    guard byte == UInt8(ascii: "\\"), let next else { return false }
    let known: [UInt8: UInt8] = [
      UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "'"): UInt8(ascii: "'"),
      UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08,
      UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
      UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
    ]
    let isKnown = isDouble || next == UInt8(ascii: "\\") || next == UInt8(ascii: "'")
    guard isKnown, let stands = known[next] else { return false }
    value.append(stands)
    return true
  }

  private static func nodeEscape(
    _ byte: UInt8,
    _ next: UInt8?,
    _ value: inout SecretBuffer,
    isDouble: Bool
  ) throws(Unclear) -> Bool {
    guard byte == UInt8(ascii: "\\"), let next, isDouble else { return false }
    if next == UInt8(ascii: "r") {
      throw Unclear("has \\r in double quotes, which its readers take for different things")
    }
    guard next == UInt8(ascii: "n") else { return false }
    value.append(UInt8(ascii: "\n"))
    return true
  }

  /// A value without quotes, up to the end of its line.
  private mutating func plain(_ bytes: Span<UInt8>, _ value: inout SecretBuffer) throws(Unclear) {
    while let next = byte(bytes), next != UInt8(ascii: "\n") {
      // Blanks end it for one reader and not for another, and so does a comment.
      if next == 0x09 { throw Unclear("has a tab without quotes") }
      if Self.isBlank(next) { return try restOfLine(bytes) }
      if next == UInt8(ascii: "\r") {
        guard isEnd(bytes, offset + 1) else { throw Unclear("has a return in it") }
        offset += 1
        return
      }
      guard next != UInt8(ascii: "#") else { throw Unclear("has a # without quotes") }
      try checkPlain(bytes)
      if dialect == .python, next == UInt8(ascii: "$"), offset + 1 < bytes.count,
        bytes[offset + 1] == UInt8(ascii: "{")
      {
        throw Unclear("has ${, which python-dotenv replaces")
      }
      value.append(next)
      offset += 1
    }
  }

  // MARK: Pieces

  /// What is in quotes; `escape` appends what two bytes stand for, if they do.
  private mutating func piece(
    _ bytes: Span<UInt8>,
    to quote: UInt8,
    _ value: inout SecretBuffer,
    escape: (UInt8, UInt8?, inout SecretBuffer) throws(Unclear) -> Bool
  ) throws(Unclear) {
    while let next = byte(bytes) {
      if next == quote {
        offset += 1
        return
      }
      if next == UInt8(ascii: "\r"), dialect != .posix { throw Unclear("has a return in it") }
      let after = offset + 1 < bytes.count ? bytes[offset + 1] : nil
      if try escape(next, after, &value) {
        offset += 2
      } else {
        value.append(next)
        advance(bytes)
      }
    }
    throw Unclear("has a quote that is not closed", endsAll: true)
  }

  /// Nothing but blanks and a comment may follow a value.
  private mutating func restOfLine(_ bytes: Span<UInt8>) throws(Unclear) {
    skipBlanks(bytes)
    switch byte(bytes) {
    case nil, UInt8(ascii: "\n"): return
    case UInt8(ascii: "#"): skipLine(bytes)
    case UInt8(ascii: "\r") where isEnd(bytes, offset + 1) && dialect != .posix: offset += 1
    default: throw Unclear("is followed by something else on its line")
    }
  }

  private mutating func skipLine(_ bytes: Span<UInt8>) {
    while let next = byte(bytes), next != UInt8(ascii: "\n") { offset += 1 }
  }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while let next = byte(bytes), Self.isBlank(next) { offset += 1 }
  }

  private mutating func advance(_ bytes: Span<UInt8>) {
    if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
    offset += 1
  }

  private func byte(_ bytes: Span<UInt8>) -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  private func isEnd(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    index == bytes.count || bytes[index] == UInt8(ascii: "\n")
  }

  /// Refuses, outside of quotes, control characters and what Unicode takes for blanks: some readers
  /// cut them off.
  private func checkPlain(_ bytes: Span<UInt8>) throws(Unclear) {
    let first = bytes[offset]
    var isBlank = first < 0x20 || first == 0x7F
    if first >= 0xC2 {
      let count = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      let end = min(offset + count, bytes.count)
      let text = String(decoding: (offset..<end).map { bytes[$0] }, as: UTF8.self)
      isBlank = text.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
    }
    guard !isBlank else { throw Unclear("has a blank or control character that needs quotes") }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
