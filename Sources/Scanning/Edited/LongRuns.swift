/// Runs of bytes over which detectors look for what belongs together: blanks, and marks around names
/// and values.
///
/// They have no limit there. A text in which one is long is no text of which a part tells enough.
enum LongRuns {
  /// In bytes.
  private static let longest = 128

  private static let members = ByteSet(" \t\r\n\\\"'`*#;$|&=:>?,(){}[]<.-_/")

  /// Looks at one byte in 128, and at what is around those that belong to a run.
  static func stand(in text: [UInt8]) -> Bool {
    var at = longest - 1
    while at < text.count {
      guard members.contains(text[at]) else {
        at += longest
        continue
      }
      var (start, end) = (at, at + 1)
      while start > 0, at - start < longest, members.contains(text[start - 1]) { start -= 1 }
      while end < text.count, end - start < longest, members.contains(text[end]) { end += 1 }
      if end - start >= longest { return true }
      at = end - 1 + longest
    }
    return false
  }
}
