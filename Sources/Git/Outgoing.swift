/// What references bring to a repository that has not got it yet.
package struct Outgoing: Sendable {
  /// An annotated tag, as far as people wrote it.
  package struct Text: Sendable {
    package let id: ObjectID
    /// The message, and behind it what else was written by people (`HistoryObject.text`).
    package let message: [UInt8]
  }

  /// The oldest first.
  package let commits: [ObjectID]
  /// The commits of the other side from which these go on.
  package let boundary: [ObjectID]
  /// What is written in annotated tags.
  package let tags: [Text]
  /// What tags and references name that is no commit: a blob, or all that lies in a folder.
  package let blobs: [File]

  /// A file that is in no commit.
  package struct File: Sendable {
    package let id: ObjectID
    package let path: GitPath
    package let mode: FileMode
  }

  /// Asks Git.
  ///
  /// - Parameters:
  ///   - tips: what the references are to name.
  ///   - known: what the other side has; an id that this side does not know tells nothing.
  ///   - options: what else it has, for git-rev-list(1) behind `--not`: `--remotes=origin`, `--all`.
  ///   - git: the repository that pushes, or that is pushed to.
  ///   - reader: reads its objects.
  /// - Throws: `missingObject` or `command` where the history cannot be read.
  package init(
    of tips: [ObjectID],
    without known: [ObjectID],
    _ options: [String],
    _ git: GitCommand,
    _ reader: BlobReader
  ) throws(GitError) {
    var (heads, tags): ([ObjectID], [Text]) = ([], [])
    var blobs: [File] = []
    var (open, asked) = (tips, Set(tips))
    while !open.isEmpty {
      var inner: [ObjectID] = []
      var folders: [ObjectID] = []
      try reader.readObjects(open) { id, result throws(GitError) in
        let (type, bytes) = try result.get()
        switch type {
        case "commit": heads.append(id)
        case "tree": folders.append(id)
        case "tag":
          let tag = HistoryObject(bytes)
          tags.append(Text(id: id, message: tag.text))
          guard let target = tag.header("object").flatMap({ ObjectID(hex: $0) }) else {
            throw GitError(.corrupt, "Tag \(id) is damaged.", hint: "Run `git fsck`.")
          }
          if asked.insert(target).inserted { inner.append(target) }
        default:
          let path = GitPath("(blob \(id.abbreviated))")
          blobs.append(File(id: id, path: path, mode: .regular))
        }
      }
      for folder in folders { blobs += try Self.files(in: folder, git) }
      open = inner
    }
    let there = try Self.present(known, reader)
    (commits, boundary) = try Self.commits(heads, without: there, options, git)
    (self.tags, self.blobs) = (tags, blobs)
  }

  /// A command line takes some thousand ids.
  private static let most = 2000

  private static func commits(
    _ heads: [ObjectID],
    without known: [ObjectID],
    _ options: [String],
    _ git: GitCommand
  ) throws(GitError) -> (commits: [ObjectID], boundary: [ObjectID]) {
    if heads.isEmpty { return ([], []) }
    guard heads.count + known.count <= most else {
      // All that a part of them has is known to the next.
      let half = Array(heads[..<(heads.count / 2)])
      guard !half.isEmpty, known.count <= most / 2 else {
        return try commits(heads, without: Array(known.prefix(most / 2)), options, git)
      }
      let first = try commits(half, without: known, options, git)
      let seen = Set(first.commits)
      let rest = try commits(Array(heads[half.count...]), without: known, options, git)
      return (
        first.commits + rest.commits.filter { !seen.contains($0) }, first.boundary + rest.boundary
      )
    }
    let arguments =
      ["rev-list", "--topo-order", "--reverse", "--boundary"] + heads.map(\.hex) + ["--not"]
      + options
      + known.map(\.hex) + ["--"]
    let lines = try LineReader(git, arguments)
    var ids: [ObjectID] = []
    var boundary: [ObjectID] = []
    while let line = try lines.next() {
      let isBoundary = line.first == UInt8(ascii: "-")
      guard let id = ObjectID(hexBytes: isBoundary ? line.dropFirst() : line) else {
        throw LineReader.unexpected(line, arguments)
      }
      if isBoundary { boundary.append(id) } else { ids.append(id) }
    }
    return (ids, boundary)
  }

  private static func present(
    _ ids: [ObjectID],
    _ reader: BlobReader
  ) throws(GitError) -> [ObjectID] {
    var present: [ObjectID] = []
    try reader.readObjects(ids) { id, result in
      if case .success(let object) = result, object.type == "commit" || object.type == "tag" {
        present.append(id)
      }
    }
    return present
  }

  private static func files(
    in tree: ObjectID,
    _ git: GitCommand
  ) throws(GitError) -> [File] {
    let arguments = ["ls-tree", "-r", "-z", "--full-tree", tree.hex]
    let lines = try LineReader(git, arguments, separator: 0)
    var files: [File] = []
    while let line = try lines.next() {
      // `<mode> <type> <id>`, a tab, the path.
      guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else {
        throw LineReader.unexpected(line, arguments)
      }
      let words = line[..<tab].split(separator: UInt8(ascii: " "))
      guard words.count == 3, let id = ObjectID(hexBytes: words[2]),
        let mode = FileMode(octalBytes: words[0])
      else { throw LineReader.unexpected(line, arguments) }
      files.append(File(id: id, path: GitPath(bytes: Array(line[(tab + 1)...])), mode: mode))
    }
    return files
  }
}
