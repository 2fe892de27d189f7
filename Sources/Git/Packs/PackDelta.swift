/// How an object is made from another: copy this part of it, insert these bytes, and so on.
///
/// Source: gitformat-pack(5), "Deltified representation".
enum PackDelta {
  /// An object, and what of it was copied from the one that it was made from.
  struct Result {
    let bytes: [UInt8]
    /// In ascending order of their places in `bytes`.
    let pieces: [Piece]
  }

  /// So many bytes that stand at `start`, and in the base at `source`.
  struct Piece {
    let source: Int
    let start: Int
    var count: Int
  }

  /// Nil where the delta is not one, or not of this base, or makes more than `limit` bytes.
  static func apply(_ delta: [UInt8], to base: [UInt8], limit: Int) -> Result? {
    unsafe delta.withUnsafeBytes { delta in
      unsafe base.withUnsafeBytes { base in unsafe apply(delta, base, limit) }
    }
  }

  private static func apply(
    _ delta: UnsafeRawBufferPointer,
    _ base: UnsafeRawBufferPointer,
    _ limit: Int
  ) -> Result? {
    var at = 0
    guard unsafe number(delta, &at) == base.count,
      let count = unsafe number(delta, &at),
      count <= limit
    else { return nil }
    var pieces: [Piece] = []
    var isWhole = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let result = UnsafeMutableRawBufferPointer(buffer)
      while at < delta.count {
        let operation = unsafe delta[at]
        at += 1
        let from: Int
        let source: UnsafeRawBufferPointer
        let length: Int
        if operation & 0x80 != 0 {
          guard let piece = unsafe piece(operation, delta, &at) else { return }
          (from, length) = piece
          unsafe source = base
          // Long pieces are copied in parts.
          if let last = pieces.last, last.start + last.count == filled,
            last.source + last.count == from
          {
            pieces[pieces.count - 1].count += length
          } else {
            pieces.append(Piece(source: from, start: filled, count: length))
          }
        } else {
          // 0 is reserved.
          (from, length) = (at, Int(operation))
          unsafe source = delta
          guard length > 0 else { return }
          at += length
        }
        guard from + length <= source.count, filled + length <= count else { return }
        unsafe UnsafeMutableRawBufferPointer(rebasing: result[filled..<filled + length])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[from..<from + length]))
        filled += length
      }
      isWhole = filled == count
    }
    return isWhole ? Result(bytes: bytes, pieces: pieces) : nil
  }

  /// Seven bits a byte, the lowest first.
  private static func number(_ delta: UnsafeRawBufferPointer, _ at: inout Int) -> Int? {
    var value = 0
    var shift = 0
    while at < delta.count, shift < 57 {
      let byte = unsafe Int(delta[at])
      at += 1
      value |= (byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
    return nil
  }

  /// Which piece of the base to copy: bits say which bytes of its offset and length are there.
  private static func piece(
    _ operation: UInt8,
    _ delta: UnsafeRawBufferPointer,
    _ at: inout Int
  ) -> (from: Int, length: Int)? {
    var (from, length) = (0, 0)
    for bit in 0..<7 where operation & 1 << UInt8(bit) != 0 {
      guard at < delta.count else { return nil }
      let byte = unsafe Int(delta[at])
      at += 1
      if bit < 4 { from |= byte << (8 * bit) } else { length |= byte << (8 * (bit - 4)) }
    }
    return (from, length == 0 ? 0x10000 : length)
  }
}
