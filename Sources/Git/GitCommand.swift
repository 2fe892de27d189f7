#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The user's own `git`, run directly in one directory with one environment.
///
/// The environment reaches Git whole: hooks depend on `GIT_INDEX_FILE` and `GIT_DIR`.
package struct GitCommand: Sendable {
  /// The directory in which Git runs.
  package var directory: String
  /// The environment that Git gets, with some settings added (see `childEnvironment`).
  package var environment: [String: String]
  private let executable: String

  /// Names the program, where it runs and what it sees.
  ///
  /// - Parameters:
  ///   - executable: a path, or a name that is looked for in `PATH` of `environment`.
  ///   - directory: the working directory.
  ///   - environment: the variables that Git gets.
  package init(
    executable: String = "git",
    directory: String,
    environment: [String: String]
  ) {
    self.executable = executable
    self.directory = directory
    self.environment = environment
  }

  /// Runs Git to its end.
  ///
  /// - Throws: `command` if Git cannot be started or is ended by a signal; a status other than 0
  ///   is no error here.
  package func run(_ arguments: [String], input: [UInt8]? = nil) throws(GitError) -> GitOutput {
    let child = try start(arguments, hasInput: input != nil)
    if let input { child.send(input) }
    var output: [UInt8] = []
    let status = try child.finish(into: &output)
    return GitOutput(
      status: status,
      standardOutput: output,
      standardError: String(decoding: child.errorText, as: UTF8.self)
    )
  }

  /// Runs Git and returns what it wrote to standard output.
  ///
  /// - Throws: `command` also if the exit status is not 0.
  package func output(_ arguments: [String], input: [UInt8]? = nil) throws(GitError) -> [UInt8] {
    let result = try run(arguments, input: input)
    guard result.status == 0 else { throw result.failure(of: arguments) }
    return result.standardOutput
  }

  /// Runs Git and returns its output as text, without the line end.
  package func line(_ arguments: [String]) throws(GitError) -> String {
    var bytes = try output(arguments)
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Starts Git and leaves the conversation to the caller.
  func start(_ arguments: [String], hasInput: Bool) throws(GitError) -> ChildProcess {
    guard let path = locate() else {
      throw GitError(
        .command,
        "The program `\(executable)` is not in any directory of PATH.",
        hint: "Install Git, or put its directory into PATH."
      )
    }
    return try ChildProcess(
      executable: path,
      arguments: arguments,
      environment: childEnvironment,
      directory: directory,
      hasInput: hasInput
    )
  }

  /// Messages in English, no lock taken just to save time, and objects as they are: what a
  /// replacement (`git replace`) or a graft shows instead of an object is not what a commit or push
  /// carries.
  private var childEnvironment: [String: String] {
    var child = environment
    child["LC_ALL"] = "C"
    child["GIT_OPTIONAL_LOCKS"] = "0"
    child["GIT_NO_REPLACE_OBJECTS"] = "1"
    // No such file: for one that is there, even empty, Git advises against grafts.
    child["GIT_GRAFT_FILE"] = "/dev/null/none"
    return child
  }

  /// The absolute path of the program: `posix_spawnp(3)` would search this process's own `PATH`.
  ///
  /// Relative directories in `PATH` are passed over: what a repository holds must not be run.
  private func locate() -> String? {
    if executable.utf8.contains(UInt8(ascii: "/")) { return executable }
    let path = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    for directory in path.split(separator: ":") where directory.hasPrefix("/") {
      let candidate = "\(directory)/\(executable)"
      var status = stat()
      if unsafe stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        unsafe access(candidate, X_OK) == 0
      {
        return candidate
      }
    }
    return nil
  }
}

/// What a finished `git` left behind.
package struct GitOutput: Sendable {
  /// The exit status, 0 to 255.
  package let status: Int32
  /// The bytes of standard output.
  package let standardOutput: [UInt8]
  /// The text of standard error; at most about 64 KiB of it.
  package let standardError: String

  /// The error that says that this command failed, in Git's own words.
  func failure(of arguments: [String]) -> GitError {
    let words = standardError.trimmedLines
    let reason = words.isEmpty ? "exit status \(status)" : words
    return GitError(.command, "`git \(Self.name(arguments))` failed: \(reason)")
  }

  /// The subcommand and its plain words: enough to know what ran.
  private static func name(_ arguments: [String]) -> String {
    var rest = arguments[...]
    while let first = rest.first, first.hasPrefix("-") {
      rest = rest.dropFirst(first == "-c" || first == "-C" ? 2 : 1)
    }
    return rest.first ?? arguments.first ?? ""
  }
}

extension String {
  /// The text without the line ends around it and without Git's `fatal: ` in front.
  var trimmedLines: String {
    var text = self[...]
    while let last = text.last, last.isNewline || last == " " { text.removeLast() }
    for prefix in ["fatal: ", "error: "] where text.hasPrefix(prefix) {
      text.removeFirst(prefix.count)
      break
    }
    return String(text)
  }
}
