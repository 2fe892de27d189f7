import Foundation
import TestSupport
import Testing

/// A value typed on a terminal.
@Suite struct PromptTests {
  /// The two ends of a pseudo-terminal.
  private struct Terminal {
    let outer: FileHandle
    let inner: FileHandle

    init() throws {
      #if os(Linux)
      // posix_openpt(3) and its like are out of Swift's sight; this is what they do.
      let outer = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var unlocked: CInt = 0
      var number: CInt = 0
      let setLock: UInt = 0x4004_5431
      let getNumber: UInt = 0x8004_5430
      try #require(unsafe ioctl(outer, setLock, &unlocked) == 0)
      try #require(unsafe ioctl(outer, getNumber, &number) == 0)
      let inner = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
      #else
      let outer = posix_openpt(O_RDWR | O_NOCTTY)
      try #require(grantpt(outer) == 0 && unlockpt(outer) == 0)
      let inner = unsafe open(ptsname(outer), O_RDWR | O_NOCTTY)
      #endif
      try #require(outer >= 0 && inner >= 0)
      self.outer = FileHandle(fileDescriptor: outer, closeOnDealloc: true)
      self.inner = FileHandle(fileDescriptor: inner, closeOnDealloc: true)
    }

    /// Reads until `text` was shown; what was shown by then.
    func shown(until text: String) -> String {
      var all = ""
      while !all.contains(text) {
        let data = outer.availableData
        guard !data.isEmpty else { break }
        all += String(decoding: data, as: UTF8.self)
      }
      return all
    }

    func type(_ text: String) throws { try outer.write(contentsOf: Data(text.utf8)) }

    var echoes: Bool {
      var state = termios()
      _ = unsafe tcgetattr(inner.fileDescriptor, &state)
      return state.c_lflag & tcflag_t(ECHO) != 0
    }
  }

  private func start(
    _ program: Program,
    _ terminal: Terminal,
    _ arguments: [String]
  ) throws
    -> Process
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.environment = program.repository.environment
    process.currentDirectoryURL = URL(fileURLWithPath: program.repository.path)
    process.standardInput = terminal.inner
    process.standardError = terminal.inner
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test func isNotShownAndAskedForTwice() throws {
    let program = try Program.initialized()
    let terminal = try Terminal()
    let process = try start(program, terminal, ["create", "typed", "--yes"])
    var shown = terminal.shown(until: "Value (not shown): ")
    #expect(!terminal.echoes)
    try terminal.type("correct horse\n")
    shown += terminal.shown(until: "The same again: ")
    try terminal.type("correct horse\n")
    shown += terminal.shown(until: "is now at version")
    process.waitUntilExit()

    #expect(process.terminationStatus == 0)
    #expect(!shown.contains("horse"))
    #expect(terminal.echoes)
    #expect(try program("get", "typed").text == "correct horse")
  }

  @Test func twoDifferentValuesWriteNothing() throws {
    let program = try Program.initialized()
    let terminal = try Terminal()
    let process = try start(program, terminal, ["create", "typed", "--yes"])
    _ = terminal.shown(until: "Value (not shown): ")
    try terminal.type("one\n")
    _ = terminal.shown(until: "The same again: ")
    try terminal.type("two\n")
    _ = terminal.shown(until: "nothing was written")
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(try program("get", "typed").status == 2)
  }

  @Test func aSignalBringsTheEchoBack() throws {
    let program = try Program.initialized()
    let terminal = try Terminal()
    let process = try start(program, terminal, ["create", "typed", "--yes"])
    _ = terminal.shown(until: "Value (not shown): ")
    #expect(!terminal.echoes)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == SIGINT)
    #expect(terminal.echoes)
    #expect(try program("get", "typed").status == 2)
  }
}
