/// Names of commits, resolved by Git so that everything `git rev-parse` takes works.
package enum Revisions {
  /// The commit that a revision names.
  ///
  /// A revision is a branch, a tag, an id, `HEAD~2`, `:/message` and so on (gitrevisions(7)).
  ///
  /// - Throws: `unknownRevision` if there is none.
  package static func commit(
    _ revision: String,
    _ git: GitCommand
  ) throws(GitError) -> ObjectID {
    var name = revision
    if revision.hasPrefix(":/") {
      // Everything after `:/` is the text to look for: `^{commit}` has to be asked for apart.
      name = try resolve(revision, shown: revision, git).hex
    }
    return try resolve(name + "^{commit}", shown: revision, git)
  }

  /// The commit that is checked out; `nil` before the first commit.
  ///
  /// - Throws: `command` if HEAD cannot be read.
  package static func head(_ git: GitCommand) throws(GitError) -> ObjectID? {
    let arguments = ["rev-parse", "--verify", "HEAD^{commit}"]
    let result = try git.run(arguments)
    if result.status == 0 { return try id(result.standardOutput) }
    if try Head.isUnborn(git) { return nil }
    throw result.failure(of: arguments)
  }

  /// The branch that is checked out, `main`; `nil` when HEAD is detached.
  package static func branch(_ git: GitCommand) throws(GitError) -> String? {
    let arguments = ["symbolic-ref", "--quiet", "--short", "HEAD"]
    let result = try git.run(arguments)
    if result.status == 1 { return nil }
    guard result.status == 0 else { throw result.failure(of: arguments) }
    return String(decoding: result.standardOutput, as: UTF8.self).trimmedLines
  }

  /// Whether one commit is the other or comes before it.
  package static func isAncestor(
    _ ancestor: ObjectID,
    of commit: ObjectID,
    _ git: GitCommand
  ) throws(GitError) -> Bool {
    let arguments = ["merge-base", "--is-ancestor", ancestor.hex, commit.hex]
    let result = try git.run(arguments)
    guard result.status == 0 || result.status == 1 else { throw result.failure(of: arguments) }
    return result.status == 0
  }

  /// The object at a path, which may hold line ends, in the index (`:0:`) or a commit (`HEAD:`).
  ///
  /// - Returns: `nil` if there is none.
  package static func object(
    _ side: String,
    _ path: GitPath,
    _ git: GitCommand
  ) throws(GitError) -> ObjectID? {
    guard let text = path.string else {
      throw GitError(.command, "Git cannot be asked for the path \(path).")
    }
    let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", side + text]
    let result = try git.run(arguments)
    if result.status == 1 { return nil }
    guard result.status == 0 else { throw result.failure(of: arguments) }
    return try id(result.standardOutput)
  }

  /// Visits a commit and its ancestors, children before parents, as Git finds them.
  ///
  /// - Parameters:
  ///   - commit: where to start; it is visited first.
  ///   - limit: the number of commits after which to stop.
  ///   - git: the repository.
  ///   - visit: gets each commit; `false` ends the walk, and Git with it.
  /// - Throws: `command` if Git fails.
  package static func ancestors(
    of commit: ObjectID,
    limit: Int? = nil,
    _ git: GitCommand,
    visit: (ObjectID) throws(GitError) -> Bool
  ) throws(GitError) {
    var arguments = ["rev-list", "--topo-order"]
    if let limit { arguments.append("--max-count=\(limit)") }
    let lines = try LineReader(git, arguments + [commit.hex])
    while let line = try lines.next() {
      guard let id = ObjectID(hexBytes: line) else { throw LineReader.unexpected(line, arguments) }
      if try !visit(id) { return }
    }
  }

  /// The commits of a range, `A..B` or what else `git rev-list` takes, newest first.
  ///
  /// - Throws: `unknownRevision` if it names none.
  package static func commits(
    of range: String,
    _ git: GitCommand
  ) throws(GitError) -> [ObjectID] {
    guard !range.isEmpty, !range.utf8.contains(0) else {
      throw GitError(.unknownRevision, "An empty range names no commits.")
    }
    let arguments = ["rev-list", "--end-of-options", range, "--"]
    let result = try git.run(arguments)
    guard result.status == 0 else {
      throw GitError(
        .unknownRevision,
        "“\(GitPath(range))” names no commits: \(result.standardError.trimmedLines)",
        hint: "Give two commits, as in v1.0..HEAD; see gitrevisions(7)."
      )
    }
    return try result.standardOutput.split(separator: UInt8(ascii: "\n")).map {
      line throws(GitError) in
      guard let id = ObjectID(hexBytes: line) else { throw LineReader.unexpected(line, arguments) }
      return id
    }
  }

  private static func resolve(
    _ name: String,
    shown: String,
    _ git: GitCommand
  ) throws(GitError) -> ObjectID {
    guard !shown.isEmpty, !name.utf8.contains(0) else {
      throw GitError(.unknownRevision, "An empty revision names no commit.")
    }
    let result = try git.run(["rev-parse", "--verify", "--end-of-options", name])
    if result.status == 0 { return try id(result.standardOutput) }
    if ["HEAD", "@"].contains(shown), try Head.isUnborn(git) {
      throw GitError(
        .unknownRevision,
        "There is no commit yet.",
        hint: "Commit something first."
      )
    }
    // What Git always says last says nothing; what is before it does, as of an ambiguous id.
    let reasons = result.standardError.split(separator: "\n")
      .map { String($0).trimmedLines }
      .filter { $0 != "Needed a single revision" && !$0.hasPrefix("hint:") }
    throw GitError(
      .unknownRevision,
      "“\(GitPath(shown))” names no commit"
        + (reasons.isEmpty ? "." : ": \(reasons.joined(separator: "; "))."),
      hint: "Give a branch, a tag, a commit id or an expression such as HEAD~1; see `git log`."
    )
  }

  private static func id(_ output: [UInt8]) throws(GitError) -> ObjectID {
    guard output.last == UInt8(ascii: "\n"), let id = ObjectID(hexBytes: output.dropLast()) else {
      throw LineReader.unexpected(output[...], ["rev-parse"])
    }
    return id
  }
}
