import AWS

/// A YAML 1.2 document (https://yaml.org/spec/1.2.2) that is one mapping of names to texts.
///
/// Read are texts in quotes on one line, plain ones that every reader takes for texts or whole
/// numbers, and blocks (`|`). What else YAML has (anchors, tags, nesting, folding) is a problem.
struct YAMLList {
  private(set) var result = ListedSecrets()
  private var offset = 0
  private var line = 1

  static func read(_ document: SecretBytes) -> ListedSecrets {
    var list = YAMLList()
    if let line = document.lineThatIsNoText {
      list.result.problem(line, "what is there is no UTF-8, or a zero byte")
      return list.result
    }
    document.withSpan { bytes in
      if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { list.offset = 3 }
      do throws(DeclaredProblem) {
        try list.mapping(bytes)
      } catch {
        list.result.problems.append(error)
      }
    }
    return list.result
  }

  /// Reads to the end of the document; what is no YAML ends it, as what follows cannot be told.
  private mutating func mapping(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    var hasStarted = false
    while try skipToContent(bytes) {
      if isMarker("---", bytes), !hasStarted, result.entries.isEmpty {
        hasStarted = true
        offset += 3
        try endOfLine(bytes)
        continue
      }
      if isMarker("...", bytes) {
        offset += 3
        try endOfLine(bytes)
        guard try !skipToContent(bytes) else { throw problem("a second document is not read") }
        return
      }
      guard !isMarker("---", bytes) else { throw problem("a second document is not read") }
      guard byte(bytes) != 0x20, byte(bytes) != 0x09 else {
        throw problem("what is indented here belongs to no name")
      }
      let start = line
      var name = SecretBuffer()
      try scalar(bytes, &name, isKey: true)
      skipSpaces(bytes)
      guard byte(bytes) == UInt8(ascii: ":"), isBlank(offset + 1, bytes) else {
        throw problem("expected a name, a colon and a value")
      }
      offset += 1
      skipSpaces(bytes)
      guard let text = String(validating: name.contents().exposed(), as: UTF8.self) else { return }
      var value = SecretBuffer()
      if byte(bytes) == UInt8(ascii: "|") {
        try block(bytes, &value)
      } else {
        guard !isBlank(offset, bytes), byte(bytes) != UInt8(ascii: "#") else {
          throw DeclaredProblem(
            line: start,
            "\(printable(text)) has no value on its line; an empty one is \"\", and lists and "
              + "mappings are not read"
          )
        }
        try scalar(bytes, &value, isKey: false)
        try endOfLine(bytes)
      }
      result.add(text, value.contents(), line: start)
    }
  }

  // MARK: Texts

  private mutating func scalar(
    _ bytes: Span<UInt8>,
    _ text: inout SecretBuffer,
    isKey: Bool
  ) throws(DeclaredProblem) {
    switch byte(bytes) {
    case UInt8(ascii: "\""): try doubleQuoted(bytes, &text)
    case UInt8(ascii: "'"): try singleQuoted(bytes, &text)
    default: try plain(bytes, &text, isKey: isKey)
    }
  }

  private mutating func singleQuoted(
    _ bytes: Span<UInt8>,
    _ text: inout SecretBuffer
  ) throws(DeclaredProblem) {
    offset += 1
    while let next = byte(bytes), !isNewline(next) {
      try checkPrintable(bytes)
      offset += 1
      if next == UInt8(ascii: "'") {
        guard byte(bytes) == next else { return }
        offset += 1
      }
      text.append(next)
    }
    throw problem("a text in quotes does not end on its line")
  }

