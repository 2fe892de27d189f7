/// The objects of a repository's history: blobs, and the messages of commits and tags.
package struct History: Sendable {
  let git: GitCommand
  let scope: HistoryScope

  package init(_ git: GitCommand, _ scope: HistoryScope) {
    self.git = git
    self.scope = scope
  }

  /// Whether commits that belong to its scope were never fetched (`git clone --depth`).
  package func isCutOff() throws(GitError) -> Bool {
    guard try git.line(["rev-parse", "--is-shallow-repository"]) == "true" else { return false }
    guard scope.isRange else { return true }
    // A commit at the border has parents that are not here, and they may be in the range.
    let path = try git.line(["rev-parse", "--path-format=absolute", "--git-path", "shallow"])
    let text: [UInt8]
    do {
      text = try Files.read(path)
    } catch {
      throw GitError(.corrupt, "\(GitPath(path)) cannot be read.", hint: "git fetch --unshallow")
    }
    let border = Set(
      text.split(separator: UInt8(ascii: "\n")).compactMap { ObjectID(hexBytes: $0) }
    )
    return try scope.commits([], git).contains { border.contains($0) }
  }

  /// A path of each blob, from which the kind of file can be told; not all paths that it has.
  package func names() throws(GitError) -> [ObjectID: GitPath] {
    let lines = try scope.list(
      [
        "--objects", "--filter=object:type=blob", "--filter-provided-objects",
        "--missing=allow-any",
      ],
      git
    )
    var names: [ObjectID: GitPath] = [:]
    while let line = try lines.next() {
      guard let blank = line.firstIndex(of: UInt8(ascii: " ")),
        let id = ObjectID(hexBytes: line[..<blank]), blank + 1 < line.endIndex
      else { continue }
      names[id] = GitPath(bytes: Array(line[(blank + 1)...]))
    }
    return names
  }

  /// The blobs, if all of them and all folders are there; `nil` if something is not.
  ///
  /// With the filter Git either stops at what is missing or, told to go on, does not mention a
  /// missing folder; without, it lists everything that it has and has not, which takes longer.
  func presentBlobs() throws(GitError) -> [ObjectID]? {
    if scope.holdsUnreachable { return try stored(["blob"]) }
    do throws(GitError) {
      return try objects(
        ["--filter=object:type=blob", "--filter-provided-objects"]
      ).present
    } catch {
      if error.kind == .command { return nil }
      throw error
    }
  }

  func objects(
    _ options: [String]
  ) throws(GitError) -> (present: [ObjectID], missing: [ObjectID]) {
    let lines = try scope.list(["--objects", "--no-object-names"] + options, git)
    var present: [ObjectID] = []
    var missing: [ObjectID] = []
    while let line = try lines.next() {
      let isMissing = line.first == UInt8(ascii: "?")
      guard let id = ObjectID(hexBytes: isMissing ? line.dropFirst() : line) else {
        throw LineReader.unexpected(line, ["rev-list"])
      }
      if isMissing { missing.append(id) } else { present.append(id) }
    }
    return (present, missing)
  }

  /// What the repository holds of some types, reached or not.
  func stored(_ types: Set<String>) throws(GitError) -> [ObjectID] {
    let arguments = [
      "cat-file", "--batch-all-objects", "--unordered",
      "--batch-check=%(objecttype) %(objectname)",
    ]
    let lines = try LineReader(git, arguments)
    var ids: [ObjectID] = []
    while let line = try lines.next() {
      guard let blank = line.firstIndex(of: UInt8(ascii: " ")),
        let id = ObjectID(hexBytes: line[(blank + 1)...])
      else { throw LineReader.unexpected(line, arguments) }
      if types.contains(String(decoding: line[..<blank], as: UTF8.self)) { ids.append(id) }
    }
    return ids
  }

  /// Visits every commit and annotated tag.
  ///
  /// - Parameters:
  ///   - isWanted: tells by their ids which objects to read.
  ///   - body: gets the object and the bytes of its message, in no promised encoding. Behind the
  ///     message stand who made it, and the text of a tag that it merges.
  /// - Throws: `command` if Git fails; `missingObject` if a commit is not there.
  package func forEachMessage(
    where isWanted: (ObjectID) -> Bool = { _ in true },
    _ body: (ObjectID, [UInt8]) throws(GitError) -> Void
  ) throws(GitError) {
    let reader = try BlobReader(git)
    let commits = try scope.holdsUnreachable ? stored(["commit", "tag"]) : scope.commits([], git)
    try reader.readObjects(commits.filter(isWanted)) { id, result throws(GitError) in
      try body(id, HistoryObject(try result.get().bytes).text)
    }
    var tags = try scope.isRange || scope.holdsUnreachable ? [] : annotatedTags()
    var seen = Set(tags)
    // A tag may be of another tag.
    while !tags.isEmpty {
      var inner: [ObjectID] = []
      try reader.readObjects(tags) { id, result throws(GitError) in
        let tag = HistoryObject(try result.get().bytes)
        if isWanted(id) { try body(id, tag.text) }
        if tag.header("type") == "tag", let target = tag.header("object"),
          let next = ObjectID(hex: target), seen.insert(next).inserted
        {
          inner.append(next)
        }
      }
      tags = inner
    }
    try reader.close()
  }

  private func annotatedTags() throws(GitError) -> [ObjectID] {
    let arguments = ["for-each-ref", "--format=%(objecttype) %(objectname)"]
    let lines = try LineReader(git, arguments)
    var tags: Set<ObjectID> = []
    let prefix = Array("tag ".utf8)
    while let line = try lines.next() {
      if !line.starts(with: prefix) { continue }
      guard let id = ObjectID(hexBytes: line.dropFirst(prefix.count)) else {
        throw LineReader.unexpected(line, arguments)
      }
      tags.insert(id)
    }
    return Array(tags)
  }
}
