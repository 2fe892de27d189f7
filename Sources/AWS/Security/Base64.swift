extension Crypto {
  /// Base 64 with padding (RFC 4648 §4).
  package static func base64(_ bytes: [UInt8]) -> String {
    String(decoding: base64Digits(bytes), as: UTF8.self)
  }

  /// Base 64 with the alphabet for URLs, without padding (RFC 4648 §5).
  static func base64URL(_ bytes: [UInt8]) -> String {
    String(
      decoding: base64Digits(bytes).compactMap { digit in
        switch digit {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        case UInt8(ascii: "="): nil
        default: digit
        }
      },
      as: UTF8.self
    )
  }

  /// The digits and padding as ASCII; what a request body takes without making a string of it.
  package static func base64Digits(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var group: UInt32 = 0
    var length = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      length += 1
      if length == 3 {
        append(group, digits: 4, to: &result)
        group = 0
        length = 0
      }
    }
    if length > 0 {
      append(group << (8 * UInt32(3 - length)), digits: length + 1, to: &result)
      for _ in length..<3 { result.append(UInt8(ascii: "=")) }
    }
    return result
  }

  /// Strict: padding required, no white space, unused bits zero; nil for anything else.
  package static func base64Decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var length = 0
    var padding = 0
    for byte in text {
      if byte == UInt8(ascii: "=") {
        padding += 1
        length += 1
        group <<= 6
      } else {
        guard padding == 0, let value = base64Value(byte) else { return nil }
        group = group << 6 | value
        length += 1
      }
      guard length == 4 else { continue }
      let kept = 3 - padding
      guard padding <= 2, group & (1 << (8 * UInt32(padding)) - 1) == 0 else { return nil }
      for index in 0..<kept { result.append(UInt8(truncatingIfNeeded: group >> (16 - 8 * index))) }
      group = 0
      length = 0
    }
    // Padding is only right in the last group.
    guard padding == 0 || text.reversed().prefix(padding).allSatisfy({ $0 == UInt8(ascii: "=") })
    else { return nil }
    return result
  }

  package static func base64Decode(_ text: String) -> [UInt8]? {
    base64Decode(Array(text.utf8))
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  private static func append(_ group: UInt32, digits: Int, to result: inout [UInt8]) {
    for index in 0..<digits {
      result.append(alphabet[Int(group >> (18 - 6 * UInt32(index)) & 63)])
    }
  }

  private static func base64Value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
