import AWS
import Secrets

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where a new value comes from; never from the command line, which every process can read.
enum ValueInput {
  case file(String)
  case standardInput
  case prompt
  case random(RandomValue)

  /// More than any store takes; whoever pipes a disk image in is told so.
  private static let limit = 1 << 20

  /// Chooses by the FILE argument: `-` is standard input; without one, a terminal is asked.
  static func choose(_ arguments: [String], verb: String, in session: Session) throws -> ValueInput
  {
    guard arguments.count <= 1 else { throw refusal(verb) }
    guard let argument = arguments.first else {
      return session.world.inputIsTerminal ? .prompt : .standardInput
    }
    if argument == "-" { return .standardInput }
    let path = session.world.absolute(argument)
    // The argument may be the value itself: it is never repeated.
    guard unsafe access(path, F_OK) == 0 else { throw refusal(verb) }
    return .file(path)
  }

  /// A random value instead of one from somewhere.
  static func random(
    _ random: RandomValue,
    _ arguments: [String],
    verb: String,
    in session: Session
  ) throws -> ValueInput {
    guard let argument = arguments.first else { return .random(random) }
    guard arguments.count == 1, isThere(argument, in: session) else { throw refusal(verb) }
    let other = argument == "-" ? "standard input" : "a file"
    throw Failure.usage(
      "The value is to be random and from \(other): choose one.",
      hint: "Leave out --generate, or what follows the name."
    )
  }

  private static func refusal(_ verb: String) -> Failure {
    .usage(
      "The argument after the name is not a file, and a value is never taken from the command "
        + "line, where other processes and the shell's history see it.",
      hint: "Name a file, pipe the value in (`… | git secrets-sync \(verb) NAME`), or leave it out "
        + "to be asked for it. If you typed a secret, remove it from your shell's history."
    )
  }

  /// Reads the value: a file and standard input byte for byte, the prompt's line without its end.
  ///
  /// - Throws: a usage error where it is empty, unless it `mayBeEmpty`.
  func read(
    twice: Bool,
    trim: Bool,
    mayBeEmpty: Bool = false,
    in session: Session
  ) throws -> SecretBytes {
    let value =
      switch self {
      case .file(let path): try Self.readFile(path)
      case .standardInput: try Self.readAll(session.world.input)
      case .prompt: try Self.ask(twice: twice, session)
      case .random(let random): try random.make()
      }
    let result = trim ? Self.withoutLastNewline(value) : value
    guard mayBeEmpty || !result.isEmpty else { throw Self.emptiness }
    return result
  }

  static var emptiness: Failure {
    .usage("The value is empty.", hint: "No store keeps an empty value.")
  }

  private static func ask(twice: Bool, _ session: Session) throws -> SecretBytes {
    let world = session.world
    let value = try HiddenPrompt.ask(
      "Value (not shown): ",
      descriptor: world.input,
      messages: world.messages
    )
    guard twice else { return value }
    let again = try HiddenPrompt.ask(
      "The same again: ",
      descriptor: world.input,
      messages: world.messages
    )
    guard value == again else { throw Failure.usage("The two values differ; nothing was written.") }
    return value
  }

  private static func readFile(_ path: String) throws -> SecretBytes {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw Failure.usage("The file cannot be opened: \(reason).")
    }
    defer { close(descriptor) }
    var information = stat()
    guard unsafe fstat(descriptor, &information) == 0, information.st_mode & S_IFMT != S_IFDIR
    else {
      throw Failure.usage("A directory cannot be a value.", hint: "Name a file.")
    }
    return try readAll(descriptor)
  }

  private static func readAll(_ descriptor: Int32) throws -> SecretBytes {
    var buffer = [UInt8](repeating: 0, count: limit + 1)
    defer { for index in buffer.indices { buffer[index] = 0 } }
    var total = 0
    while total <= limit {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe systemRead(descriptor, base + total, bytes.count - total)
      }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        let reason = unsafe String(cString: strerror(errno))
        throw Failure("The value could not be read: \(reason).", status: .incomplete)
      }
      total += count
    }
    guard total <= limit else {
      throw Failure.usage("The value is larger than any store takes (64 KiB).")
    }
    return unsafe buffer.withUnsafeBytes {
      unsafe SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0[..<total]))
    }
  }

  private static func withoutLastNewline(_ value: SecretBytes) -> SecretBytes {
    unsafe value.withBytes { bytes in
      var end = bytes.count
      if end > 0, unsafe bytes[end - 1] == UInt8(ascii: "\n") {
        end -= 1
        if end > 0, unsafe bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      }
      return unsafe SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[..<end]))
    }
  }
}
