import Foundation
import TestSupport
import Testing

/// The two ends of a pseudo-terminal.
struct PseudoTerminal {
  let outer: FileHandle
  let inner: FileHandle
  private let unread = Unread()

  /// What was shown and not asked for yet.
  private final class Unread {
    var bytes: [UInt8] = []
  }

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

  /// Reads until `text` was shown; what was shown up to its end.
  ///
  /// What comes after it is for the next call.
  ///
  /// What is not shown within two minutes is an issue of the test, not a test without an end.
  func shown(until text: String) -> String {
    let wanted = Data(text.utf8)
    while true {
      let all = Data(unread.bytes)
      if let found = all.range(of: wanted) {
        unread.bytes = Array(all[found.upperBound...])
        return String(decoding: all[..<found.upperBound], as: UTF8.self)
      }
      var look = pollfd(fd: outer.fileDescriptor, events: Int16(POLLIN), revents: 0)
      let isThere = unsafe poll(&look, 1, 120_000) > 0
      if !isThere { Issue.record("“\(text)” was not shown.") }
      let data = isThere ? outer.availableData : Data()
      guard !data.isEmpty else {
        unread.bytes = []
        return String(decoding: all, as: UTF8.self)
      }
      unread.bytes += data
    }
  }

  func type(_ text: String) throws { try outer.write(contentsOf: Data(text.utf8)) }

  var echoes: Bool {
    var state = termios()
    _ = unsafe tcgetattr(inner.fileDescriptor, &state)
    return state.c_lflag & tcflag_t(ECHO) != 0
  }
}

extension Program {
  /// What a terminal shows of a whole run: a few kilobytes at most.
  func screen(_ arguments: [String]) throws -> String {
    let terminal = try PseudoTerminal()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.environment = wholeEnvironment
    process.currentDirectoryURL = URL(fileURLWithPath: repository.path)
    process.standardInput = terminal.inner
    process.standardOutput = terminal.inner
    process.standardError = terminal.inner
    try process.run()
    process.waitUntilExit()
    try terminal.inner.write(contentsOf: [0])
    return terminal.shown(until: "\0")
  }

  /// Starts the program on a terminal, which it writes its messages to; its results go nowhere.
  func start(_ arguments: [String], on terminal: PseudoTerminal) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.environment = wholeEnvironment
    process.currentDirectoryURL = URL(fileURLWithPath: repository.path)
    process.standardInput = terminal.inner
    process.standardError = terminal.inner
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }
}
