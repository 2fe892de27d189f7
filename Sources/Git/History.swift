/// What all references of a repository reach: branches, tags, stashes, notes, and every working
/// tree's HEAD.
package enum History {
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
    let arguments = [
      "rev-list", "--all", "--objects", "--no-object-names", "--filter=object:type=blob",
      "--filter-provided-objects", "--missing=print",
    ]
    let lines = try LineReader(git, arguments)
    var blobs: [ObjectID] = []
    var missing: [ObjectID] = []
    while let line = try lines.next() {
      let isMissing = line.first == UInt8(ascii: "?")
      guard let id = ObjectID(hexBytes: isMissing ? line.dropFirst() : line) else {
        throw LineReader.unexpected(line, arguments)
      }
      if isMissing { missing.append(id) } else { blobs.append(id) }
    }
    let reader = try BlobReader(git)
    try reader.read(blobs, body)
    try reader.close()
    for id in missing {
      try body(
        id,
        .failure(
          GitError(
            .missingObject,
            "The repository does not hold object \(id).",
            hint: "This is a partial clone, or damaged: fetch everything, or run `git fsck`."
          )
        )
      )
    }
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
    try reader.readObjects(try commits(git, order: [])) { id, _, bytes throws(GitError) in
      try body(id, HistoryObject(bytes).message)
    }
    var tags = try annotatedTags(git)
    var seen = Set(tags)
    // A tag may be of another tag.
    while !tags.isEmpty {
      var inner: [ObjectID] = []
      try reader.readObjects(tags) { id, _, bytes throws(GitError) in
        let tag = HistoryObject(bytes)
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
    let arguments = ["rev-list", "--all"] + order
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
