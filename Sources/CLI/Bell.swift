#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Wakes a thread that sleeps, from another thread or from a signal handler: a pipe.
final class Bell: Sendable {
  enum Ring: UInt8 {
    case done
    case interrupted
  }

  private let reading: Int32
  /// For a signal handler, which writes a byte of `Ring` to it.
  let writing: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw Failure("There is no pipe to be had: \(reason).", status: .incomplete)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  func ring(_ ring: Ring) { Self.ring(ring, writing) }

  /// Async-signal-safe.
  static func ring(_ ring: Ring, _ descriptor: Int32) {
    var byte = ring.rawValue
    _ = unsafe write(descriptor, &byte, 1)
  }

  /// Sleeps until it rings; nil when `seconds` have passed before.
  func wait(seconds: Int32?) -> Ring? {
    while true {
      var waiting = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      let count = unsafe poll(&waiting, 1, seconds.map { $0 * 1_000 } ?? -1)
      if count == 0 { return nil }
      var byte: UInt8 = 0
      if count > 0, unsafe systemRead(reading, &byte, 1) == 1 { return Ring(rawValue: byte) }
    }
  }
}
