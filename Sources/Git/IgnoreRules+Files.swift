extension IgnoreRules {
  /// The ignore files of one state of a repository, such as its last commit.
  package struct State: Sendable {
    /// Each `.gitignore` by its path from the top, with its content.
    package var files: [(path: GitPath, bytes: [UInt8])]
    /// Paths that are folders, as submodules are: patterns that end in `/` are about these.
    package var folders: [GitPath]
    /// Whether letter case counts not, as where `core.ignoreCase` is set.
    package var ignoresCase: Bool

    package init(
      files: [(path: GitPath, bytes: [UInt8])],
      folders: [GitPath],
      ignoresCase: Bool
    ) {
      self.files = files
      self.folders = folders
      self.ignoresCase = ignoresCase
    }
  }

  /// The rule that decides about each path, by these ignore files and no others.
  ///
  /// Git is asked in a folder of its own that holds nothing but the ignore files: the working tree,
  /// `info/exclude` and `core.excludesFile` have no say.
  ///
  /// - Throws: `io` if the folder cannot be made, `command` if Git fails.
  package static func matches(
    paths: [GitPath],
    in state: State,
    _ git: GitCommand
  ) throws(GitError) -> [GitPath: IgnoreRule] {
    if paths.isEmpty || state.files.isEmpty { return [:] }
    let folder = try TemporaryFolder(in: git.environment["TMPDIR"] ?? "/tmp")
    // What Git takes for a repository (gitrepository-layout(5)).
    try folder.makeFolder("git/objects".utf8)
    try folder.makeFolder("git/refs".utf8)
    try folder.write(Array("ref: refs/heads/none\n".utf8), to: Array("git/HEAD".utf8))
    let setting = "[core]\n\texcludesFile = /dev/null\n\tignoreCase = \(state.ignoresCase)\n"
    try folder.write(Array(setting.utf8), to: Array("git/config".utf8))
    let tree = Array("tree/".utf8)
    try folder.makeFolder(tree)
    for file in state.files { try folder.write(file.bytes, to: tree + file.path.bytes) }
    for path in state.folders { try folder.makeFolder(tree + path.bytes) }

    var alone = git
    alone.directory = folder.path + "/tree"
    for name in git.environment.keys where name.hasPrefix("GIT_") && name != "GIT_EXEC_PATH" {
      alone.environment[name] = nil
    }
    alone.environment["GIT_DIR"] = folder.path + "/git"
    alone.environment["GIT_WORK_TREE"] = alone.directory
    return try withExtendedLifetime(folder) { () throws(GitError) in
      try matches(paths: paths, alone)
    }
  }
}
