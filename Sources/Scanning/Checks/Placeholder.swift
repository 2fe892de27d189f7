/// What people write where a secret will stand.
enum Placeholder {
  private static let words: [String] = [
    "example", "placeholder", "changeme", "change-me", "change_me", "changethis", "replaceme",
    "replace-me", "replace_me", "replacewith", "replace-with", "replace_with", "redacted",
    "your-", "your_", "yourpass", "yoursecret", "yourtoken", "yourapi", "yourkey", "insert-",
    "insert_", "dummy-", "dummy_", "dummypass", "dummytoken", "dummysecret", "dummykey",
    "not-a-real", "notareal", "not-real", "notreal", "xxxxx", "*****", ".....", "_____",
    "#####", "<your", "censored", "fake-", "fake_", "fakepass", "fakesecret", "faketoken",
    "fakekey", "sometoken", "somesecret", "somepass", "mytoken", "my-token", "my_token", "\u{2026}",
    "\u{2022}\u{2022}",
  ]

  /// Whether a value is one of these, is a template, or has no more content than one.
  static func matches(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe value.first, let last = unsafe value.last else { return true }
    if unsafe isTemplate(value, first, last) { return true }
    for word in words where unsafe ByteSearch.contains(word, in: value) {
      return true
    }
    return unsafe isMonotonous(value) || isSequence(value) || isPeriodic(value)
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
    if unsafe TextModel.looksRandom(value) { return false }
    for opening in ["${", "{{", "$(", "#{", "%(", "<%", "@{"] as [String]
    where unsafe holdsName(value, after: Array(opening.utf8)) {
      return true
    }
    return false
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || " _.:-/|".utf8.contains(byte)
  }

  /// Whether an opening, a name of at least three bytes and a closing bracket stand in a row.
  private static func holdsName(
    _ value: UnsafeBufferPointer<UInt8>,
    after opening: [UInt8]
  ) -> Bool {
    guard value.count > opening.count + 3 else { return false }
    for start in 0..<value.count - opening.count
    where unsafe value[start] == opening[0] && value[start + 1] == opening[1] {
      var end = start + 2
      while end < value.count, unsafe isNameByte(value[end]) { end += 1 }
      guard end - start >= 5, end < value.count else { continue }
      if unsafe "})>%=".utf8.contains(value[end]) { return true }
    }
    return false
  }

  /// At most three different bytes, as in `00000000` and `ab-ab-ab`.
  private static func isMonotonous(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count >= 6 else { return false }
    var distinct: [UInt8] = []
    for index in 0..<value.count where unsafe !distinct.contains(value[index]) {
      unsafe distinct.append(value[index])
      if distinct.count > 3 { return false }
    }
    return value.count >= 4 * distinct.count || distinct.count == 1
  }

  /// Mostly steps of one up or down: `0123456789abcdef`, `abcdefgh`.
  private static func isSequence(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count >= 6 else { return false }
    var steps = 0
    for index in 1..<value.count {
      let difference = unsafe Int(value[index]) - Int(value[index - 1])
      // 9 to 0 goes on in `1234567890`, 9 to a or A in hexadecimal.
      if abs(difference) <= 1 || difference == -9 || difference == 40 || difference == 8 {
        steps += 1
      }
    }
    return steps * 10 >= (value.count - 1) * 7
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
