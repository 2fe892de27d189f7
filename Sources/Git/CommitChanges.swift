/// What commits change, as `git diff-tree` tells it.
///
/// Of a merge these are the files that differ from those of all its parents: what it takes from one
/// of them is that parent's.
package final class CommitChanges {
  /// One file that a commit changes.
  package struct Change: Sendable {
    package let path: GitPath
    /// The mode that it has now.
    package let mode: FileMode
    /// What is there now; zero where nothing is left.
    package let id: ObjectID
    /// The blobs that its parents have there.
    package let before: [ObjectID]

    /// Makes a change from its parts.
    package init(path: GitPath, mode: FileMode, id: ObjectID, before: [ObjectID]) {
      (self.path, self.mode, self.id, self.before) = (path, mode, id, before)
    }
  }

  private static let arguments = [
    "diff-tree", "--stdin", "-r", "-c", "--root", "--raw", "-z", "--no-renames", "--no-abbrev",
  ]

  private let fields: LineReader
  private var commit: ObjectID?

  /// Asks Git for the changes of commits.
  package init(_ git: GitCommand, of commits: [ObjectID]) throws(GitError) {
    var input: [UInt8] = []
    input.reserveCapacity(commits.count * 65)
    for commit in commits {
      input += commit.hex.utf8
      input.append(UInt8(ascii: "\n"))
    }
    fields = try LineReader(git, Self.arguments, separator: 0, input: input)
  }

  /// The next commit that changes something, in the order in which they were given; nil at the end.
  ///
  /// - Throws: `command` if Git fails, as where a folder is missing.
  package func next() throws(GitError) -> (commit: ObjectID, changes: [Change])? {
    var changes: [Change] = []
    // Before the entries (`:…`, path) stands the commit that they belong to.
    while let field = try fields.next() {
      guard field.first == UInt8(ascii: ":") else {
        guard let next = ObjectID(hexBytes: field) else {
          throw LineReader.unexpected(field, Self.arguments)
        }
        defer { commit = next }
        if let commit, !changes.isEmpty { return (commit, changes) }
        continue
      }
      let header = Array(field)
      guard let path = try fields.next(), commit != nil,
        let change = Change(header[...], path: GitPath(bytes: Array(path)))
      else { throw LineReader.unexpected(header[...], Self.arguments) }
      changes.append(change)
    }
    defer { commit = nil }
    return commit.flatMap { changes.isEmpty ? nil : ($0, changes) }
  }
}

extension CommitChanges.Change {
  /// Reads `:<old mode> <new mode> <old id> <new id> <status>`; of a merge with as many colons, old
  /// modes and old ids as it has parents (git-diff-tree(1), "Diff format for merges").
  fileprivate init?(_ header: ArraySlice<UInt8>, path: GitPath) {
    let parents = header.prefix { $0 == UInt8(ascii: ":") }.count
    let words = header.dropFirst(parents)
      .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 2 * parents + 3, let mode = FileMode(octalBytes: words[parents]),
      let id = ObjectID(hexBytes: words[2 * parents + 1])
    else { return nil }
    var before: [ObjectID] = []
    for parent in 0..<parents {
      guard let mode = FileMode(octalBytes: words[parent]),
        let id = ObjectID(hexBytes: words[parents + 1 + parent])
      else { return nil }
      if mode.isBlob { before.append(id) }
    }
    (self.path, self.mode, self.id, self.before) = (path, mode, id, before)
  }
}
