#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A question that is answered with a line, on the terminal of standard input or else on the one
/// that the process belongs to.
struct TerminalQuestion {
  let session: Session

  var canAsk: Bool {
    guard session.world.messages.isTerminal else { return false }
    return withTerminal { _ in true } ?? false
  }

  /// The answer without blanks around it; nil where there is no terminal, or the input ends.
  func ask(_ question: String) throws -> String? {
    try withTerminal { terminal in
      TerminalEcho.unblockSignals()
      session.message(question)
      try session.world.messages.flush()
      // A question ends at once with Ctrl-C: nothing is under way.
      let signals = Interruption.signals
      let before = signals.map { signal($0, SIG_DFL) }
      defer { for (number, handler) in zip(signals, before) { _ = signal(number, handler) } }
      return readLine(terminal)
    } ?? nil
  }

  private func withTerminal<Value>(_ body: (Int32) throws -> Value) rethrows -> Value? {
    if session.world.inputIsTerminal { return try body(session.world.input) }
    let terminal = unsafe open("/dev/tty", O_RDONLY | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    return try body(terminal)
  }

  private func readLine(_ terminal: Int32) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = unsafe systemRead(terminal, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { break }
      guard byte != UInt8(ascii: "\n") else { return text(line) }
      line.append(byte)
    }
    return line.isEmpty ? nil : text(line)
  }

  private func text(_ line: [UInt8]) -> String {
    var text = Substring(String(decoding: line, as: UTF8.self)).drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
