/// The values of TOML that are written without quotes or brackets.
enum TOMLWord {
  static func value(_ word: String) -> TOMLValue.Kind? {
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .float(word)
    default: break
    }
    let bytes = Array(word.utf8)[...]
    if let integer = integer(bytes) { return .integer(integer) }
    if TOMLTime.isDateOrTime(word) { return .dateTime(word) }
    return isFloat(bytes) ? .float(word) : nil
  }

  /// Whether a word is an integer that 64 bits cannot hold: no value, and no float either.
  static func isTooLarge(_ word: String) -> Bool {
    digits(Array(word.utf8)[...]) != nil
  }

  private static func integer(_ word: ArraySlice<UInt8>) -> Int? {
    digits(word).flatMap { Int($0.text, radix: $0.radix) }
  }

  /// The digits of an integer with their sign and without underscores, and their base.
  private static func digits(_ word: ArraySlice<UInt8>) -> (text: String, radix: Int)? {
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.starts(with: prefix.utf8) {
      return withoutUnderscores(word.dropFirst(2), radix: radix).map { ($0, radix) }
    }
    guard let digits = decimal(withoutSign(word), zeros: false) else { return nil }
    return (word.first == UInt8(ascii: "-") ? "-" + digits : digits, 10)
  }

  private static func isFloat(_ word: ArraySlice<UInt8>) -> Bool {
    let unsigned = withoutSign(word)
    let parts = unsigned.split(
      maxSplits: 1,
      omittingEmptySubsequences: false,
      whereSeparator: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    )
    if parts.count == 2, decimal(withoutSign(parts[1]), zeros: true) == nil { return false }
    let number = parts[0].split(
      separator: UInt8(ascii: "."),
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    guard decimal(number[0], zeros: false) != nil else { return false }
    return number.count == 2 ? decimal(number[1], zeros: true) != nil : parts.count == 2
  }

  /// Decimal digits; with `zeros` also 0 before others.
  private static func decimal(_ digits: ArraySlice<UInt8>, zeros: Bool) -> String? {
    guard zeros || digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
    return withoutUnderscores(digits, radix: 10)
  }

  private static func withoutSign(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    word.first == UInt8(ascii: "+") || word.first == UInt8(ascii: "-") ? word.dropFirst() : word
  }

  /// Single underscores may stand between digits, and nowhere else.
  private static func withoutUnderscores(_ digits: ArraySlice<UInt8>, radix: Int) -> String? {
    let parts = digits.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    let areDigits = parts.joined().allSatisfy {
      Character(Unicode.Scalar($0)).hexDigitValue.map { $0 < radix } ?? false
    }
    guard areDigits, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    return String(decoding: parts.joined(), as: UTF8.self)
  }
}
