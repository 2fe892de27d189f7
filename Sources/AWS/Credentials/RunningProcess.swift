#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program that runs.
struct RunningProcess: Sendable {
  let identifier: pid_t
  let output: Int32
  let limits: CapturedProcess.Limits

  /// Reads to the end and waits; ends the program when it takes too long or prints too much.
  func finish() -> Result<CapturedProcess, CapturedProcess.Failure> {
    var collected = SecretBuffer()
    var ended: Int32?
    let reason = read(into: &collected, &ended)
    close(output)
    if reason != nil, ended == nil { kill(identifier, SIGKILL) }
    let status = ended ?? wait(0) ?? 0
    if let reason { return .failure(CapturedProcess.Failure(reason: reason)) }
    // WIFEXITED and WEXITSTATUS are macros, which are not imported.
    let code = status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
    return .success(CapturedProcess(status: code, output: collected.contents()))
  }

  /// The wait status, once the program has ended; nil while it runs.
  private func wait(_ options: Int32) -> Int32? {
    var status: Int32 = 0
    while true {
      let found = unsafe waitpid(identifier, &status, options)
      if found < 0, errno == EINTR { continue }
      return found == identifier ? status : nil
    }
  }

  /// Returns what went wrong, or nil.
  private func read(into collected: inout SecretBuffer, _ ended: inout Int32?) -> String? {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    defer { Crypto.wipe(&chunk) }
    let start = monotonicSeconds()
    while true {
      guard monotonicSeconds() - start < limits.seconds else {
        return "did not end within \(limits.seconds) seconds"
      }
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&waiting, 1, ended == nil ? 100 : 0) > 0 else {
        // What the program has left in the background may hold the pipe open for ever, so that the
        // end of the program counts, once everything in the pipe is read.
        if ended != nil { return nil }
        ended = wait(WNOHANG)
        continue
      }
      let count = unsafe readBytes(output, &chunk, chunk.count)
      if count == 0 { return nil }
      if count < 0 {
        if errno == EINTR { continue }
        return "could not be read from"
      }
      guard collected.count + count <= limits.bytes else {
        return "printed more than \(limits.bytes) bytes"
      }
      collected.append(contentsOf: chunk[..<count])
    }
  }

  private func monotonicSeconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}
