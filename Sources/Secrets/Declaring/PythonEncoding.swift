import AWS

/// The text of a Python program in UTF-8, whatever it is encoded in.
///
/// UTF-8 unless a comment on the first two lines names another encoding (PEP 263), of which ASCII,
/// UTF-8 and Latin-1 are read. Newlines become one byte, as Python itself has them also in texts.
enum PythonEncoding {
  static func text(of program: SecretBytes) throws(DeclaredProblem) -> SecretBytes {
    try program.withSpan { (bytes) throws(DeclaredProblem) in
      let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
      let start = hasMark ? 3 : 0
      if let line = line(start, bytes, where: { $0 == 0 }) {
        throw DeclaredProblem(line: line, "there is a zero byte, which no Python program has")
      }
      let cookie = cookie(bytes, start)
      let encoding = try cookie.map { (cookie) throws(DeclaredProblem) in
        try Self.encoding(cookie, hasMark: hasMark)
      }
      if encoding == .ascii, let line = line(start, bytes, where: { $0 >= 0x80 }) {
        throw DeclaredProblem(line: line, "the file says that it is ASCII, and here it is not")
      }
      guard encoding == .latin || (try? UTF8Span(validating: bytes)) != nil else {
        throw DeclaredProblem(
          line: firstLineWithoutUTF8(bytes),
          "the text is not UTF-8, and no comment at its start says what it is"
        )
      }
      var text = SecretBuffer()
      var index = start
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\r"):
          text.append(UInt8(ascii: "\n"))
          if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
        case 0x80... where encoding == .latin: text.append(Unicode.Scalar(byte))
        default: text.append(byte)
        }
      }
      return text.contents()
    }
  }

  private struct Cookie {
    let name: String
    let line: Int
  }

  /// What a comment such as `# -*- coding: latin-1 -*-` names.
  private static func cookie(_ bytes: Span<UInt8>, _ start: Int) -> Cookie? {
    var index = start
    for line in 1...2 {
      let end = endOfLine(bytes, index)
      let content = (index..<end).first { ![0x20, 0x09, 0x0C].contains(bytes[$0]) }
      if let content {
        // Anything but a comment, and the next line does not count.
        guard bytes[content] == UInt8(ascii: "#") else { return nil }
        if let name = name(bytes, content..<end) { return Cookie(name: name, line: line) }
      }
      index = end + 1
      // One newline of two bytes.
      if index < bytes.count, bytes[end] == UInt8(ascii: "\r"),
        bytes[index] == UInt8(ascii: "\n")
      {
        index += 1
      }
      guard index < bytes.count else { return nil }
    }
    return nil
  }

  /// What follows `coding:` or `coding=`.
  private static func name(_ bytes: Span<UInt8>, _ comment: Range<Int>) -> String? {
    let word = Array("coding".utf8)
    guard comment.count > word.count else { return nil }
    for start in comment.lowerBound..<(comment.upperBound - word.count)
    where word.indices.allSatisfy({ bytes[start + $0] == word[$0] }) {
      var index = start + word.count
      guard [UInt8(ascii: ":"), UInt8(ascii: "=")].contains(bytes[index]) else { continue }
      index += 1
      while index < comment.upperBound, [0x20, 0x09].contains(bytes[index]) { index += 1 }
      var name = ""
      while index < comment.upperBound, isOfName(bytes[index]) {
        name.unicodeScalars.append(Unicode.Scalar(bytes[index]))
        index += 1
      }
      if !name.isEmpty { return name }
    }
    return nil
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    PythonLexer.isOfName(byte) && byte < 0x80 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  private enum Encoding {
    case utf8, ascii, latin
  }

  private static func encoding(
    _ cookie: Cookie,
    hasMark: Bool
  ) throws(DeclaredProblem) -> Encoding {
    let encoding: Encoding? =
      switch cookie.name.lowercased().replacing("_", with: "-") {
      case "utf-8", "utf8", "utf-8-sig", "u8": .utf8
      case "ascii", "us-ascii": .ascii
      case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859", "l1": .latin
      default: nil
      }
    if let encoding, encoding == .utf8 || !hasMark { return encoding }
    throw DeclaredProblem(
      line: cookie.line,
      hasMark
        ? "the file begins as UTF-8 does and says that it is \(printable(cookie.name))"
        : "the encoding \(printable(cookie.name)) is not read; UTF-8 and Latin-1 are"
    )
  }

  private static func endOfLine(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n"),
      bytes[index] != UInt8(ascii: "\r")
    {
      index += 1
    }
    return index
  }

  /// The line of the first byte that is such a one.
  private static func line(
    _ start: Int,
    _ bytes: Span<UInt8>,
    where isSuch: (UInt8) -> Bool
  ) -> Int? {
    var line = 1
    for index in start..<bytes.count {
      if isSuch(bytes[index]) { return line }
      if isNewline(bytes, index) { line += 1 }
    }
    return nil
  }

  private static func firstLineWithoutUTF8(_ bytes: Span<UInt8>) -> Int {
    var line = 1
    var start = 0
    for index in 0..<bytes.count where isNewline(bytes, index) {
      if (try? UTF8Span(validating: bytes.extracting(start..<index))) == nil { return line }
      (line, start) = (line + 1, index + 1)
    }
    return line
  }

  private static func isNewline(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "\n")
      || bytes[index] == UInt8(ascii: "\r")
        && (index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n"))
  }
}
