package import FoundationEssentials

/// A repository opened by libgit2: objects and references without a process for each.
package final class Repository {
  package let layout: RepositoryLayout

  init(layout: RepositoryLayout) { self.layout = layout }

  package static func open(_ layout: RepositoryLayout) throws(GitError) -> Repository {
    throw GitError(.libraryUnavailable, "not yet")
  }

  package func referenceTarget(_ name: String) throws(GitError) -> ObjectID? { nil }
  package func references(
    matching glob: String
  ) throws(GitError) -> [(name: String, target: ObjectID)] { [] }
  package func updateReference(
    _ name: String,
    to new: ObjectID,
    expecting old: ObjectID?,
    message: String
  ) throws(GitError) {}
  package func blob(_ id: ObjectID) throws(GitError) -> [UInt8] { [] }
  package func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] { [] }
  package func treeOfCommit(_ id: ObjectID) throws(GitError) -> ObjectID { id }
  package func parents(of id: ObjectID) throws(GitError) -> [ObjectID] { [] }
  package func entry(
    at path: String,
    inTree tree: ObjectID
  ) throws(GitError) -> TreeEntry? { nil }
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
    throw GitError(.libraryUnavailable, "not yet")
  }
  package func writeTree(
    adding files: [(path: String, blob: ObjectID)],
    to base: ObjectID?
  ) throws(GitError) -> ObjectID { throw GitError(.libraryUnavailable, "not yet") }
  package func mergeTreesByUnion(
    _ a: ObjectID,
    _ b: ObjectID
  ) throws(GitError) -> ObjectID { a }
  package func writeCommit(
    tree: ObjectID,
    parents: [ObjectID],
    message: String,
    author: GitSignature,
    sign: CommitSigning? = .asConfigured
  ) throws(GitError) -> ObjectID { tree }
  package func signature(now: Date) throws(GitError) -> GitSignature {
    throw GitError(.libraryUnavailable, "not yet")
  }
  package func isAncestor(_ a: ObjectID, of b: ObjectID) throws(GitError) -> Bool { false }
  package func configString(_ key: String) throws(GitError) -> String? { nil }
  package func configBool(_ key: String) throws(GitError) -> Bool? { nil }
}
