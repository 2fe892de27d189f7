import Foundation

/// A finished program.
package struct TestProcess: Sendable {
  /// The exit status; minus the signal's number if one ended the program.
  package let status: Int32
  /// What it wrote to standard output.
  package let output: [UInt8]
  /// What it wrote to standard error, as text.
  package let errors: String
  /// `output` as text.
  package var text: String { String(decoding: output, as: UTF8.self) }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - executable: a path, or a name that is looked for in the `PATH` of `environment`.
  ///   - arguments: what follows the name.
  ///   - environment: the whole environment.
  ///   - directory: the working directory.
  ///   - input: the bytes of standard input.
  /// - Returns: the finished program.
  /// - Throws: if the program cannot be started.
  @discardableResult
  package static func run(
    _ executable: String,
    _ arguments: [String] = [],
    environment: [String: String],
    directory: String,
    input: [UInt8]? = nil
  ) throws -> TestProcess {
    // Files rather than pipes: nothing can wait for anything, whatever the sizes.
    let scratch = TemporaryDirectory()
    for name in ["in", "out", "err"] {
      try scratch.write(name == "in" ? input ?? [] : [], to: Array(name.utf8))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: locate(executable, environment))
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.standardInput = try FileHandle(
      forReadingFrom: URL(fileURLWithPath: scratch.path("in"))
    )
    process.standardOutput = try FileHandle(
      forWritingTo: URL(fileURLWithPath: scratch.path("out"))
    )
    process.standardError = try FileHandle(
      forWritingTo: URL(fileURLWithPath: scratch.path("err"))
    )
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus
    return TestProcess(
      status: process.terminationReason == .exit ? status : -status,
      output: try scratch.read("out"),
      errors: String(decoding: try scratch.read("err"), as: UTF8.self)
    )
  }

  private static func locate(_ name: String, _ environment: [String: String]) -> String {
    if name.contains("/") { return name }
    for directory in (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":") {
      let path = "\(directory)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    return name
  }
}
