/// Reads a tree as Git stores it: `<mode> <name>`, NUL, the 20 bytes of the id, and so on.
struct TreeCursor {
  enum Kind { case blob, tree, other }

  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next entry; nil at the end.
  ///
  /// - Throws: `corrupt` for what is no tree.
  mutating func next() throws(GitError) -> (kind: Kind, name: Range<Int>, id: ObjectID)? {
    guard at < bytes.count else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: " ") { at += 1 }
    let nameStart = at + 1
    while at < bytes.count, bytes[at] != 0 { at += 1 }
    let end = at + 21
    guard nameStart < at, end <= bytes.count, let id = ObjectID(bytes: bytes[at + 1..<end]) else {
      throw GitError(.corrupt, "A folder in the history is damaged.", hint: "Run `git fsck`.")
    }
    let name = nameStart..<at
    at = end
    // 40000 is a folder, 160000 another repository's commit; files and links are blobs. Old programs
    // wrote zeros in front, which Git takes.
    let mode = bytes[start..<nameStart - 1].drop { $0 == UInt8(ascii: "0") }
    let kind: Kind =
      switch (mode.first, mode.dropFirst().first) {
      case (UInt8(ascii: "4"), _): .tree
      case (UInt8(ascii: "1"), UInt8(ascii: "6")): .other
      default: .blob
      }
    return (kind, name, id)
  }

  func name(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }
}
