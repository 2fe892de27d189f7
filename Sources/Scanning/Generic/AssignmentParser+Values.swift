// Where a value starts and ends.

extension AssignmentParser {
  func value(
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
    if syntax != .lines { at = afterWrapper(at) }
    if let open = afterQuote(at) {
      if let range = quoted(from: open, escapes: open - at - 1) {
        if isKey(endingAt: range.upperBound) || isAmidList(name, range.upperBound) { return nil }
        return Assignment(
          name: name,
          value: trimmed(range),
          form: !isIndirect
            ? .quoted
            : isListed(name, before: at)
              ? .listed
              : isCompared(start) ? .compared : isAdjacent(name, at) ? .prose : .indirect
        )
      }
      // Where values are bare, a quote may be their first byte.
      guard syntax == .lines, !isIndirect else { return nil }
    }
    guard !isIndirect,
      let (bare, form) = bare(from: afterScheme(at), beside, isSpaced: isSpaced)
    else { return nil }
    var range = bare
    // The end of a line in a string of code: `"NAME=value\n"`.
    if syntax == .code, range.count > 2, byte(range.upperBound - 2) == UInt8(ascii: "\\"),
      "nrt".utf8.contains(byte(range.upperBound - 1))
    {
      range = range.lowerBound..<range.upperBound - 2
    }
    return Assignment(name: name, value: trimmed(range), form: form)
  }

  /// Whether what a quote ends at a place names another value: `"…" => $x`.
  private func isKey(endingAt end: Int) -> Bool {
    let at = skipBlanks(end + 1)
    return byte(at) == UInt8(ascii: "=") && byte(at + 1) == UInt8(ascii: ">")
  }

  /// Whether commas stand before a quoted name and behind the value: one of a list of many strings.
  private func isAmidList(_ name: Range<Int>, _ end: Int) -> Bool {
    guard byte(skipBlanks(end + 1)) == UInt8(ascii: ","), !isFlag(name) else { return false }
    var at = name.lowerBound
    guard isQuote(byte(at - 1)), isQuote(byte(name.upperBound)),
      byte(skipBlanks(name.upperBound + 1)) == UInt8(ascii: ",")
    else { return false }
    at -= 1
    while ASCII.isBlank(byte(at - 1)) { at -= 1 }
    return byte(at - 1) == UInt8(ascii: ",")
  }

  /// Whether `==` or `!=` ends at a place.
  private func isCompared(_ at: Int) -> Bool {
    byte(at - 1) == UInt8(ascii: "=")
      && (byte(at - 2) == UInt8(ascii: "=") || byte(at - 2) == UInt8(ascii: "!"))
  }

  /// Whether only a comma stands between a quoted name and a value, and no call is around them.
  private func isListed(_ name: Range<Int>, before value: Int) -> Bool {
    var at = value
    while ASCII.isBlank(byte(at - 1)) { at -= 1 }
    guard byte(at - 1) == UInt8(ascii: ",") else { return false }
    at = name.lowerBound
    while isQuote(byte(at - 1)) || byte(at - 1) == UInt8(ascii: "\\") { at -= 1 }
    return byte(at - 1) != UInt8(ascii: "(")
  }

  /// Whether nothing but blanks stands between a name and the quote of a value; backticks quote
  /// what is meant literally.
  private func isAdjacent(_ name: Range<Int>, _ value: Int) -> Bool {
    byte(value) != UInt8(ascii: "`") && ASCII.isBlank(byte(name.upperBound))
      && skipBlanks(name.upperBound) == value
  }

  /// The place behind what may stand before a quote: a prefix such as `f` or `@`, or a constructor
  /// such as `Buffer.from(` or `[]byte(`.
  func afterWrapper(_ at: Int) -> Int {
    if isQuote(byte(at)) || byte(at) == UInt8(ascii: "\\") { return at }
    var end = at
    while end - at < 40, ASCII.isAlphanumeric(byte(end)) || Self.wrapperMarks.contains(byte(end)) {
      end += 1
    }
    if isQuote(byte(end)),
      isOneOf(
        ["f", "r", "b", "u", "l", "n", "c", "br", "rb", "fr", "rf", "u8", "@", "$", "$@", "@$"],
        at..<end
      )
    {
      return end
    }
    // `["…", "…"]`, `("…")`
    if end == at, byte(at) == UInt8(ascii: "("), afterQuote(at + 1) != nil { return at + 1 }
    guard byte(end) == UInt8(ascii: "("), afterQuote(end + 1) != nil else {
      return byte(at) == UInt8(ascii: "[") && afterQuote(at + 1) != nil ? at + 1 : at
    }
    var word = end
    while word > at, ASCII.isAlphanumeric(byte(word - 1)) || byte(word - 1) == UInt8(ascii: "_") {
      word -= 1
    }
    let wrappers: [StaticString] = [
      "from", "byte", "bytes", "string", "str", "some", "of", "unsafeplaintext", "plaintext",
      "securestring", "secretstring", "secretvalue", "tochararray", "cstring",
    ]
    return isOneOf(wrappers, word..<end) ? end + 1 : at
  }

