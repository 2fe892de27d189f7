/// The name of a Git object: a SHA-1 (20 bytes) or SHA-256 (32 bytes) hash.
package struct ObjectID: Hashable, Sendable, Comparable {
  /// The hash, big-endian, padded with zero bits.
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  /// The number of bytes in the hash: 20 or 32.
  package let byteCount: Int

  /// Parses 40 or 64 hexadecimal digits; `nil` for anything else.
  package init?(hex: some StringProtocol) {
    self.init(hexBytes: hex.utf8)
  }

  /// Parses 40 or 64 hexadecimal digits in ASCII; `nil` for anything else.
  package init?(hexBytes: some Collection<UInt8>) {
    let digits = hexBytes.count
    guard digits == 40 || digits == 64 else { return nil }
    byteCount = digits / 2
    var word: UInt64 = 0
    var index = 0
    for byte in hexBytes {
      guard let digit = Self.value(ofHexDigit: byte) else { return nil }
      word = word << 4 | UInt64(digit)
      index += 1
      if index % 16 == 0 {
        set(word: index / 16 - 1, to: word)
        word = 0
      }
    }
    if index % 16 != 0 { set(word: index / 16, to: word << UInt64(64 - index % 16 * 4)) }
  }

  /// Makes a null id.
  init(zeroBytes: Int) {
    byteCount = zeroBytes
  }

  /// Takes the 20 or 32 bytes of a hash; `nil` for any other length.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 20 || bytes.count == 32 else { return nil }
    byteCount = bytes.count
    var word: UInt64 = 0
    var index = 0
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      index += 1
      if index % 8 == 0 {
        set(word: index / 8 - 1, to: word)
        word = 0
      }
    }
    if index % 8 != 0 { set(word: index / 8, to: word << UInt64(64 - index % 8 * 8)) }
  }

  /// The first eight bytes of the hash as a number, evenly spread.
  package var leadingBits: UInt64 { words.0 }

  /// The bytes of the hash.
  package var bytes: [UInt8] {
    (0..<byteCount).map { index in
      UInt8(truncatingIfNeeded: word(index / 8) >> UInt64(56 - index % 8 * 8))
    }
  }

  /// The hash in 40 or 64 lower-case hexadecimal digits.
  package var hex: String { digits(byteCount * 2) }

  /// The first ten digits, for people.
  package var abbreviated: String { digits(10) }

  /// Whether this is the null id, with which Git says "no object".
  package var isZero: Bool { words == (0, 0, 0, 0) }

  package static func == (a: ObjectID, b: ObjectID) -> Bool {
    a.words == b.words && a.byteCount == b.byteCount
  }

  package static func < (a: ObjectID, b: ObjectID) -> Bool {
    a.words == b.words ? a.byteCount < b.byteCount : a.words < b.words
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }

  private func digits(_ count: Int) -> String {
    String(
      decoding: (0..<count).map { index in
        let digit = UInt8(truncatingIfNeeded: word(index / 16) >> UInt64(60 - index % 16 * 4)) & 15
        return digit < 10 ? 48 + digit : 87 + digit
      },
      as: UTF8.self
    )
  }

  private func word(_ index: Int) -> UInt64 {
    switch index {
    case 0: words.0
    case 1: words.1
    case 2: words.2
    default: words.3
    }
  }

  private mutating func set(word index: Int, to value: UInt64) {
    switch index {
    case 0: words.0 = value
    case 1: words.1 = value
    case 2: words.2 = value
    default: words.3 = value
    }
  }

  private static func value(ofHexDigit byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}

extension ObjectID: CustomStringConvertible {
  package var description: String { hex }
}
