/// Where the parts of a repository are.
///
/// Only Git knows: worktrees, submodules, `GIT_DIR` and `core.hooksPath` move them.
package struct RepositoryLayout: Sendable {
  /// The top of the working tree; `nil` in a bare repository or inside the Git directory.
  package let topLevel: String?
  /// The Git directory of this working tree.
  package let gitDirectory: String
  /// The Git directory that all working trees share.
  package let commonDirectory: String
  /// Where Git looks for hooks.
  package let hooksDirectory: String
  /// Whether the repository has no working tree.
  package let isBare: Bool
  /// `sha1` or `sha256`.
  package let objectFormat: String
  /// The `git` that was asked.
  package let git: GitCommand

  /// Asks Git, with one process.
  ///
  /// Git also checks here that it may trust the repository's owner.
  ///
  /// - Throws: `notARepository` with Git's reason.
  package static func find(_ git: GitCommand) throws(GitError) -> RepositoryLayout {
    let result = try git.run([
      "rev-parse", "--path-format=absolute", "--is-bare-repository", "--show-object-format",
      "--git-dir", "--git-common-dir", "--git-path", "hooks", "--show-toplevel",
    ])
    var lines = String(decoding: result.standardOutput, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    // Outside a working tree only the last question fails.
    let expected = result.status == 0 ? 6 : 5
    guard result.status == 0 || lines.count >= 5 else { throw refusal(result, git) }
    guard lines.count == expected, let isBare = Bool(lines[0]) else {
      throw GitError(
        .unsupportedRepository,
        "The repository at \(git.directory) has a path with a line end, or this Git is too old.",
        hint: "Git 2.32 or later is needed."
      )
    }
    return RepositoryLayout(
      topLevel: lines.count == 6 ? lines[5] : nil,
      gitDirectory: lines[2],
      commonDirectory: lines[3],
      hooksDirectory: lines[4],
      isBare: isBare,
      objectFormat: lines[1],
      git: git
    )
  }

  /// The same repository with the hooks of another directory.
  package func usingHooks(in directory: String) -> RepositoryLayout {
    RepositoryLayout(
      topLevel: topLevel,
      gitDirectory: gitDirectory,
      commonDirectory: commonDirectory,
      hooksDirectory: directory,
      isBare: isBare,
      objectFormat: objectFormat,
      git: git
    )
  }

  /// A directory that Git copies into new repositories (git-init(1), "Template directory").
  package static func template(_ directory: String, _ git: GitCommand) -> RepositoryLayout {
    RepositoryLayout(
      topLevel: nil,
      gitDirectory: directory,
      commonDirectory: directory,
      hooksDirectory: directory + "/hooks",
      isBare: false,
      objectFormat: "sha1",
      git: git
    )
  }

  private static func refusal(_ result: GitOutput, _ git: GitCommand) -> GitError {
    // Git puts lists on lines of their own.
    let reason = result.standardError.trimmedLines.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    if reason.hasPrefix("not a git repository (or any") {
      return GitError(
        .notARepository,
        "There is no Git repository at \(git.directory), nor above it.",
        hint: "Go to a repository; `git init` makes one."
      )
    }
    if reason.contains("repository extension") || reason.contains("repo version") {
      return GitError(
        .unsupportedRepository,
        "This Git cannot use the repository at \(git.directory): \(reason)",
        hint: "The repository needs a newer Git."
      )
    }
    return GitError(
      .notARepository,
      "Git cannot use a repository at \(git.directory): "
        + (reason.isEmpty ? "exit status \(result.status)" : reason),
      hint: reason.contains("safe.directory")
        ? "If you trust the repository's owner, run the command that Git names."
        : "Run this inside a Git repository; `git init` makes one."
    )
  }
}
