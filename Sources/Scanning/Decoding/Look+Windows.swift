extension Look {
  /// How much of a text is scanned at a time.
  struct WindowSize: Sendable {
    /// The bytes that are held.
    var whole = 16 << 20
    /// What windows share on either side of a border: a value, with all that is looked at to judge
    /// it, must fit.
    var overlap = 256 << 10
  }

  /// Looks at a text part by part.
  ///
  /// Each window knows what lies on either side of its core. A finding belongs to the window in the
  /// core of which it starts, so it is seen with its surroundings, and once.
  mutating func windows(_ stream: ByteStream, member: [UInt8]) {
    var window = TextWindow([])
    var isFirst = true
    while true {
      stream.read(windowSize.whole - window.bytes.count, into: &window.bytes)
      let isLast = stream.peek(1).isEmpty
      if isFirst, !isLast { window.order = TextEncoding.utf16ByteOrder(of: window.bytes) }
      isFirst = false
      let end = isLast ? Int.max : border(in: window)
      window.core = window.core.lowerBound..<end
      text(window, member: member)
      if isLast { return }
      let start = start(before: end, in: window)
      window.dropFirst(start)
      window.core = end - start..<Int.max
    }
  }

  /// Where the core of a window ends that is not the last.
  private func border(in window: TextWindow) -> Int {
    let latest = window.bytes.count - windowSize.overlap
    // So that a character of UTF-16 or UTF-32 is not cut.
    guard window.order == nil else { return latest & ~3 }
    let lineEnd = window.bytes[latest - windowSize.overlap / 2..<latest].lastIndex(of: 0x0A)
    return lineEnd.map { $0 + 1 } ?? latest & ~3
  }

  /// Where the next window starts: at the start of a line, if one is near.
  private func start(before end: Int, in window: TextWindow) -> Int {
    let latest = end - windowSize.overlap
    guard window.order == nil else { return latest & ~3 }
    let lineEnd = window.bytes[latest - windowSize.overlap / 2..<latest].lastIndex(of: 0x0A)
    return lineEnd.map { $0 + 1 } ?? latest & ~3
  }

  /// A look at the same file that knows what this one has seen.
  func another() -> Look {
    var look = Look(scanner: scanner, path: path, windowSize: windowSize, explainer: explainer)
    look.parted = parted
    look.parted.beginAgain()
    look.notes.hits = notes.hits.map { _ in [] }
    return look
  }

  /// Says what rules could not tell of texts that were looked at part by part.
  mutating func sayUndecided() {
    for part in parted.unread(scanner.rules) { unread(part) }
  }
}
