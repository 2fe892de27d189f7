import CLibgit2

/// Compares the folders of commits with those of their parents, through libgit2.
///
/// Git reads each folder twice, once as the new one and once as the old one of the next commit; here
/// what was read stays for a while.
struct TreeDiffer {
  private typealias Change = CommitChanges.Change

  /// So many folders are kept.
  private static let kept = 4096
  /// In bytes.
  private static let longestPath = 1024

  private let reader: ObjectReader
  private var trees: [ObjectID: [UInt8]] = [:]
  /// The folder of each commit that was read.
  private var roots: [ObjectID: ObjectID] = [:]

  init(_ reader: ObjectReader) { self.reader = reader }

  /// Reads a commit: what people wrote in it, and what it changes, as ``CommitChanges`` tells it.
  ///
  /// - Throws: `missingObject` where something is not there, `corrupt` where it is damaged.
  mutating func read(
    _ commit: ObjectID
  ) throws(GitError) -> (text: [UInt8], changes: [CommitChanges.Change], parents: Int) {
    let object = HistoryObject(try reader.read(commit).bytes)
    let root = try root(of: object, commit)
    roots[commit] = root
    var parents: [ObjectID?] = []
    for parent in object.headers("parent") {
      guard let id = ObjectID(hex: parent) else { throw Self.damaged(commit) }
      parents.append(try rootOfParent(id))
    }
    let count = parents.count
    if parents.isEmpty { parents = [nil] }
    var changes: [Change] = []
    try compare(root, parents, below: [], &changes)
    return (object.text, changes, count)
  }

  private mutating func rootOfParent(_ id: ObjectID) throws(GitError) -> ObjectID {
    if let known = roots[id] { return known }
    let root = try root(of: HistoryObject(try reader.read(id).bytes), id)
    roots[id] = root
    return root
  }

  private func root(of commit: HistoryObject, _ id: ObjectID) throws(GitError) -> ObjectID {
    guard let tree = commit.header("tree").flatMap({ ObjectID(hex: $0) }) else {
      throw Self.damaged(id)
    }
    return tree
  }

  private static func damaged(_ id: ObjectID) -> GitError {
    GitError(.corrupt, "Commit \(id) is damaged.", hint: "Run `git fsck`.")
  }

  private mutating func tree(_ id: ObjectID?) throws(GitError) -> [UInt8] {
    guard let id else { return [] }
    if let known = trees[id] { return known }
    let (type, bytes) = try reader.read(id)
    guard type == "tree" else {
      throw GitError(.corrupt, "Object \(id) is no folder.", hint: "Run `git fsck`.")
    }
    if trees.count >= Self.kept { trees.removeAll(keepingCapacity: true) }
    trees[id] = bytes
    return bytes
  }

  /// Compares a folder with those of all parents; what one of them has as it is, is no change.
  private mutating func compare(
    _ new: ObjectID?,
    _ old: [ObjectID?],
    below folder: [UInt8],
    _ changes: inout [Change]
  ) throws(GitError) {
    if old.contains(new) { return }
    // Deeper down than threads of any size can follow; Git can.
    guard folder.count < Self.longestPath else {
      throw GitError(.unsupportedRepository, "Folders are nested deeper than this can follow.")
    }
    let bytes = try tree(new)
    guard old.count == 1 else { return try compareMerge(bytes, old, below: folder, &changes) }
    let before = try tree(old[0])
    var (right, left) = (TreeEntries(bytes), TreeEntries(before))
    var (ours, theirs) = (try right.next(), try left.next())
    while ours != nil || theirs != nil {
      let order =
        switch (ours, theirs) {
        case (let ours?, let theirs?): TreeEntries.order(ours, bytes, theirs, before)
        case (nil, _): 1
        default: -1
        }
      let entry = order <= 0 ? ours : nil
      let other = order >= 0 ? theirs : nil
      if order <= 0 { ours = try right.next() }
      if order >= 0 { theirs = try left.next() }
      if let entry, let other, entry.id == other.id, entry.mode == other.mode { continue }
      guard let name = entry.map({ bytes[$0.name] }) ?? other.map({ before[$0.name] }) else {
        continue
      }
      try add(entry, [other], at: folder + name, &changes)
    }
  }

  private mutating func compareMerge(
    _ bytes: [UInt8],
    _ old: [ObjectID?],
    below folder: [UInt8],
    _ changes: inout [Change]
  ) throws(GitError) {
    var sides: [[ArraySlice<UInt8>: TreeEntries.Entry]] = []
    for id in old {
      let before = try tree(id)
      var (left, side) = (TreeEntries(before), [ArraySlice<UInt8>: TreeEntries.Entry]())
      while let entry = try left.next() { side[before[entry.name]] = entry }
      sides.append(side)
    }
    var right = TreeEntries(bytes)
    var names: Set<ArraySlice<UInt8>> = []
    while let entry = try right.next() {
      let name = bytes[entry.name]
      names.insert(name)
      let before = sides.map { $0[name] }
      let isTaken = before.contains { $0?.id == entry.id && $0?.mode == entry.mode }
      if !isTaken { try add(entry, before, at: folder + name, &changes) }
    }
    // What all of them have and the merge has not.
    for name in sides[0].keys where !names.contains(name) && sides.allSatisfy({ $0[name] != nil }) {
      try add(nil, sides.map { $0[name] }, at: folder + name, &changes)
    }
  }

  private mutating func add(
    _ entry: TreeEntries.Entry?,
    _ old: [TreeEntries.Entry?],
    at path: [UInt8],
    _ changes: inout [Change]
  ) throws(GitError) {
    let isFolder = entry?.mode == .tree
    let folders = old.map { $0?.mode == .tree ? $0?.id : nil }
    if isFolder || folders.contains(where: { $0 != nil }) {
      let new = isFolder ? entry?.id : nil
      try compare(new, folders, below: path + [UInt8(ascii: "/")], &changes)
    }
    let blobs = old.compactMap { $0?.mode == .tree ? nil : $0 }
    // A file is gone where all parents have it.
    if isFolder || entry == nil, blobs.count < old.count { return }
    changes.append(
      Change(
        path: GitPath(bytes: path),
        mode: isFolder ? .absent : entry?.mode ?? .absent,
        id: isFolder ? ObjectID(zeroBytes: 20) : entry?.id ?? ObjectID(zeroBytes: 20),
        before: blobs.filter(\.mode.isBlob).map(\.id)
      )
    )
  }
}
