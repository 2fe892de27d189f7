#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The question before something is written.
struct Confirmation {
  let session: Session
  let yes: Bool

  /// Refuses early what could only be refused late: nobody can be asked, and `--yes` is missing.
  func check(_ what: String) throws {
    guard !yes, !canAsk else { return }
    throw Failure.usage(
      "\(what) needs a confirmation, and there is no terminal to ask on.",
      hint: "Add --yes to go ahead, or --dry-run to see what would be done."
    )
  }

  /// Asks; `--yes` answers.
  func ask(_ question: String) throws -> Bool {
    if yes { return true }
    let terminal = unsafe open("/dev/tty", O_RDONLY | O_CLOEXEC)
    guard terminal >= 0 else {
      try check("This")
      return false
    }
    defer { close(terminal) }
    session.world.messages.write(question + " [y/N] ")
    try session.world.messages.flush()
    var answer: [UInt8] = []
    var byte: UInt8 = 0
    while unsafe systemRead(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
      answer.append(byte)
    }
    let word = String(decoding: answer, as: UTF8.self).lowercased()
    return word == "y" || word == "yes"
  }

  var canAsk: Bool {
    guard session.world.messages.isTerminal else { return false }
    let terminal = unsafe open("/dev/tty", O_RDONLY | O_CLOEXEC)
    guard terminal >= 0 else { return false }
    close(terminal)
    return true
  }
}
