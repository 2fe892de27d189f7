/// A pack, read family by family.
///
/// A family is an object that stands in the pack as it is, and all that are made from it by deltas,
/// directly or not. Each object is unpacked once, right behind the one it is made from; looked up
/// one by one, as `git_odb_read` does, the same bases are made again and again. Design note 0009
/// has the figures.
@safe package final class Pack: Sendable {
  /// Objects that are larger are left to libgit2: this is held in memory, with what is made from it.
  static let largest = 64 << 20

  private let file: MappedFile
  private let index: PackIndex
  /// Where the objects start, in ascending order; an object is known by its place here.
  private let starts: [Int]
  /// The place of each object in the index.
  private let numbers: [UInt32]
  /// For each object where its deltas are in `made`: from its own number to the next one's.
  private let madeFrom: [UInt32]
  private let made: [UInt32]
  /// Objects that a scan wants to have, and those that lead to one.
  private let isWanted: [Bool]
  private let isNeeded: [Bool]

  /// Families in which something is wanted, with about how many bytes there are in each.
  package let families: [(root: Int, size: Int)]
  /// What is wanted and in no family: it is too large, or its base is not here.
  let others: [ObjectID]
  /// What is wanted and, by its delta, made from itself, for which libgit2 would look for ever.
  let damaged: [ObjectID]

  /// Opens `path` + `.idx` and `.pack`.
  ///
  /// - Throws: `io`, `corrupt`: then all of its objects are to be read in another way.
  init(_ path: String, wanted: (ObjectID) -> Bool) throws(GitError) {
    file = try MappedFile(path + ".pack")
    index = try PackIndex(path + ".idx")
    let count = index.count
    let pack = unsafe file.bytes
    guard pack.count >= 12 + 20, unsafe pack.starts(with: "PACK".utf8),
      count < Int(UInt32.max)
    else {
      throw GitError(.corrupt, "\(path).pack is no pack.", hint: "Run `git fsck`.")
    }
    var places: [(start: Int, number: UInt32)] = []
    places.reserveCapacity(count)
    for number in 0..<count {
      guard let start = index.offset(number) else {
        throw GitError(.corrupt, "\(path).idx is damaged.", hint: "Run `git fsck`.")
      }
      places.append((start, UInt32(number)))
    }
    places.sort { $0.start < $1.start }
    starts = places.map(\.start)
    numbers = places.map(\.number)

    var wants = [Bool](repeating: false, count: count)
    var tree = DeltaTree(count: count)
    for object in 0..<count {
      wants[object] = wanted(index.id(Int(numbers[object])))
      guard let entry = unsafe PackEntry(pack, at: starts[object]), entry.size <= Self.largest
      else { continue }
      switch entry.kind {
      case .blob: tree.addRoot(object, size: entry.size)
      case .commit, .tree, .tag: break
      case .offsetDelta(let distance):
        if let base = Self.object(startingAt: starts[object] - distance, in: starts) {
          tree.add(object, to: base)
        }
      case .referenceDelta(let id):
        if let number = index.number(of: id), let start = index.offset(number),
          let base = Self.object(startingAt: start, in: starts)
        {
          tree.add(object, to: base)
        }
      }
    }
    (madeFrom, made, isNeeded, families) = tree.grown(wanted: wants)
    isWanted = wants
    var others: [ObjectID] = []
    var damaged: [ObjectID] = []
    for object in 0..<count where wants[object] && !isNeeded[object] {
      let id = index.id(Int(numbers[object]))
      if tree.isInCircle(object) { damaged.append(id) } else { others.append(id) }
    }
    self.others = others
    self.damaged = damaged
  }

  private static func object(startingAt start: Int, in starts: [Int]) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low < starts.count && starts[low] == start ? low : nil
  }

  /// The number of objects that are wanted and in families.
  package var wantedCount: Int { (0..<starts.count).count { isWanted[$0] && isNeeded[$0] } }

  private func id(_ object: Int) -> ObjectID { index.id(Int(numbers[object])) }

  /// An object of a family.
  package struct Member {
    package let id: ObjectID
    /// Whether it is one of those that are wanted; others are only there to make them.
    package let isWanted: Bool
    package let bytes: [UInt8]
    /// What of it was copied from the member that it is made from, in the order of the places here;
    /// nil for the first one, which is made from nothing.
    package let pieces: [(source: Int, start: Int, count: Int)]?
  }

  /// Reads a family; each member comes behind the one that it is made from.
  ///
  /// - Parameters:
  ///   - root: the number of the object that the others are made from.
  ///   - inflater: this thread's.
  ///   - body: gets a member, and what it returned for the one that this is made from.
  /// - Returns: wanted objects that could not be read.
  /// - Throws: what `body` throws.
  func read<State>(
    family root: Int,
    _ inflater: Inflater,
    _ body: (Member, State?) throws(GitError) -> State
  ) throws(GitError) -> [ObjectID] {
    var unread: [ObjectID] = []
    // What is made from a base that is damaged cannot be read, either.
    func giveUp(_ object: Int) {
      var rest = [object]
      while let object = rest.popLast() {
        if isWanted[object] { unread.append(id(object)) }
        rest += children(of: object)
      }
    }
    guard let bytes = data(root, inflater) else {
      giveUp(root)
      return unread
    }
    let member = Member(id: id(root), isWanted: isWanted[root], bytes: bytes, pieces: nil)
    let first = try body(member, nil)
    var open = [(bytes: bytes, state: first, children: children(of: root)[...])]
    while let (bytes, state, rest) = open.last {
      guard let child = rest.first else {
        open.removeLast()
        continue
      }
      // The last one takes its place, so that a chain of a thousand versions holds two of them.
      if rest.count == 1 {
        open.removeLast()
      } else {
        open[open.count - 1].children = rest.dropFirst()
      }
      guard let delta = data(child, inflater),
        let result = PackDelta.apply(delta, to: bytes, limit: Self.largest)
      else {
        giveUp(child)
        continue
      }
      let member = Member(
        id: id(child),
        isWanted: isWanted[child],
        bytes: result.bytes,
        pieces: result.pieces.map { ($0.source, $0.start, $0.count) }
      )
      let next = try body(member, state)
      let children = children(of: child)
      if !children.isEmpty { open.append((result.bytes, next, children[...])) }
    }
    return unread
  }

  /// What is made from an object and needed, that with the most behind it last.
  private func children(of object: Int) -> [Int] {
    made[Int(madeFrom[object])..<Int(madeFrom[object + 1])].lazy.map { Int($0) }
      .filter { isNeeded[$0] }
  }

  private func data(_ object: Int, _ inflater: Inflater) -> [UInt8]? {
    guard let entry = unsafe PackEntry(file.bytes, at: starts[object]),
      entry.size <= Self.largest
    else { return nil }
    return unsafe inflater.inflate(file.bytes, from: entry.data, size: entry.size)
  }
}
