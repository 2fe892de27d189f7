/// The lines that two texts have in common, in the same order in both.
enum CommonLines {
  /// More edits than this are not searched for a shorter way: it costs their square.
  private static let editLimit = 2_000

  /// Which of each side's lines, given as numbers, belong to the common ones.
  static func find(_ old: [Int], _ new: [Int]) -> (old: [Bool], new: [Bool]) {
    var keptOld = [Bool](repeating: false, count: old.count)
    var keptNew = [Bool](repeating: false, count: new.count)
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] {
      keptOld[start] = true
      keptNew[start] = true
      start += 1
    }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
      keptOld[oldEnd] = true
      keptNew[newEnd] = true
    }
    // A line that one side alone has is in no common sequence.
    let inOld = Set(old[start..<oldEnd])
    let inNew = Set(new[start..<newEnd])
    let a = (start..<oldEnd).filter { inNew.contains(old[$0]) }
    let b = (start..<newEnd).filter { inOld.contains(new[$0]) }
    for (i, j) in pairs(a.map { old[$0] }, b.map { new[$0] }) {
      keptOld[a[i]] = true
      keptNew[b[j]] = true
    }
    return (keptOld, keptNew)
  }

  /// The pairs of a longest common subsequence, the last first; none where it would take too many
  /// edits.
  ///
  /// The greedy search of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
  private static func pairs(_ a: [Int], _ b: [Int]) -> [(Int, Int)] {
    let limit = min(a.count + b.count, editLimit)
    var furthest = [Int](repeating: 0, count: 2 * limit + 2)
    // For each number of edits, how far each diagonal from -d to d had come before.
    var history: [ArraySlice<Int>] = []
    for edits in 0...limit {
      history.append(ArraySlice(Array(furthest[max(0, limit - edits)...(limit + edits + 1)])))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        var x = start(diagonal, edits) { furthest[limit + $0] }
        while x < a.count, x - diagonal < b.count, a[x] == b[x - diagonal] { x += 1 }
        furthest[limit + diagonal] = x
        if x >= a.count, x - diagonal >= b.count {
          return trace(history, (a.count, b.count), limit)
        }
      }
    }
    return []
  }

  /// Where a diagonal is entered with one more edit.
  private static func start(_ diagonal: Int, _ edits: Int, _ furthest: (Int) -> Int) -> Int {
    if edits == 0 { return 0 }
    if diagonal == -edits { return furthest(diagonal + 1) }
    if diagonal == edits { return furthest(diagonal - 1) + 1 }
    let (down, right) = (furthest(diagonal + 1), furthest(diagonal - 1) + 1)
    return max(down, right)
  }

  private static func trace(
    _ history: [ArraySlice<Int>],
    _ end: (Int, Int),
    _ limit: Int
  ) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var (x, y) = end
    for edits in history.indices.reversed() {
      let saved = history[edits]
      let first = max(0, limit - edits)
      let furthest: (Int) -> Int = { saved[limit + $0 - first] }
      let diagonal = x - y
      let entry = start(diagonal, edits, furthest)
      while x > entry {
        x -= 1
        y -= 1
        pairs.append((x, y))
      }
      if edits == 0 { break }
      // Back over the edit: down from the diagonal above, or right from the one below.
      let isDown =
        diagonal == -edits
        || (diagonal != edits && furthest(diagonal - 1) + 1 <= furthest(diagonal + 1))
      if isDown { y -= 1 } else { x -= 1 }
    }
    return pairs
  }
}
