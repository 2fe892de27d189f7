import CLibgit2

/// Reads objects through libgit2; one for each thread.
@safe package final class ObjectReader {
  /// Keeps the database alive.
  private let repository: Repository
  private let database: Handle

  /// Opens the repository once more.
  ///
  /// libgit2 would keep the trees and commits it has read, which are read once here, and compute
  /// the hash of each blob again, which takes longer than reading it and which `git cat-file` does
  /// not do either: for the whole process both are turned off.
  ///
  /// - Throws: `unsupportedRepository` or `libraryUnavailable`: then Git itself can be asked.
  package init(_ layout: RepositoryLayout) throws(GitError) {
    repository = try Repository.open(layout)
    database = try repository.objectDatabase()
    _ = gss_git2_set_caching(0)
    _ = gss_git2_set_hash_verification(0)
  }

  /// Lends the content of an object: `git_odb_read`.
  ///
  /// - Throws: `missingObject` if the repository does not hold it; whatever `body` throws.
  func lend<Value>(
    _ id: ObjectID,
    _ body: (git_object_t, UnsafeRawBufferPointer) throws(GitError) -> Value
  ) throws(GitError) -> Value {
    var oid = try id.oid()
    let object = try database.lend { database throws(GitError) in
      try unsafe Handle(free: git_odb_object_free) { object throws(GitError) in
        let status = unsafe git_odb_read(object, database, &oid)
        if status == GIT_ENOTFOUND.rawValue { throw GitError.missing(id) }
        try Libgit2.check(status, "Object \(id) could not be read")
      }
    }
    return try object.lend { object throws(GitError) in
      try unsafe body(
        git_odb_object_type(object),
        UnsafeRawBufferPointer(
          start: git_odb_object_data(object),
          count: git_odb_object_size(object)
        )
      )
    }
  }

  /// Visits the ids of all objects that the repository holds: `git_odb_foreach`.
  ///
  /// Those of a pack come in the order in which they stand there. An object that is held twice
  /// comes twice.
  func forEachID(_ body: (ObjectID) -> Void) throws(GitError) {
    try database.lend { database throws(GitError) in
      let status = withoutActuallyEscaping(body) { body in
        var visit = IDVisitor(body: body)
        return unsafe withUnsafeMutablePointer(to: &visit) { visit in
          unsafe git_odb_foreach(
            database,
            { id, visit in
              guard let id = unsafe id, let visit = unsafe visit else { return -1 }
              unsafe visit.assumingMemoryBound(to: IDVisitor.self).pointee.body(
                ObjectID(id.pointee)
              )
              return 0
            },
            visit
          )
        }
      }
      try Libgit2.check(status, "The objects could not be listed")
    }
  }
}

private struct IDVisitor {
  let body: (ObjectID) -> Void
}

extension ObjectReader {
  /// Reads an object: its type, `commit`, `tree`, `blob` or `tag`, and its content.
  func read(_ id: ObjectID) throws(GitError) -> (type: String, bytes: [UInt8]) {
    try unsafe lend(id) { type, bytes in
      let name =
        switch type {
        case GIT_OBJECT_BLOB: "blob"
        case GIT_OBJECT_TREE: "tree"
        case GIT_OBJECT_COMMIT: "commit"
        default: "tag"
        }
      return unsafe (name, Array(bytes))
    }
  }
}
