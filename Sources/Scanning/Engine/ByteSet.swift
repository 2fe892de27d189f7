/// A set of ASCII bytes, asked in a loop.
struct ByteSet: Equatable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ members: String) {
    for byte in members.utf8 {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
    }
  }

  /// These, and everything up to the space.
  static func blanks(and members: String) -> ByteSet {
    var set = ByteSet(members)
    set.low |= (1 << 33) - 1
    return set
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
  }
}
