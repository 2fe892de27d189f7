import CProcess

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A running program with its standard input, output and errors: `posix_spawn(3)`, no shell.
///
/// Everything moves in `exchange`, which waits for all three streams at once, so that neither side
/// can wait for the other forever however much there is to write and to read.
final class ChildProcess {
  private let processID: pid_t
  private let name: String
  private var exitStatus: Int32?
  private var input: Descriptor?
  private var output: Descriptor?
  private var errors: Descriptor?
  private var outgoing: [UInt8] = []
  private var sent = 0
  private var closesInputWhenSent = false
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  /// What the program wrote to standard error so far; the first 64 KiB of it.
  private(set) var errorText: [UInt8] = []

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - executable: an absolute path.
  ///   - arguments: what follows the program's name.
  ///   - environment: the whole environment of the program.
  ///   - directory: the working directory of the program.
  ///   - hasInput: whether `send` will be used; otherwise the program reads nothing.
  /// - Throws: `command` if the program cannot be started.
  init(
    executable: String,
    arguments: [String],
    environment: [String: String],
    directory: String,
    hasInput: Bool
  ) throws(GitError) {
    name = executable
    let words = ([executable] + arguments).map { Array($0.utf8) }
    let variables = environment.map(Self.variable)
    guard (words + variables).allSatisfy({ !$0.contains(0) }) else {
      throw GitError(.command, "An argument for \(executable) holds a NUL character.")
    }
    let outputPipe = try Pipe()
    let errorPipe = try Pipe()
    let inputPipe: Pipe? = hasInput ? try Pipe() : nil
    let inputNumber =
      switch inputPipe {
      case .some(let pipe): pipe.reading.number
      case .none: Int32(-1)
      }

    var argv = unsafe words.map { unsafe Self.copy($0) } + [nil]
    var envp = unsafe variables.map { unsafe Self.copy($0) } + [nil]
    defer {
      for index in unsafe argv.indices { unsafe free(argv[index]) }
      for index in unsafe envp.indices { unsafe free(envp[index]) }
    }
    var processID: pid_t = 0
    let status = unsafe gss_spawn(
      &processID,
      executable,
      &argv,
      &envp,
      directory,
      inputNumber,
      outputPipe.writing.number,
      errorPipe.writing.number
    )
    guard status == 0 else {
      throw GitError(
        .command,
        "\(executable) could not be started in \(directory): \(describe(status)).",
        hint: "Check that the directory exists and that Git is installed."
      )
    }
    self.processID = processID

    output = outputPipe.takeReading()
    errors = errorPipe.takeReading()
    input = inputPipe?.takeWriting()
    if let number = input?.number {
      // Only this end: a pipe's ends are separate open files, so the program's end still waits.
      _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    // Without its streams the program ends by itself: it sees the end of its input, or a broken
    // pipe at its next write.
    input = nil
    output = nil
    errors = nil
    _ = try? wait()
  }

  /// `NAME=value`.
  ///
  /// A value that is inherited keeps its bytes: a path that is not UTF-8 does not survive in a
  /// `String`, and Git takes an index file that does not exist for an empty index.
  private static func variable(_ name: String, _ value: String) -> [UInt8] {
    let prefix = Array("\(name)=".utf8)
    if value.unicodeScalars.contains("\u{FFFD}"), let inherited = unsafe getenv(name),
      unsafe String(cString: inherited) == value
    {
      let count = unsafe strlen(inherited)
      return unsafe inherited.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
        unsafe prefix + UnsafeBufferPointer(start: bytes, count: count)
      }
    }
    return prefix + value.utf8
  }

  /// A C string to be freed by the caller.
  private static func copy(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    unsafe strdup(bytes.map { CChar(bitPattern: $0) } + [0])
  }

  /// Adds bytes to what `exchange` writes to the program's standard input.
  func send(_ bytes: [UInt8]) {
    if sent == outgoing.count {
      outgoing = bytes
      sent = 0
    } else {
      outgoing += bytes
    }
  }

  /// Closes the program's standard input once everything is written.
  func finishInput() {
    closesInputWhenSent = true
    if sent == outgoing.count { input = nil }
  }

