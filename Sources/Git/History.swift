/// What all references of a repository reach: branches, tags, stashes, notes, and every working
/// tree's HEAD.
package enum History {
  /// Whether older commits were never fetched (`git clone --depth`), so that they cannot be seen.
  package static func isShallow(_ git: GitCommand) throws(GitError) -> Bool {
    try git.line(["rev-parse", "--is-shallow-repository"]) == "true"
  }

  /// What `git rev-list` has to start from.
  ///
  /// Only the newest stash is a reference; the others are in its log.
  static func starts(_ git: GitCommand) throws(GitError) -> [String] {
    let stash = "refs/stash"
    if try git.output(["for-each-ref", stash]).isEmpty { return ["--all"] }
    let stashes = try git.output(["rev-list", "--walk-reflogs", stash])
      .split(separator: UInt8(ascii: "\n"))
    return ["--all"] + stashes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A path of each blob, from which the kind of file can be told; not all paths that it has.
  package static func names(_ git: GitCommand) throws(GitError) -> [ObjectID: GitPath] {
    let arguments =
      ["rev-list"] + (try starts(git)) + [
        "--objects", "--filter=object:type=blob", "--filter-provided-objects",
        "--missing=allow-any",
      ]
    let lines = try LineReader(git, arguments)
    var names: [ObjectID: GitPath] = [:]
    while let line = try lines.next() {
      guard let blank = line.firstIndex(of: UInt8(ascii: " ")),
        let id = ObjectID(hexBytes: line[..<blank]), blank + 1 < line.endIndex
      else { continue }
      names[id] = GitPath(bytes: Array(line[(blank + 1)...]))
    }
    return names
  }

  /// Visits every distinct blob that any reference reaches, once each, in no promised order.
  ///
  /// - Parameters:
  ///   - git: the repository.
  ///   - body: gets each blob, or why this one could not be read: in a partial clone, an object
  ///     that is not there may be a blob or a folder full of them.
  /// - Throws: `command` if Git fails; then not everything was visited.
  package static func forEachBlob(
    _ git: GitCommand,
    _ body: (ObjectID, Result<[UInt8], GitError>) throws(GitError) -> Void
  ) throws(GitError) {
    let reader = try BlobReader(git)
    if let blobs = try presentBlobs(git) {
      try reader.read(blobs, body)
    } else {
      let all = try objects(git, ["--missing=print"])
      try reader.readObjects(all.present) { id, result throws(GitError) in
        switch result {
        case .success(("blob", let bytes)): try body(id, .success(bytes))
        case .success: break
        case .failure(let error): try body(id, .failure(error))
        }
      }
      for id in all.missing { try body(id, .failure(.missing(id))) }
    }
    try reader.close()
  }

  /// The blobs, if all of them and all folders are there; `nil` if something is not.
  ///
  /// With the filter Git either stops at what is missing or, told to go on, does not mention a
  /// missing folder; without, it lists everything that it has and has not, which takes longer.
  private static func presentBlobs(_ git: GitCommand) throws(GitError) -> [ObjectID]? {
    do throws(GitError) {
      return try objects(
        git,
        ["--filter=object:type=blob", "--filter-provided-objects"]
      ).present
    } catch {
      if error.kind == .command { return nil }
      throw error
    }
  }

  private static func objects(
    _ git: GitCommand,
    _ options: [String]
  ) throws(GitError) -> (present: [ObjectID], missing: [ObjectID]) {
    let arguments =
      ["rev-list"] + (try starts(git)) + ["--objects", "--no-object-names"] + options
    let lines = try LineReader(git, arguments)
    var present: [ObjectID] = []
    var missing: [ObjectID] = []
    while let line = try lines.next() {
      let isMissing = line.first == UInt8(ascii: "?")
      guard let id = ObjectID(hexBytes: isMissing ? line.dropFirst() : line) else {
        throw LineReader.unexpected(line, arguments)
      }
      if isMissing { missing.append(id) } else { present.append(id) }
    }
    return (present, missing)
  }

  /// Visits every commit and annotated tag that any reference reaches.
  ///
  /// - Parameters:
  ///   - git: the repository.
  ///   - body: gets the object and the bytes of its message, in no promised encoding.
  /// - Throws: `command` if Git fails; `missingObject` if a commit is not there.
  package static func forEachMessage(
    _ git: GitCommand,
    _ body: (ObjectID, [UInt8]) throws(GitError) -> Void
  ) throws(GitError) {
    let reader = try BlobReader(git)
    try reader.readObjects(try commits(git, order: [])) { id, result throws(GitError) in
      try body(id, HistoryObject(try result.get().bytes).message)
    }
    var tags = try annotatedTags(git)
    var seen = Set(tags)
    // A tag may be of another tag.
    while !tags.isEmpty {
      var inner: [ObjectID] = []
      try reader.readObjects(tags) { id, result throws(GitError) in
        let tag = HistoryObject(try result.get().bytes)
        try body(id, tag.message)
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

  /// All commits that any reference reaches.
  static func commits(_ git: GitCommand, order: [String]) throws(GitError) -> [ObjectID] {
    let arguments = ["rev-list"] + (try starts(git)) + order
    let lines = try LineReader(git, arguments)
    var commits: [ObjectID] = []
    while let line = try lines.next() {
      guard let id = ObjectID(hexBytes: line) else { throw LineReader.unexpected(line, arguments) }
      commits.append(id)
    }
    return commits
  }

  private static func annotatedTags(_ git: GitCommand) throws(GitError) -> [ObjectID] {
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
