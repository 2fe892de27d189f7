/// What the next commit would change, as Git itself sees it.
///
/// Git is asked rather than libgit2, which reads neither split nor sparse indexes, and asked for
/// raw entries rather than for a patch, which leaves out binary files and what attributes hide.
package enum StagedChanges {
  /// Lists every entry of the index that differs from the last commit.
  ///
  /// Before the first commit that is every entry. Submodules, symbolic links and unmerged entries
  /// are in the list. The index is the one that `GIT_INDEX_FILE` names, if it does.
  ///
  /// - Throws: `command` if Git fails, also because the last commit cannot be read; `corrupt` for
  ///   output that is not in the documented format.
  package static func read(_ git: GitCommand) throws(GitError) -> [StagedChange] {
    let arguments = diff(against: "HEAD")
    let result = try git.run(arguments)
    if result.status == 0 { return try parse(result.standardOutput) }
    guard try Head.isUnborn(git) else { throw result.failure(of: arguments) }
    let emptyTree = try git.line(["hash-object", "-t", "tree", "/dev/null"])
    return try parse(try git.output(diff(against: emptyTree)))
  }

  /// Lists every entry of the index that differs from a commit.
  package static func read(
    _ git: GitCommand,
    against commit: ObjectID
  ) throws(GitError) -> [StagedChange] {
    try parse(try git.output(diff(against: commit.hex)))
  }

  private static func diff(against tree: String) -> [String] {
    [
      "diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev",
      "--ignore-submodules=none", tree, "--",
    ]
  }

  /// Reads the raw format: `:<mode> <mode> <id> <id> <status>`, NUL, path, NUL, and so on
  /// (git-diff-index(1), "Raw output format").
  static func parse(_ output: [UInt8]) throws(GitError) -> [StagedChange] {
    var changes: [StagedChange] = []
    var reader = RawDiffReader(output[...])
    while let change = try reader.next() { changes.append(change) }
    return changes
  }
}
