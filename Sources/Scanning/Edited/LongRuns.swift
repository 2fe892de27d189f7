/// Runs of bytes over which detectors look for what belongs together: blanks, and marks around names
/// and values.
///
/// They have no limit there. Where one is long, what is near to an edit does not tell enough.
enum LongRuns {
  /// In bytes.
  static let longest = 128

  /// Blanks alone, over which patterns of rules look.
  static let blanks = ByteSet(" \t\r\n\u{0B}\u{0C}")
  /// All of them.
  static let marks = ByteSet(" \t\r\n\\\"'`*#;$|&=:>?,(){}[]<.-_/")

  /// Looks at one byte in 128, and at what is around those that belong to a run.
  static func stand(
    of members: ByteSet,
    in part: Range<Int>,
    of text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var at = part.lowerBound + longest - 1
    while at < part.upperBound {
      guard unsafe members.contains(text[at]) else {
        at += longest
        continue
      }
      var (start, end) = (at, at + 1)
      while start > part.lowerBound, at - start < longest,
        unsafe members.contains(text[start - 1])
      { start -= 1 }
      while end < part.upperBound, end - start < longest, unsafe members.contains(text[end]) {
        end += 1
      }
      if end - start >= longest { return true }
      at = end - 1 + longest
    }
    return false
  }
}
