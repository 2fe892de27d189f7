#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension FileSystem {
  /// The permissions of a directory, also behind a link; nil where there is nothing.
  ///
  /// - Throws: where it cannot be looked at, or is no directory.
  package static func mode(ofDirectory path: String) throws(FileError) -> UInt16? {
    var information = stat()
    guard unsafe stat(path, &information) == 0 else {
      let failure = FileError("look at", path)
      if failure.isMissing { return nil }
      throw failure
    }
    guard information.st_mode & S_IFMT == S_IFDIR else {
      throw FileError("use", path, code: ENOTDIR)
    }
    return UInt16(information.st_mode & 0o7777)
  }

  /// Whether what is at a path, also behind a link, is this user's.
  package static func isOwn(_ path: String) throws(FileError) -> Bool {
    var information = stat()
    guard unsafe stat(path, &information) == 0 else { throw FileError("look at", path) }
    return information.st_uid == geteuid()
  }

  /// Gives a file or directory these permissions.
  package static func protect(_ path: String, mode: UInt16) throws(FileError) {
    guard unsafe chmod(path, mode_t(mode)) == 0 else { throw FileError("protect", path) }
  }
}
