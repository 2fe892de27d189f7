/// The word of `candidates` that the user may have meant by `word`.
func nearest(to word: String, in candidates: [String]) -> String? {
  let limit = max(1, word.count / 3)
  return
    candidates
    .map { (candidate: $0, distance: editDistance(word, $0)) }
    .filter { $0.distance <= limit }
    .min { $0.distance < $1.distance }?
    .candidate
}

/// The Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, exchanges
/// and swaps of neighbours.
private func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a)
  let b = Array(b)
  var rows = Array(repeating: Array(0...b.count), count: a.count + 1)
  for i in a.indices {
    rows[i + 1][0] = i + 1
    for j in b.indices {
      let exchange = rows[i][j] + (a[i] == b[j] ? 0 : 1)
      rows[i + 1][j + 1] = min(rows[i][j + 1] + 1, rows[i + 1][j] + 1, exchange)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        rows[i + 1][j + 1] = min(rows[i + 1][j + 1], rows[i - 1][j - 1] + 1)
      }
    }
  }
  return rows[a.count][b.count]
}
