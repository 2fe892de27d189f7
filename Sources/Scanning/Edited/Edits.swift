/// Where a text differs from the one that it is made from.
struct Edits {
  /// In ascending order, none touching another.
  ///
  /// Between two of them is one piece that was copied; where pieces meet that are not neighbours in
  /// the other text, the range is empty.
  let ranges: [Range<Int>]

  /// Takes what was copied to a text of so many bytes from one of `baseCount`, in the order of the
  /// places in the former.
  private init(_ ranges: [Range<Int>]) { self.ranges = ranges }

  init(around pieces: [TextPiece], count: Int, of baseCount: Int) {
    var ranges: [Range<Int>] = []
    var end = 0
    var source = 0
    for piece in pieces {
      if piece.start > end || piece.source != source { ranges.append(end..<piece.start) }
      end = piece.start + piece.count
      source = piece.source + piece.count
    }
    if end < count || source != baseCount { ranges.append(end..<count) }
    self.ranges = ranges
  }

  /// The ranges, each wider by so many bytes, those that then touch joined.
  func widened(before: Int, after: Int, in count: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges {
      let wide = max(0, range.lowerBound - before)..<min(count, range.upperBound + after)
      if let last = result.last, wide.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, wide.upperBound)
      } else {
        result.append(wide)
      }
    }
    return result
  }

  /// The edits, those in long lines as far as the line goes.
  ///
  /// - Parameters:
  ///   - text: the text that they were made in.
  ///   - reach: how far from an edit a line may end without making a difference.
  /// - Returns: in ascending order, none touching another.
  func reachingLineEnds(
    in text: UnsafeBufferPointer<UInt8>,
    beyond reach: Int
  ) -> Edits {
    var result: [Range<Int>] = []
    for range in ranges {
      if let last = result.last, range.lowerBound <= last.upperBound {
        if range.upperBound > last.upperBound {
          result[result.count - 1] = unsafe last.lowerBound..<lineEnd(range, text, reach)
        }
      } else {
        unsafe result.append(range.lowerBound..<lineEnd(range, text, reach))
      }
    }
    return Edits(result)
  }

  private func lineEnd(
    _ range: Range<Int>,
    _ text: UnsafeBufferPointer<UInt8>,
    _ reach: Int
  ) -> Int {
    let end = unsafe ByteSearch.first(0x0A, in: text, from: range.upperBound) ?? text.count
    return end - range.upperBound > reach ? end : range.upperBound
  }

  /// How far a range is from the nearest edit; 0 where they touch.
  func distance(of range: Range<Int>) -> Int {
    var nearest = Int.max
    for edit in ranges {
      let gap = max(edit.lowerBound - range.upperBound, range.lowerBound - edit.upperBound, 0)
      nearest = min(nearest, gap)
    }
    return nearest
  }

  /// Tells how far places are from the nearest edit; they must come in ascending order.
  struct Distance {
    private let ranges: [Range<Int>]
    private var next = 0

    init(_ edits: Edits) { ranges = edits.ranges }

    mutating func of(_ place: Int) -> Int {
      while next < ranges.count, ranges[next].lowerBound <= place { next += 1 }
      let after = next < ranges.count ? ranges[next].lowerBound - place : Int.max
      let before = next > 0 ? max(0, place - ranges[next - 1].upperBound) : Int.max
      return min(before, after)
    }
  }
}
