import AWS

/// A `.tfvars` file: `name = "text"` on each line, in the syntax of HCL
/// (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md).
///
/// Texts in quotes, heredocs, whole numbers and booleans are read; templates, lists and objects are a
/// problem.
struct TerraformList {
  private(set) var result = ListedSecrets()
  private var offset = 0
  private var line = 1

  static func read(_ document: SecretBytes) -> ListedSecrets {
    var list = TerraformList()
    if let line = document.lineThatIsNoText {
      list.result.problem(line, "what is there is no UTF-8, or a zero byte")
      return list.result
    }
    document.withSpan { bytes in
      if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { list.offset = 3 }
      do throws(DeclaredProblem) {
        while try list.skipToContent(bytes) { try list.assignment(bytes) }
      } catch {
        list.result.problems.append(error)
      }
    }
    return list.result
  }

  private mutating func assignment(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    let first = line
    let start = offset
    while let next = byte(bytes), PythonLexer.isOfName(next) || next == UInt8(ascii: "-") {
      offset += 1
    }
    guard offset > start, !(0x30...0x39).contains(bytes[start]) else {
      throw problem("expected the name of a variable")
    }
    let name = String(decoding: (start..<offset).map { bytes[$0] }, as: UTF8.self)
    skipBlanks(bytes)
    guard byte(bytes) == UInt8(ascii: "="), !(offset + 1 < bytes.count && bytes[offset + 1] == 0x3D)
    else { throw problem("expected = behind the name of a variable") }
    offset += 1
    skipBlanks(bytes)
    var value = SecretBuffer()
    switch byte(bytes) {
    case UInt8(ascii: "\""):
      offset += 1
      try quoted(bytes, &value)
    case UInt8(ascii: "<"): try heredoc(bytes, &value)
    default: try literal(bytes, &value, name)
    }
    try endOfLine(bytes)
    result.add(name, value.contents(), line: first)
  }

  private mutating func literal(
    _ bytes: Span<UInt8>,
    _ value: inout SecretBuffer,
    _ name: String
  ) throws(DeclaredProblem) {
    let start = offset
    if byte(bytes) == UInt8(ascii: "-") { offset += 1 }
    while let next = byte(bytes), PythonLexer.isOfName(next), next < 0x80 { offset += 1 }
    let text = String(decoding: (start..<offset).map { bytes[$0] }, as: UTF8.self)
    let digits = text.first == "-" ? text.dropFirst() : text[...]
    let isNumber =
      !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
      && (digits == "0" || digits.first != "0") && text != "-0"
    guard text == "true" || text == "false" || isNumber else {
      throw problem("the value of \(printable(name)) is no text, whole number or boolean")
    }
    value.append(contentsOf: text.utf8)
  }

