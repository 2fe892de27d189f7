/// Finds long runs of the symbols of base64, which hexadecimal digits are, too.
enum SymbolRuns {
  /// Shorter ones are left to the detectors, which see that they are random.
  static let minimum = 24

  /// Not a symbol.
  static let none: UInt8 = 0xFF

  /// The value of each byte in base64 and base64url, or `none`.
  static let values: [UInt8] = (0...255).map { Base64.value(UInt8($0)) ?? none }

  /// Calls `body` with each run of at least `minimum` symbols; it returns where to go on.
  ///
  /// Looks at one byte in 24 and back from there to where the run starts, so that ordinary text
  /// costs a fraction of a nanosecond a byte.
  @inline(__always)
  static func forEach(
    in text: UnsafeBufferPointer<UInt8>,
    _ values: UnsafeBufferPointer<UInt8>,
    _ body: (Range<Int>) -> Int
  ) {
    var at = 0
    while at + minimum <= text.count {
      let probe = at + minimum - 1
      guard unsafe values[Int(text[probe])] != none else {
        at = probe + 1
        continue
      }
      var start = probe
      while start > at, unsafe values[Int(text[start - 1])] != none { start -= 1 }
      guard start == at else {
        at = start
        continue
      }
      let end = unsafe end(of: probe + 1, in: text, values)
      at = max(end, body(start..<end))
    }
  }

  /// The first place from `at` on that is no symbol.
  @inline(__always)
  static func end(
    of at: Int,
    in text: UnsafeBufferPointer<UInt8>,
    _ values: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var end = at
    while end < text.count, unsafe values[Int(text[end])] != none { end += 1 }
    return end
  }
}
