#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program that runs.
struct RunningProcess: Sendable {
  let identifier: pid_t
  let output: Int32
  /// Its error stream.
  let messages: Int32
  let limits: CapturedProcess.Limits

  /// Reads to the end and waits; ends the program when it takes too long or prints too much.
  func finish() -> Result<CapturedProcess, CapturedProcess.Failure> {
    var streams = Streams(output: output, messages: messages, largest: limits.bytes)
    var ended: Int32?
    let reason = read(&streams, &ended)
    close(output)
    close(messages)
    // It alone and not its group, which is ours: one of its own could not ask on the terminal.
    if reason != nil, ended == nil { kill(identifier, SIGKILL) }
    let status = ended ?? wait(0) ?? 0
    if let reason { return .failure(CapturedProcess.Failure(reason: reason)) }
    // WIFEXITED and WEXITSTATUS are macros, which are not imported.
    let code = status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
    return .success(
      CapturedProcess(
        status: code,
        output: streams.collected.contents(),
        message: ProgramMessage.shown(streams.said)
      )
    )
  }

  /// The wait status, once the program has ended; nil while it runs.
  private func wait(_ options: Int32) -> Int32? {
    var status: Int32 = 0
    while true {
      let found = unsafe waitpid(identifier, &status, options)
      if found < 0, errno == EINTR { continue }
      // Whoever started this program may have all that end forgotten at once.
      if found < 0 { return 0 }
      return found == identifier ? status : nil
    }
  }

  /// Returns what went wrong, or nil.
  private func read(_ streams: inout Streams, _ ended: inout Int32?) -> String? {
    let start = monotonicSeconds()
    while true {
      guard monotonicSeconds() - start < limits.seconds else {
        return "did not end within \(limits.seconds) seconds"
      }
      // A program that has closed its output may go on for ever as well.
      let pause: Int32 = ended != nil ? 0 : streams.isOutputOpen ? 100 : 5
      switch streams.read(within: pause) {
      case .tooMuch: return "printed more than \(limits.bytes) bytes"
      case .failed: return "could not be read from"
      case .some: continue
      case .nothing:
        // What the program has left in the background may hold the pipe open for ever, so that the
        // end of the program counts, once everything in the pipe is read.
        if ended != nil { return nil }
        ended = wait(WNOHANG)
      }
    }
  }

  private func monotonicSeconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}

/// What a program prints and says, as far as it is there.
private struct Streams {
  enum Progress {
    case some
    case nothing
    case tooMuch
    case failed
  }

  private var output: Int32
  private var messages: Int32
  private let largest: Int
  private(set) var collected = SecretBuffer()
  /// The end of what it says.
  private(set) var said: [UInt8] = []

  init(output: Int32, messages: Int32, largest: Int) {
    self.output = output
    self.messages = messages
    self.largest = largest
  }

  var isOutputOpen: Bool { output >= 0 }

  /// Waits that many milliseconds at most.
  mutating func read(within pause: Int32) -> Progress {
    // A negative descriptor, which stands for a closed one, is passed over.
    var waiting = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: messages, events: Int16(POLLIN), revents: 0),
    ]
    guard unsafe poll(&waiting, 2, pause) > 0 else { return .nothing }
    var chunk = [UInt8](repeating: 0, count: 4_096)
    defer { Crypto.wipe(&chunk) }
    if waiting[1].revents != 0 {
      let count = unsafe readBytes(messages, &chunk, chunk.count)
      if count > 0 { said = (said + chunk[..<count]).suffix(4_096) }
      if count == 0 || count < 0 && errno != EINTR { messages = -1 }
    }
    guard waiting[0].revents != 0 else { return .some }
    let count = unsafe readBytes(output, &chunk, chunk.count)
    if count < 0 { return errno == EINTR ? .some : .failed }
    if count == 0 { output = -1 }
    guard collected.count + count <= largest else { return .tooMuch }
    collected.append(contentsOf: chunk[..<count])
    return .some
  }
}
