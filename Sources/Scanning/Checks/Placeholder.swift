/// What people write where a secret will stand.
enum Placeholder {
  private static let words: [String] = [
    "example", "placeholder", "changeme", "change-me", "change_me", "changethis", "replaceme",
    "replace-me", "replace_me", "replacewith", "replace-with", "replace_with", "redacted",
    "your-", "your_", "yourpass", "yoursecret", "yourtoken", "yourapi", "yourkey", "insert-",
    "insert_", "dummy-", "dummy_", "dummypass", "dummytoken", "dummysecret", "dummykey",
    "not-a-real", "notareal", "not-real", "notreal", "<your", "censored", "fake-", "fake_",
    "fakepass", "fakesecret", "faketoken",
    "fakekey", "sometoken", "somesecret", "somepass", "mytoken", "my-token", "my_token",
  ]
  private static let maskParts = [
    "xxxxx", "*****", ".....", "_____", "#####", "\u{2026}", "\u{2022}\u{2022}",
  ]

  private static let wordIndex = WordSet(words)
  private static let maskIndex = WordSet(maskParts)

  /// What a value is instead of a secret.
  enum Kind: Equatable {
    /// A reference to a value elsewhere, or a hole for one.
    case template
    /// `xxxxxxxx`, `00000000`.
    case mask
    /// `changeme`, `…EXAMPLE…`.
    case word
    case pattern(Pattern)
  }

  enum Pattern: String {
    case monotonous = "hardly more than one character"
    case periodic = "one part over and over"
    case sequence = "it counts up or down"
  }

  /// Whether a value is one of these, is a template, or has no more content than one.
  static func matches(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe kind(of: value) != nil
  }

  static func kind(of value: UnsafeBufferPointer<UInt8>) -> Kind? {
    guard let first = unsafe value.first, let last = unsafe value.last else { return .template }
    if unsafe isTemplate(value, first, last) { return .template }
    if unsafe maskIndex.standsIn(value) { return .mask }
    if unsafe wordIndex.standsIn(value) { return .word }
    if unsafe isMasked(value) { return .mask }
    return unsafe pattern(of: value).map(Kind.pattern)
  }

  static func pattern(of value: UnsafeBufferPointer<UInt8>) -> Pattern? {
    if unsafe isMonotonous(value) { return .monotonous }
    if unsafe isPeriodic(value) { return .periodic }
    return unsafe sequence(value)
  }

  /// The least length of a value that can be told from a word by its format alone.
  private static let formatLength = 12

  /// What is to be said of a value that a rule matched; nil where it looks real.
  static func verdict(on value: UnsafeBufferPointer<UInt8>) -> Verdict {
    let kind = unsafe kind(of: value)
    if kind == .template { return .fails }
    if let owner = unsafe PublishedExample.owner(of: value) {
      let doubt = Doubt.published(owner)
      return .lowers(kind == .word ? .mask(doubt.note) : doubt)
    }
    switch kind {
    case nil: return .holds
    case .template: return .fails
    case .mask: return .lowers(.mask("a mask, not a secret"))
    case .word: return .lowers(.mask("says that it is no secret"))
    case .pattern(let pattern):
      guard value.count >= formatLength else { return .lowers(.mask(pattern.rawValue)) }
      return .lowers(.pattern(pattern.rawValue))
    }
  }

  /// `<…>`, `${…}`, `{{…}}`, `%…%`, `$(…)`, `#{…}`, `[…]`, `%(name)s`, `{name}`.
  private static func isTemplate(
    _ value: UnsafeBufferPointer<UInt8>,
    _ first: UInt8,
    _ last: UInt8
  ) -> Bool {
    switch (first, last) {
    case (UInt8(ascii: "<"), UInt8(ascii: ">")), (UInt8(ascii: "{"), UInt8(ascii: "}")),
      (UInt8(ascii: "["), UInt8(ascii: "]")), (UInt8(ascii: "%"), UInt8(ascii: "%")):
      if unsafe value.dropFirst().dropLast().allSatisfy(isNameByte) { return true }
    default: break
    }
    return unsafe holdsName(value) && !TextModel.looksRandom(value)
  }

