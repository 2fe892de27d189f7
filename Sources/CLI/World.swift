package import FoundationEssentials

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Everything outside the program that a command may touch, made once and handed down.
package struct World: Sendable {
  package var environment: [String: String]
  /// The working directory, absolute; `.` where its path cannot be told.
  package var directory: String
  package var home: String
  package var input: Int32
  package var output: Output
  package var messages: Output
  package var now: @Sendable () -> Date
  /// The program that runs, absolute; hooks are installed with this path.
  package var executable: String

  package init(
    environment: [String: String],
    directory: String,
    home: String,
    input: Int32,
    output: Output,
    messages: Output,
    executable: String,
    now: @escaping @Sendable () -> Date
  ) {
    self.environment = environment
    self.directory = directory
    self.home = home
    self.input = input
    self.output = output
    self.messages = messages
    self.executable = executable
    self.now = now
  }

  /// The world of this process.
  package static func ofThisProcess(invokedAs name: String) -> World {
    let environment = readEnvironment()
    return World(
      environment: environment,
      directory: currentDirectory(),
      home: environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? homeFromPasswordDatabase(),
      input: STDIN_FILENO,
      output: Output(descriptor: STDOUT_FILENO),
      messages: Output(descriptor: STDERR_FILENO),
      executable: executablePath() ?? name,
      now: { Date() }
    )
  }

  package var inputIsTerminal: Bool { isatty(input) == 1 }

  /// `${XDG_DATA_HOME:-$HOME/.local/share}/git-secrets-sync`; a relative XDG path is ignored, as
  /// the XDG Base Directory Specification demands.
  package var dataDirectory: String {
    let base = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (base ?? home + "/.local/share") + "/git-secrets-sync"
  }

  /// A path as the user gave it, made absolute.
  package func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : directory + "/" + path
  }
}

private func readEnvironment() -> [String: String] {
  var result: [String: String] = [:]
  var entry = unsafe environ
  while let text = unsafe entry.pointee {
    let pair = unsafe String(cString: text)
    if let equals = pair.utf8.firstIndex(of: UInt8(ascii: "=")) {
      let name = String(pair[..<equals])
      // Of a name that stands twice the first counts, as for getenv(3).
      if result[name] == nil {
        result[name] = String(pair[pair.utf8.index(after: equals)...])
      }
    }
    unsafe entry = entry.advanced(by: 1)
  }
  return result
}

/// The working directory; `.` where it has no path, because it was removed, or none in UTF-8.
private func currentDirectory() -> String {
  guard let path = unsafe getcwd(nil, 0) else { return "." }
  defer { unsafe free(path) }
  return unsafe String(validatingCString: path) ?? "."
}

private func homeFromPasswordDatabase() -> String {
  guard let entry = unsafe getpwuid(getuid()), let home = unsafe entry.pointee.pw_dir else {
    return "/"
  }
  return unsafe String(cString: home)
}

private func executablePath() -> String? {
  #if os(Linux)
  guard let path = unsafe realpath("/proc/self/exe", nil) else { return nil }
  #else
  var size: UInt32 = 4096
  var buffer = [CChar](repeating: 0, count: Int(size))
  guard unsafe _NSGetExecutablePath(&buffer, &size) == 0,
    let path = unsafe realpath(buffer, nil)
  else { return nil }
  #endif
  defer { unsafe free(path) }
  return unsafe String(cString: path)
}
