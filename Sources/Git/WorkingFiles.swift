/// The files of a working tree that are in the repository or could be put there.
package struct WorkingFiles: Sendable {
  /// Tracked files and untracked ones that are not ignored, from the top of the repository.
  ///
  /// Tracked ones need not exist. Another repository inside is one path, with a slash at its end
  /// where it is not tracked as a submodule.
  package let paths: Set<GitPath>
  /// Folders that Git could not look into, with the system's reason.
  package let unread: [(path: GitPath, reason: String)]

  /// Asks Git, in the top folder of the working tree.
  ///
  /// - Throws: `command` if Git fails.
  package static func list(_ git: GitCommand) throws(GitError) -> WorkingFiles {
    let arguments = [
      "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--full-name", "--", ".",
    ]
    let result = try git.run(arguments)
    guard result.status == 0 else { throw result.failure(of: arguments) }
    return WorkingFiles(
      paths: Set(result.standardOutput.split(separator: 0).map { GitPath(bytes: Array($0)) }),
      unread: result.standardError.split(separator: "\n").compactMap(Self.unreadFolder)
    )
  }

  /// The tracked files alone, from the top of the repository.
  package static func tracked(_ git: GitCommand) throws(GitError) -> [GitPath] {
    try git.output(["ls-files", "-z", "--full-name", "--", ":/"])
      .split(separator: 0).map { GitPath(bytes: Array($0)) }
  }

  /// What is not tracked, ignored or not, in the folder of `git` and below.
  ///
  /// Another repository inside is one path with a slash at its end.
  package static func untracked(_ git: GitCommand) throws(GitError) -> [GitPath] {
    try git.output(["ls-files", "-z", "--others", "--full-name"])
      .split(separator: 0).map { GitPath(bytes: Array($0)) }
  }

  /// Git passes over a folder that it cannot open, says so, and ends well.
  private static func unreadFolder(_ line: Substring) -> (path: GitPath, reason: String)? {
    let prefix = "warning: could not open directory '"
    guard line.hasPrefix(prefix), let quote = line.lastIndex(of: "'") else { return nil }
    let path = line.dropFirst(prefix.count)[..<quote]
    let reason = line[quote...].dropFirst("': ".count)
    return (GitPath(String(path)), reason.isEmpty ? "could not be opened" : String(reason))
  }
}
