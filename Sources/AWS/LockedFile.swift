#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A small file that its maker holds locked (`flock(2)`) from the moment it has its name.
///
/// The kernel drops the lock when the process ends, however it ends. So a file that can be locked is
/// one whose maker is gone.
package final class LockedFile: Sendable {
  package let path: String
  private let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Writes `bytes` beside `path`, syncs them, and gives the locked file its name.
  package static func create(_ bytes: [UInt8], at path: String) throws(FileError) -> LockedFile {
    let file = try temporary(for: path)
    do throws(FileError) {
      try FileSystem.writeAll(bytes, to: file.descriptor, path: file.path)
      guard fsync(file.descriptor) == 0 else { throw FileError("sync", file.path) }
      guard unsafe rename(file.path, path) == 0 else { throw FileError("replace", path) }
    } catch {
      _ = unsafe unlink(file.path)
      throw error
    }
    try FileSystem.syncDirectory(of: path)
    // The lock belongs to the open file, which both descriptors mean.
    let descriptor = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { throw FileError("open", path) }
    return LockedFile(path: path, descriptor: descriptor)
  }

  private static func temporary(for path: String) throws(FileError) -> LockedFile {
    while true {
      let name = "\(path).\(Crypto.hex(Crypto.randomBytes(6))).tmp"
      let descriptor = unsafe open(
        name,
        O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
        0o600
      )
      guard descriptor >= 0 else { throw FileError("create", name) }
      let file = LockedFile(path: name, descriptor: descriptor)
      try file.lock(LOCK_EX)
      // Somebody may have taken it for a leftover before it was locked.
      if file.isThere { return file }
    }
  }

  /// The file with its content; nil when its maker still runs, or it is gone.
  package static func take(
    _ path: String
  ) throws(FileError) -> (file: LockedFile, bytes: [UInt8])? {
    let descriptor = unsafe open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      let failure = FileError("open", path)
      if failure.isMissing { return nil }
      throw failure
    }
    let file = LockedFile(path: path, descriptor: descriptor)
    do throws(FileError) {
      try file.lock(LOCK_EX | LOCK_NB)
    } catch {
      if error.code == EWOULDBLOCK { return nil }
      throw error
    }
    return file.isThere ? (file, try FileSystem.read(path)) : nil
  }

  /// Adds to the end of the file, on the disk before this returns.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw FileError("write", path) }
    try FileSystem.writeAll(bytes, to: descriptor, path: path)
    guard fsync(descriptor) == 0 else { throw FileError("sync", path) }
  }

  /// Removes the file; the lock goes with the last reference.
  package func remove() throws(FileError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
    try FileSystem.syncDirectory(of: path)
  }

  /// The names in a directory, sorted; none when it is not there.
  package static func names(in directory: String) throws(FileError) -> [String] {
    guard let stream = unsafe opendir(directory) else {
      let failure = FileError("read the directory", directory)
      if failure.isMissing { return [] }
      throw failure
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      names.append(
        unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
      )
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  private func lock(_ operation: Int32) throws(FileError) {
    while flock(descriptor, operation) != 0 {
      guard errno == EINTR else { throw FileError("lock", path) }
    }
  }

  /// Whether the file still has a name.
  private var isThere: Bool {
    var information = stat()
    return unsafe fstat(descriptor, &information) == 0 && information.st_nlink > 0
  }
}
