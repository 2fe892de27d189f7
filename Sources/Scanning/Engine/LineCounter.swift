/// Turns byte offsets into lines and columns, both from 1; offsets must not descend much.
struct LineCounter {
  private var line = 1
  private var lineStart = 0
  private var counted = 0

  /// The position of an offset that is not before the last one asked for.
  mutating func position(of offset: Int, in text: UnsafeBufferPointer<UInt8>) -> (Int, Int) {
    while counted < offset {
      if unsafe text[counted] == 0x0A {
        line += 1
        lineStart = counted + 1
      }
      counted += 1
    }
    return (line, offset - lineStart + 1)
  }
}
