import AWS
import Foundation
import TestSupport
import Testing

/// A rollback that meets trouble at each of its calls: afterwards everything is as before, or
/// everything is rolled back, or the journal is there, and by it either comes about.
@Suite struct RollbackFaultTests {
  private static let faults: [(name: String, fault: String)] = [
    ("reset", #""do":"reset""#),
    ("lost reply", #""do":"lose""#),
    ("500", #""do":"status","code":500,"body":"<p>down</p>""#),
    ("throttled", refusal("ThrottlingException")),
    ("denied", refusal("AccessDeniedException")),
  ]

  private static func refusal(_ code: String) -> String {
    #""do":"status","code":400,"body":"{\"__type\":\"\#(code)\",\"message\":\"no\"}""#
  }

  @Test(arguments: faults)
  func aFaultAtEachCall(name: String, fault: String) async throws {
    let scene = try await RollbackScene()
    var number = 1
    var outcomes: [String: Int] = [:]
    while true {
      let target = try await scene.deploy()
      let before = try await scene.state()
      let proxy = try RollbackScene.proxy(fault, at: number)
      let result = try scene.program(through: proxy)("rollback", target, "--yes")
      let context: Comment = "\(name) at call \(number): \(result.errors)"
      if scene.journalIsThere {
        #expect(result.status != 0, context)
        outcomes["unfinished", default: 0] += 1
        try await finish(scene, undo: number.isMultiple(of: 2), before, context)
      } else if result.status == 0 {
        outcomes["rolled back", default: 0] += 1
        #expect(try await scene.state().values == ["old"], context)
      } else {
        outcomes["as before", default: 0] += 1
        #expect(try await scene.state() == before, context)
      }
      let verify = try scene.program("verify")
      #expect(verify.status == 0, "\(context) \(verify.text)")
      guard try proxy.requests().contains(where: { ($0.fault ?? "delay") != "delay" }) else {
        break
      }
      number += 1
    }
    // The last one met no fault; several calls before it write.
    #expect(number > 15)
    #expect(outcomes["rolled back", default: 0] >= 1)
    #expect(outcomes["as before", default: 0] >= 1)
  }

  /// Killed while a call is under way, of which the server has heard or not.
  @Test(arguments: ["hang", "mute"])
  func killedAtEachCall(fault: String) async throws {
    let scene = try await RollbackScene()
    var number = 1
    var unfinished = 0
    while true {
      let target = try await scene.deploy()
      let before = try await scene.state()
      let proxy = try RollbackScene.proxy(#""do":"\#(fault)","seconds":600"#, at: number)
      let isKilled = try kill(scene.program(through: proxy), target, at: proxy)
      let context: Comment = "killed at call \(number)"
      if scene.journalIsThere {
        unfinished += 1
        for verb in ["status", "doctor"] {
          let said = try scene.program(verb, "--quiet")
          #expect((said.text + said.errors).contains("is not finished"), context)
        }
        let refused = try scene.program("rollback", target, "--yes")
        #expect(refused.status == 2, context)
        #expect(refused.errors.contains("--continue"), context)
        // Each call is followed by either, by the one with one fault and by the other with the other.
        let undo = number.isMultiple(of: 2) == (fault == "hang")
        try await finish(scene, undo: undo, before, context)
      } else if isKilled {
        // It wrote nothing yet, or had ended but for the last words.
        let state = try await scene.state()
        #expect(state == before || state.values == ["old"], context)
      }
      let verify = try scene.program("verify")
      #expect(verify.status == 0, "\(context) \(verify.text)")
      guard isKilled else { break }
      number += 1
    }
    #expect(unfinished >= 8)
  }

  /// Ctrl-C does not take back: that would have to be waited for.
  @Test func interruptedItSaysHowToGoOn() async throws {
    let scene = try await RollbackScene()
    let target = try await scene.deploy()
    let proxy = try FaultProxy(before: RollbackScene.server.port)
    try proxy.inject(#"[{"match":"PutParameter","do":"hang","seconds":600}]"#)
    let terminal = try PseudoTerminal()
    let process = try scene.program(through: proxy)
      .start(["rollback", target, "--yes", "--quiet"], on: terminal)
    while try !proxy.requests().contains(where: { $0.fault == "hang" }) {}
    process.interrupt()
    process.waitUntilExit()
    try terminal.inner.write(contentsOf: Data("the end".utf8))
    let shown = terminal.shown(until: "the end")
    #expect(process.terminationStatus == 130)
    #expect(shown.contains(/[0-3] of 4 secrets (is|are) rolled back/), "\(shown)")
    #expect(scene.journalIsThere)
    #expect(try scene.program("rollback", "--continue", "--yes").status == 0)
    #expect(try await scene.state().values == ["old"])
    #expect(try scene.program("verify").status == 0)
  }

  private func kill(_ program: Program, _ target: String, at proxy: FaultProxy) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["rollback", target, "--yes", "--quiet"]
    process.environment = program.wholeEnvironment
    process.currentDirectoryURL = URL(fileURLWithPath: program.repository.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning {
      guard try proxy.requests().contains(where: { ["hang", "mute"].contains($0.fault) }) else {
        continue
      }
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return true
    }
    return false
  }

  private func finish(
    _ scene: RollbackScene,
    undo: Bool,
    _ before: RollbackScene.State,
    _ context: Comment
  ) async throws {
    var result = try scene.program("rollback", undo ? "--undo" : "--continue", "--yes")
    var isUndone = undo
    if !undo, result.errors.contains("it was being undone") {
      result = try scene.program("rollback", "--undo", "--yes")
      isUndone = true
    }
    #expect(result.status == 0, "\(context) \(result.errors)")
    #expect(!scene.journalIsThere, context)
    if isUndone {
      #expect(try await scene.state() == before, context)
    } else {
      #expect(try await scene.state().values == ["old"], context)
    }
  }
}
