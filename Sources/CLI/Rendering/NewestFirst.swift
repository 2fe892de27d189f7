import FoundationEssentials

/// Deployments of several environments, the newest first.
enum NewestFirst {
  /// Each environment keeps the order of its ledger, which does not depend on anybody's clock; between
  /// environments the times decide.
  static func merged<Element>(_ ledgers: [[Element]], by time: (Element) -> Date) -> [Element] {
    if ledgers.count == 1 { return ledgers[0] }
    var positions = ledgers.map { _ in 0 }
    var merged: [Element] = []
    merged.reserveCapacity(ledgers.reduce(0) { $0 + $1.count })
    while let next = ledgers.indices.filter({ positions[$0] < ledgers[$0].count })
      .max(by: { time(ledgers[$0][positions[$0]]) < time(ledgers[$1][positions[$1]]) })
    {
      merged.append(ledgers[next][positions[next]])
      positions[next] += 1
    }
    return merged
  }
}
