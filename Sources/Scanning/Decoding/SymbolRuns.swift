import CKeywords

/// Finds long runs of the symbols of base64, which hexadecimal digits are, too.
enum SymbolRuns {
  /// Shorter ones are left to the detectors, which see that they are random.
  static let minimum = Int(GSS_LONG_RUN.rawValue)

  /// How long a run has to be.
  enum Length {
    /// 16 bytes.
    case short
    /// `minimum`.
    case long

    fileprivate var inC: gss_run_length { self == .short ? GSS_SHORT_RUN : GSS_LONG_RUN }
  }

  /// Not a symbol.
  static let none: UInt8 = 0xFF

  /// The value of each byte in base64 and base64url, or `none`.
  static let values: [UInt8] = (0...255).map { Base64.value(UInt8($0)) ?? none }

  /// The next run that is long enough and begins in `at..<limit`, or in the rest of the text; what
  /// lies before `at` is not looked at.
  static func next(
    in text: UnsafeBufferPointer<UInt8>,
    from at: Int,
    before limit: Int? = nil,
    _ length: Length
  ) -> Range<Int>? {
    let limit = min(limit ?? text.count, text.count)
    guard let base = text.baseAddress, at < limit else { return nil }
    var end = 0
    let start = unsafe gss_next_run(base, text.count, at, limit, length.inC, &end)
    return start < text.count ? start..<end : nil
  }

  /// Calls `body` with each run of at least `minimum` symbols; it returns where to go on.
  @inline(__always)
  static func forEach(in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Int) {
    var at = 0
    while let run = unsafe next(in: text, from: at, .long) { at = max(run.upperBound, body(run)) }
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
