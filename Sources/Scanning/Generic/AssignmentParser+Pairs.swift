// `name: X` beside `value: …`, as records of names and values are written.

extension AssignmentParser {
  /// The folders of a name, as in `/prod/api/key`, are looked through so far back.
  private static let longestPath = 128

  /// `name: X` followed by `value: …`, in whatever notation.
  func pair(named name: Range<Int>) -> Assignment? {
    var at = name.lowerBound
    // A name that is longer is none; a line may be one of many megabytes.
    let first = max(0, at - Self.longestPath)
    while at > first, isNameByte(byte(at - 1)) || byte(at - 1) == UInt8(ascii: "/") { at -= 1 }
    guard at > first || first == 0 else { return nil }
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
        let end = at
        while end - at < Self.longestPath, isNameByte(byte(at - 1)) { at -= 1 }
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

  private static let nameWords: [StaticString] = [
    "name", "key", "parameterkey", "parametername", "variable", "type",
  ]
  private static let valueWords: [StaticString] = [
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
      while end < limit, ASCII.isLetter(byte(end)) { end += 1 }
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

  /// Whether the bytes, in any case, are one of some lower-case words.
  func isOneOf(_ words: [StaticString], _ range: Range<Int>) -> Bool {
    for word in words where word.utf8CodeUnitCount == range.count {
      var same = 0
      while same < range.count,
        unsafe ASCII.lowercased(byte(range.lowerBound + same)) == word.utf8Start[same]
      { same += 1 }
      if same == range.count { return true }
    }
    return false
  }
}
