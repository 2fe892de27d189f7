/// A part of a text that is scanned at a time, with what surrounds it.
struct TextWindow {
  /// What lies before a place in a text: to be added to positions behind it.
  struct Place {
    var offset = 0
    var lines = 0
    /// The number of bytes in the last of these lines.
    var column = 0
    /// The same in UTF-16 code units.
    var characters = CodeUnitCounter()

    mutating func advance(over bytes: some BidirectionalCollection<UInt8>) {
      for byte in bytes {
        offset += 1
        column += 1
        if byte == 0x0A {
          lines += 1
          column = 0
        }
      }
      // A window mostly ends where a line does.
      var tail = bytes[...]
      if let lineEnd = bytes.lastIndex(of: 0x0A) {
        characters = CodeUnitCounter()
        tail = bytes[bytes.index(after: lineEnd)...]
      }
      for byte in tail { characters.add(byte) }
    }
  }

  var bytes: [UInt8]
  /// Findings that start here are this window's; others are those of its neighbours.
  var core = 0..<Int.max
  /// Whether there is more to the text.
  var isPart: Bool { core != 0..<Int.max }
  /// The byte order of the whole text, if that is in UTF-16.
  var order: TextEncoding.ByteOrder?
  /// What lies before the window.
  var before = Place()
  /// The same in the converted text.
  var convertedBefore = Place()

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The core as a range of the converted text.
  func convertedCore() -> Range<Int> {
    let order = order ?? .little
    func converted(_ offset: Int) -> Int {
      guard offset > 0, offset < Int.max else { return offset }
      return TextEncoding.utf8(fromUTF16: Array(bytes[..<offset]), order).count
    }
    return converted(core.lowerBound)..<converted(core.upperBound)
  }

  /// Drops what lies before a place, and remembers how much that was.
  mutating func dropFirst(_ count: Int) {
    before.advance(over: bytes[..<count])
    if let order, count >= 2 {
      convertedBefore.advance(over: TextEncoding.utf8(fromUTF16: Array(bytes[..<count]), order))
    }
    bytes.removeFirst(count)
  }
}

/// The part of a text, or of what is encoded in it, that is looked at.
struct TextPart {
  var key: PartedTexts.Key
  /// The core of the window, as a range of what positions refer to.
  let core: Range<Int>
  let isFirst: Bool
  let isLast: Bool

  /// The number of the text of an office document among the texts that are decoded.
  static let officeLayer = 100

  /// What is encoded in it.
  func layer(_ number: Int) -> TextPart {
    var part = self
    part.key.layers.append(UInt8(truncatingIfNeeded: number))
    return part
  }
}

extension Finding {
  /// Moves positions in a window to those in the whole text.
  mutating func move(behind place: TextWindow.Place) {
    guard place.offset > 0 else { return }
    if line == 1 {
      column += place.column
      character += place.characters.count
    }
    if endLine == 1 {
      endColumn += place.column
      endCharacter += place.characters.count
    }
    line += place.lines
    endLine += place.lines
    range = range.lowerBound + place.offset..<range.upperBound + place.offset
  }
}
