/// Which part of a repository's history is looked at.
package struct HistoryScope: Sendable {
  /// What `git rev-list` starts from.
  private let revisions: [String]
  /// Unlike the others, these objects need not be reached by anything.
  let holdsUnreachable: Bool
  /// Whether only some commits are asked for, so that tags and older commits are no part of it.
  package let isRange: Bool

  private init(revisions: [String], holdsUnreachable: Bool = false, isRange: Bool = false) {
    self.revisions = revisions
    self.holdsUnreachable = holdsUnreachable
    self.isRange = isRange
  }

  /// What all references reach: branches, tags, notes, every working tree's HEAD, and all stashes.
  ///
  /// Only the newest stash is a reference; the others are in its log.
  package static func references(_ git: GitCommand) throws(GitError) -> HistoryScope {
    let stash = "refs/stash"
    var revisions = ["--all"]
    if try !git.output(["for-each-ref", stash]).isEmpty {
      revisions += try ids(git, ["rev-list", "--walk-reflogs", stash]).map(\.hex)
    }
    return HistoryScope(revisions: revisions)
  }

  /// Every object that the repository holds, also those that nothing reaches: what an amended or
  /// dropped commit brought in, what was only ever staged.
  package static func everything(_ git: GitCommand) throws(GitError) -> HistoryScope {
    HistoryScope(
      revisions: try references(git).revisions + ["--reflog"],
      holdsUnreachable: true
    )
  }

  /// The commits of a range such as `main..topic`.
  ///
  /// - Throws: `unknownRevision` for what names no commits.
  package static func range(_ range: String, _ git: GitCommand) throws(GitError) -> HistoryScope {
    let words = range.split(separator: " ").map(String.init)
    guard !words.isEmpty, words.allSatisfy({ !$0.hasPrefix("-") }) else {
      throw GitError(
        .unknownRevision,
        "`\(GitPath(range))` is no range of commits.",
        hint: "A range is written A..B: what B has and A has not."
      )
    }
    let result = try git.run(["rev-parse", "--revs-only", "--end-of-options"] + words)
    let revisions = String(decoding: result.standardOutput, as: UTF8.self)
      .split(separator: "\n").map(String.init).filter { $0 != "--end-of-options" }
    guard result.status == 0, revisions.count >= words.count,
      revisions.contains(where: { !$0.hasPrefix("^") })
    else {
      throw GitError(
        .unknownRevision,
        "Git does not know the range `\(GitPath(range))`.",
        hint: "In a shallow clone older commits are missing: git fetch --unshallow gets them."
      )
    }
    return HistoryScope(revisions: revisions, isRange: true)
  }

  /// Reads what `git rev-list` says of this scope, line by line.
  func list(_ options: [String], _ git: GitCommand) throws(GitError) -> LineReader {
    // Over standard input: there may be more stashes than a command line takes.
    let lines = revisions.filter { !$0.hasPrefix("--") }
    guard !lines.isEmpty else { return try LineReader(git, ["rev-list"] + revisions + options) }
    return try LineReader(
      git,
      ["rev-list"] + revisions.filter { $0.hasPrefix("--") } + options + ["--stdin"],
      input: Array((lines.joined(separator: "\n") + "\n").utf8)
    )
  }

  /// All commits of this scope.
  func commits(_ options: [String], _ git: GitCommand) throws(GitError) -> [ObjectID] {
    let lines = try list(options, git)
    var commits: [ObjectID] = []
    while let line = try lines.next() {
      guard let id = ObjectID(hexBytes: line) else {
        throw LineReader.unexpected(line, ["rev-list"])
      }
      commits.append(id)
    }
    return commits
  }

  private static func ids(_ git: GitCommand, _ arguments: [String]) throws(GitError) -> [ObjectID] {
    let lines = try LineReader(git, arguments)
    var ids: [ObjectID] = []
    while let line = try lines.next() {
      guard let id = ObjectID(hexBytes: line) else { throw LineReader.unexpected(line, arguments) }
      ids.append(id)
    }
    return ids
  }
}
