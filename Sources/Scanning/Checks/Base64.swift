enum Base64 {
  /// Decodes base64 or base64url, with or without padding; nil when it is neither.
  static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var bits: UInt32 = 0
    var count = 0
    var symbols = 0
    var padding = 0
    var result: [UInt8] = []
    result.reserveCapacity(text.count * 3 / 4)
    for byte in text {
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      symbols += 1
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    guard symbols % 4 != 1, padding <= 2, padding == 0 || (symbols + padding) % 4 == 0 else {
      return nil
    }
    return result
  }

  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
