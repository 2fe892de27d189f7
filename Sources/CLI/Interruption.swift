import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What the user does to a command that takes long.
///
/// Ctrl-C stops a long scan at the next file, and ends the requests of a command that calls AWS:
/// both say so, and end with 130. SIGTERM, which a pipeline sends to what it gives up, does the same
/// to a command that calls AWS, since it may be writing.
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

  /// Runs `body`, and rings `bell` at a Ctrl-C or SIGTERM meanwhile.
  static func whileListening<Value>(
    to bell: Bell,
    for signals: [Int32] = signals,
    _ body: () throws -> Value
  ) throws -> Value {
    unsafe Self.bell = bell.writing
    let before = signals.map(ring)
    defer { for (number, handler) in zip(signals, before) { _ = signal(number, handler) } }
    // Or blocked, as a thread of the concurrency runtime has it when it starts a program.
    TerminalEcho.unblockSignals()
    return try body()
  }

  /// What ends a command that calls AWS.
  static let signals = [SIGINT, SIGTERM]

  private static func ring(at number: Int32) -> sig_t? {
    let before = signal(number) { number in
      Bell.ring(.interrupted, unsafe Interruption.bell)
      _ = signal(number, SIG_DFL)
    }
    // Whoever started the program in the background had the signal ignored.
    let ignoring = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
    if unsafe unsafeBitCast(before, to: Int.self) == ignoring { _ = signal(number, SIG_IGN) }
    return before
  }
}
