/// Where candidates stand that count at default, to ask many values whether they are among them.
struct CandidatePlaces {
  /// By their start.
  private var known: [Range<Int>]
  /// For each how far it and those before it reach.
  private var reaches: [Int] = []

  init(_ candidates: [Candidate]) {
    known = candidates.filter { $0.score >= 0.5 }.map(\.range)
    known.sort { $0.lowerBound < $1.lowerBound }
    var reach = 0
    for range in known {
      reach = max(reach, range.upperBound)
      reaches.append(reach)
    }
  }

  /// Whether a range has bytes in common with one of them.
  func overlap(_ range: Range<Int>) -> Bool {
    var (low, high) = (0, known.count)
    while low < high {
      let middle = (low + high) / 2
      if known[middle].lowerBound < range.upperBound { low = middle + 1 } else { high = middle }
    }
    return low > 0 && reaches[low - 1] > range.lowerBound
  }
}
