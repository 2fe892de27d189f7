import CLibgit2

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// Directories: `git_tree_…`, `git_treebuilder_…`.
extension Repository {
  /// The entries of a directory, in Git's order.
  ///
  /// - Throws: `missingObject` if the repository does not hold it.
  package func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
    try lookUpTree(id).lend { tree throws(GitError) in
      var entries: [TreeEntry] = []
      let count = unsafe git_tree_entrycount(tree)
      for index in 0..<count {
        guard let entry = unsafe git_tree_entry_byindex(tree, index) else {
          throw GitError(.corrupt, "Tree \(id) ends early.")
        }
        entries.append(try unsafe Self.copy(entry, of: id))
      }
      return entries
    }
  }

  /// The entry at a slash-separated path below a directory; `nil` if there is none.
  package func entry(
    at path: String,
    inTree tree: ObjectID
  ) throws(GitError) -> TreeEntry? {
    try lookUpTree(tree).lend { root throws(GitError) in
      var found: OpaquePointer?
      let status = unsafe git_tree_entry_bypath(&found, root, path)
      if status == GIT_ENOTFOUND.rawValue { return nil }
      try Libgit2.check(status, "\(GitPath(path)) could not be looked up in tree \(tree)")
      guard let entry = unsafe found else { return nil }
      defer { unsafe git_tree_entry_free(entry) }
      return try unsafe Self.copy(entry, of: tree)
    }
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

  /// Copies an entry out of libgit2's memory.
  private static func copy(
    _ entry: OpaquePointer,
    of tree: ObjectID
  ) throws(GitError) -> TreeEntry {
    guard let name = unsafe git_tree_entry_name(entry), let id = unsafe git_tree_entry_id(entry),
      let mode = unsafe FileMode(rawValue: git_tree_entry_filemode(entry).rawValue)
    else {
      throw GitError(.corrupt, "Tree \(tree) holds an entry of a kind that Git does not have.")
    }
    return TreeEntry(
      name: unsafe Array(UnsafeRawBufferPointer(start: name, count: strlen(name))),
      mode: mode,
      id: unsafe ObjectID(id.pointee)
    )
  }
}
