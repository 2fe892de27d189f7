/// What decoded bytes are worth being scanned as.
///
/// Nearly every identifier decodes to something; that all of its first bytes are text happens to
/// one random run in a hundred thousand.
enum DecodedKind: Equatable {
  case text
  case utf16(TextEncoding.ByteOrder)
  case archive

  /// How many bytes are looked at.
  static let length = 12

  init?(_ head: some RandomAccessCollection<UInt8>) {
    guard head.count >= 8 else { return nil }
    if Self.isText(head) {
      self = .text
    } else if ArchiveFormat(head) != nil {
      self = .archive
    } else if let order = Self.byteOrder(head) {
      self = .utf16(order)
    } else {
      return nil
    }
  }

  /// Whether three bytes, the first of them in the highest place, may be the first of any kind.
  static func isPossible(_ word: UInt32) -> Bool {
    let first = UInt8(truncatingIfNeeded: word >> 16)
    let second = UInt8(truncatingIfNeeded: word >> 8)
    let third = UInt8(truncatingIfNeeded: word)
    switch first {
    // Of archives, and of text in UTF-16.
    case 0, 0x04, 0x1F, 0xFD...0xFF: return true
    case 0x09, 0x0A, 0x0D, 0x20..<0x7F, 0xC2..<0xF5: break
    default: return false
    }
    if second == 0 { return third != 0 }
    return isTextOrHigh(second) && isTextOrHigh(third) || archiveStarts.contains(first)
  }

  private static let archiveStarts = ByteSet("PB(LZ]7RMx!0")

  private static func isTextOrHigh(_ byte: UInt8) -> Bool {
    byte >= 0x20 ? byte != 0x7F : byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// ASCII and whole characters of UTF-8, the last of which may be cut.
  private static func isText(_ head: some RandomAccessCollection<UInt8>) -> Bool {
    var pending = 0
    for byte in head {
      switch byte {
      case 0x20..<0x7F, 0x09, 0x0A, 0x0D:
        guard pending == 0 else { return false }
      case 0x80..<0xC0:
        guard pending > 0 else { return false }
        pending -= 1
      case 0xC2..<0xE0, 0xE0..<0xF0, 0xF0..<0xF5:
        guard pending == 0 else { return false }
        pending = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
      default: return false
      }
    }
    return true
  }

  private static func byteOrder(
    _ head: some RandomAccessCollection<UInt8>
  ) -> TextEncoding.ByteOrder? {
    // Both kinds of marks have a byte that most random ones lack.
    guard head.contains(where: { $0 == 0 || $0 >= 0xFE }) else { return nil }
    let bytes = Array(head)
    if bytes.starts(with: [0xFF, 0xFE]) { return .little }
    if bytes.starts(with: [0xFE, 0xFF]) { return .big }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in bytes.enumerated() where byte == 0 {
      if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let pairs = bytes.count / 2
    if zeros.odd == pairs, zeros.even == 0 { return .little }
    if zeros.even == pairs, zeros.odd == 0 { return .big }
    return nil
  }
}
