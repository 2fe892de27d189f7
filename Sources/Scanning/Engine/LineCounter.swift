import CKeywords

/// A place in a text: a line and two kinds of columns, all counted from 1.
struct TextPosition {
  let line: Int
  /// In bytes.
  let column: Int
  /// In UTF-16 code units.
  let character: Int
}

/// Turns byte offsets into lines and columns; offsets must not descend.
struct LineCounter {
  private var line = 1
  private var lineStart = 0
  private var counted = 0
  private var units = CodeUnitCounter()

  /// The position of an offset that is not before the last one asked for.
  mutating func position(of offset: Int, in text: UnsafeBufferPointer<UInt8>) -> TextPosition {
    let breaks = unsafe lineBreaks(before: offset, in: text)
    if breaks > 0 {
      line += breaks
      lineStart = offset
      while unsafe text[lineStart - 1] != 0x0A { lineStart -= 1 }
      counted = lineStart
      units = CodeUnitCounter()
    }
    while counted < offset {
      unsafe units.add(text[counted])
      counted += 1
      // A byte-order mark is none of the text's characters.
      if counted == 3, unsafe text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF {
        units = CodeUnitCounter()
      }
    }
    return TextPosition(line: line, column: offset - lineStart + 1, character: units.count + 1)
  }

  /// How many there are from `counted` on.
  private func lineBreaks(before offset: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    guard counted < offset, let base = text.baseAddress else { return 0 }
    return unsafe gss_count_byte(base + counted, offset - counted, 0x0A)
  }
}

/// Counts the UTF-16 code units that bytes in UTF-8 stand for, as editors and SARIF count columns.
///
/// A byte that is no UTF-8 counts as the one replacement character that is shown for it.
struct CodeUnitCounter {
  private(set) var count = 0
  /// How many bytes the character takes that has begun.
  private var pending = 0

  mutating func add(_ byte: UInt8) {
    switch byte {
    case 0x80..<0xC0 where pending > 0: pending -= 1
    case 0xC2..<0xE0: begin(1, 1)
    case 0xE0..<0xF0: begin(1, 2)
    case 0xF0..<0xF5: begin(2, 3)
    default: begin(1, 0)
    }
  }

  private mutating func begin(_ units: Int, _ more: Int) {
    count += units
    pending = more
  }
}
