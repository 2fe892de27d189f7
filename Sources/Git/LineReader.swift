/// Reads the output of a `git` command piece by piece, while it runs.
final class LineReader {
  private let child: ChildProcess
  private let arguments: [String]
  private let separator: UInt8
  private var received: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  /// Starts Git.
  ///
  /// - Parameters:
  ///   - git: the repository.
  ///   - arguments: the command.
  ///   - separator: what ends each piece.
  ///   - input: the whole standard input.
  /// - Throws: `command` if Git cannot be started.
  init(
    _ git: GitCommand,
    _ arguments: [String],
    separator: UInt8 = UInt8(ascii: "\n"),
    input: [UInt8]? = nil
  ) throws(GitError) {
    child = try git.start(arguments, hasInput: input != nil)
    if let input {
      child.send(input)
      child.finishInput()
    }
    self.arguments = arguments
    self.separator = separator
  }

  /// The next piece without its end, or `nil` once Git has ended well.
  ///
  /// - Throws: if Git fails, or its last piece has no end.
  func next() throws(GitError) -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = received[searched...].firstIndex(of: separator) {
        defer { position = end + 1 }
        return received[position..<end]
      }
      if isAtEnd { return nil }
      let scanned = received.count - position
      received.removeFirst(position)
      position = 0
      searched = scanned
      if try !child.exchange(into: &received) { try finish() }
    }
  }

  private func finish() throws(GitError) {
    isAtEnd = true
    let status = try child.finish(into: &received)
    guard status == 0 else {
      let errors = String(decoding: child.errorText, as: UTF8.self)
      throw GitOutput(status: status, standardOutput: [], standardError: errors)
        .failure(of: arguments)
    }
    if received.last.map({ $0 != separator }) ?? false {
      throw Self.unexpected(received[...], arguments)
    }
  }

  static func unexpected(_ bytes: ArraySlice<UInt8>, _ arguments: [String]) -> GitError {
    GitError(
      .corrupt,
      "`git \(arguments.first ?? "")` wrote something that is not known: "
        + "\(GitPath(bytes: Array(bytes.prefix(200))))."
    )
  }
}
