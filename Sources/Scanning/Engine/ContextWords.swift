/// Where the words stand that a rule wants beside its values.
///
/// One for a rule and a text. Many matches may stand on one line of many megabytes: what was found
/// out for the last one is remembered, so that each byte is looked at a few times and not once for
/// each match near it.
struct ContextWords {
  /// One of the words, the last in what was searched.
  private var found: Range<Int>?
  /// No word lies within this range.
  private var free = 0..<0
  /// No line ends within this range.
  private var line = 0..<0
  /// Whether one of them stands anywhere; nil until that was asked for.
  private(set) var standInText: Bool?
  /// What is said of each match that there is nothing else to say of.
  var reason: String?

  /// The most that is searched on either side when lines are asked for.
  private static let lineReach = 4096

  init(standInText: Bool? = nil) { self.standInText = standInText }

  mutating func stand(
    for context: Rule.Context,
    beside value: Range<Int>,
    in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    switch context.reach {
    case .bytes(let reach):
      let range = max(0, value.lowerBound - reach)..<min(text.count, value.upperBound + reach)
      return unsafe stand(context.words, in: range, of: text)
    case .lines(let reach):
      return unsafe stand(context.words, in: lines(around: value, reach, text), of: text)
    case .wholeText:
      if let standInText { return standInText }
      let stand = context.words.contains { unsafe ByteSearch.contains($0, in: text) }
      standInText = stand
      return stand
    }
  }

  private mutating func stand(
    _ words: [String],
    in range: Range<Int>,
    of text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if let found, range.lowerBound <= found.lowerBound, found.upperBound <= range.upperBound {
      return true
    }
    // What is known to be free, and goes on into what is asked for, is not searched again.
    let isKnown = free.contains(range.lowerBound)
    if isKnown, range.upperBound <= free.upperBound { return false }
    let longest = words.reduce(0) { max($0, $1.utf8.count) }
    var start = isKnown ? max(range.lowerBound, free.upperBound - longest + 1) : range.lowerBound
    var last: Range<Int>?
    for word in words {
      let rest = unsafe UnsafeBufferPointer(rebasing: text[start..<range.upperBound])
      guard let place = unsafe ByteSearch.last(word, in: rest) else { continue }
      last = start + place..<start + place + word.utf8.count
      start += place + 1
      if start >= range.upperBound { break }
    }
    found = last ?? found
    free =
      last.map { $0.lowerBound + 1..<range.upperBound }
      ?? (isKnown ? free.lowerBound : range.lowerBound)..<range.upperBound
    return last != nil
  }

  /// The lines of a value, and so many before and after, as far as they are near.
  private mutating func lines(
    around value: Range<Int>,
    _ reach: Int,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    let first = max(0, value.lowerBound - Self.lineReach)
    let end = min(text.count, value.upperBound + Self.lineReach)
    var own = value
    var lower = value.lowerBound
    var newlines = 0
    while lower > first {
      if line.contains(lower - 1) {
        lower = max(first, line.lowerBound)
      } else if unsafe text[lower - 1] != 0x0A {
        lower -= 1
      } else {
        if newlines == 0 { own = lower..<own.upperBound }
        if newlines == reach { break }
        newlines += 1
        lower -= 1
      }
    }
    if newlines == 0 { own = lower..<own.upperBound }
    var upper = value.upperBound
    newlines = 0
    while upper < end {
      if line.contains(upper) {
        upper = min(end, line.upperBound)
      } else if unsafe text[upper] != 0x0A {
        upper += 1
      } else {
        if newlines == 0 { own = own.lowerBound..<upper }
        if newlines == reach { break }
        newlines += 1
        upper += 1
      }
    }
    if newlines == 0 { own = own.lowerBound..<upper }
    // A value may have lines itself.
    if value.count < Self.lineReach, unsafe !text[value].contains(0x0A) { line = own }
    return lower..<upper
  }
}

extension ByteSearch {
  /// Where lower-case ASCII stands last in bytes, in any case.
  static func last(_ needle: String, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var needle = needle
    return needle.withUTF8 { needle in
      guard bytes.count >= needle.count, let first = unsafe needle.first else { return nil }
      var start = bytes.count - needle.count
      while start >= 0 {
        if unsafe ASCII.lowercased(bytes[start]) == first {
          var same = 1
          while same < needle.count,
            unsafe ASCII.lowercased(bytes[start + same]) == needle[same]
          { same += 1 }
          if same == needle.count { return start }
        }
        start -= 1
      }
      return nil
    }
  }
}
