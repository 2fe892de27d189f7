#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The `git` that runs this process, directly or through a hook's script: it tells hooks less than
/// its own command line says.
package struct GitProcess: Sendable, Equatable {
  /// Tells processes apart, also two that had one number at different times.
  package let identity: String
  /// The words of the command line, from the first one after `git`.
  package let arguments: [String]
  /// Those of the `git` that runs this one, with nothing in between; nil where another program does.
  package let outerArguments: [String]?

  package init(identity: String, arguments: [String], outerArguments: [String]? = nil) {
    self.identity = identity
    self.arguments = arguments
    self.outerArguments = outerArguments
  }

  /// The nearest process above this one that is a `git`; nil where there is none, or nobody says.
  package static func ancestor() -> GitProcess? {
    var number = getppid()
    // Hook managers put some scripts and programs of theirs in between.
    for _ in 0..<16 where number > 1 {
      guard let process = Process(number) else { return nil }
      if process.isGit {
        let outer = process.parent > 1 ? Process(process.parent) : nil
        return GitProcess(
          identity: "\(number) \(process.start)",
          arguments: Array(process.words.dropFirst()),
          outerArguments: outer?.isGit == true ? outer?.words.dropFirst().map(\.self) : nil
        )
      }
      number = process.parent
    }
    return nil
  }
}

private struct Process {
  let parent: pid_t
  /// In whatever unit the system counts.
  let start: String
  let words: [String]

  var isGit: Bool {
    let name = words.first?.split(separator: "/").last ?? ""
    return name == "git" || name == "git.exe"
  }

  #if os(Linux)
  /// Reads `/proc` (proc(5)).
  init?(_ number: pid_t) {
    guard let status = try? Files.readIfPresent("/proc/\(number)/stat"),
      let command = try? Files.readIfPresent("/proc/\(number)/cmdline"),
      // The name, in parentheses, may hold anything.
      let close = status.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    // From the third field on: the parent is the fourth, the start the twenty-second.
    let fields = status[(close + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19, let parent = pid_t(String(decoding: fields[1], as: UTF8.self)) else {
      return nil
    }
    self.parent = parent
    start = String(decoding: fields[19], as: UTF8.self)
    words = command.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }
  #else
  /// Asks ps(1), which every Unix has.
  init?(_ number: pid_t) {
    guard
      let child = try? ChildProcess(
        executable: "/bin/ps",
        arguments: ["-o", "ppid=,lstart=,command=", "-p", "\(number)"],
        environment: ["LC_ALL": "C"],
        directory: "/",
        hasInput: false
      )
    else { return nil }
    var output: [UInt8] = []
    guard (try? child.finish(into: &output)) == 0 else { return nil }
    // The start is five words: `Sat Nov 28 16:00:00 2026`.
    let words = String(decoding: output, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard words.count > 6, let parent = pid_t(words[0]) else { return nil }
    self.parent = parent
    start = words[1...5].joined(separator: "-")
    self.words = words[6...].map(String.init)
  }
  #endif
}
