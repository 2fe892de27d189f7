import Dispatch
import Synchronization

/// A commit that the other side has not got: what people wrote in it, and what it changes.
package struct OutgoingCommit: Sendable {
  package let id: ObjectID
  /// As in ``Outgoing/Text``.
  package let text: [UInt8]
  package let changes: [CommitChanges.Change]
  /// How many parents it has.
  package let parents: Int

  /// From so many commits on, to load the library and to start threads takes less than it saves.
  private static let libraryFrom = 64

  /// Reads commits.
  ///
  /// - Parameters:
  ///   - ids: the oldest first, so that each folder is read once.
  ///   - git: the repository.
  ///   - reader: reads its objects.
  /// - Returns: them in their order.
  /// - Throws: `missingObject`, `corrupt` or `command` where one cannot be read.
  package static func read(
    _ ids: [ObjectID],
    _ git: GitCommand,
    _ reader: BlobReader
  ) throws(GitError) -> [OutgoingCommit] {
    // What a push brings to a server lies apart at first (git-receive-pack(1), "Quarantine").
    if ids.count >= libraryFrom, git.environment["GIT_QUARANTINE_PATH"] == nil,
      let commits = readByLibrary(ids, git)
    {
      return commits
    }
    var objects: [ObjectID: HistoryObject] = [:]
    try reader.readObjects(ids) { id, result throws(GitError) in
      objects[id] = HistoryObject(try result.get().bytes)
    }
    var changes: [ObjectID: [CommitChanges.Change]] = [:]
    let lines = try CommitChanges(git, of: ids)
    while let (id, files) = try lines.next() { changes[id] = files }
    return ids.map { id in
      OutgoingCommit(
        id: id,
        text: objects[id]?.text ?? [],
        changes: changes[id] ?? [],
        parents: objects[id]?.headers("parent").count ?? 0
      )
    }
  }

  /// Nil where something goes wrong: Git is asked then, and says what.
  private static func readByLibrary(
    _ ids: [ObjectID],
    _ git: GitCommand
  ) -> [OutgoingCommit]? {
    guard let layout = try? RepositoryLayout.find(git), layout.objectFormat == "sha1" else {
      return nil
    }
    let parts = 4
    let size = (ids.count + parts - 1) / parts
    let read = Mutex([Int: [OutgoingCommit]]())
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let mine = ids[min(part * size, ids.count)..<min((part + 1) * size, ids.count)]
      guard let commits = try? readPart(mine, layout) else { return }
      read.withLock { $0[part] = commits }
    }
    return read.withLock { all in
      all.count == parts ? (0..<parts).flatMap { all[$0] ?? [] } : nil
    }
  }

  private static func readPart(
    _ ids: ArraySlice<ObjectID>,
    _ layout: RepositoryLayout
  ) throws(GitError) -> [OutgoingCommit] {
    var differ = TreeDiffer(try ObjectReader(layout))
    var commits: [OutgoingCommit] = []
    commits.reserveCapacity(ids.count)
    for id in ids {
      let (text, changes, parents) = try differ.read(id)
      commits.append(OutgoingCommit(id: id, text: text, changes: changes, parents: parents))
    }
    return commits
  }
}