  private mutating func quoted(
    _ bytes: Span<UInt8>,
    _ value: inout SecretBuffer
  ) throws(DeclaredProblem) {
    while let next = byte(bytes), next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") {
      if try marker(bytes, &value) { continue }
      offset += 1
      switch next {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "\\"): try escape(bytes, &value)
      default: value.append(next)
      }
    }
    throw problem("a text in quotes does not end on its line")
  }

  /// `$${` and `%%{` stand for a text; `${` and `%{` begin a template.
  private mutating func marker(
    _ bytes: Span<UInt8>,
    _ value: inout SecretBuffer
  ) throws(DeclaredProblem) -> Bool {
    guard let next = byte(bytes), next == UInt8(ascii: "$") || next == UInt8(ascii: "%") else {
      return false
    }
    func at(_ distance: Int) -> UInt8? {
      offset + distance < bytes.count ? bytes[offset + distance] : nil
    }
    if at(1) == UInt8(ascii: "{") { throw problem("a template (${ or %{) is not read") }
    guard at(1) == next, at(2) == UInt8(ascii: "{") else { return false }
    value.append(next)
    value.append(UInt8(ascii: "{"))
    offset += 3
    return true
  }

  private mutating func escape(
    _ bytes: Span<UInt8>,
    _ value: inout SecretBuffer
  ) throws(DeclaredProblem) {
    guard let letter = byte(bytes) else { return }
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): value.append(letter)
    case UInt8(ascii: "n"): value.append(0x0A)
    case UInt8(ascii: "r"): value.append(0x0D)
    case UInt8(ascii: "t"): value.append(0x09)
    case UInt8(ascii: "u"): try number(bytes, digits: 4, &value)
    case UInt8(ascii: "U"): try number(bytes, digits: 8, &value)
    default: throw problem("there is no such escape")
    }
  }

  private mutating func number(
    _ bytes: Span<UInt8>,
    digits: Int,
    _ value: inout SecretBuffer
  ) throws(DeclaredProblem) {
    var number: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = byte(bytes).flatMap(JSONString.hexValue), number <= UInt32.max >> 4 else {
        throw problem("an escape lacks digits")
      }
      number = number << 4 | digit
      offset += 1
    }
    guard let scalar = Unicode.Scalar(number) else { throw problem("there is no such character") }
    value.append(scalar)
  }

  /// `<<NAME` with the lines up to NAME alone on one; that with `-`, which takes blanks away, is not
  /// read.
  private mutating func heredoc(
    _ bytes: Span<UInt8>,
    _ value: inout SecretBuffer
  ) throws(DeclaredProblem) {
    let first = line
    guard offset + 2 < bytes.count, bytes[offset + 1] == UInt8(ascii: "<"),
      PythonLexer.isOfName(bytes[offset + 2])
    else { throw problem("what begins so is not read; only <<NAME is") }
    offset += 2
    let start = offset
    while let next = byte(bytes), PythonLexer.isOfName(next) { offset += 1 }
    let mark = start..<offset
    guard byte(bytes) == UInt8(ascii: "\n") else { throw problem("expected the end of the line") }
    offset += 1
    line += 1
    while offset < bytes.count {
      if isEnd(mark, bytes) { return }
      while let next = byte(bytes), next != UInt8(ascii: "\n") {
        guard next != UInt8(ascii: "\r") else { throw problem("a return stands in a heredoc") }
        if try marker(bytes, &value) { continue }
        value.append(next)
        offset += 1
      }
      if offset < bytes.count {
        value.append(UInt8(ascii: "\n"))
        offset += 1
        line += 1
      }
    }
    throw DeclaredProblem(line: first, "a heredoc does not end")
  }

  /// Whether the line is the mark alone, with blanks before it at most; goes behind it then.
  private mutating func isEnd(_ mark: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    var index = offset
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard index + mark.count <= bytes.count,
      (0..<mark.count).allSatisfy({ bytes[index + $0] == bytes[mark.lowerBound + $0] })
    else { return false }
    index += mark.count
    guard index == bytes.count || bytes[index] == UInt8(ascii: "\n") else { return false }
    offset = index
    return true
  }

  // MARK: Lines

  private mutating func skipToContent(_ bytes: Span<UInt8>) throws(DeclaredProblem) -> Bool {
    while true {
      skipBlanks(bytes)
      try skipComment(bytes)
      guard let next = byte(bytes) else { return false }
      guard next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") else { return true }
      offset += 1
      if next == UInt8(ascii: "\n") { line += 1 }
    }
  }

  private mutating func skipComment(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    let second = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    switch (byte(bytes), second) {
    case (UInt8(ascii: "#"), _), (UInt8(ascii: "/"), UInt8(ascii: "/")):
      while let next = byte(bytes), next != UInt8(ascii: "\n") { offset += 1 }
    case (UInt8(ascii: "/"), UInt8(ascii: "*")):
      let first = line
      offset += 2
      while offset + 1 < bytes.count {
        if bytes[offset] == UInt8(ascii: "*"), bytes[offset + 1] == UInt8(ascii: "/") {
          offset += 2
          return
        }
        if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
        offset += 1
      }
      throw DeclaredProblem(line: first, "a comment does not end")
    default: return
    }
  }

  private mutating func endOfLine(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    skipBlanks(bytes)
    let before = line
    try skipComment(bytes)
    guard line == before else { throw problem("a comment over lines follows a value") }
    skipBlanks(bytes)
    if byte(bytes) == UInt8(ascii: "\r") { offset += 1 }
    guard let next = byte(bytes) else { return }
    guard next == UInt8(ascii: "\n") else { throw problem("something follows the value") }
    offset += 1
    line += 1
  }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while let next = byte(bytes), next == 0x20 || next == 0x09 { offset += 1 }
  }

  private func byte(_ bytes: Span<UInt8>) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func problem(_ message: String) -> DeclaredProblem {
    DeclaredProblem(line: line, message)
  }
}