  private mutating func doubleQuoted(
    _ bytes: Span<UInt8>,
    _ text: inout SecretBuffer
  ) throws(DeclaredProblem) {
    offset += 1
    while let next = byte(bytes), !isNewline(next) {
      try checkPrintable(bytes)
      offset += 1
      switch next {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "\\"): try escape(bytes, &text)
      default: text.append(next)
      }
    }
    throw problem("a text in quotes does not end on its line")
  }

  private mutating func escape(
    _ bytes: Span<UInt8>,
    _ text: inout SecretBuffer
  ) throws(DeclaredProblem) {
    guard let letter = byte(bytes) else { return }
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: " "):
      text.append(letter)
    case UInt8(ascii: "0"): text.append(0x00)
    case UInt8(ascii: "a"): text.append(0x07)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "e"): text.append(0x1B)
    case UInt8(ascii: "N"): text.append(Unicode.Scalar(0x85 as UInt8))
    case UInt8(ascii: "_"): text.append(Unicode.Scalar(0xA0 as UInt8))
    case UInt8(ascii: "L"): text.append("\u{2028}" as Unicode.Scalar)
    case UInt8(ascii: "P"): text.append("\u{2029}" as Unicode.Scalar)
    case UInt8(ascii: "x"): try number(bytes, digits: 2, &text)
    case UInt8(ascii: "u"): try number(bytes, digits: 4, &text)
    case UInt8(ascii: "U"): try number(bytes, digits: 8, &text)
    default: throw problem("there is no such escape")
    }
  }

  private mutating func number(
    _ bytes: Span<UInt8>,
    digits: Int,
    _ text: inout SecretBuffer
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
    text.append(scalar)
  }

  /// A text without quotes, up to a comment, the end of its line or, of a key, its colon.
  private mutating func plain(
    _ bytes: Span<UInt8>,
    _ text: inout SecretBuffer,
    isKey: Bool
  ) throws(DeclaredProblem) {
    let start = offset
    guard let first = byte(bytes), !"-?:,[]{}#&*!|>'\"%@`".utf8.contains(first) else {
      throw problem("what begins so is not read; a text can be put in quotes")
    }
    var end = offset
    while let next = byte(bytes), !isNewline(next) {
      try checkPrintable(bytes)
      if next == UInt8(ascii: ":"), isBlank(offset + 1, bytes) {
        guard isKey else { throw problem("a colon with a blank behind it needs quotes around it") }
        break
      }
      if next == UInt8(ascii: "#"), bytes[offset - 1] == 0x20 { break }
      guard next != 0x09 else { throw problem("a tab needs quotes around it") }
      offset += 1
      if next != 0x20 { end = offset }
    }
    for index in start..<end { text.append(bytes[index]) }
    offset = end
    guard YAMLPlain.isText(bytes, start..<end) else {
      throw problem("readers of YAML may take this for something else than a text; it needs quotes")
    }
  }

  /// `|` with its lines: they are indented, and what they are indented by is none of theirs.
  private mutating func block(
    _ bytes: Span<UInt8>,
    _ text: inout SecretBuffer
  ) throws(DeclaredProblem) {
    offset += 1
    var indent: Int?
    var end: UInt8?
    while let next = byte(bytes), !isBlank(offset, bytes) {
      switch next {
      case UInt8(ascii: "1")...UInt8(ascii: "9") where indent == nil:
        indent = Int(next - UInt8(ascii: "0"))
      case UInt8(ascii: "-") where end == nil, UInt8(ascii: "+") where end == nil: end = next
      default: throw problem("the head of the block is not understood")
      }
      offset += 1
    }
    try endOfLine(bytes)
    var blankLines = 0
    var hasText = false
    // The last line of a file may have none, and its text has none then.
    var hasEnd = true
    while offset < bytes.count {
      let start = offset
      skipSpaces(bytes)
      let width = offset - start
      guard let next = byte(bytes) else {
        guard width == 0 else { throw problem("the file ends with a line of blanks in a block") }
        break
      }
      if isNewline(next), width <= indent ?? .max {
        // Before the first line it may not be wider than that one is indented.
        if indent == nil, width > 0 {
          throw problem("a block may not begin with a line of blanks")
        }
        blankLines += 1
        try takeNewline(bytes)
        continue
      }
      guard width >= indent ?? 1, width > 0 else {
        offset = start
        break
      }
      guard next != 0x09 || indent != nil else { throw problem("a tab cannot indent") }
      let own = indent ?? width
      indent = own
      offset = start + own
      for _ in 0..<blankLines { text.append(UInt8(ascii: "\n")) }
      blankLines = 0
      if hasText { text.append(UInt8(ascii: "\n")) }
      hasText = true
      while let next = byte(bytes), !isNewline(next) {
        try checkPrintable(bytes)
        text.append(next)
        offset += 1
      }
      hasEnd = offset < bytes.count
      if hasEnd { try takeNewline(bytes) }
    }
    if !hasEnd { return }
    if end == UInt8(ascii: "+") {
      for _ in 0..<(blankLines + (hasText ? 1 : 0)) { text.append(UInt8(ascii: "\n")) }
    } else if end == nil, hasText {
      text.append(UInt8(ascii: "\n"))
    }
  }

  // MARK: Lines

  private mutating func skipToContent(_ bytes: Span<UInt8>) throws(DeclaredProblem) -> Bool {
    while true {
      let start = offset
      skipSpaces(bytes)
      if byte(bytes) == UInt8(ascii: "#") {
        while let next = byte(bytes), !isNewline(next) { offset += 1 }
      }
      guard let next = byte(bytes) else { return false }
      guard isNewline(next) else {
        offset = start
        return true
      }
      try takeNewline(bytes)
    }
  }

  /// Nothing but a comment may follow, and the next line may not go on with it.
  private mutating func endOfLine(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    let start = offset
    skipSpaces(bytes)
    if byte(bytes) == UInt8(ascii: "#"), offset > start {
      while let next = byte(bytes), !isNewline(next) { offset += 1 }
    }
    guard let next = byte(bytes) else { return }
    guard isNewline(next) else { throw problem("something follows the value") }
    try takeNewline(bytes)
  }

  private func isMarker(_ marker: StaticString, _ bytes: Span<UInt8>) -> Bool {
    let word = Array(marker.description.utf8)
    return offset + 3 <= bytes.count && (0..<3).allSatisfy { bytes[offset + $0] == word[$0] }
      && isBlank(offset + 3, bytes)
  }

  private mutating func skipSpaces(_ bytes: Span<UInt8>) {
    // Not all readers take tabs.
    while byte(bytes) == 0x20 { offset += 1 }
  }

  private mutating func takeNewline(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    if byte(bytes) == UInt8(ascii: "\r") { offset += 1 }
    if byte(bytes) == UInt8(ascii: "\n") {
      offset += 1
    } else if offset == 0 || bytes[offset - 1] != UInt8(ascii: "\r") {
      return
    }
    line += 1
  }

  /// Refuses what YAML does not have outside of escapes, and breaks of lines that not all take for
  /// such.
  private func checkPrintable(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    let byte = bytes[offset]
    let second = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    let third = offset + 2 < bytes.count ? bytes[offset + 2] : 0
    let isControl =
      byte < 0x20 && byte != 0x09 || byte == 0x7F
      || byte == 0xC2 && (0x80...0x9F).contains(second)
    let isBreak = byte == 0xE2 && second == 0x80 && (third == 0xA8 || third == 0xA9)
    let isMark =
      byte == 0xEF && second == 0xBB && third == 0xBF
      || byte == 0xEF && second == 0xBF && third >= 0xBE
    guard !isControl, !isBreak, !isMark else {
      throw problem("a character stands here that needs an escape")
    }
  }

  private func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func isBlank(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
    index >= bytes.count || bytes[index] == 0x20 || bytes[index] == 0x09 || isNewline(bytes[index])
  }

  private func byte(_ bytes: Span<UInt8>) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func problem(_ message: String) -> DeclaredProblem {
    DeclaredProblem(line: line, message)
  }
}
