/// Decodes what stands in a text in base64, base64url or hexadecimal.
@safe struct SymbolDecoder {
  private let text: UnsafeBufferPointer<UInt8>
  private let values: UnsafeBufferPointer<UInt8>
  private(set) var base64 = DecodedText("base64")
  private(set) var hex = DecodedText("hex")
  /// What is text in UTF-16 when decoded.
  private(set) var wide = DecodedText("base64", "utf-16")
  private(set) var archives: [EncodedArchive] = []

  /// An archive that stands encoded in a text.
  struct EncodedArchive {
    let encodings: [String]
    let encoded: Range<Int>
    let bytes: [UInt8]
  }

  /// Hexadecimal digits that are fewer are seldom more than a hash.
  private static let minimumHex = 32

  /// Lines of a wrapped value are at least this long, save the last.
  private static let minimumLine = 24

  private init(_ text: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>) {
    unsafe self.text = text
    unsafe self.values = values
  }

  static func decode(_ text: UnsafeBufferPointer<UInt8>) -> SymbolDecoder {
    unsafe SymbolRuns.values.withUnsafeBufferPointer { values in
      var decoder = unsafe SymbolDecoder(text, values)
      unsafe SymbolRuns.forEach(in: text) { run in decoder.look(at: run) }
      return decoder
    }
  }

  /// Whether something stands encoded that starts in one of the runs which touch a part of the text.
  ///
  /// The parts ascend. What is in other runs does not depend on them.
  static func holdsAny(in text: UnsafeBufferPointer<UInt8>, touching parts: [Range<Int>]) -> Bool {
    unsafe SymbolRuns.values.withUnsafeBufferPointer { values in
      var decoder = unsafe SymbolDecoder(text, values)
      var done = 0
      for part in parts {
        var at = max(done, part.lowerBound)
        while at > done, unsafe values[Int(text[at - 1])] != SymbolRuns.none { at -= 1 }
        while let run = unsafe SymbolRuns.next(
          in: text,
          from: at,
          before: part.upperBound + 1,
          .long
        ) {
          done = run.upperBound
          at = decoder.look(at: run)
          if decoder.holdsAny { return true }
        }
      }
      return false
    }
  }

  private var holdsAny: Bool {
    !base64.isEmpty || !hex.isEmpty || !wide.isEmpty || !archives.isEmpty
  }

  private var count: Int { unsafe text.count }

  @inline(__always)
  private func byte(_ place: Int) -> UInt8 { unsafe text[place] }

  /// Returns where to go on.
  private mutating func look(at run: Range<Int>) -> Int {
    var start = run.lowerBound
    // In `\nZm9v` the `n` belongs to the escape.
    if start > 0, byte(start - 1) == UInt8(ascii: "\\"), "nrt".utf8.contains(byte(start)) {
      start += 1
    }
    if byte(start) == UInt8(ascii: "0"), byte(start + 1) | 0x20 == UInt8(ascii: "x") { start += 2 }
    if let end = lookForHex(start..<run.upperBound) { return end }
    if let end = lookForBase64(start..<run.upperBound) { return end }
    // A part of a larger value may start anywhere; so may a value that a path stands before.
    if start == 0 {
      for skipped in 1..<4 {
        if let end = lookForBase64(skipped..<run.upperBound) { return end }
      }
      return lookForHex(1..<run.upperBound) ?? run.upperBound
    }
    var tries = 0
    for at in run.dropLast(SymbolRuns.minimum) where byte(at) == UInt8(ascii: "/") {
      if let end = lookForBase64(at + 1..<run.upperBound) { return end }
      tries += 1
      if tries == 4 { break }
    }
    return run.upperBound
  }

  // MARK: Hexadecimal

  private mutating func lookForHex(_ run: Range<Int>) -> Int? {
    guard run.count >= Self.minimumHex else { return nil }
    var head: [UInt8] = []
    for place in 0..<DecodedKind.length {
      guard let byte = hexByte(at: run.lowerBound + 2 * place) else { return nil }
      head.append(byte)
    }
    guard let kind = DecodedKind(head) else { return nil }
    var decoded: [UInt8] = []
    var at = run.lowerBound
    while at + 1 < run.upperBound, let byte = hexByte(at: at) {
      decoded.append(byte)
      at += 2
    }
    guard at - run.lowerBound >= Self.minimumHex else { return nil }
    let spans = [DecodedText.Span(symbol: 0, offset: run.lowerBound)]
    add(decoded, kind, from: run.lowerBound..<at, spans, .hex)
    return at
  }

