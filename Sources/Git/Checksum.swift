/// A checksum of 64 bits that tells a file that was cut off or damaged; it is no protection against
/// somebody who means to deceive.
package enum Checksum {
  /// The checksum of a part of `bytes`.
  ///
  /// Eight bytes at a time, little-endian: exclusive or, multiply, fold; the rest is padded with
  /// zeros, and the length goes in first.
  package static func of(_ bytes: [UInt8], in range: Range<Int>) -> UInt64 {
    unsafe bytes.withUnsafeBytes { buffer in
      let part = unsafe UnsafeRawBufferPointer(rebasing: buffer[range])
      var sum = UInt64(part.count)
      var position = 0
      while position + 8 <= part.count {
        let word = unsafe part.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        sum = mix(sum, UInt64(littleEndian: word))
        position += 8
      }
      var rest: UInt64 = 0
      var shift: UInt64 = 0
      while position < part.count {
        rest |= unsafe UInt64(part[position]) << shift
        shift += 8
        position += 1
      }
      return mix(sum, rest)
    }
  }

  private static func mix(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    // The multiplier of FNV-1a for 64 bits does not reach the low bits; hence the fold.
    let product = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 29
  }
}
