#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A lock that one process at a time has (`flock(2)` on a file that stays there, empty).
///
/// The kernel drops it when the process ends, however it ends.
package final class ProcessLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The lock of a file, which is made where it is missing; nil while another process has it.
  package static func take(_ path: String) throws(FileError) -> ProcessLock? {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError("open the lock", path) }
    let lock = ProcessLock(descriptor: descriptor)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return nil }
      guard errno == EINTR else { throw FileError("lock", path) }
    }
    return lock
  }
}
