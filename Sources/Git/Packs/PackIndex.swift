/// What a pack holds, and where: a file `pack-….idx` of version 2.
///
/// Source: gitformat-pack(5), "Version 2 pack-*.idx files". All numbers are big-endian.
@safe struct PackIndex {
  private static let magic: UInt32 = 0xFF74_4F63
  /// Magic, version, and 256 counts of objects by the first byte of their ids.
  private static let head = 8 + 256 * 4

  private let file: MappedFile
  /// The number of objects.
  let count: Int

  /// - Throws: `corrupt` for another version, or a file that is too short for what it says.
  init(_ path: String) throws(GitError) {
    file = try MappedFile(path)
    let size = unsafe file.bytes.count
    guard size >= Self.head + 40, unsafe file.bytes.bigEndian32(at: 0) == Self.magic,
      unsafe file.bytes.bigEndian32(at: 4) == 2
    else { throw Self.damaged(path) }
    count = unsafe Int(file.bytes.bigEndian32(at: 8 + 255 * 4))
    guard size >= Self.head + count * (20 + 4 + 4) + 40 else { throw Self.damaged(path) }
  }

  /// The hash at the end of the pack that this is the index of.
  var packHash: [UInt8] {
    let end = unsafe file.bytes.count - 20
    return unsafe Array(file.bytes[end - 20..<end])
  }

  /// The id of an object; they are in ascending order.
  func id(_ number: Int) -> ObjectID {
    let start = Self.head + number * 20
    // 20 bytes, so there is an id.
    return unsafe ObjectID(bytes: file.bytes[start..<start + 20]) ?? ObjectID.zero
  }

  /// Where an object starts in the pack; nil where the index is damaged.
  func offset(_ number: Int) -> Int? {
    let table = Self.head + count * 24
    let offset = unsafe file.bytes.bigEndian32(at: table + number * 4)
    guard offset >> 31 == 1 else { return Int(offset) }
    // Packs of more than 2 GiB: the number of an entry in a table of 8 bytes each.
    let place = table + count * 4 + Int(offset & 0x7FFF_FFFF) * 8
    guard unsafe place + 8 + 40 <= file.bytes.count else { return nil }
    let high = unsafe file.bytes.bigEndian32(at: place)
    return unsafe Int(high & 0x7FFF_FFFF) << 32 | Int(file.bytes.bigEndian32(at: place + 4))
  }

  /// The number of an object; nil if it is not here.
  func number(of id: ObjectID) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self.id(middle) < id { low = middle + 1 } else { high = middle }
    }
    return low < count && self.id(low) == id ? low : nil
  }

  private static func damaged(_ path: String) -> GitError {
    GitError(.corrupt, "\(path) is no index of a pack of version 2.", hint: "Run `git fsck`.")
  }
}

extension UnsafeRawBufferPointer {
  /// Four bytes, wherever they start.
  fileprivate func bigEndian32(at place: Int) -> UInt32 {
    unsafe UInt32(bigEndian: loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }
}