  /// The bytes up to the quote that closes a string.
  func quoted(from open: Int, escapes: Int) -> Range<Int>? {
    let quote = byte(open - 1)
    // There a backslash is a byte like any other.
    let isVerbatim =
      escapes == 0 && quote == UInt8(ascii: "'")
      && (syntax == .yaml || syntax == .shell || syntax == .lines)
    var open = open
    var isTriple = false
    if escapes == 0, !isVerbatim, byte(open) == quote, byte(open + 1) == quote {
      isTriple = true
      open += 2
    }
    var at = open
    while at - open <= Self.longestValue, at < count {
      let now = byte(at)
      if now == UInt8(ascii: "\\"), !isVerbatim {
        var end = at
        while byte(end) == UInt8(ascii: "\\") { end += 1 }
        if byte(end) == quote, escapes > 0, end - at <= escapes { return open..<at }
        at = escapes == 0 ? at + 2 : end + 1
        continue
      }
      if now == quote {
        // `''` in YAML and `'\''` in a shell are a quote.
        if isVerbatim, byte(at + 1) == quote, syntax == .yaml {
          at += 2
          continue
        }
        if isVerbatim, byte(at + 1) == UInt8(ascii: "\\"), byte(at + 2) == quote,
          byte(at + 3) == quote
        {
          at += 4
          continue
        }
        // `'a'b` is no quoted value but a bare one.
        if syntax == .lines, escapes == 0, !isTriple, !endsValue(at + 1) { return nil }
        if !isTriple || byte(at + 1) == quote && byte(at + 2) == quote { return open..<at }
      }
      if now == 0x0A, quote != UInt8(ascii: "`"), !isTriple { return nil }
      at += 1
    }
    return nil
  }

