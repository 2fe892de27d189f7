// Trees that only grow.
extension Repository {
  /// Adds files to a directory and writes it; only the directories on their paths are rewritten.
  ///
  /// - Parameters:
  ///   - files: slash-separated paths and the blobs to put there.
  ///   - base: the directory to start from; none: an empty one.
  /// - Returns: the new directory.
  /// - Throws: `conflict` if something else is at a path already; nothing is replaced.
  package func writeTree(
    adding files: [(path: String, blob: ObjectID)],
    to base: ObjectID?
  ) throws(GitError) -> ObjectID {
    var paths: [(components: ArraySlice<[UInt8]>, blob: ObjectID)] = []
    for file in files {
      let components = file.path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        .map { Array($0) }
      guard components.allSatisfy({ !$0.isEmpty && !$0.contains(0) }) else {
        throw GitError(.conflict, "\(GitPath(file.path)) is no path in a tree.")
      }
      paths.append((components[...], file.blob))
    }
    return try add(paths, to: base, at: [])
  }

  /// Merges two directories of which neither takes anything away.
  ///
  /// - Returns: a directory with everything that is in either.
  /// - Throws: `conflict` if both have different content at one path.
  package func mergeTreesByUnion(
    _ a: ObjectID,
    _ b: ObjectID
  ) throws(GitError) -> ObjectID {
    try merge(a, b, at: [])
  }

  private func add(
    _ files: [(components: ArraySlice<[UInt8]>, blob: ObjectID)],
    to base: ObjectID?,
    at place: [UInt8]
  ) throws(GitError) -> ObjectID {
    var existing: [[UInt8]: TreeEntry] = [:]
    if let base { for entry in try tree(base) { existing[entry.name] = entry } }
    var added: [[UInt8]: TreeEntry] = [:]
    var below: [[UInt8]: [(components: ArraySlice<[UInt8]>, blob: ObjectID)]] = [:]

    for file in files {
      guard let name = file.components.first else { continue }
      if file.components.count > 1 {
        below[name, default: []].append((file.components.dropFirst(), file.blob))
        continue
      }
      let entry = TreeEntry(name: name, mode: .regular, id: file.blob)
      if let other = existing[name] ?? added[name], other != entry {
        throw Self.conflict(at: place, name)
      }
      if existing[name] == nil { added[name] = entry }
    }
    for (name, files) in below {
      let old = existing[name]
      guard added[name] == nil, old == nil || old?.mode == .tree else {
        throw Self.conflict(at: place, name)
      }
      let id = try add(files, to: old?.id, at: place + name + [0x2F])
      if id != old?.id { added[name] = TreeEntry(name: name, mode: .tree, id: id) }
    }
    if let base, added.isEmpty { return base }
    return try writeTree(Array(added.values), over: base)
  }

  private func merge(
    _ a: ObjectID,
    _ b: ObjectID,
    at place: [UInt8]
  ) throws(GitError) -> ObjectID {
    if a == b { return a }
    var existing: [[UInt8]: TreeEntry] = [:]
    for entry in try tree(a) { existing[entry.name] = entry }
    var added: [TreeEntry] = []
    for entry in try tree(b) {
      guard let other = existing[entry.name] else {
        added.append(entry)
        continue
      }
      if other == entry { continue }
      guard other.mode == .tree, entry.mode == .tree else {
        throw Self.conflict(at: place, entry.name)
      }
      let id = try merge(other.id, entry.id, at: place + entry.name + [0x2F])
      if id != other.id { added.append(TreeEntry(name: entry.name, mode: .tree, id: id)) }
    }
    return added.isEmpty ? a : try writeTree(added, over: a)
  }

  private static func conflict(at place: [UInt8], _ name: [UInt8]) -> GitError {
    GitError(
      .conflict,
      "\(GitPath(bytes: place + name)) is there already with different content.",
      hint: "Files in this tree never change; find out who wrote the other one."
    )
  }
}
