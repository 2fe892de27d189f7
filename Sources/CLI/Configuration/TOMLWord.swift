/// The values of TOML that are written without quotes or brackets.
enum TOMLWord {
  static func value(_ word: String) -> TOMLValue.Kind? {
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .float(word)
    default: break
    }
    if let integer = integer(word) { return .integer(integer) }
    if isDate(word) || word.contains(":") { return dateTime(word) }
    return isFloat(word) ? .float(word) : nil
  }

  static func isDate(_ word: String) -> Bool {
    matches(word, "dddd-dd-dd")
  }

  private static func dateTime(_ word: String) -> TOMLValue.Kind? {
    let isDateTime = matches(String(word.prefix(10)), "dddd-dd-dd")
    let isTime = matches(String(word.prefix(5)), "dd:dd")
    return isDateTime || isTime ? .dateTime(word) : nil
  }

  private static func matches(_ word: String, _ shape: String) -> Bool {
    word.utf8.count == shape.utf8.count
      && zip(word.utf8, shape.utf8).allSatisfy { byte, mark in
        mark == UInt8(ascii: "d") ? isDigit(byte) : byte == mark
      }
  }

  private static func integer(_ word: String) -> Int? {
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
      let digits = word.dropFirst(2)
      guard digits.utf8.first != UInt8(ascii: "+"), digits.utf8.first != UInt8(ascii: "-") else {
        return nil
      }
      return withoutUnderscores(digits).flatMap { Int($0, radix: radix) }
    }
    let digits = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
    guard digits == "0" || !digits.hasPrefix("0"), digits.utf8.first.map(isDigit) == true,
      let plain = withoutUnderscores(digits)
    else { return nil }
    return Int((word.hasPrefix("-") ? "-" : "") + plain)
  }

  private static func isFloat(_ word: String) -> Bool {
    guard word.utf8.contains(where: isDigit), let plain = withoutUnderscores(word[...]) else {
      return false
    }
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { $0.utf8.first != nil } && Double(plain) != nil
  }

  /// Underscores may stand between digits only.
  private static func withoutUnderscores(_ digits: Substring) -> String? {
    let parts = digits.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    return parts.joined()
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
