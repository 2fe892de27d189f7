import Foundation
import TestSupport
import Testing

/// A value that is typed is neither in a core dump, nor in the history of a shell.
@Suite struct CanaryProcessTests {
  private let world: CanaryWorld

  init() throws { world = try CanaryWorld() }

  #if os(Linux)
  /// No core is made where cores are allowed, when a signal ends the program with the value in memory.
  ///
  /// That a core of another program would be made is looked at first; where the kernel hands them to
  /// a program instead, the limit is what is left to look at.
  @Test func noCoreIsLeft() throws {
    try world.scratch.write("", to: "cores/here")
    let place = world.scratch.path("cores")
    let other = try start("import os; os.abort()", [], in: place, PseudoTerminal())
    other.waitUntilExit()
    #expect(other.terminationReason == .uncaughtSignal)
    let own = cores(in: place)
    withKnownIssue("cores of this machine go elsewhere", isIntermittent: true) {
      #expect(!own.isEmpty)
    }
    for name in own { try FileManager.default.removeItem(atPath: name) }

    let terminal = try PseudoTerminal()
    let process = try start(
      // Foundation starts programs with signals blocked.
      """
      import os, signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      os.execv(sys.argv[1], sys.argv[1:])
      """,
      [
        "/usr/bin/env", "SWIFT_BACKTRACE=enable=yes", Program.path, "create",
        "local:\(world.folder)/core", "--yes",
      ],
      in: place,
      terminal
    )
    _ = terminal.shown(until: "Value (not shown): ")
    try terminal.type("\(world.canary)\n")
    _ = terminal.shown(until: "The same again: ")
    // A file of proc(5) has no size to go by.
    let limits = try #require(
      FileHandle(forReadingAtPath: "/proc/\(process.processIdentifier)/limits")
    )
    let text = String(decoding: try limits.readToEnd() ?? Data(), as: UTF8.self)
    #expect(text.contains(#/Max core file size +0 +0 /#))
    kill(process.processIdentifier, SIGABRT)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == SIGABRT)
    // Nor does Swift's runtime print what the registers point to.
    try terminal.inner.write(contentsOf: Data("the end".utf8))
    #expect(!terminal.shown(until: "the end").contains("Registers"))
    #expect(cores(in: place).isEmpty)
    try world.expectNothing(below: place)
  }

  /// Starts a Python program where cores are allowed.
  private func start(
    _ code: String,
    _ arguments: [String],
    in place: String,
    _ terminal: PseudoTerminal
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      ["-c", "ulimit -c unlimited; exec python3 -c \"$@\"", "sh", code] + arguments
    process.environment = world.environment
    process.currentDirectoryURL = URL(fileURLWithPath: place)
    process.standardInput = terminal.inner
    process.standardError = terminal.inner
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func cores(in place: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [])
      .filter { $0.hasPrefix("core") }.map { "\(place)/\($0)" }
  }
  #endif

  /// An interactive shell remembers the commands, and nothing that was typed at a prompt of theirs.
  @Test func theHistoryOfAShellHoldsNoValue() throws {
    let history = world.scratch.path("history")
    let terminal = try PseudoTerminal()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["--norc", "--noprofile", "-i"]
    process.environment = world.environment.merging(
      ["HISTFILE": history, "PS1": "shell> ", "TERM": "dumb"]
    ) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: world.program.repository.path)
    process.standardInput = terminal.inner
    process.standardOutput = terminal.inner
    process.standardError = terminal.inner
    try process.run()
    var shown = ""
    for (verb, prompts) in [("create", 2), ("update", 1)] {
      shown += terminal.shown(until: "shell> ")
      try terminal.type("\(Program.path) \(verb) local:\(world.folder)/typed --yes\n")
      for question in ["(not shown): ", "The same again: "].prefix(prompts) {
        shown += terminal.shown(until: question)
        try terminal.type("\(world.canary)\(verb)\n")
      }
      shown += terminal.shown(until: "is now at version")
    }
    shown += terminal.shown(until: "shell> ")
    try terminal.type("exit\n")
    process.waitUntilExit()
    let kept = try String(contentsOfFile: history, encoding: .utf8)
    #expect(kept.contains("update local:\(world.folder)/typed"), "\(kept)")
    world.expectNothing(in: kept, "history")
    world.expectNothing(in: shown, "screen")
    #expect(try world.program("get", "local:\(world.folder)/typed").text == "\(world.canary)update")
    try world.expectNothingOnDisk()
  }
}
