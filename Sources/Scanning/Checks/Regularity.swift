/// Forms that no random value and no password has, although the model takes them for random.
enum Regularity {
  /// Whether runs of at least three of one byte make up most of a value: `XXXX/YYYY/ZZZZ`.
  static func isRuns(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    var covered = 0
    var symbols = 0
    var run = 0
    for index in 0..<value.count {
      let byte = unsafe value[index]
      guard ASCII.isAlphanumeric(byte) else {
        run = 0
        continue
      }
      symbols += 1
      run = unsafe index > 0 && value[index - 1] == byte ? run + 1 : 1
      if run >= 3 { covered += run == 3 ? 3 : 1 }
    }
    return symbols >= 6 && covered * 10 >= symbols * 7
  }

  /// Whether each letter and digit occurs once: an alphabet, in whatever order.
  ///
  /// Of random values as long as these, fewer than one in 20,000 is without a repetition.
  static func isAlphabet(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count >= 24, value.count <= 66 else { return false }
    var seen: (low: UInt64, high: UInt64) = (0, 0)
    var marks = 0
    for index in 0..<value.count {
      let byte = unsafe value[index]
      guard byte < 128 else { return false }
      if !ASCII.isAlphanumeric(byte) { marks += 1 }
      let bit = UInt64(1) << UInt64(byte & 63)
      let isSeen = byte < 64 ? seen.low & bit : seen.high & bit
      guard isSeen == 0, marks <= 2 else { return false }
      if byte < 64 { seen.low |= bit } else { seen.high |= bit }
    }
    return unsafe value.count >= 32 || Alphabet(of: value).size <= 36
  }

  /// Whether digits count up or down, or stay the same: `1234`.
  static func isCount(_ digits: UnsafeBufferPointer<UInt8>) -> Bool {
    guard digits.count >= 2 else { return false }
    let step = unsafe Int(digits[1]) - Int(digits[0])
    guard abs(step) <= 1 else { return false }
    for index in 1..<digits.count
    where unsafe Int(digits[index]) - Int(digits[index - 1]) != step { return false }
    return true
  }

  /// Whether hyphens cut a value into short groups, as a part of a UUID: `429f-aa81-4d3b-960a`.
  static func isGrouped(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    var longest = 0
    var run = 0
    var hyphens = 0
    for index in 0..<value.count {
      if unsafe value[index] == UInt8(ascii: "-") {
        hyphens += 1
        run = 0
      } else {
        run += 1
        longest = max(longest, run)
      }
    }
    return hyphens >= 2 && longest <= 5
  }

  /// Whether a value was cut short by the writer: `LS0tLS1CRUdJTi...`.
  static func isCut(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe value.count > 3 && value.suffix(3).allSatisfy { $0 == UInt8(ascii: ".") }
  }
}
