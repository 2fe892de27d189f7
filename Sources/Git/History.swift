/// What all commits, tags, stashes and notes of a repository hold.
package enum History {
  /// Where a blob entered the history.
  package struct Origin: Sendable, Hashable {
    /// The commit that introduced the blob.
    package let commit: ObjectID
    /// The author, `Name <mail>`.
    package let author: String
    /// The author's date in ISO 8601, `2026-11-23T16:00:00+00:00`.
    package let date: String
    /// Where the blob is in that commit.
    package let path: GitPath
  }

  /// Visits every distinct blob that any reference reaches, once each, in no promised order.
  package static func forEachBlob(
    _ git: GitCommand,
    _ body: (ObjectID, Result<[UInt8], GitError>) throws(GitError) -> Void
  ) throws(GitError) { throw GitError(.libraryUnavailable, "not yet") }

  /// Finds, for each blob, the first commit that introduced it.
  package static func origins(
    of blobs: Set<ObjectID>,
    _ git: GitCommand
  ) throws(GitError) -> [ObjectID: Origin] { [:] }

  /// Visits the message of every commit and annotated tag that any reference reaches.
  package static func forEachMessage(
    _ git: GitCommand,
    _ body: (ObjectID, [UInt8]) throws(GitError) -> Void
  ) throws(GitError) {}
}
