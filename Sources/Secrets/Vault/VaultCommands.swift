import AWS

/// Commands in what is said of a vault, such that they work as they are printed.
package struct VaultCommands: Sendable {
  /// A file as one word of a shell, from the working directory.
  package let argument: @Sendable (VaultPath) -> String
  /// The options that lead to the same vault, each with a space before it.
  package let options: String

  /// What each begins with.
  package let program: String

  package init(
    argument: @escaping @Sendable (VaultPath) -> String = { printable($0.text) },
    options: String = "",
    program: String = "git secrets-sync"
  ) {
    self.program = program
    self.argument = argument
    self.options = options
  }

  /// A command.
  ///
  /// - Parameters:
  ///   - action: `push` and the like.
  ///   - file: what it is about; nil for all.
  ///   - more: words after it, quoted where they need it.
  /// - Returns: `git secrets-sync vault …`.
  package func callAsFunction(
    _ action: String,
    _ file: VaultPath? = nil,
    _ more: String = ""
  ) -> String {
    "\(program) vault \(action)" + (file.map { " " + argument($0) } ?? "")
      + (more.isEmpty ? "" : " " + more) + options
  }
}
