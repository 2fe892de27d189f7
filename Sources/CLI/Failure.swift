/// An error as the user sees it: what happened, what to do next, and the exit code.
///
/// This is the one place where the errors of the modules are given their exit code.
package struct Failure: Error, Sendable, Equatable {
  package let message: String
  package let hint: String?
  package let status: ExitStatus
  private let isSilent: Bool

  package init(_ message: String, hint: String? = nil, status: ExitStatus) {
    self.message = message
    self.hint = hint
    self.status = status
    isSilent = false
  }

  private init(silent status: ExitStatus) {
    message = ""
    hint = nil
    self.status = status
    isSilent = true
  }

  /// The reader of our output went away (`… | head`): nothing to say, and nobody to say it to.
  static let readerGone = Failure(silent: .done)

  /// Wrong usage or configuration.
  static func usage(_ message: String, hint: String? = nil) -> Failure {
    Failure(message, hint: hint, status: .usage)
  }

  /// The lines for standard error: `error: …`, then `hint: …`.
  package func text(painted: (String, Paint) -> String) -> String {
    guard !isSilent else { return "" }
    var text = painted("error:", .red) + " " + Self.lines(message) + "\n"
    if let hint { text += painted("hint:", .cyan) + " " + Self.lines(hint) + "\n" }
    return text
  }

  /// Our own messages may have several lines; each is made safe on its own.
  private static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { visible(String($0)) }.joined(separator: "\n")
  }
}
