import CLibgit2

// Directories: `git_tree_…`, `git_treebuilder_…`.
extension Repository {
  /// The entries of a directory, in Git's order.
  ///
  /// - Throws: `missingObject` if the repository does not hold it; `corrupt` for one that `git fsck`
  ///   would not pass (``TreeCheck``).
  package func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
    var entries: [TreeEntry] = []
    let bytes = try checkedTree(id)
    var cursor = TreeEntries(bytes)
    while let entry = try cursor.next() {
      entries.append(TreeEntry(name: Array(bytes[entry.name]), mode: entry.mode, id: entry.id))
    }
    return entries
  }

  /// The entry at a slash-separated path below a directory; `nil` if there is none.
  ///
  /// - Throws: as `tree(_:)`, of each directory on the path.
  package func entry(
    at path: String,
    inTree tree: ObjectID
  ) throws(GitError) -> TreeEntry? {
    var found = TreeEntry(name: [], mode: .tree, id: tree)
    for name in path.utf8.split(separator: 0x2F) {
      guard found.mode == .tree else { return nil }
      let bytes = try checkedTree(found.id)
      var cursor = TreeEntries(bytes)
      var next: TreeEntry?
      while next == nil, let entry = try cursor.next() {
        guard bytes[entry.name].elementsEqual(name) else { continue }
        next = TreeEntry(name: Array(name), mode: entry.mode, id: entry.id)
      }
      guard let next else { return nil }
      found = next
    }
    return found
  }

  private func checkedTree(_ id: ObjectID) throws(GitError) -> [UInt8] {
    let (type, bytes) = try object(id)
    guard type == .tree else { throw GitError(.corrupt, "Object \(id) is not a tree.") }
    if let problem = TreeCheck.problem(in: bytes) {
      throw GitError(
        .corrupt,
        "Tree \(id) is damaged: \(problem).",
        hint: "Run `git fsck`, which finds it, too."
      )
    }
    return bytes
  }

  /// Writes a directory: another one with some entries added or replaced.
  func writeTree(
    _ entries: [TreeEntry],
    over base: ObjectID?
  ) throws(GitError) -> ObjectID {
    let builder =
      if let base {
        try lookUpTree(base).lend { tree throws(GitError) in try unsafe newBuilder(over: tree) }
      } else {
        try unsafe newBuilder(over: nil)
      }
    return try builder.lend { builder throws(GitError) in
      for entry in entries {
        var oid = try entry.id.oid()
        let name = entry.name.map { CChar(bitPattern: $0) } + [0]
        try Libgit2.check(
          unsafe git_treebuilder_insert(
            nil,
            builder,
            name,
            &oid,
            git_filemode_t(entry.mode.rawValue)
          ),
          "\(GitPath(bytes: entry.name)) could not be added to a tree"
        )
      }
      var oid = git_oid()
      try Libgit2.check(
        unsafe git_treebuilder_write(&oid, builder),
        "A tree could not be stored",
        otherwise: .io
      )
      return ObjectID(oid)
    }
  }

  private func newBuilder(over tree: OpaquePointer?) throws(GitError) -> Handle {
    try handle.lend { repository throws(GitError) in
      try unsafe Handle(free: git_treebuilder_free) { builder throws(GitError) in
        try Libgit2.check(
          unsafe git_treebuilder_new(builder, repository, tree),
          "A tree could not be started"
        )
      }
    }
  }

  private func lookUpTree(_ id: ObjectID) throws(GitError) -> Handle {
    var oid = try id.oid()
    return try handle.lend { repository throws(GitError) in
      try unsafe Handle(free: git_tree_free) { tree throws(GitError) in
        try Libgit2.check(
          unsafe git_tree_lookup(tree, repository, &oid),
          "Tree \(id) could not be read",
          [GIT_ENOTFOUND: .missingObject]
        )
      }
    }
  }
}
