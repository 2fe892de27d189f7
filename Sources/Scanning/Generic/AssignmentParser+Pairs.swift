// `name: X` beside `value: …`, as records of names and values are written.

extension AssignmentParser {
  /// `name: X` followed by `value: …`, in whatever notation.
  func pair(named name: Range<Int>) -> Assignment? {
    var at = name.lowerBound
    while at > 0, isNameByte(byte(at - 1)) || byte(at - 1) == UInt8(ascii: "/") { at -= 1 }
    while isQuote(byte(at - 1)) || byte(at - 1) == UInt8(ascii: "\\") { at -= 1 }
    let hasQuote = isQuote(byte(at))
    while ASCII.isBlank(byte(at - 1)) { at -= 1 }
    let hasBlank = ASCII.isBlank(byte(at))
    var hasOperator = false
    if hasQuote, byte(at - 1) == UInt8(ascii: "(") {
      // `.name("…")`; of `Name: aws.String("…")` the call is passed over.
      at -= 1
      hasOperator = true
      if !isOneOf(Self.nameWords, lettersEnding(at: at)) {
        while isNameByte(byte(at - 1)) { at -= 1 }
        while ASCII.isBlank(byte(at - 1)) { at -= 1 }
        guard byte(at - 1) == UInt8(ascii: "=") || byte(at - 1) == UInt8(ascii: ":") else {
          return nil
        }
      }
    } else if byte(at - 1) == UInt8(ascii: ">"), !hasQuote, !hasBlank {
      // `<name>…</name>`
      at -= 1
      hasOperator = byte(lettersEnding(at: at).lowerBound - 1) == UInt8(ascii: "<")
    }
    if byte(at - 1) == UInt8(ascii: "=") || byte(at - 1) == UInt8(ascii: ":") {
      at -= 1
      hasOperator = true
      while ASCII.isBlank(byte(at - 1)) { at -= 1 }
    }
    guard hasOperator || hasBlank else { return nil }
    while isQuote(byte(at - 1)) || byte(at - 1) == UInt8(ascii: "\\") { at -= 1 }
    let word = lettersEnding(at: at)
    guard isOneOf(Self.nameWords, word) else { return nil }
    let isFlag =
      byte(word.lowerBound - 1) == UInt8(ascii: "-")
      && !ASCII.isAlphanumeric(byte(word.lowerBound - 2))
    guard hasOperator || isFlag || hasQuote && hasBlank else { return nil }
    return valueOfPair(named: name)
  }

  private static let nameWords = [
    "name", "key", "parameterkey", "parametername", "variable", "type",
  ]
  private static let valueWords = [
    "value", "parametervalue", "stringvalue", "default", "secretstring",
  ]

  private func lettersEnding(at end: Int) -> Range<Int> {
    var start = end
    while end - start < 20, ASCII.isLetter(byte(start - 1)) { start -= 1 }
    return start..<end
  }

  func valueOfPair(named name: Range<Int>) -> Assignment? {
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
      let isElement = byte(at - 1) == UInt8(ascii: "<") && byte(end) == UInt8(ascii: ">")
      if isOneOf(Self.valueWords, at..<end) || isElement && isOneOf(["string"], at..<end) {
        let flag = byte(at - 1) == UInt8(ascii: "-") && ASCII.isBlank(byte(end))
        if flag {
          return value(from: end, at - 2..<end, isIndirect: false, isSpaced: true, for: name)
        }
        guard let (start, isIndirect, isSpaced) = valueStart(after: at..<end) else { return nil }
        return value(from: start, at..<end, isIndirect: isIndirect, isSpaced: isSpaced, for: name)
      }
      let isClosing = byte(at - 1) == UInt8(ascii: "/") && byte(at - 2) == UInt8(ascii: "<")
      if !isClosing, isOneOf(["name", "key", "parameterkey"], at..<end) { return nil }
      at = end
    }
    return nil
  }

  func isOneOf(_ words: [String], _ range: Range<Int>) -> Bool {
    words.contains { word in
      word.utf8.count == range.count
        && zip(word.utf8, range).allSatisfy { ASCII.lowercased(byte($1)) == $0 }
    }
  }
}
