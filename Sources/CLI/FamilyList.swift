import Git
import Synchronization

/// Deals out the families of packs, large ones first, so that all threads end at about the same
/// time.
final class FamilyList: Sendable {
  struct Family: Sendable {
    let pack: Pack
    let root: Int
    /// In bytes, more or less.
    let size: Int
  }

  /// Families are dealt out in lots of about so many bytes.
  private static let lot = 4 << 20

  private let families: [Family]
  private let next = Mutex(0)

  init(_ packs: [Pack]) {
    families = packs.flatMap { pack in
      pack.families.map { Family(pack: pack, root: $0.root, size: $0.size) }
    }
    .sorted { $0.size > $1.size }
  }

  var count: Int { families.count }
  var isEmpty: Bool { families.isEmpty }

  /// The next lot; nil when nothing is left.
  func claim() -> Range<Int>? {
    next.withLock { next in
      guard next < families.count else { return nil }
      let first = next
      var size = 0
      while next < families.count, size < Self.lot {
        size += families[next].size
        next += 1
      }
      return first..<next
    }
  }

  subscript(lot: Range<Int>) -> ArraySlice<Family> { families[lot] }
}
