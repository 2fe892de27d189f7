#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What `git fsck` demands of a tree: names in Git's order, none twice.
///
/// Programs read a tree that is not so in different ways: one takes the first of two entries of one
/// name, another one both, a third finds neither.
package enum TreeCheck {
  /// Looks at a tree as Git stores it: `<mode> <name>`, NUL, the 20 bytes of the id, and so on.
  ///
  /// - Returns: what is wrong with it; nil for a sound one.
  package static func problem(in tree: [UInt8]) -> String? {
    unsafe tree.withUnsafeBytes { unsafe problem(in: $0) }
  }

  private struct Entry {
    let name: Range<Int>
    let isTree: Bool
  }

  @unsafe private static func problem(in bytes: UnsafeRawBufferPointer) -> String? {
    guard let start = bytes.baseAddress else { return nil }
    var last: Entry?
    // Files whose names begin the one before: `a`, `a-b` and then the folder `a` are in order.
    var files: [Range<Int>] = []
    var at = 0
    while at < bytes.count {
      let mode = at
      while unsafe at < bytes.count && bytes[at] != 0x20 { at += 1 }
      // 40000 or 100644 and the like.
      guard at - mode == 5 || at - mode == 6, unsafe bytes[mode] != 0x30 else {
        return "an entry has no mode"
      }
      let isTree = at - mode == 5
      let first = at + 1
      guard first < bytes.count,
        let end = unsafe memchr(start + first, 0, bytes.count - first)
      else { return "it ends early" }
      at = unsafe UnsafeRawPointer(end) - start
      let entry = Entry(name: first..<at, isTree: isTree)
      at += 21
      guard at <= bytes.count else { return "it ends early" }
      guard !entry.name.isEmpty, unsafe memchr(start + first, 0x2F, entry.name.count) == nil else {
        return "an entry has no name of a file"
      }
      if let last {
        let order = unsafe order(last, entry, start)
        if order == 0 { return "two entries have the same name" }
        if order > 0 { return "its entries are not in order" }
      }
      while let file = files.last {
        let isPrefix =
          unsafe file.count <= entry.name.count
          && memcmp(start + file.lowerBound, start + first, file.count) == 0
        if isPrefix {
          if file.count == entry.name.count { return "two entries have the same name" }
          break
        }
        files.removeLast()
      }
      if !isTree { files.append(entry.name) }
      last = entry
    }
    return nil
  }

  /// Less than 0 where the first stands before the second: by bytes, a folder with a slash at its end.
  @unsafe private static func order(_ a: Entry, _ b: Entry, _ start: UnsafeRawPointer) -> Int {
    let count = min(a.name.count, b.name.count)
    let common = unsafe memcmp(start + a.name.lowerBound, start + b.name.lowerBound, count)
    if common != 0 { return Int(common) }
    func end(_ entry: Entry) -> UInt8 {
      if entry.name.count > count {
        return unsafe start.load(fromByteOffset: entry.name.lowerBound + count, as: UInt8.self)
      }
      return entry.isTree ? 0x2F : 0
    }
    return Int(end(a)) - Int(end(b))
  }
}
