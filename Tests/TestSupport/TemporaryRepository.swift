import Foundation

/// A real Git repository with its own home, so that nobody's settings reach a test.
package final class TemporaryRepository: Sendable {
  /// What is special about a repository.
  package enum Option: Sendable {
    /// `git init --object-format=sha256`.
    case sha256
    /// `git init --bare`.
    case bare
    /// `core.splitIndex`.
    case splitIndex
  }

  /// A `git` that ended with another status than 0.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
  }

  /// The directory that everything is in: `home/` and `work/`.
  package let directory: TemporaryDirectory
  /// The top of the working tree, or the bare repository.
  package let path: String
  /// The environment for `git` and for the program under test: private home, no `GIT_*` of the
  /// process that runs the tests, fixed names and dates.
  package let environment: [String: String]

  /// Makes an empty repository on branch `main`.
  package init(_ options: Option..., name: String = "work") throws {
    directory = TemporaryDirectory()
    path = directory.path(name)
    environment = Self.environment(home: directory.path("home"))
    try Self.prepareHome(directory)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    var arguments = ["init", "--quiet"]
    if options.contains(where: { if case .sha256 = $0 { true } else { false } }) {
      arguments.append("--object-format=sha256")
    }
    if options.contains(where: { if case .bare = $0 { true } else { false } }) {
      arguments.append("--bare")
    }
    try git(arguments + ["."])
    for case .splitIndex in options { try git(["config", "core.splitIndex", "true"]) }
  }

  /// An environment with a private home and without anybody's Git settings.
  package static func environment(home: String) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    for key in environment.keys where key.hasPrefix("GIT_") || key.hasPrefix("AWS_") {
      environment[key] = nil
    }
    environment["HOME"] = home
    environment["XDG_CONFIG_HOME"] = home + "/.config"
    environment["GIT_CONFIG_NOSYSTEM"] = "1"
    environment["GIT_CONFIG_GLOBAL"] = home + "/.gitconfig"
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["LC_ALL"] = "C"
    environment["TZ"] = "UTC"
    return environment
  }

  private static func prepareHome(_ directory: TemporaryDirectory) throws {
    try directory.write(
      """
      [user]
      \tname = Test User
      \temail = test@example.com
      [init]
      \tdefaultBranch = main
      [protocol "file"]
      \tallow = always
      [gc]
      \tauto = 0

      """,
      to: "home/.gitconfig"
    )
  }

  /// Runs `git` in the repository (or in `directory`) and returns its output without the last line
  /// end; throws if its status is not 0.
  @discardableResult
  package func git(
    _ arguments: [String],
    in directory: String? = nil,
    input: [UInt8]? = nil,
    environment extra: [String: String] = [:]
  ) throws -> String {
    let result = try tryGit(arguments, in: directory, input: input, environment: extra)
    guard result.status == 0 else {
      throw Failure(description: "git \(arguments): status \(result.status): \(result.errors)")
    }
    return result.text.hasSuffix("\n") ? String(result.text.dropLast()) : result.text
  }

  /// Runs `git` in the repository with the words given: `try repository.git("add", "-A")`.
  @discardableResult
  package func git(_ arguments: String...) throws -> String { try git(arguments) }

  /// Runs `git` in the repository, whatever its status will be.
  package func tryGit(
    _ arguments: [String],
    in directory: String? = nil,
    input: [UInt8]? = nil,
    environment extra: [String: String] = [:]
  ) throws -> TestProcess {
    try TestProcess.run(
      "git",
      arguments,
      environment: environment.merging(extra) { $1 },
      directory: directory ?? path,
      input: input
    )
  }

  /// Writes a file in the working tree.
  package func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: Array(name.utf8))
  }

  /// Writes a file of any bytes under a name of any bytes.
  package func write(_ bytes: [UInt8], to name: [UInt8]) throws {
    let prefix = path.dropFirst(directory.path.count + 1)
    try directory.write(bytes, to: Array(prefix.utf8) + [0x2F] + name)
  }

  /// Writes files, stages everything and commits; returns the commit's id.
  @discardableResult
  package func commit(
    _ files: [String: String] = [:],
    message: String = "change"
  ) throws -> String {
    for (name, text) in files { try write(text, to: name) }
    try git("add", "--all")
    try git("commit", "--quiet", "--allow-empty", "--message", message)
    return try git("rev-parse", "HEAD")
  }

  /// Adds a linked worktree beside the repository and returns its path.
  package func addWorktree(_ name: String, branch: String) throws -> String {
    let path = directory.path(name)
    try git("worktree", "add", "--quiet", "-b", branch, path)
    return path
  }

  /// Makes the working tree sparse with a sparse index that holds only the folders given.
  package func makeSparse(_ folders: String...) throws {
    try git(["sparse-checkout", "set", "--cone", "--sparse-index"] + folders)
  }
}
