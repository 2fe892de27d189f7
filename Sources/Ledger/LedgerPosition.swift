/// Where a record stands in the order of its environment: by `seq`, then by identifier.
///
/// `seq` is a Lamport clock, hence a record that its writer had seen is always less.
struct LedgerPosition: Comparable, Hashable {
  let seq: Int
  let id: String

  /// The sequence numbers that a record may have: what a JSON number holds exactly.
  static let sequences = 1...(1 << 53)

  static func < (a: Self, b: Self) -> Bool {
    a.seq != b.seq ? a.seq < b.seq : a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
  }
}
