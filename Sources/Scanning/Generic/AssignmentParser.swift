/// Reads the assignment around a place in a text where a telling word stands.
///
/// It knows no grammar; it reads what the ways of writing an assignment have in common: a name,
/// perhaps quoted, perhaps with a type, an operator, and a value that is quoted or ends where
/// values of this kind of file end.
@safe struct AssignmentParser {
  private static let longestName = 100
  private static let longestValue = 512

  private let text: UnsafeBufferPointer<UInt8>
  private let count: Int
  private let syntax: FileKind.Syntax

  init(_ text: UnsafeBufferPointer<UInt8>, _ syntax: FileKind.Syntax) {
    unsafe self.text = text
    count = text.count
    self.syntax = syntax
  }

  /// The byte at a place; zero outside the text.
  private func byte(_ at: Int) -> UInt8 {
    at >= 0 && at < count ? unsafe text[at] : 0
  }

  func assignment(aroundWordAt word: Int) -> Assignment? {
    let name = name(around: word)
    guard name.count <= Self.longestName else { return nil }
    if let pair = pair(named: name) { return pair }
    guard let (start, isIndirect, isSpaced) = valueStart(after: name) else { return nil }
    return value(from: start, name, isIndirect: isIndirect, isSpaced: isSpaced)
  }

  // MARK: Names

  private func isNameByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  private func name(around word: Int) -> Range<Int> {
    var start = word
    var end = word
    while word - start <= Self.longestName, isNameByte(byte(start - 1)) { start -= 1 }
    while end - word <= Self.longestName, isNameByte(byte(end)) { end += 1 }
    while end > word, byte(end - 1) == UInt8(ascii: ".") || byte(end - 1) == UInt8(ascii: "-") {
      end -= 1
    }
    // An escape such as `\n` before the name is no part of it.
    if start < word, byte(start - 1) == UInt8(ascii: "\\"), "ntr".utf8.contains(byte(start)) {
      start += 1
    }
    // Of `settings.db.password` the last part is the name.
    var part = end
    while part > start, byte(part - 1) != UInt8(ascii: ".") { part -= 1 }
    return max(start, part)..<end
  }

  // MARK: Operators

  private func skipBlanks(_ at: Int) -> Int {
    var at = at
    while ASCII.isBlank(byte(at)) { at += 1 }
    return at
  }

  private func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  /// The place after backslashes and a quote, if they stand here.
  private func afterQuote(_ at: Int) -> Int? {
    var at = at
    while byte(at) == UInt8(ascii: "\\") { at += 1 }
    return isQuote(byte(at)) ? at + 1 : nil
  }

  /// Where a value may start behind a name.
  private func valueStart(after name: Range<Int>) -> (Int, isIndirect: Bool, isSpaced: Bool)? {
    var at = afterQuote(name.upperBound) ?? name.upperBound
    let isQuotedName = at != name.upperBound
    if byte(at) == UInt8(ascii: "]") { at += 1 }
    let direct = at
    at = skipBlanks(at)
    let isSpaced = at > direct
    switch byte(at) {
    case UInt8(ascii: "="):
      if byte(at + 1) == UInt8(ascii: ">") { return (at + 2, false, isSpaced) }
      if byte(at + 1) == UInt8(ascii: "=") {
        return (byte(at + 2) == UInt8(ascii: "=") ? at + 3 : at + 2, true, isSpaced)
      }
      return (at + 1, false, isSpaced)
    case UInt8(ascii: "!") where byte(at + 1) == UInt8(ascii: "="):
      return (byte(at + 2) == UInt8(ascii: "=") ? at + 3 : at + 2, true, isSpaced)
    case UInt8(ascii: "?") where byte(at + 1) == UInt8(ascii: "="),
      UInt8(ascii: ":") where byte(at + 1) == UInt8(ascii: "="):
      return (at + 2, false, isSpaced)
    case UInt8(ascii: ":"):
      // `a::b`, and the middle of `arn:aws:secretsmanager:…:secret:name`.
      if byte(at + 1) == UInt8(ascii: ":") || byte(name.lowerBound - 1) == UInt8(ascii: ":") {
        return nil
      }
      if !isQuotedName, let typed = afterType(at + 1) { return (typed, false, isSpaced) }
      return (at + 1, false, isSpaced)
    case UInt8(ascii: ","):
      return isQuotedName ? (at + 1, true, isSpaced) : nil
    case UInt8(ascii: "("):
      return direct == at && afterQuote(at + 1) != nil ? (at + 1, true, isSpaced) : nil
    case UInt8(ascii: ">"):
      return direct == at && byte(name.lowerBound - 1) != UInt8(ascii: "-")
        ? (at + 1, false, false) : nil
    default:
      guard isSpaced, !isQuotedName else { return nil }
      // `var password string = "…"`, `password is "…"`, `--password …`, `password "…"`.
      if let typed = afterType(at) { return (typed, false, true) }
      for word in ["is", "was"] where follows(word, at) {
        let next = skipBlanks(at + word.utf8.count)
        let after = byte(next) == UInt8(ascii: ":") ? skipBlanks(next + 1) : next
        if afterQuote(after) != nil { return (after, true, true) }
      }
      if afterQuote(at) != nil, byte(at) != UInt8(ascii: "`") { return (at, true, true) }
      return isFlag(name) || isKeyword(name) ? (at, false, true) : nil
    }
  }

