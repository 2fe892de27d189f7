/// The text of a document that is XML inside of a zip archive.
///
/// Word processors cut a paragraph into runs wherever somebody edited it, so a password may lie in
/// pieces between tags. Sources: ECMA-376 part 1 (§17.3, §18.4, §21.1.2), OpenDocument 1.3 part 3.
enum OfficeText {
  /// Larger ones are scanned as they stand.
  static let maximum = 32 << 20

  /// Whether a member of an archive is such a document, going by its path in it.
  static func isDocument(_ member: [UInt8]) -> Bool {
    let path = String(decoding: member.suffix(200), as: UTF8.self)
    guard path.hasSuffix(".xml") else { return false }
    return ["word/", "xl/sharedStrings", "xl/worksheets/", "ppt/slides/", "ppt/notesSlides/"]
      .contains { path.contains($0) } || path.hasSuffix("content.xml")
  }

  /// The names of elements that end a line.
  private static let lines: Set<String> = [
    "w:p", "w:br", "w:cr", "si", "is", "a:p", "a:br", "text:p", "text:h", "text:line-break",
  ]

  /// What stands between the tags, a paragraph a line.
  static func text(of xml: [UInt8]) -> DecodedText {
    var result = DecodedText("xml")
    var line: [UInt8] = []
    var spans: [DecodedText.Span] = []
    var at = 0
    func flush() {
      if let first = spans.first, !line.isEmpty {
        result.append(line, from: first.offset..<at, spans: spans, .escapes)
      }
      line = []
      spans = []
    }
    unsafe xml.withUnsafeBufferPointer { xml in
      while at < xml.count {
        if unsafe xml[at] == UInt8(ascii: "<") {
          let end = unsafe ByteSearch.first(UInt8(ascii: ">"), in: xml, from: at) ?? xml.count
          let tag = unsafe xml[at..<end].dropFirst()
          let isClosing = unsafe tag.first == UInt8(ascii: "/")
          let isEmpty = unsafe tag.last == UInt8(ascii: "/")
          let name = unsafe tag.dropFirst(isClosing ? 1 : 0).prefix {
            $0 > 0x20 && $0 != UInt8(ascii: "/")
          }
          // The end of a value is the start of the tag behind it.
          if !spans.isEmpty { spans.append(.init(symbol: line.count, offset: at)) }
          if isClosing || isEmpty {
            let name = unsafe String(decoding: name, as: UTF8.self)
            if lines.contains(name) { flush() }
            if name == "w:tab" || name == "text:tab" { line.append(0x09) }
            if name == "text:s" { line.append(0x20) }
          }
          at = min(end + 1, xml.count)
          continue
        }
        let end = unsafe ByteSearch.first(UInt8(ascii: "<"), in: xml, from: at) ?? xml.count
        spans.append(.init(symbol: line.count, offset: at))
        unsafe appendText(xml, at..<end, &line, &spans)
        at = end
      }
    }
    flush()
    return result
  }

  private static func appendText(
    _ xml: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    _ line: inout [UInt8],
    _ spans: inout [DecodedText.Span]
  ) {
    var at = range.lowerBound
    while at < range.upperBound {
      if unsafe xml[at] == UInt8(ascii: "&"),
        let escape = unsafe EscapeDecoder.Kind.entity.read(xml, at)
      {
        spans.append(.init(symbol: line.count, offset: at))
        line += UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter
        at += escape.length
        spans.append(.init(symbol: line.count, offset: at))
      } else {
        unsafe line.append(xml[at])
        at += 1
      }
    }
  }
}
