/// An object as it stands in a pack: a head, and compressed data behind it.
///
/// Source: gitformat-pack(5), "pack-*.pack files have the following format".
struct PackEntry {
  enum Kind {
    case commit, tree, blob, tag
    /// The data is a delta against the object that starts so many bytes before this one.
    case offsetDelta(distance: Int)
    /// The data is a delta against the object with this id.
    case referenceDelta(ObjectID)
  }

  let kind: Kind
  /// The number of bytes that the data has when it is inflated.
  let size: Int
  /// Where the compressed data starts in the pack.
  let data: Int

  /// Reads the head of the entry at a place; nil for what is none.
  init?(_ pack: UnsafeRawBufferPointer, at start: Int) {
    // The pack ends in a hash, which is no part of an entry.
    let end = pack.count - 20
    var at = start
    func next() -> Int? {
      guard at >= 0, at < end else { return nil }
      defer { at += 1 }
      return unsafe Int(pack[at])
    }
    guard var byte = next() else { return nil }
    let type = byte >> 4 & 7
    var size = byte & 15
    var shift = 4
    while byte & 0x80 != 0 {
      guard shift < 57, let more = next() else { return nil }
      byte = more
      size |= (byte & 0x7F) << shift
      shift += 7
    }
    switch type {
    case 1: kind = .commit
    case 2: kind = .tree
    case 3: kind = .blob
    case 4: kind = .tag
    case 6:
      guard var byte = next() else { return nil }
      var distance = byte & 0x7F
      while byte & 0x80 != 0 {
        guard distance < 1 << 50, let more = next() else { return nil }
        byte = more
        // The added 1 makes each length of such a number start where the shorter ones end.
        distance = (distance + 1) << 7 | byte & 0x7F
      }
      kind = .offsetDelta(distance: distance)
    case 7:
      guard at + 20 <= end, let id = unsafe ObjectID(bytes: pack[at..<at + 20]) else { return nil }
      at += 20
      kind = .referenceDelta(id)
    default: return nil
    }
    self.size = size
    data = at
  }
}