  private func follows(_ word: String, _ at: Int) -> Bool {
    for (offset, letter) in word.utf8.enumerated() where byte(at + offset) != letter {
      return false
    }
    return !ASCII.isAlphanumeric(byte(at + word.utf8.count))
  }

  /// The place behind the `=` in `: Type =`.
  private func afterType(_ at: Int) -> Int? {
    var at = skipBlanks(at)
    let start = at
    while at - start < 40, ASCII.isAlphanumeric(byte(at)) || Self.typeMarks.contains(byte(at)) {
      at += 1
    }
    guard at > start,
      ASCII.isLetter(byte(start)) || byte(start) == UInt8(ascii: "*")
        || byte(start) == UInt8(ascii: "&")
    else { return nil }
    at = skipBlanks(at)
    guard byte(at) == UInt8(ascii: "="), byte(at + 1) != UInt8(ascii: "=") else { return nil }
    return at + 1
  }

  private func isFlag(_ name: Range<Int>) -> Bool {
    byte(name.lowerBound) == UInt8(ascii: "-") && byte(name.lowerBound + 1) == UInt8(ascii: "-")
  }

  /// `password x` in a netrc file, `Bearer x`.
  private func isKeyword(_ name: Range<Int>) -> Bool {
    if name.count == 6, byte(name.lowerBound) | 0x20 == UInt8(ascii: "b") {
      return follows("earer", name.lowerBound + 1)
    }
    guard name.count == 8, follows("password", name.lowerBound) else { return false }
    var at = name.lowerBound
    while name.lowerBound - at < 120, at > 0 {
      at -= 1
      if byte(at) == UInt8(ascii: "l"), follows("login", at) { return true }
    }
    return false
  }

  // MARK: Pairs

  /// `name: X` followed by `value: …`, in whatever notation.
  private func pair(named name: Range<Int>) -> Assignment? {
    var at = name.lowerBound
    while at > 0, isNameByte(byte(at - 1)) || byte(at - 1) == UInt8(ascii: "/") { at -= 1 }
    while isQuote(byte(at - 1)) || byte(at - 1) == UInt8(ascii: "\\") { at -= 1 }
    let hasQuote = isQuote(byte(at))
    while ASCII.isBlank(byte(at - 1)) { at -= 1 }
    let hasBlank = ASCII.isBlank(byte(at))
    var hasOperator = false
    if byte(at - 1) == UInt8(ascii: "=") || byte(at - 1) == UInt8(ascii: ":") {
      at -= 1
      hasOperator = true
      while ASCII.isBlank(byte(at - 1)) { at -= 1 }
    }
    guard hasOperator || hasBlank else { return nil }
    while isQuote(byte(at - 1)) || byte(at - 1) == UInt8(ascii: "\\") { at -= 1 }
    var start = at
    while at - start < 20, ASCII.isLetter(byte(start - 1)) { start -= 1 }
    guard isOneOf(["name", "key", "parameterkey", "parametername", "variable"], start..<at) else {
      return nil
    }
    guard hasOperator || byte(start - 1) == UInt8(ascii: "-") || hasQuote && hasBlank else {
      return nil
    }
    return valueOfPair(named: name)
  }

