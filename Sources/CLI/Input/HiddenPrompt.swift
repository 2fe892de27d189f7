import AWS

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Asks for a value on a terminal without showing what is typed.
enum HiddenPrompt {
  /// The longest line that a terminal delivers whole (`MAX_CANON` and its newline).
  private static let longestLine = 4095

  static func ask(_ question: String, descriptor: Int32, messages: Output) throws -> SecretBytes {
    // Asked only when the echo is off: whoever types at once is neither seen nor cut off.
    let line = try TerminalEcho.withoutEcho(descriptor) {
      messages.write(question)
      try messages.flush()
      return try readLine(descriptor)
    }
    messages.write("\n")
    try messages.flush()
    guard line.count < longestLine else {
      throw Failure.usage(
        "The terminal delivers at most \(longestLine - 1) characters of a line.",
        hint: "Pipe the value in, or give a file."
      )
    }
    return line
  }

  /// One line, without its newline; the terminal is in canonical mode, so read(2) returns lines.
  private static func readLine(_ descriptor: Int32) throws -> SecretBytes {
    var buffer = [UInt8](repeating: 0, count: longestLine + 1)
    defer { for index in buffer.indices { buffer[index] = 0 } }
    var count: Int
    repeat {
      count = unsafe systemRead(descriptor, &buffer, buffer.count)
    } while count < 0 && errno == EINTR
    guard count > 0 else { throw Failure.usage("No value was given.") }
    let end = buffer[count - 1] == UInt8(ascii: "\n") ? count - 1 : count
    return unsafe buffer.withUnsafeBytes {
      unsafe SecretBytes(copying: .init(rebasing: $0[..<end]))
    }
  }
}

func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  #if canImport(Glibc)
  unsafe Glibc.read(descriptor, buffer, count)
  #else
  unsafe Darwin.read(descriptor, buffer, count)
  #endif
}