  private func hexByte(at place: Int) -> UInt8? {
    guard place + 1 < count, let high = ASCII.hexValue(byte(place)),
      let low = ASCII.hexValue(byte(place + 1))
    else { return nil }
    return high << 4 | low
  }

  // MARK: Base64

  private mutating func lookForBase64(_ run: Range<Int>) -> Int? {
    guard run.count >= SymbolRuns.minimum else { return nil }
    guard let kind = kind(ofBase64At: run.lowerBound) else { return nil }

    var decoded: [UInt8] = []
    decoded.reserveCapacity(run.count * 3 / 4)
    var spans: [DecodedText.Span] = []
    var line = run
    var symbols = 0
    var bits: UInt32 = 0
    while true {
      spans.append(.init(symbol: symbols, offset: line.lowerBound))
      for at in line {
        bits = unsafe bits << 6 | UInt32(values[Int(text[at])])
        symbols += 1
        switch symbols & 3 {
        case 2: decoded.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3: decoded.append(UInt8(truncatingIfNeeded: bits >> 2))
        case 0: decoded.append(UInt8(truncatingIfNeeded: bits))
        default: break
        }
      }
      guard let next = nextLine(after: line) else { break }
      line = next
    }
    add(decoded, kind, from: run.lowerBound..<line.upperBound, spans, .base64)
    return line.upperBound
  }

  private func kind(ofBase64At start: Int) -> DecodedKind? {
    func group(_ number: Int) -> UInt32 {
      (0..<4).reduce(0) { word, place in
        unsafe word << 6 | UInt32(values[Int(text[start + 4 * number + place])])
      }
    }
    // Most runs are no encoded text, and this is where most of them stop.
    let first = group(0)
    guard DecodedKind.isPossible(first) else { return nil }
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecodedKind.length) {
      head in
      for number in 0..<DecodedKind.length / 3 {
        let word = number == 0 ? first : group(number)
        for place in 0..<3 {
          unsafe head[3 * number + place] = UInt8(truncatingIfNeeded: word >> (16 - 8 * place))
        }
      }
      return unsafe DecodedKind(head)
    }
  }

  /// Where a value that is wrapped goes on: a line break, blanks, and then symbols to the line's end.
  private func nextLine(after line: Range<Int>) -> Range<Int>? {
    guard line.count >= Self.minimumLine, line.count % 4 == 0,
      var start = lineBreak(at: line.upperBound)
    else { return nil }
    while start < count, unsafe ASCII.isBlank(text[start]) { start += 1 }
    var end = unsafe SymbolRuns.end(of: start, in: text, values)
    // The last line ends in an escaped line break, too: `…fQ\n"`.
    guard end > start else { return nil }
    let symbols = end
    while end < count, end < symbols + 2, byte(end) == UInt8(ascii: "=") { end += 1 }
    guard end == count || lineBreak(at: end) != nil || Self.isClosing(byte(end)) else {
      return nil
    }
    return start..<symbols
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: "`")
  }

  /// The place behind a line break, which may be written as `\n` or `\r\n`.
  private func lineBreak(at place: Int) -> Int? {
    var at = place
    func escape(_ letter: UInt8) -> Bool {
      at + 1 < count && byte(at) == UInt8(ascii: "\\") && byte(at + 1) == letter
    }
    if at < count, byte(at) == 0x0D { at += 1 }
    if at < count, byte(at) == 0x0A { return at + 1 }
    if escape(UInt8(ascii: "r")) { at += 2 }
    return escape(UInt8(ascii: "n")) ? at + 2 : nil
  }

  // MARK: Both

  private mutating func add(
    _ decoded: [UInt8],
    _ kind: DecodedKind,
    from encoded: Range<Int>,
    _ spans: [DecodedText.Span],
    _ density: DecodedText.Density
  ) {
    switch kind {
    case .text:
      if density == .hex {
        hex.append(decoded, from: encoded, spans: spans, density)
      } else {
        base64.append(decoded, from: encoded, spans: spans, density)
      }
    case .utf16(let order):
      wide.append(TextEncoding.utf8(fromUTF16: decoded, order), from: encoded, spans: [], .whole)
    case .archive:
      let encodings = density == .hex ? hex.encodings : base64.encodings
      archives.append(EncodedArchive(encodings: encodings, encoded: encoded, bytes: decoded))
    }
  }
}

extension ASCII {
  @inline(__always)
  static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte &- 0x30 }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}
