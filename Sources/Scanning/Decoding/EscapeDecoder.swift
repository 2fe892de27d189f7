/// Decodes the escapes of URLs, JSON and program text, and HTML, where there are enough of them to
/// hide something.
enum EscapeDecoder {
  struct Escape {
    let length: Int
    let scalar: Unicode.Scalar
    /// Whether it makes its surroundings worth decoding.
    let counts: Bool
    /// The scalar is a byte, which may be a part of a character.
    var isByte = false
  }

  /// So many are kept in memory.
  private static let maximum = 1 << 16

  /// How far a text has been decoded.
  struct Place {
    /// The next escape is looked for here.
    var next = 0
    /// What lies before belongs to a part already.
    var done = 0
  }

  /// Escapes that are farther apart are parts of their own.
  private static let reach = 512
  /// What is decoded with them on either side: the name before a value.
  private static let context = 96

  /// Decodes the next parts of a text that have about `maximum` escapes together; none at the end.
  ///
  /// Where an escape stood takes more memory than it did.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>,
    _ kind: Kind,
    from place: inout Place
  ) -> DecodedText {
    var result = DecodedText(kind.encoding)
    var found: [(at: Int, escape: Escape)] = []
    var counted = 0
    var taken = 0
    func flush() {
      defer {
        found.removeAll(keepingCapacity: true)
        counted = 0
      }
      guard counted >= kind.minimum else { return }
      taken += found.count
      place.done = unsafe append(found, of: text, after: place.done, kind, to: &result)
    }
    while let at = unsafe ByteSearch.first(kind.lead, in: text, from: place.next) {
      guard let escape = unsafe kind.read(text, at) else {
        place.next = at + 1
        continue
      }
      if let last = found.last {
        let gap = last.at + last.escape.length..<at
        if gap.count > reach || found.count >= maximum
          || (unsafe kind.isOneWord && text[gap].contains(where: isBlank))
        {
          flush()
          if taken >= maximum { return result }
        }
      }
      found.append((at, escape))
      if escape.counts { counted += 1 }
      place.next = at + escape.length
    }
    flush()
    place.next = text.count
    return result
  }

  /// Appends one part; returns where it ends.
  private static func append(
    _ found: [(at: Int, escape: Escape)],
    of text: UnsafeBufferPointer<UInt8>,
    after done: Int,
    _ kind: Kind,
    to result: inout DecodedText
  ) -> Int {
    guard let first = found.first, let last = found.last else { return done }
    var start = first.at
    while start > done, unsafe first.at - start < context || !isBlank(text[start - 1]),
      first.at - start < reach, unsafe text[start - 1] != 0x0A
    {
      start -= 1
    }
    let tail = last.at + last.escape.length
    var end = tail
    while end < text.count, unsafe end - tail < context || !isBlank(text[end]), end - tail < reach,
      unsafe text[end] != 0x0A
    {
      end += 1
    }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(end - start)
    var spans: [DecodedText.Span] = []
    spans.reserveCapacity(found.count + 2)
    spans.append(.init(symbol: 0, offset: start))
    var at = start
    for (place, escape) in found {
      unsafe decoded += text[at..<place]
      // Where an escape follows another, the place is known.
      if place > at { spans.append(.init(symbol: decoded.count, offset: place)) }
      if escape.isByte || escape.scalar.isASCII {
        decoded.append(UInt8(truncatingIfNeeded: escape.scalar.value))
      } else {
        decoded += UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter
      }
      at = place + escape.length
      spans.append(.init(symbol: decoded.count, offset: at))
    }
    unsafe decoded += text[at..<end]
    result.append(decoded, from: start..<end, spans: spans, .escapes)
    return end
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }
}
