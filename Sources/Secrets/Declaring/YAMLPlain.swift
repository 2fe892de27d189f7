/// What readers of YAML take a text without quotes for.
///
/// The versions of YAML do not agree on what is a boolean, a number or a date, and a secret that is
/// one for some of them is read as another text. Only what is a text, or a whole number written as
/// every reader writes it, is the same for all.
enum YAMLPlain {
  static func isText(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let first = range.first else { return false }
    let digits = range.allSatisfy { (0x30...0x39).contains(bytes[$0]) }
    if digits { return range.count == 1 || bytes[first] != 0x30 && range.count < 19 }
    // Numbers, dates and times begin so in one version or another.
    if (0x30...0x39).contains(bytes[first]) || "+-.".utf8.contains(bytes[first]) {
      return range.contains {
        isLetter(bytes[$0]) && !"eExXoObB_aAfFcCdDtTzZ".utf8.contains(bytes[$0])
      }
        && !range.contains { bytes[$0] == UInt8(ascii: ":") } && !isSpecialFloat(bytes, range)
    }
    guard range.count <= 5 else { return true }
    let word = String(decoding: range.map { bytes[$0] }, as: UTF8.self).lowercased()
    return !["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"]
      .contains(word)
  }

  private static func isSpecialFloat(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let word = String(decoding: range.prefix(6).map { bytes[$0] }, as: UTF8.self).lowercased()
    return [".inf", "+.inf", "-.inf", ".nan"].contains(word)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }
}
