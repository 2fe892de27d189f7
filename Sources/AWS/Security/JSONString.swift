/// The content of a string of JSON, read in place: escapes count as what they stand for.
package enum JSONString {
  /// Whether two strings, given without their quotes, have the same content.
  package static func areEqual(
    _ left: Span<UInt8>,
    _ leftRange: Range<Int>,
    _ right: Span<UInt8>,
    _ rightRange: Range<Int>
  ) -> Bool {
    var (i, j) = (leftRange.lowerBound, rightRange.lowerBound)
    while i < leftRange.upperBound, j < rightRange.upperBound {
      guard
        next(left, &i, to: leftRange.upperBound) == next(right, &j, to: rightRange.upperBound)
      else { return false }
    }
    return i == leftRange.upperBound && j == rightRange.upperBound
  }

  /// The content in memory that is wiped; nil where it is no text: half a surrogate pair, or no UTF-8.
  package static func content(_ bytes: Span<UInt8>, _ range: Range<Int>) -> SecretBytes? {
    var buffer = SecretBuffer()
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        buffer.append(bytes[index])
        index += 1
        continue
      }
      guard let scalar = Unicode.Scalar(next(bytes, &index, to: range.upperBound)) else {
        return nil
      }
      buffer.append(scalar)
    }
    let content = buffer.contents()
    return content.isUTF8 ? content : nil
  }

  /// A key as text; half a surrogate pair is U+FFFD.
  package static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var text = ""
    var index = range.lowerBound
    while index < range.upperBound {
      let number = next(bytes, &index, to: range.upperBound)
      text.unicodeScalars.append(Unicode.Scalar(number) ?? "\u{FFFD}")
    }
    return text
  }

  /// The number of the next character; of half a surrogate pair that half.
  private static func next(_ bytes: Span<UInt8>, _ index: inout Int, to end: Int) -> UInt32 {
    let first = bytes[index]
    index += 1
    switch first {
    case UInt8(ascii: "\\"): return escaped(bytes, &index, to: end)
    case 0..<0x80: return UInt32(first)
    default:
      // UTF-8 of two to four bytes, which was checked.
      let count = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
      var number = UInt32(first) & (0x3F >> UInt32(count))
      for _ in 0..<count where index < end {
        number = number << 6 | UInt32(bytes[index] & 0x3F)
        index += 1
      }
      return number
    }
  }

  private static func escaped(_ bytes: Span<UInt8>, _ index: inout Int, to end: Int) -> UInt32 {
    let letter = bytes[index]
    index += 1
    switch letter {
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"):
      let high = unit(bytes, &index)
      guard (0xD800..<0xDC00).contains(high), index + 6 <= end,
        bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
      else { return high }
      var after = index + 2
      let low = unit(bytes, &after)
      guard (0xDC00..<0xE000).contains(low) else { return high }
      index = after
      return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    default: return UInt32(letter)
    }
  }

  /// Four hexadecimal digits.
  private static func unit(_ bytes: Span<UInt8>, _ index: inout Int) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      number = number << 4 | (hexValue(bytes[index]) ?? 0)
      index += 1
    }
    return number
  }

  package static func hexValue(_ digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(digit - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
