/// Collects what is found in the texts that one text holds encoded.
struct LayerSearch {
  let text: ScannedText
  /// What positions refer to.
  let original: [UInt8]
  /// The path that rules look at.
  let name: [UInt8]
  let file: FileKind
  private var findings: [Finding] = []

  init(text: ScannedText, original: [UInt8], name: [UInt8], file: FileKind) {
    self.text = text
    self.original = original
    self.name = name
    self.file = file
  }

  /// What stands encoded in a text.
  struct Encoded {
    var texts: [DecodedText] = []
    var archives: [SymbolDecoder.EncodedArchive] = []
    /// The text itself; what is escaped in it is decoded part by part.
    var escaped: [UInt8] = []

    /// Whether something stands in base64 or hexadecimal.
    var holdsSymbols: Bool { !archives.isEmpty || texts.contains { !$0.isEmpty } }
  }

  static func decode(_ bytes: [UInt8]) -> Encoded {
    unsafe bytes.withUnsafeBufferPointer { text in
      let symbols = unsafe SymbolDecoder.decode(text)
      return Encoded(
        texts: [symbols.base64, symbols.wide, symbols.hex],
        archives: symbols.archives,
        escaped: bytes
      )
    }
  }

  /// Whether anything stands encoded in a text.
  static func holdsMore(_ bytes: [UInt8]) -> Bool {
    let encoded = decode(bytes)
    return encoded.holdsSymbols
      || EscapeDecoder.Kind.allCases.contains { kind in
        var place = EscapeDecoder.Place()
        return unsafe bytes.withUnsafeBufferPointer { text in
          while place.next < text.count {
            if unsafe !EscapeDecoder.decode(text, kind, from: &place).isEmpty { return true }
          }
          return false
        }
      }
  }

  /// Takes findings in the innermost of the layers; those across two encoded parts are dropped.
  mutating func add(_ found: [Finding], _ layers: [DecodedText]) {
    for var finding in found {
      guard let range = range(finding.range, layers) else { continue }
      finding.range = range
      finding.encodings = layers.flatMap(\.encodings)
      findings.append(finding)
    }
  }

  /// Takes a finding in an archive that stands encoded somewhere.
  mutating func add(_ finding: Finding, at range: Range<Int>) {
    var finding = finding
    finding.range = range
    findings.append(finding)
  }

  /// Where a range of the innermost layer stands in the original.
  func range(_ range: Range<Int>, _ layers: [DecodedText]) -> Range<Int>? {
    var range = range
    for layer in layers.reversed() {
      guard let outer = layer.original(range) else { return nil }
      range = outer
    }
    return text.original(range).clamped(to: 0..<original.count)
  }

  /// The findings with lines and columns, in the order of their positions.
  mutating func located() -> [Finding] {
    guard !findings.isEmpty else { return [] }
    findings.sort {
      ($0.range.lowerBound, $0.encodings.count) < ($1.range.lowerBound, $1.encodings.count)
    }
    unsafe original.withUnsafeBufferPointer { original in
      var counter = LineCounter()
      for index in findings.indices {
        let range = findings[index].range
        let start = unsafe counter.position(of: range.lowerBound, in: original)
        var ahead = counter
        let end = unsafe ahead.position(of: range.upperBound, in: original)
        findings[index].stand(from: start, to: end)
      }
    }
    return findings
  }
}

extension Finding {
  fileprivate mutating func stand(from start: TextPosition, to end: TextPosition) {
    (line, column, character) = (start.line, start.column, start.character)
    (endLine, endColumn, endCharacter) = (end.line, end.column, end.character)
  }
}
