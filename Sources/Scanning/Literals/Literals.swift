/// The values in a text that hardly stand in another text by chance, as keyed hashes.
///
/// A value is what stands in quotes on one line, or behind `=` or `:` up to a blank, or alone on a
/// line. Names, paths, addresses, references, versions and placeholders do not count: code that
/// reads a secret has the same ones as the file that holds it. The key is that of the process
/// (`Hasher`), so that nothing can be said about a value from its hash elsewhere.
package struct Literals: Sendable {
  package let hashes: Set<Int>

  /// Values in bytes; longer ones are keys in files of their own.
  static let lengths = 8...400

  package init(of text: [UInt8]) {
    hashes = unsafe text.withUnsafeBufferPointer { unsafe Self.collect($0) }
  }

  private static func collect(_ text: UnsafeBufferPointer<UInt8>) -> Set<Int> {
    var hashes: Set<Int> = []
    func take(_ range: Range<Int>) {
      guard lengths.contains(range.count) else { return }
      let value = unsafe UnsafeBufferPointer(rebasing: text[range])
      if unsafe DistinctiveValue.isOne(value) { unsafe hashes.insert(hash(value)) }
    }
    var at = 0
    var isAtStart = true
    // Where the run of bytes ends that a bare value was taken from: it is the same for all of them.
    var bareEnd = 0
    while at < text.count {
      let byte = unsafe text[at]
      switch byte {
      case 0x0A:
        isAtStart = true
        at += 1
        continue
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        isAtStart = false
        if unsafe !isApostrophe(text, at), let end = unsafe closingQuote(text, at) {
          take(at + 1..<end)
          at = end + 1
          continue
        }
      case UInt8(ascii: "="), UInt8(ascii: ":"):
        isAtStart = false
        var start = at + 1
        while unsafe start < text.count && ASCII.isBlank(text[start]) { start += 1 }
        if start > bareEnd { bareEnd = unsafe bareRun(text, start) }
        if start < bareEnd { take(start..<bareEnd) }
      case _ where isAtStart && !ASCII.isBlank(byte):
        isAtStart = false
        if let end = unsafe lineOfOneValue(text, at) { take(at..<end) }
      default: break
      }
      at += 1
    }
    return hashes
  }

  /// Whether a quote stands in a word; `r'…'` and `f"…"` have one letter before it.
  private static func isApostrophe(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    unsafe at >= 2 && text[at] == UInt8(ascii: "'") && ASCII.isLetter(text[at - 1])
      && ASCII.isLetter(text[at - 2])
  }

  /// Where a value ends that has its line to itself; nil for `name=value` and the like.
  private static func lineOfOneValue(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let end = unsafe bareRun(text, start)
    guard end - start <= lengths.upperBound else { return nil }
    var next = end
    while unsafe next < text.count && (ASCII.isBlank(text[next]) || text[next] == 0x0D) {
      next += 1
    }
    guard unsafe next == text.count || text[next] == 0x0A else { return nil }
    // Base64 may end in `==`.
    for at in start..<max(start, end - 2) where unsafe text[at] == UInt8(ascii: "=") { return nil }
    for at in start..<end where unsafe text[at] == UInt8(ascii: ":") {
      if unsafe at + 1 == end || text[at + 1] != UInt8(ascii: "/") { return nil }
    }
    return end
  }

  /// The quote that ends a string on its line, if it ends soon enough to be a value.
  private static func closingQuote(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let quote = unsafe text[start]
    var at = start + 1
    while at < text.count, at - start <= lengths.upperBound + 1 {
      let byte = unsafe text[at]
      if byte == quote { return at }
      if byte == 0x0A { return nil }
      at += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// Where the run of bytes that no blank, quote or separator ends is over.
  private static func bareRun(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < text.count {
      switch unsafe text[at] {
      case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"),
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"):
        return at
      default: at += 1
      }
    }
    return at
  }

  static func hash(_ value: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    unsafe hasher.combine(bytes: UnsafeRawBufferPointer(value))
    return hasher.finalize()
  }
}

/// The lines of a text as keyed hashes: those with at least 8 bytes without the blanks around them.
package struct LineHashes: Sendable {
  package let hashes: Set<Int>

  package init(of text: [UInt8]) {
    var hashes: Set<Int> = []
    unsafe text.withUnsafeBufferPointer { text in
      var next = 0
      while next < text.count {
        var start = next
        while unsafe next < text.count && text[next] != 0x0A { next += 1 }
        var end = next
        next += 1
        while unsafe start < end && text[start] <= 0x20 { start += 1 }
        while unsafe end > start && text[end - 1] <= 0x20 { end -= 1 }
        guard end - start >= 8 else { continue }
        unsafe hashes.insert(Literals.hash(UnsafeBufferPointer(rebasing: text[start..<end])))
      }
    }
    self.hashes = hashes
  }
}
