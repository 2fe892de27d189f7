import CLibgit2
package import FoundationEssentials

// Commits: `git_commit_…`, and `git commit-tree` for signed ones.
extension Repository {
  /// The directory that a commit holds.
  package func treeOfCommit(_ id: ObjectID) throws(GitError) -> ObjectID {
    try lookUpCommit(id).lend { commit throws(GitError) in
      guard let tree = unsafe git_commit_tree_id(commit) else {
        throw GitError(.corrupt, "Commit \(id) has no tree.")
      }
      return unsafe ObjectID(tree.pointee)
    }
  }

  /// The parents of a commit.
  package func parents(of id: ObjectID) throws(GitError) -> [ObjectID] {
    try lookUpCommit(id).lend { commit throws(GitError) in
      var parents: [ObjectID] = []
      let count = unsafe git_commit_parentcount(commit)
      for index in 0..<count {
        guard let parent = unsafe git_commit_parent_id(commit, index) else {
          throw GitError(.corrupt, "Commit \(id) has fewer parents than it says.")
        }
        parents.append(unsafe ObjectID(parent.pointee))
      }
      return parents
    }
  }

  /// The message of a commit, with its trailers; bytes that are not UTF-8 are replaced.
  package func message(of id: ObjectID) throws(GitError) -> String {
    try lookUpCommit(id).lend { commit throws(GitError) in
      guard let message = unsafe git_commit_message(commit) else {
        throw GitError(.corrupt, "Commit \(id) has no message.")
      }
      return unsafe String(cString: message)
    }
  }

  /// Whether `a` is `b` or comes before it.
  package func isAncestor(_ a: ObjectID, of b: ObjectID) throws(GitError) -> Bool {
    if a == b { return true }
    var ancestor = try a.oid()
    var commit = try b.oid()
    let status = try handle.lend { repository in
      unsafe git_graph_descendant_of(repository, &commit, &ancestor)
    }
    if status >= 0 { return status == 1 }
    // libgit2 does not know where a shallow clone ends.
    return try Revisions.isAncestor(a, of: b, layout.git)
  }

  /// Stores a commit; no reference moves.
  ///
  /// - Parameters:
  ///   - tree: the directory.
  ///   - parents: the commits before it.
  ///   - message: the message; a line end is added if it has none.
  ///   - author: author and committer.
  ///   - sign: whether Git signs it, by the key and program that Git is set up for.
  /// - Returns: the commit.
  /// - Throws: `command` if signing fails.
  package func writeCommit(
    tree: ObjectID,
    parents: [ObjectID],
    message: String,
    author: GitSignature,
    sign: CommitSigning? = .asConfigured
  ) throws(GitError) -> ObjectID {
    let text = message.hasSuffix("\n") ? message : message + "\n"
    let signs =
      switch sign {
      case nil: false
      case .always: true
      case .asConfigured: try configBool("commit.gpgSign") ?? false
      }
    if signs {
      return try writeSignedCommit(tree: tree, parents: parents, message: text, author: author)
    }
    var signature: UnsafeMutablePointer<git_signature>?
    defer { unsafe git_signature_free(signature) }
    try Libgit2.check(
      unsafe git_signature_new(
        &signature,
        author.name,
        author.email,
        author.seconds,
        Int32(author.offsetMinutes)
      ),
      "The signature \(author.name) <\(author.email)> is not one"
    )
    var treeID = try tree.oid()
    var parentIDs: [git_oid] = []
    for parent in parents { parentIDs.append(try parent.oid()) }
    var oid = git_oid()
    let status = try handle.lend { repository in
      unsafe parentIDs.withUnsafeBufferPointer { ids in
        var pointers: [UnsafePointer<git_oid>?] = unsafe ids.indices.map { index in
          unsafe ids.baseAddress.map { unsafe $0 + index }
        }
        return unsafe git_commit_create_from_ids(
          &oid,
          repository,
          nil,
          signature,
          signature,
          nil,
          text,
          &treeID,
          pointers.count,
          &pointers
        )
      }
    }
    try Libgit2.check(status, "A commit could not be stored", otherwise: .io)
    return ObjectID(oid)
  }

  /// Who commits here, as Git would say it; a stated fallback where Git knows no name.
  package func signature(now: Date) throws(GitError) -> GitSignature {
    let seconds = Int64(now.timeIntervalSince1970.rounded(.down))
    let result = try layout.git.run(["var", "GIT_COMMITTER_IDENT"])
    let identity = String(decoding: result.standardOutput, as: UTF8.self)
    guard result.status == 0, let open = identity.lastIndex(of: "<"),
      let close = identity[open...].firstIndex(of: ">")
    else {
      return GitSignature(
        name: "git-secrets-sync",
        email: "git-secrets-sync@localhost",
        seconds: seconds
      )
    }
    var name = identity[..<open]
    while name.last == " " { name.removeLast() }
    return GitSignature(
      name: String(name),
      email: String(identity[identity.index(after: open)..<close]),
      seconds: seconds
    )
  }

  private func writeSignedCommit(
    tree: ObjectID,
    parents: [ObjectID],
    message: String,
    author: GitSignature
  ) throws(GitError) -> ObjectID {
    var git = layout.git
    let offset = abs(author.offsetMinutes)
    let zone =
      (author.offsetMinutes < 0 ? "-" : "+")
      + Self.twoDigits(offset / 60) + Self.twoDigits(offset % 60)
    for role in ["AUTHOR", "COMMITTER"] {
      git.environment["GIT_\(role)_NAME"] = author.name
      git.environment["GIT_\(role)_EMAIL"] = author.email
      git.environment["GIT_\(role)_DATE"] = "@\(author.seconds) \(zone)"
    }
    let arguments =
      ["-c", "i18n.commitEncoding=UTF-8", "commit-tree", "-S"]
      + parents.flatMap { ["-p", $0.hex] } + ["-F", "-", tree.hex]
    let output = try git.output(arguments, input: Array(message.utf8))
    guard let id = ObjectID(hexBytes: output.dropLast()) else {
      throw LineReader.unexpected(output[...], arguments)
    }
    return id
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private func lookUpCommit(_ id: ObjectID) throws(GitError) -> Handle {
    var oid = try id.oid()
    return try handle.lend { repository throws(GitError) in
      try unsafe Handle(free: git_commit_free) { commit throws(GitError) in
        try Libgit2.check(
          unsafe git_commit_lookup(commit, repository, &oid),
          "Commit \(id) could not be read",
          [GIT_ENOTFOUND: .missingObject]
        )
      }
    }
  }
}
