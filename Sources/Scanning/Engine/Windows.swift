/// Where one rule's matches may start in one text: ranges in ascending order, none touching.
struct Windows {
  private(set) var ranges: [ClosedRange<Int>] = []
  /// Keywords at the start of a match that are no farther apart share a range.
  private static let gap = 32
  /// Up to here the lines around a keyword are known to be in the last range.
  private var knownUpTo = -1

  /// About how many bytes are read to try all matches: what follows a keyword is read again and
  /// again where it is nearly a match.
  var size: Int { ranges.reduce(0) { $0 + $1.count + Self.tried } }
  private static let tried = 1024

  /// Adds what a rule wants to see around a keyword at `start`.
  ///
  /// Keywords come nearly in ascending order; lines are sought only once, so that one line with
  /// many keywords costs no more than its length.
  mutating func add(_ window: Rule.Window, at start: Int, in text: UnsafeBufferPointer<UInt8>) {
    switch window {
    case .atKeyword:
      // Nothing else matches between keywords that stand close, and each range has its price.
      if let last = ranges.last, start >= last.lowerBound, start - last.upperBound <= Self.gap {
        if start > last.upperBound { ranges[ranges.count - 1] = last.lowerBound...start }
      } else {
        insert(start...start)
      }
    case .bytes(let reach):
      insert(max(0, start - reach)...min(text.count, start + reach))
    case .wholeText:
      if ranges.isEmpty { ranges = [0...text.count] }
    case .lines(let reach):
      guard start > knownUpTo else { return }
      var lower = start
      var newlines = 0
      while lower > 0 {
        if unsafe text[lower - 1] == 0x0A {
          if newlines == reach { break }
          newlines += 1
        }
        if let last = ranges.last, lower <= last.upperBound { break }
        lower -= 1
      }
      var upper = start
      newlines = 0
      while upper < text.count {
        if unsafe text[upper] == 0x0A {
          if newlines == 0 { knownUpTo = upper }
          if newlines == reach { break }
          newlines += 1
        }
        upper += 1
      }
      if newlines == 0, upper == text.count { knownUpTo = upper }
      insert(lower...upper)
    }
  }

  private mutating func insert(_ range: ClosedRange<Int>) {
    var range = range
    // The order is only nearly ascending: what comes late is joined with what it touches.
    while let last = ranges.last, range.lowerBound <= last.upperBound + 1 {
      if last.upperBound < range.lowerBound - 1 { break }
      if last.lowerBound > range.upperBound + 1 {
        ranges.removeLast()
        insert(range)
        ranges.append(last)
        return
      }
      range = min(last.lowerBound, range.lowerBound)...max(last.upperBound, range.upperBound)
      ranges.removeLast()
    }
    ranges.append(range)
  }
}
