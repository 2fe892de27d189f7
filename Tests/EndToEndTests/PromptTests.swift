import Foundation
import TestSupport
import Testing

/// A value typed on a terminal.
@Suite struct PromptTests {
  @Test func isNotShownAndAskedForTwice() throws {
    let program = try Program.initialized()
    let terminal = try PseudoTerminal()
    let process = try program.start(["create", "typed", "--yes"], on: terminal)
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
    let terminal = try PseudoTerminal()
    let process = try program.start(["create", "typed", "--yes"], on: terminal)
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
    let terminal = try PseudoTerminal()
    let process = try program.start(["create", "typed", "--yes"], on: terminal)
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
