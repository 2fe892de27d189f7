/// Remembers a run of bytes that do not end a value.
///
/// Many names may stand in one run, as in `key=key=key=`: what lies behind each is looked at once.
final class ValueRun {
  private var range = 0..<0
  private var ends = ByteSet("")

  /// Up to where no byte from a place on ends a value, as far as that is known.
  func end(from start: Int, _ ends: ByteSet) -> Int {
    range.lowerBound <= start && start < range.upperBound && ends == self.ends
      ? range.upperBound : start
  }

  /// No byte in the range ends a value.
  func note(_ range: Range<Int>, _ ends: ByteSet) {
    self.range = range
    self.ends = ends
  }
}

/// Remembers a run of bytes that may stand in names.
final class NameRun {
  var range = 0..<0

  func contains(_ place: Int) -> Bool { range.contains(place) }
}
