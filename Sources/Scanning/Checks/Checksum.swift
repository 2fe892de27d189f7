enum Checksum {
  /// CRC-32 as in zlib (polynomial 0xEDB88320, reflected).
  static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  /// Base62 with the digits `0-9A-Za-z`, six of them, zeros first.
  static func base62(_ number: UInt32) -> [UInt8] {
    let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    var rest = Int(number)
    var result = [UInt8](repeating: digits[0], count: 6)
    for index in stride(from: 5, through: 0, by: -1) {
      result[index] = digits[rest % 62]
      rest /= 62
    }
    return result
  }

  static func endsWithChecksum(_ value: ArraySlice<UInt8>, skipping: Int) -> Bool {
    guard value.count > skipping + 6 else { return false }
    let body = value.dropFirst(skipping).dropLast(6)
    return base62(crc32(body)) == Array(value.suffix(6))
  }
}
