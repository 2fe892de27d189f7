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

  /// Grafana's: CRC-32 of everything before the last `_`, least significant byte first, in
  /// hexadecimal.
  ///
  /// Source: pkg/components/satokengen of https://github.com/grafana/grafana
  static func endsWithGrafanaChecksum(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.count > 9 else { return false }
    return Array(value.suffix(8)) == grafana(value.dropLast(9))
  }

  static func grafana(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    let crc = crc32(bytes)
    return (0..<4).flatMap { place in
      let byte = Int(crc >> UInt32(8 * place) & 0xFF)
      return [digits[byte >> 4], digits[byte & 15]]
    }
  }

  /// GitLab's for routable tokens: CRC-32 of everything before the last seven bytes, in base36,
  /// zeros first.
  ///
  /// An instance may put its own text before the prefix, of twenty bytes at most; it counts. `text`
  /// is what the token at `range` stands in.
  /// Source: https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/
  static func endsWithGitLabChecksum(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count > 7 else { return false }
    let end = range.upperBound - 7
    let checksum = Array(text[end..<range.upperBound])
    var start = range.lowerBound
    while true {
      if gitLab(text[start..<end]) == checksum { return true }
      guard start > 0, range.lowerBound - start < 20,
        ASCII.isAlphanumeric(text[start - 1]) || "_-".utf8.contains(text[start - 1])
      else { return false }
      start -= 1
    }
  }

  static func gitLab(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let digits = String(crc32(bytes), radix: 36)
    return Array((String(repeating: "0", count: max(0, 7 - digits.count)) + digits).utf8)
  }
}
