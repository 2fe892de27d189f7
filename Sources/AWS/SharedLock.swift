#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A lock that several processes may have together, or one alone (`flock(2)` on a file that stays
/// there, empty).
///
/// The kernel drops it when the process ends, however it ends.
package final class SharedLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The lock together with others; waits for one who has it alone.
  package static func share(_ path: String) throws(FileError) -> SharedLock {
    let lock = try open(path)
    while flock(lock.descriptor, LOCK_SH) != 0 {
      guard errno == EINTR else { throw FileError("lock", path) }
    }
    return lock
  }

  /// The lock alone; nil while anybody else has it.
  package static func takeAlone(_ path: String) throws(FileError) -> SharedLock? {
    let lock = try open(path)
    return lock.becomeAlone() ? lock : nil
  }

  /// Whether it is had alone from here on; where it is not, it is not had at all any more.
  ///
  /// Of several that try at the same time the last succeeds: each gives up its share first.
  package func becomeAlone() -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno != EINTR { return false }
    }
    return true
  }

  private static func open(_ path: String) throws(FileError) -> SharedLock {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    #if canImport(Glibc)
    let descriptor = unsafe Glibc.open(path, flags, 0o600)
    #else
    let descriptor = unsafe Darwin.open(path, flags, 0o600)
    #endif
    guard descriptor >= 0 else { throw FileError("open the lock", path) }
    return SharedLock(descriptor: descriptor)
  }
}
