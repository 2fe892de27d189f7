/// The dates and times of TOML: those of RFC 3339, also without offset, date or time.
enum TOMLTime {
  /// Whether the word is a date that a time may follow after a blank.
  static func isDate(_ word: String) -> Bool {
    var reader = Reader(rest: Array(word.utf8)[...])
    return reader.date() && reader.rest.isEmpty
  }

  static func isDateOrTime(_ word: String) -> Bool {
    var reader = Reader(rest: Array(word.utf8)[...])
    guard reader.date() else { return reader.time() && reader.rest.isEmpty }
    if reader.rest.isEmpty { return true }
    return reader.take("Tt ") && reader.time() && reader.offset() && reader.rest.isEmpty
  }

  /// Each method takes what it names off `rest`, or leaves `rest` as it is and returns false.
  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func date() -> Bool {
      let start = rest
      guard let year = number(digits: 4, in: 0...9999), take("-"),
        let month = number(digits: 2, in: 1...12), take("-"),
        number(digits: 2, in: 1...Self.days(in: month, of: year)) != nil
      else {
        rest = start
        return false
      }
      return true
    }

    mutating func time() -> Bool {
      let start = rest
      guard number(digits: 2, in: 0...23) != nil, take(":"),
        number(digits: 2, in: 0...59) != nil, take(":"),
        number(digits: 2, in: 0...59) != nil
      else {
        rest = start
        return false
      }
      guard take(".") else { return true }
      let fraction = rest.prefix(while: Self.isDigit)
      rest = rest.dropFirst(fraction.count)
      return !fraction.isEmpty
    }

    /// An offset, or nothing.
    mutating func offset() -> Bool {
      if rest.isEmpty || take("Zz") { return true }
      return take("+-") && number(digits: 2, in: 0...23) != nil && take(":")
        && number(digits: 2, in: 0...59) != nil
    }

    mutating func take(_ choices: String) -> Bool {
      guard let byte = rest.first, choices.utf8.contains(byte) else { return false }
      rest = rest.dropFirst()
      return true
    }

    private mutating func number(digits: Int, in range: ClosedRange<Int>) -> Int? {
      let word = rest.prefix(digits)
      guard word.count == digits, word.allSatisfy(Self.isDigit) else { return nil }
      let value = word.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      guard range.contains(value) else { return nil }
      rest = rest.dropFirst(digits)
      return value
    }

    private static func days(in month: Int, of year: Int) -> Int {
      switch month {
      case 4, 6, 9, 11: 30
      case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
      default: 31
      }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
  }
}
