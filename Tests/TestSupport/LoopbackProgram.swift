import Foundation

/// A Python server of `Tests/Support` that runs as long as this value, or this process, lives.
///
/// The program prints one line of JSON when it is ready and stops when its standard input ends, so
/// that nothing stays behind even when the tests are killed.
final class LoopbackProgram: @unchecked Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// `Tests`.
  static let testsDirectory = {
    let file = URL(fileURLWithPath: #filePath)
    return file.deletingLastPathComponent().deletingLastPathComponent().path
  }()

  /// `GSS_TEST_PYTHON`, else the environment that `scripts/test` makes, else the user's `python3`.
  static let python: String = {
    let made = "\(testsDirectory)/../.build/test-venv/bin/python3"
    if let named = ProcessInfo.processInfo.environment["GSS_TEST_PYTHON"] { return named }
    return FileManager.default.isExecutableFile(atPath: made) ? made : "python3"
  }()

  let ready: [String: String]
  var port: Int { Int(ready["port"] ?? "") ?? 0 }

  // Sendable: both are used by `init` and `deinit` alone.
  private let process = Process()
  private let input = Pipe()

  init(_ arguments: [String]) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [Self.python] + arguments + ["--until-input-ends"]
    process.currentDirectoryURL = URL(fileURLWithPath: "\(Self.testsDirectory)/Support")
    var environment = ProcessInfo.processInfo.environment
    for key in environment.keys where key.hasPrefix("AWS_") { environment[key] = nil }
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    environment["AWS_EC2_METADATA_DISABLED"] = "true"
    process.environment = environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = Self.firstLine(output.fileHandleForReading.fileDescriptor)
    guard let line, let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any]
    else {
      process.terminate()
      throw Failure(
        description: "\(Self.python) \(arguments.joined(separator: " ")) did not start; "
          + "scripts/test installs what it needs"
      )
    }
    ready = object.mapValues { "\($0)" }
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.terminate()
  }

  /// Waits at most a minute; nil when the output ends first.
  private static func firstLine(_ descriptor: Int32) -> Data? {
    var line = Data()
    let deadline = Date(timeIntervalSinceNow: 60)
    while deadline.timeIntervalSinceNow > 0 {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&waiting, 1, 1_000) >= 0 || errno == EINTR else { return nil }
      guard waiting.revents != 0 else { continue }
      var byte: UInt8 = 0
      guard unsafe read(descriptor, &byte, 1) == 1 else { return nil }
      if byte == UInt8(ascii: "\n") { return line }
      line.append(byte)
    }
    return nil
  }
}

extension TestProcess {
  /// Runs a Python program of `Tests/Support` to its end, with what the test servers have.
  package static func python(
    _ name: String,
    _ arguments: [String],
    environment: [String: String]
  ) throws -> TestProcess {
    let support = "\(LoopbackProgram.testsDirectory)/Support"
    var environment = environment
    environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return try run(
      LoopbackProgram.python,
      ["\(support)/\(name)"] + arguments,
      environment: environment,
      directory: support
    )
  }
}