  /// Waits until something can move and moves it; appends output to `buffer`.
  ///
  /// - Returns: whether there may be more output.
  func exchange(into buffer: inout [UInt8]) throws(GitError) -> Bool {
    guard output != nil else { return false }
    _ = try move(into: &buffer, timeout: -1)
    return output != nil
  }

  /// Writes and reads until the program has closed its output, then waits for its end.
  ///
  /// - Returns: the exit status.
  func finish(into buffer: inout [UInt8]) throws(GitError) -> Int32 {
    finishInput()
    while output != nil || errors != nil {
      // A daemon that the program left behind may hold the streams open for hours: once the program
      // has ended, what it wrote is there, and no more is waited for.
      if try !move(into: &buffer, timeout: 20), try hasExited() {
        while try move(into: &buffer, timeout: 0) {}
        break
      }
    }
    input = nil
    output = nil
    errors = nil
    return try wait()
  }

  /// Waits for at most `timeout` milliseconds (-1: for ever) and moves what can move.
  ///
  /// - Returns: whether anything could.
  private func move(into buffer: inout [UInt8], timeout: Int32) throws(GitError) -> Bool {
    let writes = input != nil && sent < outgoing.count
    // A negative number is skipped by poll(2).
    var waiting = [
      pollfd(fd: output?.number ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors?.number ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: writes ? (input?.number ?? -1) : -1, events: Int16(POLLOUT), revents: 0),
    ]
    let ready = unsafe poll(&waiting, nfds_t(waiting.count), timeout)
    if ready < 0 {
      if errno == EINTR { return true }
      throw GitError(.io, "Waiting for \(name) failed: \(describe(errno)).")
    }
    if ready == 0 { return false }
    if waiting[2].revents != 0 { try transmit() }
    if waiting[1].revents != 0, let number = errors?.number {
      if let count = try receive(number) {
        if errorText.count < 65_536 { errorText += chunk[..<count] }
      } else {
        errors = nil
      }
    }
    if waiting[0].revents != 0, let number = output?.number {
      if let count = try receive(number) {
        buffer += chunk[..<count]
      } else {
        output = nil
      }
    }
    return true
  }

  /// Reads into `chunk`: the number of bytes, or `nil` at the end.
  private func receive(_ number: Int32) throws(GitError) -> Int? {
    while true {
      let count = unsafe read(number, &chunk, chunk.count)
      if count > 0 { return count }
      if count == 0 { return nil }
      if errno != EINTR {
        throw GitError(.io, "The output of \(name) could not be read: \(describe(errno)).")
      }
    }
  }

  private func transmit() throws(GitError) {
    guard let number = input?.number else { return }
    let offset = sent
    let result = unsafe outgoing.withUnsafeBytes { bytes in
      unsafe gss_write(number, bytes.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
    }
    if result >= 0 {
      sent += result
    } else if result == -Int(EPIPE) {
      // The program reads no more; its exit status says whether that is an error.
      sent = outgoing.count
      input = nil
    } else if result != -Int(EAGAIN) && result != -Int(EINTR) {
      throw GitError(.io, "Writing to \(name) failed: \(describe(Int32(-result))).")
    }
    if sent == outgoing.count {
      outgoing.removeAll(keepingCapacity: true)
      sent = 0
      if closesInputWhenSent { input = nil }
    }
  }

  private func hasExited() throws(GitError) -> Bool {
    if exitStatus != nil { return true }
    var status: Int32 = 0
    let result = unsafe waitpid(processID, &status, WNOHANG)
    if result == processID { exitStatus = status }
    return result != 0 && !(result < 0 && errno == EINTR)
  }

  private func wait() throws(GitError) -> Int32 {
    while exitStatus == nil {
      var status: Int32 = 0
      if unsafe waitpid(processID, &status, 0) == processID {
        exitStatus = status
      } else if errno != EINTR {
        throw GitError(.command, "The exit status of \(name) was lost: \(describe(errno)).")
      }
    }
    let status = exitStatus ?? 0
    // The layout of a wait status, which <sys/wait.h> offers as macros only.
    let signal = status & 0x7F
    if signal != 0 {
      throw GitError(
        .command,
        "\(name) was stopped by signal \(signal) (\(unsafe String(cString: strsignal(signal))))."
      )
    }
    return status >> 8 & 0xFF
  }
}
