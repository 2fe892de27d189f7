/// What was decoded from parts of another text, joined, one part a line, and where each part stood.
///
/// One text for all that a text holds in one encoding: a scan has a price for each text, and many
/// parts are short.
struct DecodedText {
  /// The names that findings show, outermost first.
  let encodings: [String]
  private(set) var bytes: [UInt8] = []
  private var pieces: [Piece] = []

  /// Where a run of symbols stands that has no gap: those from `symbol` on start at `offset`.
  struct Span {
    let symbol: Int
    let offset: Int
  }

  /// How decoded bytes lie in the encoded text.
  enum Density {
    /// Three bytes take four symbols, and what is between the spans is no part of the value.
    case base64
    /// A byte takes two symbols, likewise.
    case hex
    /// A byte is a symbol; a span starts where an escape starts, and another where it ends.
    case escapes
    /// A value counts as all of the encoded text.
    case whole
  }

  fileprivate struct Piece {
    let range: Range<Int>
    let encoded: Range<Int>
    let spans: [Span]
    let density: Density
  }

  init(_ encodings: String...) {
    self.encodings = encodings
  }

  /// Whether the text is the same save for its escapes, and of the same kind.
  var isEscaped: Bool { pieces.first?.density == .escapes && encodings != ["xml"] }

  var isEmpty: Bool { pieces.isEmpty }

  mutating func append(
    _ decoded: some Collection<UInt8>,
    from encoded: Range<Int>,
    spans: [Span],
    _ density: Density
  ) {
    let start = bytes.count
    bytes += decoded
    pieces.append(
      Piece(range: start..<bytes.count, encoded: encoded, spans: spans, density: density)
    )
    bytes.append(0x0A)
  }

  /// Where a range of the decoded text stands encoded; nil when it is not within one part.
  func original(_ range: Range<Int>) -> Range<Int>? {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].range.upperBound <= range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < pieces.count, !range.isEmpty else { return nil }
    let piece = pieces[low]
    // The line end behind a part may belong to a match.
    guard piece.range.lowerBound <= range.lowerBound,
      range.upperBound <= piece.range.upperBound + 1
    else { return nil }
    let first = range.lowerBound - piece.range.lowerBound
    let last = min(range.upperBound, piece.range.upperBound) - piece.range.lowerBound - 1
    switch piece.density {
    case .whole: return piece.encoded
    case .escapes:
      return piece.offset(ofSymbol: first)..<piece.end(ofSymbol: last)
    case .hex:
      return piece.offset(ofSymbol: 2 * first)..<piece.offset(ofSymbol: 2 * last + 1) + 1
    case .base64:
      return piece.offset(ofSymbol: 4 * first / 3)..<piece.offset(ofSymbol: (4 * last + 4) / 3) + 1
    }
  }
}

extension DecodedText.Piece {
  private func index(ofSymbol symbol: Int) -> Int {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].symbol <= symbol { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  fileprivate func offset(ofSymbol symbol: Int) -> Int {
    let index = index(ofSymbol: symbol)
    guard index >= 0 else { return encoded.lowerBound }
    return min(spans[index].offset + symbol - spans[index].symbol, encoded.upperBound - 1)
  }

  /// The end of an escape is where the next span starts.
  fileprivate func end(ofSymbol symbol: Int) -> Int {
    let next = index(ofSymbol: symbol) + 1
    if next < spans.count, spans[next].symbol == symbol + 1 { return spans[next].offset }
    return offset(ofSymbol: symbol) + 1
  }
}