  private func valueOfPair(named name: Range<Int>) -> Assignment? {
    let limit = min(count, name.upperBound + 300)
    var at = name.upperBound
    while at < limit {
      guard ASCII.isLetter(byte(at)) else {
        if byte(at) == UInt8(ascii: "}") { return nil }
        // `<property name="password">x</property>`
        if byte(at) == UInt8(ascii: ">"), at <= name.upperBound + 3 {
          return value(from: at + 1, name, isIndirect: false, isSpaced: false)
        }
        at += 1
        continue
      }
      var end = at
      while ASCII.isLetter(byte(end)) { end += 1 }
      if isOneOf(["value", "parametervalue", "default", "secretstring"], at..<end) {
        let flag = byte(at - 1) == UInt8(ascii: "-") && ASCII.isBlank(byte(end))
        if flag {
          return value(from: end, at - 2..<end, isIndirect: false, isSpaced: true, for: name)
        }
        guard let (start, isIndirect, isSpaced) = valueStart(after: at..<end) else { return nil }
        return value(from: start, at..<end, isIndirect: isIndirect, isSpaced: isSpaced, for: name)
      }
      if isOneOf(["name", "key", "parameterkey"], at..<end) { return nil }
      at = end
    }
    return nil
  }

  private func isOneOf(_ words: [String], _ range: Range<Int>) -> Bool {
    words.contains { word in
      word.utf8.count == range.count
        && zip(word.utf8, range).allSatisfy { ASCII.lowercased(byte($1)) == $0 }
    }
  }

  // MARK: Values

  private func value(
    from start: Int,
    _ beside: Range<Int>,
    isIndirect: Bool,
    isSpaced: Bool,
    for name: Range<Int>? = nil
  ) -> Assignment? {
    let name = name ?? beside
    var at = skipBlanks(start)
    // A JSON value may start on the next line.
    if byte(at) == 0x0A || byte(at) == 0x0D, syntax == .code, !isIndirect {
      while byte(at) == 0x0A || byte(at) == 0x0D || ASCII.isBlank(byte(at)) { at += 1 }
      guard isQuote(byte(at)) else { return nil }
    }
    at = afterWrapper(at)
    if let open = afterQuote(at) {
      guard let range = quoted(from: open, escapes: open - at - 1) else { return nil }
      return Assignment(
        name: name,
        value: trimmed(range),
        form: isIndirect ? .indirect : .quoted
      )
    }
    guard !isIndirect, let (range, form) = bare(from: afterScheme(at), beside, isSpaced: isSpaced)
    else {
      return nil
    }
    return Assignment(name: name, value: trimmed(range), form: form)
  }

  /// The place behind what may stand before a quote: a prefix such as `f` or `@`, or a constructor
  /// such as `Buffer.from(` or `[]byte(`.
  private func afterWrapper(_ at: Int) -> Int {
    if isQuote(byte(at)) || byte(at) == UInt8(ascii: "\\") { return at }
    var end = at
    while end - at < 40, ASCII.isAlphanumeric(byte(end)) || Self.wrapperMarks.contains(byte(end)) {
      end += 1
    }
    if end > at, end - at <= 2, isQuote(byte(end)), !ASCII.isBlank(byte(end - 1)) { return end }
    guard byte(end) == UInt8(ascii: "("), afterQuote(end + 1) != nil else { return at }
    var word = end
    while word > at, ASCII.isAlphanumeric(byte(word - 1)) || byte(word - 1) == UInt8(ascii: "_") {
      word -= 1
    }
    let wrappers = [
      "from", "byte", "bytes", "string", "str", "some", "of", "unsafeplaintext", "plaintext",
      "securestring", "secretstring", "secretvalue", "encode", "tochararray", "cstring",
    ]
    return isOneOf(wrappers, word..<end) ? end + 1 : at
  }

  /// The bytes up to the quote that closes a string.
  private func quoted(from open: Int, escapes: Int) -> Range<Int>? {
    let quote = byte(open - 1)
    var open = open
    var isTriple = false
    if escapes == 0, byte(open) == quote, byte(open + 1) == quote {
      isTriple = true
      open += 2
    }
    var at = open
    while at - open <= Self.longestValue, at < count {
      let now = byte(at)
      if now == UInt8(ascii: "\\") {
        var end = at
        while byte(end) == UInt8(ascii: "\\") { end += 1 }
        if byte(end) == quote, escapes > 0, end - at <= escapes { return open..<at }
        at = escapes == 0 ? at + 2 : end + 1
        continue
      }
      if now == quote {
        if !isTriple || byte(at + 1) == quote && byte(at + 2) == quote { return open..<at }
      }
      if now == 0x0A, quote != UInt8(ascii: "`"), !isTriple { return nil }
      at += 1
    }
    return nil
  }

