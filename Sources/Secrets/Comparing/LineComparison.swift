/// Two texts line by line.
package struct LineComparison: Sendable, Equatable {
  package enum Edit: Sendable, Equatable {
    /// A line of both, as its bytes in the second text.
    case kept(Range<Int>)
    /// A line of the first text.
    case removed(Range<Int>)
    /// A line of the second text.
    case added(Range<Int>)
  }

  /// The way from the first text to the second; of lines that changed in place the old ones first.
  package private(set) var edits: [Edit] = []
  package private(set) var added = 0
  package private(set) var removed = 0

  /// A line is what ends in a newline, which belongs to it; the last one may have none.
  init(_ before: Span<UInt8>, _ after: Span<UInt8>) {
    let old = Self.lines(before)
    let new = Self.lines(after)
    let (keptOld, keptNew) = CommonLines.find(
      old.map { Self.number($0, before) },
      new.map { Self.number($0, after) }
    )
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, !keptOld[i] {
        edits.append(.removed(old[i]))
        removed += 1
        i += 1
      } else if j < new.count, !keptNew[j] {
        edits.append(.added(new[j]))
        added += 1
        j += 1
      } else {
        edits.append(.kept(new[j]))
        i += 1
        j += 1
      }
    }
  }

  /// SipHash with the key of this process: two lines with one number are not to be expected.
  private static func number(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Int {
    var hasher = Hasher()
    for index in line { hasher.combine(bytes[index]) }
    return hasher.finalize()
  }

  private static func lines(_ bytes: Span<UInt8>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      lines.append(start..<(index + 1))
      start = index + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    return lines
  }
}
