import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// A copy of several secrets that meets trouble at each of its calls: each secret holds its old or
/// its new value, no version is there twice, and the next run finishes it or takes it back.
@Suite struct CopyFaultTests {
  private static let faults: [(name: String, fault: String)] = [
    ("reset", #""do":"reset""#),
    ("lost reply", #""do":"lose""#),
    ("cut", #""do":"truncate","bytes":20"#),
    ("500", #""do":"status","code":500,"body":"<p>down</p>""#),
    ("throttled", refusal("ThrottlingException")),
    ("denied", refusal("AccessDeniedException")),
  ]

  private static func refusal(_ code: String) -> String {
    #""do":"status","code":400,"body":"{\"__type\":\"\#(code)\",\"message\":\"no\"}""#
  }

  @Test(arguments: [StoreKind.secretsManager, .parameterStore], faults)
  func aFaultAtEachCall(kind: StoreKind, fault: (name: String, fault: String)) async throws {
    let scene = try CopyScene(kind)
    var number = 1
    var whole = 0
    while true {
      try await scene.begin(number)
      let proxy = try RollbackScene.proxy(fault.fault, at: number)
      let result = try scene.program(through: proxy).run(scene.arguments)
      let context: Comment = "\(fault.name) at call \(number): \(result.errors)"
      if result.status == 0 {
        whole += 1
        #expect(try await scene.state() == .new, context)
      }
      try await scene.check(context)
      try await scene.settle(undo: number.isMultiple(of: 2), context)
      guard try proxy.requests().contains(where: { ($0.fault ?? "delay") != "delay" }) else {
        break
      }
      number += 1
    }
    // The last one met no fault; several calls before it write.
    #expect(number > 8)
    #expect(whole >= 1)
  }

  /// Killed while a call is under way, of which the server has heard or not.
  @Test(arguments: [StoreKind.secretsManager, .parameterStore], ["hang", "mute"])
  func killedAtEachCall(kind: StoreKind, fault: String) async throws {
    let scene = try CopyScene(kind)
    var number = 1
    var unfinished = 0
    while true {
      try await scene.begin(number)
      let proxy = try RollbackScene.proxy(#""do":"\#(fault)","seconds":600"#, at: number)
      let isKilled = try kill(scene.program(through: proxy), scene.arguments, at: proxy)
      let context: Comment = "killed at call \(number)"
      try await scene.check(context)
      for verb in ["status", "doctor"] where scene.isUnfinished {
        let said = try scene.program(verb, "--quiet")
        #expect((said.text + said.errors).contains("is not finished"), context)
      }
      if scene.isUnfinished { unfinished += 1 }
      // Each call is followed by either, by the one with one fault and by the other with the other.
      try await scene.settle(undo: number.isMultiple(of: 2) == (fault == "hang"), context)
      guard isKilled else { break }
      number += 1
    }
    #expect(unfinished >= 4)
  }

  /// Killed at each call of taking it back, which is then begun again.
  @Test(arguments: [StoreKind.secretsManager, .parameterStore], ["hang", "mute"])
  func killedWhileTakingBack(kind: StoreKind, fault: String) async throws {
    let scene = try CopyScene(kind)
    var number = 1
    while true {
      try await scene.begin(number)
      #expect(try scene.program.run(scene.arguments).status == 0)
      let proxy = try RollbackScene.proxy(#""do":"\#(fault)","seconds":600"#, at: number)
      let isKilled = try kill(scene.program(through: proxy), scene.undo, at: proxy)
      try await scene.settle(undo: true, "taking back, killed at call \(number)")
      guard isKilled else { break }
      number += 1
    }
    #expect(number > 4)
  }

  @Test(arguments: [StoreKind.secretsManager, .parameterStore])
  func interruptedItSaysWhatWasDone(kind: StoreKind) async throws {
    let scene = try CopyScene(kind)
    try await scene.begin(1)
    let proxy = try FaultProxy(before: RollbackScene.server.port)
    let operation = kind == .secretsManager ? "PutSecretValue" : "PutParameter"
    try proxy.inject(#"[{"match":"\#(operation)","do":"hang","seconds":600}]"#)
    let terminal = try PseudoTerminal()
    let process = try scene.program(through: proxy).start(scene.arguments, on: terminal)
    while try !proxy.requests().contains(where: { $0.fault == "hang" }) {}
    process.interrupt()
    process.waitUntilExit()
    try terminal.inner.write(contentsOf: Data("the end".utf8))
    let shown = terminal.shown(until: "the end")
    #expect(process.terminationStatus == 130)
    #expect(shown.contains("Interrupted."), "\(shown)")
    try await scene.check("interrupted")
    #expect(scene.isUnfinished)
    try await scene.settle(undo: false, "interrupted")
  }

  private func kill(
    _ program: Program,
    _ arguments: [String],
    at proxy: FaultProxy
  ) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
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
}
