/// Joins what was found in a text with what was found in the texts encoded in it.
///
/// A value counts once. Where both know something about one place, a rule knows more than the
/// generic detector, and that a value looks random says nothing where it can be decoded.
enum FindingMerge {
  /// Both are in the order of their positions, and so is the result.
  static func merged(_ plain: [Finding], _ decoded: [Finding]) -> [Finding] {
    guard !decoded.isEmpty else { return plain }
    var all = plain + decoded
    var isDropped = [Bool](repeating: false, count: all.count)
    let order = all.indices.sorted {
      (all[$0].range.lowerBound, $0) < (all[$1].range.lowerBound, $1)
    }
    var open: [Int] = []
    for index in order {
      open.removeAll { all[$0].range.upperBound <= all[index].range.lowerBound || isDropped[$0] }
      for other in open {
        // Those in the text itself come first, those decoded twice last.
        let outer = min(other, index)
        let inner = max(other, index)
        guard all[inner].encodings.count > 0 else { continue }
        switch loser(all[outer], all[inner]) {
        case .outer: isDropped[outer] = true
        case .inner: isDropped[inner] = true
        case nil: break
        }
        if isDropped[index] { break }
      }
      if !isDropped[index] { open.append(index) }
    }
    all = order.filter { !isDropped[$0] }.map { all[$0] }
    return all
  }

  private enum Side { case outer, inner }

  /// Which of two findings at one place is superfluous.
  private static func loser(_ outer: Finding, _ inner: Finding) -> Side? {
    if outer.valueDigest == inner.valueDigest || outer.rule == inner.rule && !isGeneric(outer) {
      return .inner
    }
    switch (isGeneric(outer), isGeneric(inner)) {
    case (true, false): return .outer
    case (true, true): return isSymbols(inner) && !isSymbols(outer) ? .outer : .inner
    // What is public, or only a name, does not vouch for what is encoded in it.
    case (false, true): return outer.level <= .low && inner.level > outer.level ? nil : .inner
    case (false, false):
      return !isSymbols(inner) && inner.level <= outer.level ? .inner : nil
    }
  }

  private static func isGeneric(_ finding: Finding) -> Bool {
    finding.rule == GenericDetector.rule.id
  }

  /// Whether the value is not itself in the text.
  private static func isSymbols(_ finding: Finding) -> Bool {
    finding.encodings.contains { $0 == "base64" || $0 == "hex" }
  }
}
