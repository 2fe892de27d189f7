import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Ctrl-C during a long scan: it stops at the next file, says so, and ends with 130.
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
}
