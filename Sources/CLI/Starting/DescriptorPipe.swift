#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A pipe that programs get only where they are given it.
final class DescriptorPipe {
  private(set) var reading: Int32
  private(set) var writing: Int32

  init() throws(Failure) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw Failure("There is no pipe to be had: \(reason).", status: .incomplete)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    closeReading()
    closeWriting()
  }

  func closeReading() {
    if reading >= 0 { close(reading) }
    reading = -1
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  /// Reads to the end, for that many milliseconds at most.
  ///
  /// - Returns: what came, and whether that is all.
  func read(within milliseconds: Int) -> (bytes: [UInt8], isWhole: Bool) {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let left = Int32((end - .now) / .milliseconds(1))
      guard left > 0 else { return (bytes, false) }
      var waiting = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&waiting, 1, left) > 0 else { continue }
      let count = unsafe systemRead(reading, &chunk, chunk.count)
      if count == 0 { return (bytes, true) }
      if count < 0, errno != EINTR { return (bytes, false) }
      if count > 0 { bytes += chunk[..<count] }
    }
  }
}