  func bare(
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
      // `-passin pass:…`
      let isPrefixed = follows("pass", start) && byte(start + 4) == UInt8(ascii: ":")
      let start = isPrefixed ? start + 5 : start
      let end = end(from: start, Self.flagEnds)
      guard isFlag(beside) else { return (start..<end, .loose) }
      if syntax == .shell { return (start..<end, .bare) }
      // "Needs `--password` to be set": a sentence goes on.
      let next = skipBlanks(end)
      let goesOn = syntax == .unknown && next > end && ASCII.isLetter(byte(next))
      return (start..<end, goesOn ? .prose : .loose)
    }
    switch syntax {
    case .code, .lock:
      if isComment(beside.lowerBound) { return prose(from: start, beside) }
      if isTight, isVariableOfShell(beside) {
        let end = end(from: start, Self.shellEnds)
        // A call, or a string that is put together.
        return byte(end) == UInt8(ascii: "(") ? nil : (start..<end, .bare)
      }
      // Inside a string: `"Server=db;Password=x;"`.
      guard isTight, isQuote(before) || before == UInt8(ascii: " ") else { return nil }
      let end = end(from: start, Self.stringEnds)
      guard byte(end) == UInt8(ascii: ";") && isQuote(before) || isQuote(byte(end)) else {
        return nil
      }
      return (start..<end, .loose)
    case .lines:
      return (line(from: start, comments: ByteSet("#;}")), .bare)
    case .yaml:
      if operatorByte == UInt8(ascii: "=") {
        return isTight ? (start..<end(from: start, Self.shellEnds), .bare) : nil
      }
      guard startsLine(beside.lowerBound) else {
        // A mapping in braces, or a command.
        return (start..<end(from: start, Self.stringEnds), .loose)
      }
      return (line(from: start, comments: ByteSet("#")), .bare)
    case .shell:
      guard isTight || byte(start - 1) == 0x20 else { return nil }
      // `$name = …` is no assignment of a shell but Perl, or prose.
      if before == UInt8(ascii: "$"), !isTight { return nil }
      return (start..<end(from: start, Self.shellEnds), .bare)
    case .unknown: return prose(from: start, beside)
    }
  }

  private func prose(from start: Int, _ name: Range<Int>) -> (Range<Int>, Assignment.Form) {
    let end = end(from: start, Self.proseEnds)
    let next = skipBlanks(end)
    if next > end, ASCII.isLetter(byte(next)) { return (start..<end, .prose) }
    let endsLine = next >= count || byte(next) == 0x0A || byte(next) == 0x0D
    return (start..<end, endsLine && isLabel(name.lowerBound) ? .bare : .loose)
  }

  /// The rest of the line up to a blank and a byte that starts a comment.
  private func line(from start: Int, comments: ByteSet) -> Range<Int> {
    let line = start..<end(from: start, Self.lineEnds)
    var at = min(line.upperBound, remarks.end(from: start + 1, comments))
    while at < line.upperBound, !(comments.contains(byte(at)) && ASCII.isBlank(byte(at - 1))) {
      at += 1
    }
    remarks.note(start + 1..<max(start + 1, at), comments)
    return start..<max(start, at)
  }

  private func endsValue(_ at: Int) -> Bool {
    let next = byte(at)
    return next <= 0x20 || ",;:}])".utf8.contains(next)
  }

  /// `export NAME=…`, `-e NAME=…`, and lines of `NAME=…`: a script inside other code.
  private func isVariableOfShell(_ name: Range<Int>) -> Bool {
    let words: [StaticString] = [
      "export", "ENV", "ARG", "setx", "set", "-e", "--env", "--build-arg",
    ]
    if words.contains(where: { isWord($0, before: name.lowerBound) }) { return true }
    return startsLine(name.lowerBound) && name.allSatisfy { !ASCII.isLowercase(byte($0)) }
  }

  /// Whether a comment starts before a place in its line.
  private func isComment(_ place: Int) -> Bool {
    comments.answer(at: place) { known in
      var at = place
      while at > known, byte(at - 1) != 0x0A {
        at -= 1
        switch byte(at) {
        case UInt8(ascii: "#"): return byte(at + 1) == 0x20
        case UInt8(ascii: "/") where byte(at + 1) == UInt8(ascii: "/"):
          return byte(at - 1) != UInt8(ascii: ":")
        case UInt8(ascii: "-") where byte(at + 1) == UInt8(ascii: "-"):
          return byte(at + 2) == 0x20
        case UInt8(ascii: "*") where byte(at + 1) == 0x20: return startsLine(at)
        default: continue
        }
      }
      return at == known && at > 0 ? nil : false
    }
  }

  static let lineEnds = ByteSet("\n\r")
  static let queryEnds = ByteSet.blanks(and: "&;\"'`<>#()[]{}|\\")
  static let flagEnds = ByteSet.blanks(and: "\"'`<>(),;|\\")
  static let stringEnds = ByteSet.blanks(and: "&;\"'`<>(){}[],")
  static let shellEnds = ByteSet.blanks(and: "\"'`;&|()<>")
  static let proseEnds = ByteSet.blanks(and: "\"'`<>,;()&")
  static let fallbackEnds = ByteSet.blanks(and: "\"'`<>$")
  static let typeMarks = ByteSet("_.<>[]?*&")
  static let wrapperMarks = ByteSet("_.[]: @$&!")

  /// The first byte from a place on that ends a value, or where a value would be too long.
  func end(from start: Int, _ ends: ByteSet) -> Int {
    let limit = min(count, start + Self.longestValue)
    var end = min(limit, run.end(from: start, ends))
    while end < limit, !ends.contains(byte(end)) { end += 1 }
    run.note(start..<max(start, end), ends)
    return max(start, end)
  }

  /// Without blanks, nested quotes and an authentication scheme such as `Bearer `.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
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
  func afterScheme(_ at: Int) -> Int {
    let schemes: [StaticString] = [
      "Bearer", "Basic", "Token", "token", "bearer", "basic", "ApiKey",
    ]
    for scheme in schemes
    where follows(scheme, at) && byte(at + scheme.utf8CodeUnitCount) == 0x20 {
      return at + scheme.utf8CodeUnitCount + 1
    }
    return at
  }
}
