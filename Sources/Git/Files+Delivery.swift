#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Results that go where a user says, which need not be a file.
extension Files {
  /// Whether a file could be written there: its directory is there, and it is none itself.
  package static func isDestination(_ path: String) -> Bool {
    if let kind = kind(of: path) { return kind != S_IFDIR }
    guard case .name(let path) = destination(of: path) else { return true }
    return kind(of: split(path).directory) == S_IFDIR
  }

  /// Replaces a file as ``atomicWrite(_:to:mode:)`` does, and the one that a link leads to; what is
  /// no file, such as a pipe or a terminal, is written to and stays what it is.
  ///
  /// So is an open file that a link stands for, as `/dev/stdout` does: others write to it, too, and
  /// it need not have a name.
  package static func deliver(
    _ bytes: [UInt8],
    to path: String,
    mode: UInt16
  ) throws(GitError) {
    switch destination(of: path) {
    case .descriptor(let number):
      let copy = dup(number)
      guard copy >= 0 else { throw failure("opened", path) }
      try write(bytes, to: Descriptor(owning: copy), path)
    case .name(let name) where kind(of: name).map({ $0 == S_IFREG }) ?? true:
      try atomicWrite(bytes, to: name, mode: mode)
    case .name, .open:
      try write(bytes, to: try open(path, O_WRONLY | O_APPEND, 0, path), path)
    }
  }

  private enum Destination {
    /// The last of a chain of links, or no link at all; there need not be anything.
    case name(String)
    /// A file that this process has open.
    case descriptor(Int32)
    /// A file that only the link leads to, such as one that another process has open.
    case open
  }

  private static func destination(of path: String) -> Destination {
    var path = path
    // As many as Linux follows.
    for _ in 0..<40 {
      guard let target = target(of: path) else { return .name(path) }
      let (directory, name) = split(path)
      // The links of /proc lead to files whatever they say.
      if let place = resolved(directory), place.hasPrefix("/proc/") {
        let isOurs = place == "/proc/\(getpid())/fd"
        if isOurs, let number = Int32(name) { return .descriptor(number) }
        // `/proc/self` itself is one that says the truth.
        if place.hasSuffix("/fd") { return .open }
      }
      path = target.hasPrefix("/") ? target : directory + "/" + target
    }
    return .open
  }

  /// What a symbolic link says; nil for what is none.
  private static func target(of path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(path, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Of what a link leads to; nil where there is nothing.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }

  private static func resolved(_ path: String) -> String? {
    guard let buffer = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(buffer) }
    return unsafe String(cString: buffer)
  }
}
