/// How names must begin and end that a pattern for one path component can match, in any case.
///
/// It takes a moment to ask where the pattern takes a hundred: most names of most folders match no
/// pattern at all.
struct NameEnds: Sendable {
  /// The first and the last byte that a name must have; zero where any will do.
  let outermost: (first: UInt8, last: UInt8)
  private let start: [UInt8]
  private let end: [UInt8]

  /// Takes the bytes before and behind the first and last wildcards; those that are not ASCII may
  /// be written in more than one way and are left out.
  init(ofPattern pattern: some BidirectionalCollection<UInt8>) {
    func isPlain(_ byte: UInt8) -> Bool { byte < 0x80 && !"*?[]\\ ".utf8.contains(byte) }
    let start = pattern.prefix(while: isPlain)
    self.start = start.map(\.lowerCased)
    end = Array(pattern[start.endIndex...].reversed().prefix(while: isPlain).map(\.lowerCased))
    outermost = (self.start.first ?? 0, end.first ?? 0)
  }

  /// Whether a name may match; false is certain.
  func admit(_ name: Span<UInt8>) -> Bool {
    guard name.count >= start.count + end.count else { return false }
    for index in start.indices where name[index].lowerCased != start[index] { return false }
    // Backwards, as `end` is.
    for index in end.indices where name[name.count - 1 - index].lowerCased != end[index] {
      return false
    }
    return true
  }
}
