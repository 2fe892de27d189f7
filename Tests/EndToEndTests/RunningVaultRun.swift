import Foundation
import TestSupport
import Testing

/// A `vault run` of a shell that goes on until its input ends.
final class RunningVaultRun {
  let process = Process()
  private let program: Program
  private let input = Pipe()
  private let output = Pipe()

  init(_ program: Program, _ script: String) throws {
    self.program = program
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["vault", "run", "--quiet", "--", "sh", "-c", script]
    process.environment = program.wholeEnvironment
    process.currentDirectoryURL = URL(fileURLWithPath: program.repository.path)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  func waitUntilReady() throws {
    var text = ""
    while !text.hasSuffix("ready\n") {
      let data = output.fileHandleForReading.availableData
      try #require(!data.isEmpty)
      text += String(decoding: data, as: UTF8.self)
    }
  }

  /// Ends its input, and gives what comes until it ends.
  func rest() -> String {
    try? input.fileHandleForWriting.close()
    return end()
  }

  /// What comes until it ends by itself.
  func end() -> String {
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// The process that wipes should the run be killed.
  func watch() throws -> Int32? {
    let list = try TestProcess.run(
      "ps",
      ["-A", "-o", "pid=,args="],
      environment: ["PATH": "/usr/bin:/bin"],
      directory: "/"
    )
    let path = "\(program.repository.path)/.git/secrets-sync/vault"
    let line = list.text.split(separator: "\n").first {
      $0.hasSuffix("hook vault-watch \(path)")
    }
    return line.flatMap { Int32($0.split(separator: " ")[0]) }
  }
}
