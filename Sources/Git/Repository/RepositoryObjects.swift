import CLibgit2

// Objects: `git_odb_…`.
extension Repository {
  /// The content of a blob.
  ///
  /// - Throws: `missingObject` if the repository does not hold it; `corrupt` if it is no blob.
  package func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    let (type, bytes) = try object(id)
    guard type == .blob else { throw GitError(.corrupt, "Object \(id) is not a blob.") }
    return bytes
  }

  /// An object as Git stores it.
  ///
  /// - Throws: `missingObject` if the repository does not hold it.
  package func object(
    _ id: ObjectID
  ) throws(GitError) -> (type: GitObjectType, bytes: [UInt8]) {
    var oid = try id.oid()
    let object = try objectDatabase().lend { database throws(GitError) in
      try unsafe Handle(free: git_odb_object_free) { object throws(GitError) in
        try Libgit2.check(
          unsafe git_odb_read(object, database, &oid),
          "Object \(id) could not be read",
          [GIT_ENOTFOUND: .missingObject]
        )
      }
    }
    return try object.lend { object throws(GitError) in
      (
        try GitObjectType(unsafe git_odb_object_type(object), of: id),
        unsafe Array(
          UnsafeRawBufferPointer(
            start: git_odb_object_data(object),
            count: git_odb_object_size(object)
          )
        )
      )
    }
  }

  /// What an object is and its size in bytes, without reading it.
  ///
  /// - Throws: `missingObject` if the repository does not hold it.
  package func objectHeader(
    _ id: ObjectID
  ) throws(GitError) -> (type: GitObjectType, size: Int) {
    var oid = try id.oid()
    var size = 0
    var type = GIT_OBJECT_INVALID
    let status = try objectDatabase().lend { database in
      unsafe git_odb_read_header(&size, &type, database, &oid)
    }
    try Libgit2.check(
      status,
      "Object \(id) could not be read",
      [GIT_ENOTFOUND: .missingObject]
    )
    return (try GitObjectType(type, of: id), size)
  }

  /// Stores a blob; no harm if it is there already.
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
    var oid = git_oid()
    let status = try objectDatabase().lend { database in
      unsafe bytes.withUnsafeBytes { buffer in
        unsafe git_odb_write(
          &oid,
          database,
          buffer.baseAddress,
          buffer.count,
          GIT_OBJECT_BLOB
        )
      }
    }
    try Libgit2.check(status, "A blob could not be stored", otherwise: .io)
    return ObjectID(oid)
  }

  func objectDatabase() throws(GitError) -> Handle {
    try handle.lend { repository throws(GitError) in
      try unsafe Handle(free: git_odb_free) { database throws(GitError) in
        try Libgit2.check(
          unsafe git_repository_odb(database, repository),
          "The object database could not be opened"
        )
      }
    }
  }
}

/// The kinds of objects that Git stores, by Git's names.
package enum GitObjectType: String, Sendable {
  case commit, tree, blob, tag

  init(_ type: git_object_t, of id: ObjectID) throws(GitError) {
    switch type {
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TAG: self = .tag
    default: throw GitError(.corrupt, "Object \(id) is of a kind that Git does not have.")
    }
  }
}
