#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Files that hold secrets: private, replaced as a whole, never followed through a link.
package enum FileSystem {
  /// Replaces `path` by `bytes` so that at any instant the old or the new content stands.
  ///
  /// Writes a new file beside it, syncs it, renames it over `path` and syncs the directory.
  package static func atomicWrite(
    _ bytes: [UInt8],
    to path: String,
    mode: UInt16 = 0o600
  ) throws(FileError) {
    let temporary = "\(path).\(Crypto.hex(Crypto.randomBytes(6))).tmp"
    let descriptor = unsafe open(
      temporary,
      O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
      mode_t(mode)
    )
    guard descriptor >= 0 else { throw FileError("create", temporary) }
    do throws(FileError) {
      defer { close(descriptor) }
      // The mode given to open() passes through the umask, which may only take away.
      guard fchmod(descriptor, mode_t(mode)) == 0 else { throw FileError("protect", temporary) }
      try writeAll(bytes, to: descriptor, path: temporary)
      guard fsync(descriptor) == 0 else { throw FileError("sync", temporary) }
    } catch {
      _ = unsafe unlink(temporary)
      throw error
    }
    guard unsafe rename(temporary, path) == 0 else {
      let failure = FileError("replace", path)
      _ = unsafe unlink(temporary)
      throw failure
    }
    try syncDirectory(of: path)
  }

  /// The whole content of a regular file.
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = try openRegular(path)
    defer { close(descriptor) }
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe readBytes(descriptor, &chunk, chunk.count)
      if count == 0 { return result }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path)
      }
      result += chunk[..<count]
    }
  }

  /// Opens a regular file to read, and nothing else: a pipe would keep whoever opens it waiting.
  private static func openRegular(_ path: String) throws(FileError) -> Int32 {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open", path) }
    var information = stat()
    var code: Int32 = 0
    if unsafe fstat(descriptor, &information) != 0 {
      code = errno
    } else if information.st_mode & S_IFMT != S_IFREG {
      code = information.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
    }
    guard code == 0 else {
      close(descriptor)
      throw FileError("read", path, code: code)
    }
    return descriptor
  }

  /// Whether there is a directory; a link to one is one.
  static func isDirectory(_ path: String) -> Bool {
    var information = stat()
    return unsafe stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// The content of a small regular file that is secret, of `limit` bytes at most.
  package static func readSecret(
    _ path: String,
    upTo limit: Int = 1 << 20
  ) throws(FileError) -> SecretBytes {
    let descriptor = try openRegular(path)
    defer { close(descriptor) }
    var result = SecretBuffer()
    var chunk = [UInt8](repeating: 0, count: 4_096)
    defer { Crypto.wipe(&chunk) }
    while true {
      let count = unsafe readBytes(descriptor, &chunk, chunk.count)
      if count == 0 { return result.contents() }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path)
      }
      guard result.count + count <= limit else { throw FileError("read", path, code: EFBIG) }
      result.append(contentsOf: chunk[..<count])
    }
  }

  /// Replaces `path` as `atomicWrite` does, for its owner alone.
  package static func atomicWrite(_ secret: SecretBytes, to path: String) throws(FileError) {
    var bytes = secret.exposed()
    defer { Crypto.wipe(&bytes) }
    try atomicWrite(bytes, to: path, mode: 0o600)
  }

  /// Makes the directory and those above it; the ones that exist stay as they are.
  package static func createDirectory(_ path: String, mode: UInt16 = 0o700) throws(FileError) {
    if unsafe mkdir(path, mode_t(mode)) == 0 { return }
    if errno == ENOENT, let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex {
      try createDirectory(String(path[..<slash]), mode: mode)
      if unsafe mkdir(path, mode_t(mode)) == 0 { return }
    }
    let code = errno
    var information = stat()
    if code == EEXIST, unsafe stat(path, &information) == 0,
      information.st_mode & S_IFMT == S_IFDIR
    {
      return
    }
    throw FileError("create the directory", path, code: code)
  }

  /// Runs `body` while this process alone holds the lock file; waits for another holder.
  ///
  /// The kernel drops the lock when the process ends, however it ends.
  package static func withLock<R, E: Error>(
    _ path: String,
    _ body: () throws(E) -> R
  ) throws(LockError<E>) -> R {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(FileError("open the lock", path)) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .file(FileError("lock", path)) }
    }
    do throws(E) { return try body() } catch { throw .body(error) }
  }

  /// Removes a file, on the disk before this returns; one that is not there is no error.
  package static func remove(_ path: String) throws(FileError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
    try syncDirectory(of: path)
  }

  static func writeAll(
    _ bytes: [UInt8],
    to descriptor: Int32,
    path: String
  ) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("write", path)
      }
      offset += count
    }
  }

  static func syncDirectory(of path: String) throws(FileError) {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open", directory) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("sync", directory) }
  }
}

/// `read(2)`, which a method of this name hides.
func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  unsafe read(descriptor, buffer, count)
}

/// What a system call refused, and why.
package struct FileError: Error, Sendable {
  package let path: String
  package let code: Int32
  package let message: String
  package var hint: String? {
    switch code {
    case ENOSPC, EDQUOT: "Free some space and run it again; nothing was changed."
    case EACCES, EPERM: "Check who owns it and its permissions."
    default: nil
    }
  }
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  package var isTooLarge: Bool { code == EFBIG }

  init(_ action: String, _ path: String, code: Int32 = errno) {
    self.path = path
    self.code = code
    message = "Cannot \(action) \(path): \(unsafe String(cString: strerror(code)))."
  }

  /// A file that holds something else than it should.
  package init(damaged path: String) {
    self.path = path
    code = EINVAL
    message = "\(path) is not what was written."
  }
}

/// The lock could not be had, or what ran under it failed.
package enum LockError<Body: Error>: Error {
  case file(FileError)
  case body(Body)
}