  /// Whether two bytes open a name, as in `${`, `{{`, `$(`, `#{`, `%(`, `<%` and `@{`.
  private static func opensName(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "$"): second == UInt8(ascii: "{") || second == UInt8(ascii: "(")
    case UInt8(ascii: "{"), UInt8(ascii: "#"), UInt8(ascii: "@"): second == UInt8(ascii: "{")
    case UInt8(ascii: "%"): second == UInt8(ascii: "(")
    case UInt8(ascii: "<"): second == UInt8(ascii: "%")
    default: false
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"),
      UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "|"):
      true
    default: ASCII.isAlphanumeric(byte)
    }
  }

  /// Whether an opening, a name of at least three bytes and a closing bracket stand in a row.
  private static func holdsName(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count > 5 else { return false }
    for start in 0..<value.count - 2 where unsafe opensName(value[start], value[start + 1]) {
      var end = start + 2
      while end < value.count, unsafe isNameByte(value[end]) { end += 1 }
      guard end - start >= 5, end < value.count else { continue }
      if unsafe "})>%=".utf8.contains(value[end]) { return true }
    }
    return false
  }

  /// Whether a good part of a value is one run of a byte that stands for any other; `-` between
  /// groups does not end it.
  static func isMasked(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    var longest = 0
    var run = 0
    var previous: UInt8 = 0
    for index in 0..<value.count {
      let byte = unsafe ASCII.lowercased(value[index])
      if byte == UInt8(ascii: "-") { continue }
      run = byte == previous ? run + 1 : 1
      previous = byte
      if run > longest, isMask(byte) { longest = run }
    }
    return longest >= 16 || longest >= 6 && longest * 10 >= value.count * 4
  }

  private static func isMask(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0"), UInt8(ascii: "x"), UInt8(ascii: "*"), UInt8(ascii: "."),
      UInt8(ascii: "#"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// At most three different bytes, as in `00000000` and `ab-ab-ab`.
  private static func isMonotonous(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count >= 6 else { return false }
    let first = unsafe value[0]
    var (second, third) = (first, first)
    for index in 0..<value.count {
      let byte = unsafe value[index]
      if byte == first || byte == second || byte == third { continue }
      if second == first {
        second = byte
      } else if third == first {
        third = byte
      } else {
        return false
      }
    }
    let distinct = second == first ? 1 : third == first ? 2 : 3
    return value.count >= 4 * distinct || distinct == 1
  }

  /// Mostly steps of one up or down: `0123456789abcdef`, `abcdefgh`.
  ///
  /// Where the step is mostly none, one character stands there behind a prefix.
  private static func sequence(_ value: UnsafeBufferPointer<UInt8>) -> Pattern? {
    guard value.count >= 6 else { return nil }
    var steps = 0
    var repetitions = 0
    for index in 1..<value.count {
      let difference = unsafe Int(value[index]) - Int(value[index - 1])
      // 9 to 0 goes on in `1234567890`, 9 to a or A in hexadecimal.
      if abs(difference) <= 1 || difference == -9 || difference == 40 || difference == 8 {
        steps += 1
        repetitions += difference == 0 ? 1 : 0
      }
    }
    guard steps * 10 >= (value.count - 1) * 7 else { return nil }
    return repetitions * 2 > steps ? .monotonous : .sequence
  }

  /// A block of at most a third of the value over and over: `deadbeefdeadbeefdeadbeef`.
  private static func isPeriodic(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count >= 12 else { return false }
    for period in 1...min(value.count / 2, 16) {
      var index = period
      while index < value.count, unsafe value[index] == value[index - period] { index += 1 }
      if index == value.count { return true }
    }
    return false
  }
}

enum ByteSearch {
  /// Whether lower-case ASCII stands in bytes, in any case.
  static func contains(
    _ needle: UnsafeBufferPointer<UInt8>,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard bytes.count >= needle.count, let first = unsafe needle.first else { return false }
    for start in 0...bytes.count - needle.count
    where unsafe ASCII.lowercased(bytes[start]) == first {
      var offset = 1
      while offset < needle.count,
        unsafe ASCII.lowercased(bytes[start + offset]) == needle[offset]
      { offset += 1 }
      if offset == needle.count { return true }
    }
    return false
  }

  static func contains(_ needle: String, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var needle = needle
    return needle.withUTF8 { unsafe contains($0, in: bytes) }
  }
}
