#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Files outside the object database: read whole, and replaced so that a crash at any instant
/// leaves the old or the new content.
package enum Files {
  /// Replaces or creates a file: a temporary file beside it, synced, then renamed over it.
  ///
  /// A symbolic link at `path` is replaced, not followed.
  ///
  /// - Parameters:
  ///   - bytes: the whole content.
  ///   - path: where it goes; the directory must exist.
  ///   - mode: the permissions, whatever the umask says.
  /// - Throws: `io`; then the file is as it was.
  package static func atomicWrite(
    _ bytes: [UInt8],
    to path: String,
    mode: UInt16 = 0o644
  ) throws(GitError) {
    let (directory, name) = split(path)
    let temporary =
      "\(directory)/.\(name).\(getpid()).\(UInt64.random(in: 0...UInt64.max)).tmp"
    let file = try open(temporary, O_WRONLY | O_CREAT | O_EXCL, mode_t(mode), path)
    do throws(GitError) {
      guard fchmod(file.number, mode_t(mode)) == 0 else { throw failure("written", path) }
      try write(bytes, to: file, path)
      try sync(file, path)
      guard unsafe rename(temporary, path) == 0 else { throw failure("replaced", path) }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    // The rename itself must reach the disk, too.
    try sync(try open(directory, O_RDONLY | O_DIRECTORY, 0, directory), directory)
  }

  /// Adds bytes at the end of a file, in one piece if the file system can; it and its directory are
  /// made where they are missing, for their owner alone.
  ///
  /// - Throws: `io`; then there may be a part of them at the end.
  package static func append(_ bytes: [UInt8], to path: String) throws(GitError) {
    let directory = directory(of: path)
    if unsafe mkdir(directory, 0o700) != 0, errno != EEXIST { throw failure("made", directory) }
    // Not to wait for somebody who reads, should a pipe have taken the file's place.
    let file = try open(path, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK, 0o600, path)
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw GitError(.io, "\(path) could not be written: it is not a regular file.")
    }
    try write(bytes, to: file, path)
  }

  /// Replaces or creates a file that nobody misses after a crash; as for ``append(_:to:)``.
  package static func overwrite(_ bytes: [UInt8], at path: String) throws(GitError) {
    let directory = directory(of: path)
    if unsafe mkdir(directory, 0o700) != 0, errno != EEXIST { throw failure("made", directory) }
    let file = try open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600, path)
    try write(bytes, to: file, path)
  }

  /// Makes a directory and those above it that are missing.
  ///
  /// - Throws: `io`.
  package static func makeDirectory(_ path: String, mode: UInt16 = 0o777) throws(GitError) {
    let isMade = unsafe mkdir(path, mode_t(mode)) == 0
    if path.isEmpty || isMade || errno == EEXIST { return }
    guard errno == ENOENT else { throw failure("made", path) }
    try makeDirectory(directory(of: path), mode: mode)
    if unsafe mkdir(path, mode_t(mode)) != 0, errno != EEXIST { throw failure("made", path) }
  }

  /// Removes files, and directories as far as they are empty then; what is not there is no error.
  package static func removeEmpty(files: [String], directories: [String]) {
    for file in files { unsafe unlink(file) }
    for directory in directories { unsafe rmdir(directory) }
  }

  /// The names in a directory that are text, in no order.
  static func names(in directory: String) throws(GitError) -> [String] {
    guard let stream = unsafe opendir(directory) else { throw failure("read", directory) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let name { names.append(name) }
    }
    return names
  }

  /// Reads a whole file.
  package static func read(_ path: String) throws(GitError) -> [UInt8] {
    guard let bytes = try readIfPresent(path) else { throw failure("read", path, ENOENT) }
    return bytes
  }

  /// Reads a whole file; `nil` if there is none, or one of more than `limit` bytes.
  ///
  /// - Throws: `io`; also for what is no file, such as a pipe, which might never end.
  package static func readIfPresent(
    _ path: String,
    upTo limit: Int = .max
  ) throws(GitError) -> [UInt8]? {
    // Not to wait for somebody who writes to a pipe.
    let number = Self.systemOpen(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
    if number < 0 {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("read", path)
    }
    let file = Descriptor(owning: number)
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0 else { throw failure("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw GitError(.io, "\(path) could not be read: it is not a regular file.")
    }
    guard status.st_size <= limit else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size) + 1)
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe Self.systemRead(file.number, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += chunk[..<count]
      } else if errno != EINTR {
        throw failure("read", path)
      }
    }
  }

  /// Runs `body` under the lock (flock(2)) of a file, which is created if need be.
  ///
  /// The lock goes with the process, so that a crash leaves none behind. `body` must not take the
  /// same lock again.
  package static func withLock<Value>(
    _ path: String,
    _ body: () throws(GitError) -> Value
  ) throws(GitError) -> Value {
    let file = try open(path, O_RDWR | O_CREAT, 0o600, path)
    while flock(file.number, LOCK_EX) != 0 {
      if errno != EINTR { throw failure("locked", path) }
    }
    return try withExtendedLifetime(file, body)
  }

  /// The directory of a path.
  package static func directory(of path: String) -> String { split(path).directory }

  static func split(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let directory = path[..<slash]
    return (directory.isEmpty ? "/" : String(directory), String(path[path.index(after: slash)...]))
  }

  static func open(
    _ path: String,
    _ flags: Int32,
    _ mode: mode_t,
    _ shown: String
  ) throws(GitError) -> Descriptor {
    let number = systemOpen(path, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw failure("opened", shown) }
    return Descriptor(owning: number)
  }

  static func write(
    _ bytes: [UInt8],
    to file: borrowing Descriptor,
    _ path: String
  ) throws(GitError) {
    var written = 0
    while written < bytes.count {
      let start = written
      let number = file.number
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe systemWrite(
          number,
          buffer.baseAddress.map { unsafe $0 + start },
          bytes.count - start
        )
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw failure("written", path)
      }
    }
  }

  private static func sync(_ file: borrowing Descriptor, _ path: String) throws(GitError) {
    // Some file systems cannot sync a directory (EINVAL); there is nothing more to do on those.
    if fsync(file.number) != 0 && errno != EINVAL { throw failure("written to disk", path) }
  }

  static func failure(
    _ what: String,
    _ path: String,
    _ code: Int32 = errno
  ) -> GitError {
    GitError(.io, "\(path) could not be \(what): \(describe(code)).")
  }

  // The C functions under other names, because this type has its own `open`, `read` and `write`.
  private static func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    #if canImport(Glibc)
    unsafe Glibc.open(path, flags, mode)
    #else
    unsafe Darwin.open(path, flags, mode)
    #endif
  }

  @unsafe private static func systemRead(
    _ number: Int32,
    _ buffer: UnsafeMutableRawPointer,
    _ count: Int
  ) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.read(number, buffer, count)
    #else
    unsafe Darwin.read(number, buffer, count)
    #endif
  }

  @unsafe private static func systemWrite(
    _ number: Int32,
    _ buffer: UnsafeRawPointer?,
    _ count: Int
  ) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.write(number, buffer, count)
    #else
    unsafe Darwin.write(number, buffer, count)
    #endif
  }
}
