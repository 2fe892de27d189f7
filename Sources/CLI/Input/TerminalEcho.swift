#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Switches the echo of a terminal off, and back on however the program ends.
enum TerminalEcho {
  /// What the signal handler restores; a handler can reach nothing but a global.
  nonisolated(unsafe) private static var saved = termios()
  nonisolated(unsafe) private static var savedDescriptor: Int32 = -1

  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  static func withoutEcho<R>(_ descriptor: Int32, _ body: () throws -> R) throws -> R {
    let refusal = Failure("The echo of the terminal cannot be switched off.", status: .incomplete)
    var state = termios()
    guard unsafe tcgetattr(descriptor, &state) == 0 else { throw refusal }
    unsafe saved = state
    unsafe savedDescriptor = descriptor
    // A stop in between would come back with the echo on, and the value would be seen.
    let stop = signal(SIGTSTP, SIG_IGN)
    let previous = signals.map { signal($0, restoreAndRaise) }
    defer {
      restore()
      _ = signal(SIGTSTP, stop)
      for (number, handler) in zip(signals, previous) { _ = signal(number, handler) }
    }
    unblockSignals()
    state.c_lflag &= ~tcflag_t(ECHO)
    guard unsafe tcsetattr(descriptor, TCSAFLUSH, &state) == 0 else { throw refusal }
    return try body()
  }

  /// Whoever started the program may have had them blocked, and a thread of the concurrency
  /// runtime has; this one is about to sleep in read(2), and must wake up for them.
  static func unblockSignals() {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in signals { unsafe sigaddset(&set, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// tcsetattr(3), signal(2) and raise(3) are async-signal-safe.
  private static let restoreAndRaise: @convention(c) (Int32) -> Void = { number in
    TerminalEcho.restore()
    _ = signal(number, SIG_DFL)
    _ = raise(number)
  }

  private static func restore() {
    _ = unsafe tcsetattr(savedDescriptor, TCSANOW, &saved)
  }
}
