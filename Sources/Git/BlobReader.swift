/// Reads blobs through one `git cat-file --batch`, which knows every kind of repository.
///
/// Git starts at once, so that it gets ready while something else runs.
package final class BlobReader {
  private let child: ChildProcess
  private var received: [UInt8] = []
  private var position = 0
  /// Answers that are still to be read: more than 0 only where a caller's closure has thrown.
  private var unanswered = 0
  private var isFinished = false

  /// Starts Git.
  package init(_ git: GitCommand) throws(GitError) {
    child = try git.start(["cat-file", "--batch"], hasInput: true)
  }

  /// Reads one blob.
  ///
  /// - Throws: `missingObject` if the repository does not hold it; `corrupt` if it is not a blob or
  ///   comes incomplete.
  package func read(_ id: ObjectID) throws(GitError) -> [UInt8] {
    try request([id])
    return try blob(try response(to: id.hex), for: id).get()
  }

  /// Reads many blobs, asking for the next ones while the first arrive.
  ///
  /// - Parameters:
  ///   - ids: the blobs, in the order in which `body` gets them.
  ///   - body: gets each blob, or why this one could not be read.
  /// - Throws: if the conversation itself fails; then the rest has not been read.
  package func read(
    _ ids: [ObjectID],
    _ body: (ObjectID, Result<[UInt8], GitError>) throws(GitError) -> Void
  ) throws(GitError) {
    try request(ids)
    for id in ids {
      try body(id, blob(try response(to: id.hex), for: id))
    }
  }

  /// Reads the blob that a revision names: `:path` in the index, `HEAD:path` in the last commit.
  ///
  /// - Returns: the blob, or `nil` if there is no such object.
  package func read(revision: String) throws(GitError) -> (id: ObjectID, bytes: [UInt8])? {
    guard !revision.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == 0 }) else {
      throw GitError(
        .unknownRevision,
        "The name \(GitPath(revision)) holds a line end, which Git cannot be asked for."
      )
    }
    try request(lines: Array((revision + "\n").utf8), count: 1)
    switch try response(to: revision) {
    case .object(let id, "blob", let bytes): return (id, bytes)
    case .object(_, let type, _):
      throw GitError(.corrupt, "\(GitPath(revision)) is a \(type), not a file.")
    case .missing: return nil
    case .other(let answer):
      throw GitError(.unknownRevision, "\(GitPath(revision)) names no single file: \(answer).")
    }
  }

  /// Reads the blobs that many revisions name, asking for the next ones while the first arrive.
  ///
  /// - Parameter revisions: names as bytes, without line ends.
  /// - Returns: for each the blob, `nil` where there is no such object or it is no blob.
  /// - Throws: if a name cannot be asked for, or the conversation fails.
  package func read(
    revisions: [[UInt8]]
  ) throws(GitError) -> [(id: ObjectID, bytes: [UInt8])?] {
    let end = UInt8(ascii: "\n")
    guard revisions.allSatisfy({ !$0.contains(end) && !$0.contains(0) }) else {
      throw GitError(.unknownRevision, "Git cannot be asked for a name with a line end.")
    }
    try request(lines: Array(revisions.map { $0 + [end] }.joined()), count: revisions.count)
    var blobs: [(id: ObjectID, bytes: [UInt8])?] = []
    for name in revisions {
      switch try response(to: name) {
      case .object(let id, "blob", let bytes): blobs.append((id, bytes))
      case .object, .missing: blobs.append(nil)
      case .other(let answer):
        throw GitError(
          .unknownRevision,
          "\(GitPath(bytes: name)) names no single file: \(answer)."
        )
      }
    }
    return blobs
  }

  /// Looks for a name in the top folder of a commit, whether or not its object is there.
  ///
  /// - Returns: the entry; `nil` if there is none, or no such commit.
  package func topLevelEntry(
    named name: String,
    of revision: String
  ) throws(GitError) -> TreeEntry? {
    let tree = revision + "^{tree}"
    try request(lines: Array((tree + "\n").utf8), count: 1)
    switch try response(to: tree) {
    case .object(let id, "tree", let bytes):
      return try Self.entry(named: Array(name.utf8), in: bytes, idLength: id.byteCount)
    case .missing: return nil
    case .object, .other: throw GitError(.corrupt, "\(GitPath(tree)) is no folder.")
    }
  }

  /// Reads `<mode> <name>`, NUL, the bytes of the id, and so on: a tree as Git stores it.
  private static func entry(
    named name: [UInt8],
    in tree: [UInt8],
    idLength: Int
  ) throws(GitError) -> TreeEntry? {
    let broken = GitError(.corrupt, "A folder of the last commit is damaged.", hint: "git fsck")
    var rest = tree[...]
    while !rest.isEmpty {
      guard let blank = rest.firstIndex(of: UInt8(ascii: " ")),
        let end = rest[blank...].firstIndex(of: 0), end + idLength < rest.endIndex
      else { throw broken }
      if rest[(blank + 1)..<end].elementsEqual(name) {
        // A folder's mode is written without its first zero.
        guard let mode = FileMode(octal: String(decoding: rest[..<blank], as: UTF8.self)),
          let id = ObjectID(bytes: rest[(end + 1)...(end + idLength)])
        else { throw broken }
        return TreeEntry(name: name, mode: mode, id: id)
      }
      rest = rest[(end + 1 + idLength)...]
    }
    return nil
  }

  /// Reads objects of any type, asking for the next ones while the first arrive.
  ///
  /// - Parameters:
  ///   - ids: the objects, in the order in which `body` gets them.
  ///   - body: gets each object's type, `commit`, `tree`, `blob` or `tag`, and its content, or why
  ///     this one could not be read.
  /// - Throws: if the conversation itself fails.
  package func readObjects(
    _ ids: [ObjectID],
    _ body: (ObjectID, Result<(type: String, bytes: [UInt8]), GitError>) throws(GitError) -> Void
  ) throws(GitError) {
    try request(ids)
    for id in ids {
      switch try response(to: id.hex) {
      case .object(id, let type, let bytes): try body(id, .success((type, bytes)))
      case let other: try body(id, blob(other, for: id).map { ("blob", $0) })
      }
    }
  }

  /// Ends Git and checks that it ended well.
  package func close() throws(GitError) {
    guard !isFinished else { return }
    isFinished = true
    var rest: [UInt8] = []
    let status = try child.finish(into: &rest)
    if status != 0 && unanswered == 0 { throw failure("exit status \(status)") }
  }

  private func request(_ ids: [ObjectID]) throws(GitError) {
    var lines: [UInt8] = []
    lines.reserveCapacity(ids.count * 65)
    for id in ids {
      lines += id.hex.utf8
      lines.append(UInt8(ascii: "\n"))
    }
    try request(lines: lines, count: ids.count)
  }

  private func request(lines: [UInt8], count: Int) throws(GitError) {
    guard unanswered == 0 else {
      throw GitError(.corrupt, "Blobs were asked for while earlier answers were still unread.")
    }
    unanswered = count
    child.send(lines)
  }

  private enum Response {
    case object(ObjectID, type: String, [UInt8])
    case missing
    case other(String)
  }

  private func blob(_ response: Response, for id: ObjectID) -> Result<[UInt8], GitError> {
    switch response {
    case .object(id, "blob", let bytes): .success(bytes)
    case .object(id, let type, _):
      .failure(GitError(.corrupt, "Object \(id) is a \(type), not a blob."))
    case .object(let other, _, _):
      .failure(GitError(.corrupt, "Git answered with object \(other) instead of \(id)."))
    case .missing:
      .failure(.missing(id))
    case .other(let answer):
      .failure(GitError(.corrupt, "Git answered for object \(id): \(answer)."))
    }
  }

  /// Reads `<id> <type> <size>` and the bytes, or `<name> missing` (git-cat-file(1), "Batch
  /// output").
  private func response(to name: String) throws(GitError) -> Response {
    try response(to: Array(name.utf8))
  }

  private func response(to name: [UInt8]) throws(GitError) -> Response {
    let header = try line()
    unanswered -= 1
    if header.starts(with: name), header.dropFirst(name.count).elementsEqual(" missing".utf8) {
      return .missing
    }
    let words = header.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, let id = ObjectID(hexBytes: words[0]),
      let size = Int(String(decoding: words[2], as: UTF8.self)), size >= 0
    else {
      return .other(GitPath(bytes: Array(header.prefix(200))).description)
    }
    let bytes = try take(size)
    guard try take(1) == [UInt8(ascii: "\n")] else {
      throw failure("object \(id) is longer than its size of \(size) bytes")
    }
    return .object(id, type: String(decoding: words[1], as: UTF8.self), bytes)
  }

  private func line() throws(GitError) -> ArraySlice<UInt8> {
    var searched = position
    while true {
      if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return received[position..<end]
      }
      let scanned = received.count - position
      try receive()
      searched = position + scanned
    }
  }

  private func take(_ count: Int) throws(GitError) -> [UInt8] {
    while received.count - position < count { try receive() }
    defer { position += count }
    return Array(received[position..<(position + count)])
  }

  private func receive() throws(GitError) {
    if position > 0 {
      received.removeFirst(position)
      position = 0
    }
    if try !child.exchange(into: &received) { throw failure("the output ended early") }
  }

  private func failure(_ what: String) -> GitError {
    let words = String(decoding: child.errorText, as: UTF8.self).trimmedLines
    return GitError(
      .corrupt,
      "`git cat-file` failed: \(words.isEmpty ? what : "\(what): \(words)")",
      hint: "Run `git fsck` to check the repository."
    )
  }
}
