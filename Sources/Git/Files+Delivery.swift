#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Results that go where a user says, which need not be a file.
extension Files {
  /// Whether a file could be written there: its directory is there, and it is none itself.
  package static func isDestination(_ path: String) -> Bool {
    if let kind = kind(of: path), kind == S_IFDIR { return false }
    return kind(of: split(path).directory) == S_IFDIR
  }

  /// Replaces a file as ``atomicWrite(_:to:mode:)`` does, and the one that a link leads to; what is
  /// no file, such as a pipe or a terminal, is written to and stays what it is.
  package static func deliver(
    _ bytes: [UInt8],
    to path: String,
    mode: UInt16
  ) throws(GitError) {
    guard let kind = kind(of: path), kind != S_IFREG else {
      try atomicWrite(bytes, to: resolved(path), mode: mode)
      return
    }
    let file = try open(path, O_WRONLY, 0, path)
    try write(bytes, to: file, path)
  }

  /// Of what a link leads to; nil where there is nothing.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }

  private static func resolved(_ path: String) -> String {
    guard let buffer = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(buffer) }
    return unsafe String(cString: buffer)
  }
}
