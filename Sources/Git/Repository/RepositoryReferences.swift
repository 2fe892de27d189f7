import CLibgit2

// References: `git_reference_…`.
extension Repository {
  /// What a reference points to, through symbolic ones; `nil` if there is no such reference.
  ///
  /// The name is the full one, `refs/heads/main` or `HEAD`.
  package func referenceTarget(_ name: String) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let status = try handle.lend { repository in
      unsafe git_reference_name_to_id(&oid, repository, name)
    }
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try Libgit2.check(status, "The reference \(GitPath(name)) could not be read")
    return ObjectID(oid)
  }

  /// The references whose full names match, sorted by name.
  ///
  /// The `*` of a pattern such as `refs/heads/*` also crosses `/`.
  package func references(
    matching glob: String
  ) throws(GitError) -> [(name: String, target: ObjectID)] {
    let what = "The references \(GitPath(glob)) could not be listed"
    let iterator = try handle.lend { repository throws(GitError) in
      try unsafe Handle(free: git_reference_iterator_free) {
        iterator throws(GitError) in
        try Libgit2.check(
          unsafe git_reference_iterator_glob_new(iterator, repository, glob),
          what
        )
      }
    }
    let names = try iterator.lend { iterator throws(GitError) in
      var names: [String] = []
      while true {
        var name: UnsafePointer<CChar>?
        let status = unsafe git_reference_next_name(&name, iterator)
        if status == GIT_ITEROVER.rawValue { return names }
        try Libgit2.check(status, what)
        if let name = unsafe name { names.append(unsafe String(cString: name)) }
      }
    }
    var references: [(name: String, target: ObjectID)] = []
    for name in names.sorted() {
      // Gone since it was listed, or symbolic and unborn.
      guard let target = try referenceTarget(name) else { continue }
      references.append((name, target))
    }
    return references
  }

  /// Moves a reference if it still is where the caller saw it: compare-and-swap under Git's own
  /// lock (`git_reference_create_matching`).
  ///
  /// - Parameters:
  ///   - name: the full name.
  ///   - new: where it shall point.
  ///   - old: where it must point now; `nil`: it must not exist.
  ///   - message: for the reflog.
  /// - Throws: `referenceChanged` if it is elsewhere, or being moved at this moment.
  package func updateReference(
    _ name: String,
    to new: ObjectID,
    expecting old: ObjectID?,
    message: String
  ) throws(GitError) {
    var target = try new.oid()
    // The null id means "must not exist" and is checked under the lock, which the absence of
    // `force` is not.
    var expected = try (old ?? .zero).oid()
    let status = try handle.lend { repository in
      var made: OpaquePointer?
      defer { unsafe git_reference_free(made) }
      return unsafe git_reference_create_matching(
        &made,
        repository,
        name,
        &target,
        1,
        &expected,
        message
      )
    }
    try Libgit2.check(
      status,
      "The reference \(GitPath(name)) was not moved",
      [
        GIT_EMODIFIED: .referenceChanged, GIT_EEXISTS: .referenceChanged,
        GIT_ENOTFOUND: .referenceChanged, GIT_ELOCKED: .referenceChanged,
      ],
      otherwise: .io
    )
  }
}
