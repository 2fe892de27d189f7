#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension FileSystem {
  /// What became of a file that was to be wiped.
  package enum Wiped: Sendable {
    case wiped
    /// It was not there.
    case gone
    /// It holds something else, or is no file any more, and was left.
    case changed
  }

  /// Removes a file with a content that is known, and overwrites what it held, on the disk before
  /// this returns.
  ///
  /// The name goes first: killed at any instant, the whole file is there, or none. What it holds is
  /// left alone where it has another name, too.
  ///
  /// - Parameters:
  ///   - path: never followed where it is a symbolic link.
  ///   - limit: a larger file is another one, in bytes.
  ///   - isKnown: whether the content may go.
  /// - Returns: what became of it.
  /// - Throws: where it cannot be read or removed; it is still there then.
  package static func wipe(
    _ path: String,
    upTo limit: Int,
    if isKnown: (SecretBytes) -> Bool
  ) throws(FileError) -> Wiped {
    var information = stat()
    guard unsafe lstat(path, &information) == 0 else {
      let failure = FileError("look at", path)
      if failure.isMissing { return .gone }
      throw failure
    }
    guard information.st_mode & S_IFMT == S_IFREG, information.st_size <= limit else {
      return .changed
    }
    let flags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    var descriptor = unsafe open(path, O_RDWR | flags)
    let isWritable = descriptor >= 0
    if !isWritable { descriptor = unsafe open(path, O_RDONLY | flags) }
    guard descriptor >= 0 else { throw FileError("open", path) }
    defer { close(descriptor) }
    guard let content = try content(descriptor, path, upTo: limit), isKnown(content) else {
      return .changed
    }
    guard unsafe fstat(descriptor, &information) == 0 else { throw FileError("look at", path) }
    let isAlone = information.st_nlink <= 1
    guard unsafe unlink(path) == 0 else { throw FileError("remove", path) }
    if isWritable, isAlone, lseek(descriptor, 0, SEEK_SET) == 0 {
      // Gone is what matters; a disk that is full or broken need not take the zeros.
      try? writeAll([UInt8](repeating: 0, count: content.count), to: descriptor, path: path)
      _ = fsync(descriptor)
    }
    try syncDirectory(of: path)
    return .wiped
  }

  /// Nil where it has more than `limit` bytes.
  private static func content(
    _ descriptor: Int32,
    _ path: String,
    upTo limit: Int
  ) throws(FileError) -> SecretBytes? {
    var result = SecretBuffer()
    var chunk = [UInt8](repeating: 0, count: 65_536)
    defer { Crypto.wipe(&chunk) }
    while true {
      let count = unsafe readBytes(descriptor, &chunk, chunk.count)
      if count == 0 { return result.contents() }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path)
      }
      guard result.count + count <= limit else { return nil }
      result.append(contentsOf: chunk[..<count])
    }
  }
}
