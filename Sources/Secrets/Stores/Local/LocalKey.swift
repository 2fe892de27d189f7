import AWS

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The key of an embedded store: a file of 32 random bytes that only its owner may read.
struct LocalKey: Sendable {
  static let length = 32

  let path: String

  /// The key, or nil when there is no such file.
  func read() throws(SecretsError) -> SecretBytes? {
    // A pipe in its place must not keep this waiting.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("open", errno)
    }
    defer { close(descriptor) }
    var information = stat()
    guard unsafe fstat(descriptor, &information) == 0 else { throw failure("read", errno) }
    try check(information)
    var failed: Int32 = 0
    let key = unsafe SecretBytes(count: Self.length) { buffer in
      failed = unsafe readAll(descriptor, into: buffer)
    }
    guard failed == 0 else { throw failure("read", failed) }
    return key
  }

  /// Makes a key where there is none; the file appears whole or not at all.
  func create() throws(SecretsError) {
    let new = "\(path).\(Crypto.hex(Crypto.randomBytes(6))).new"
    do throws(FileError) {
      let slash = path.lastIndex(of: "/")
      if let slash, slash > path.startIndex {
        try FileSystem.createDirectory(String(path[..<slash]), mode: 0o700)
      }
      try FileSystem.atomicWrite(Crypto.randomBytes(Self.length), to: new, mode: 0o600)
    } catch {
      throw SecretsError(.io, error.message, hint: error.hint)
    }
    defer { _ = unsafe unlink(new) }
    // Unlike rename, link never replaces a key that somebody else made meanwhile.
    guard unsafe link(new, path) == 0 || errno == EEXIST else {
      throw failure("create", errno)
    }
    try syncDirectory()
  }

  private func check(_ information: stat) throws(SecretsError) {
    guard information.st_mode & S_IFMT == S_IFREG else {
      throw SecretsError(
        .io,
        "The key \(printable(path)) of the embedded store is not a regular file.",
        hint: "Put the key back in its place."
      )
    }
    guard information.st_mode & 0o077 == 0 else {
      throw SecretsError(
        .io,
        "The key \(printable(path)) of the embedded store may be read or changed by others "
          + "(mode \(String(information.st_mode & 0o777, radix: 8))), so it is not used.",
        hint: "Run: chmod 600 '\(printable(path))'"
      )
    }
    guard information.st_size == Self.length else {
      throw SecretsError(
        .storeDamaged,
        "The key \(printable(path)) of the embedded store has \(information.st_size) bytes "
          + "instead of \(Self.length).",
        hint: "Restore the key from a backup; without it the store cannot be opened."
      )
    }
  }

  private func syncDirectory() throws(SecretsError) {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("sync the directory of", errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw failure("sync the directory of", errno)
    }
  }

  private func failure(_ action: String, _ code: Int32) -> SecretsError {
    if code == ELOOP {
      return SecretsError(
        .io,
        "The key \(printable(path)) of the embedded store is a symbolic link.",
        hint: "Put the key itself in its place."
      )
    }
    return SecretsError(
      .io,
      "Cannot \(action) the key \(printable(path)) of the embedded store: "
        + "\(unsafe String(cString: strerror(code))).",
      hint: code == EACCES || code == EPERM ? "Check who owns it and its permissions." : nil
    )
  }
}

/// Fills the buffer; returns 0 or an `errno`.
private func readAll(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int32 {
  var offset = 0
  while offset < buffer.count {
    let count = unsafe read(
      descriptor,
      buffer.baseAddress?.advanced(by: offset),
      buffer.count - offset
    )
    if count == 0 { return EIO }
    if count < 0 {
      if errno == EINTR { continue }
      return errno
    }
    offset += count
  }
  return 0
}