  private func bare(
    from start: Int,
    _ beside: Range<Int>,
    isSpaced: Bool
  ) -> (Range<Int>, Assignment.Form)? {
    let before = byte(beside.lowerBound - 1)
    let operatorByte = byte(start - 1)
    let isElement = operatorByte == UInt8(ascii: ">")
    let isTight = operatorByte == UInt8(ascii: "=") && !isSpaced
    let isQuery =
      isTight
      && (before == UInt8(ascii: "&") || before == UInt8(ascii: "?")
        || before == UInt8(ascii: ";"))
    if isElement {
      let end = end(from: start, ByteSet("<\n"))
      return byte(end) == UInt8(ascii: "<") && byte(end + 1) == UInt8(ascii: "/")
        ? (start..<end, .bare) : nil
    }
    if isQuery {
      return (
        start..<end(from: start, Self.queryEnds), .bare
      )
    }
    if isFlag(beside) || isKeyword(beside) {
      return (
        start..<end(from: start, Self.flagEnds),
        isFlag(beside) ? .bare : .loose
      )
    }
    switch syntax {
    case .code, .lock:
      // Inside a string: `"Server=db;Password=x;"`.
      guard isTight, isQuote(before) || before == UInt8(ascii: " ") else { return nil }
      let end = end(from: start, Self.stringEnds)
      guard byte(end) == UInt8(ascii: ";") && isQuote(before) || isQuote(byte(end)) else {
        return nil
      }
      return (start..<end, .loose)
    case .lines:
      return (start..<end(from: start, Self.lineEnds), .bare)
    case .yaml:
      guard operatorByte != UInt8(ascii: "=") || isTight else { return nil }
      let line = start..<end(from: start, Self.lineEnds)
      let comment = line.first { byte($0) == UInt8(ascii: "#") && ASCII.isBlank(byte($0 - 1)) }
      return (start..<(comment ?? line.upperBound), .bare)
    case .shell:
      guard isTight || byte(start - 1) == 0x20 else { return nil }
      return (start..<end(from: start, Self.shellEnds), .bare)
    case .unknown:
      let end = end(from: start, Self.proseEnds)
      let next = skipBlanks(end)
      let isProse = next > end && ASCII.isLetter(byte(next))
      return (start..<end, isProse ? .prose : .loose)
    }
  }

  private static let lineEnds = ByteSet("\n\r")
  private static let queryEnds = ByteSet.blanks(and: "&;\"'`<>#()[]{}|\\")
  private static let flagEnds = ByteSet.blanks(and: "\"'`<>(),;|\\")
  private static let stringEnds = ByteSet.blanks(and: "&;\"'`<>(){}[],")
  private static let shellEnds = ByteSet.blanks(and: "\"'`;&|()<>")
  private static let proseEnds = ByteSet.blanks(and: "\"'`<>,;()&")
  private static let typeMarks = ByteSet("_.<>[]?*&")
  private static let wrapperMarks = ByteSet("_.[]: @$&!")

  private func end(from start: Int, _ ends: ByteSet) -> Int {
    var end = start
    while end - start < Self.longestValue, end < count, !ends.contains(byte(end)) { end += 1 }
    return end
  }

  /// Without blanks, nested quotes and an authentication scheme such as `Bearer `.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let last = range.last, ASCII.isBlank(byte(last)) || byte(last) == 0x0D {
      range = range.lowerBound..<last
    }
    while let first = range.first, ASCII.isBlank(byte(first)) {
      range = first + 1..<range.upperBound
    }
    while range.count >= 2, isQuote(byte(range.lowerBound)),
      byte(range.upperBound - 1) == byte(range.lowerBound)
    { range = range.lowerBound + 1..<range.upperBound - 1 }
    return min(afterScheme(range.lowerBound), range.upperBound)..<range.upperBound
  }

  /// The place behind an authentication scheme and a space.
  private func afterScheme(_ at: Int) -> Int {
    for scheme in ["Bearer", "Basic", "Token", "token", "bearer", "basic", "ApiKey"]
    where follows(scheme, at) && byte(at + scheme.utf8.count) == 0x20 {
      return at + scheme.utf8.count + 1
    }
    return at
  }
}
