/// The entries of a tree as Git stores it, with their modes, in its order.
struct TreeEntries {
  struct Entry {
    let mode: FileMode
    let name: Range<Int>
    let id: ObjectID
  }

  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next entry; nil at the end.
  ///
  /// - Throws: `corrupt` for what is no tree.
  mutating func next() throws(GitError) -> Entry? {
    guard at < bytes.count else { return nil }
    var mode: UInt32 = 0
    while at < bytes.count, (0x30...0x37).contains(bytes[at]) {
      mode = mode << 3 | UInt32(bytes[at] - 0x30)
      at += 1
    }
    let start = at + 1
    at = bytes[at...].firstIndex(of: 0) ?? bytes.count
    guard start < at, at + 21 <= bytes.count, bytes[start - 1] == UInt8(ascii: " "),
      let id = ObjectID(bytes: bytes[at + 1..<at + 21]), let kind = Self.mode(mode)
    else {
      throw GitError(.corrupt, "A folder in the history is damaged.", hint: "Run `git fsck`.")
    }
    let name = start..<at
    at += 21
    return Entry(mode: kind, name: name, id: id)
  }

  /// As Git takes them: of a file it looks only at whether it may be run.
  private static func mode(_ value: UInt32) -> FileMode? {
    switch value & 0o170000 {
    case 0o040000: .tree
    case 0o100000: value & 0o100 == 0 ? .regular : .executable
    case 0o120000: .symlink
    case 0o160000: .submodule
    default: nil
    }
  }

  /// Less than 0 where the first entry stands before the second: by their names, that of a folder
  /// with a slash at its end (git-mktree(1)).
  static func order(
    _ first: Entry,
    _ firstBytes: [UInt8],
    _ second: Entry,
    _ secondBytes: [UInt8]
  ) -> Int {
    let count = min(first.name.count, second.name.count)
    for index in 0..<count {
      let (a, b) = (
        firstBytes[first.name.lowerBound + index], secondBytes[second.name.lowerBound + index]
      )
      if a != b { return a < b ? -1 : 1 }
    }
    let (a, b) = (end(first, firstBytes, count), end(second, secondBytes, count))
    return a == b ? 0 : a < b ? -1 : 1
  }

  private static func end(_ entry: Entry, _ bytes: [UInt8], _ index: Int) -> UInt8 {
    if index < entry.name.count { return bytes[entry.name.lowerBound + index] }
    return entry.mode == .tree ? UInt8(ascii: "/") : 0
  }
}
