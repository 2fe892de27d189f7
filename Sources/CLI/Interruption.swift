import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Ctrl-C during a long scan, which stops at the next file, or during a command that calls AWS, which
/// ends its requests: both say so, and end with 130.
///
/// A second one ends the process at once.
enum Interruption {
  private static let happened = Atomic(false)

  static var isWanted: Bool { happened.load(ordering: .relaxed) }

  /// Runs `body`; whatever it throws or returns after a Ctrl-C, an interruption is thrown.
  static func watching<Value>(_ body: () throws -> Value) throws -> Value {
    // Makes the flag before the handler needs it.
    happened.store(false, ordering: .relaxed)
    let before = listen()
    defer { _ = signal(SIGINT, before) }
    let result = Result { try body() }
    if isWanted { throw CancellationError() }
    return try result.get()
  }

  private static func listen() -> sig_t? {
    signal(SIGINT) { _ in
      Interruption.happened.store(true, ordering: .relaxed)
      _ = signal(SIGINT, SIG_DFL)
    }
  }

  /// Where the handler rings; it can reach nothing but a global.
  nonisolated(unsafe) private static var bell: Int32 = -1

  /// Runs `body`, and rings `bell` at a Ctrl-C meanwhile.
  static func whileListening<Value>(to bell: Bell, _ body: () throws -> Value) throws -> Value {
    unsafe Self.bell = bell.writing
    let before = signal(SIGINT) { _ in
      Bell.ring(.interrupted, unsafe Interruption.bell)
      _ = signal(SIGINT, SIG_DFL)
    }
    // Whoever started the program in the background had the signal ignored.
    let ignoring = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
    if unsafe unsafeBitCast(before, to: Int.self) == ignoring { _ = signal(SIGINT, SIG_IGN) }
    defer { _ = signal(SIGINT, before) }
    // Or blocked, as a thread of the concurrency runtime has it when it starts a program.
    TerminalEcho.unblockSignals()
    return try body()
  }
}
