/// Which objects of a pack are made from which, while it becomes known.
struct DeltaTree {
  private var bases: [Int32]
  private var roots: [(object: Int, size: Int)] = []

  private static let none: Int32 = -1

  init(count: Int) { bases = [Int32](repeating: Self.none, count: count) }

  mutating func addRoot(_ object: Int, size: Int) { roots.append((object, size)) }

  mutating func add(_ object: Int, to base: Int) { bases[object] = Int32(base) }

  /// Whether the bases of an object lead to no object that stands in the pack as it is.
  func isInCircle(_ object: Int) -> Bool {
    var (slow, fast) = (object, object)
    while true {
      for _ in 0..<2 {
        guard bases[fast] != Self.none else { return false }
        fast = Int(bases[fast])
      }
      slow = Int(bases[slow])
      if slow == fast { return true }
    }
  }

  /// The families, as `Pack` keeps them; only those in which something is wanted.
  func grown(
    wanted: [Bool]
  ) -> (
    madeFrom: [UInt32], made: [UInt32], isNeeded: [Bool], families: [(root: Int, size: Int)]
  ) {
    let count = bases.count
    // Counting sort by base.
    var madeFrom = [UInt32](repeating: 0, count: count + 1)
    for base in bases where base != Self.none { madeFrom[Int(base) + 1] += 1 }
    for object in 0..<count { madeFrom[object + 1] += madeFrom[object] }
    var made = [UInt32](repeating: 0, count: Int(madeFrom[count]))
    var free = madeFrom
    for (object, base) in bases.enumerated() where base != Self.none {
      made[Int(free[Int(base)])] = UInt32(object)
      free[Int(base)] += 1
    }

    // From the roots on, so that a circle in a damaged pack is never entered; its objects are in
    // no family and so are read by libgit2, which says what is wrong.
    var order: [Int] = []
    var isNeeded = [Bool](repeating: false, count: count)
    var members = [UInt32](repeating: 0, count: count)
    var families: [(root: Int, size: Int)] = []
    for (root, size) in roots {
      order.removeAll(keepingCapacity: true)
      order.append(root)
      var next = 0
      while next < order.count {
        let object = order[next]
        next += 1
        for child in made[Int(madeFrom[object])..<Int(madeFrom[object + 1])] {
          order.append(Int(child))
        }
      }
      for object in order.reversed() {
        members[object] += 1
        if wanted[object] { isNeeded[object] = true }
        if object == root { break }
        let base = Int(bases[object])
        members[base] += members[object]
        if isNeeded[object] { isNeeded[base] = true }
      }
      guard isNeeded[root] else { continue }
      families.append((root, size * order.count))
      for object in order {
        let range = Int(madeFrom[object])..<Int(madeFrom[object + 1])
        if range.count > 1 { made[range].sort { members[Int($0)] < members[Int($1)] } }
      }
    }
    return (madeFrom, made, isNeeded, families)
  }
}
