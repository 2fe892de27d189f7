import AWS
import Foundation
import TestSupport
import Testing

/// A rollback of a file of the vault that meets trouble at each of its calls: afterwards it is as
/// before, or rolled back, or the journal is there, and by it either comes about.
@Suite struct VaultRollbackFaultTests {
  private let scene: VaultLedgerScene
  /// The contents, with the deployments that have them.
  private let deployments: [(content: String, id: String)]

  init() throws {
    let scene = try VaultLedgerScene(.bucket)
    self.scene = scene
    deployments = try ["one", "two"].map { try ($0, Self.deploy($0, scene)) }
  }

  private static func deploy(_ content: String, _ scene: VaultLedgerScene) throws -> String {
    try scene.deploy(content)
    let shown = try scene.ann("show", "--format", "json").text
    return shown.firstMatch(of: /"id": ?"(\w{26})"/).map { String($0.1) } ?? ""
  }

  private func content() async throws -> String {
    let client = try AWSClient(
      settings: .load(environment: scene.ann.environment, home: "/nonexistent")
    )
    let bucket = try client.bucket(scene.scene.place, owner: MotoServer.shared.account)
    let object = try await bucket.getObject("team/files/\(VaultScene.file)", version: nil)
    return String(decoding: object.body.exposed(), as: UTF8.self)
  }

  private var journal: String {
    scene.ann.repository.path + "/.git/secrets-sync/rollback/prod.json"
  }

  private var journalIsThere: Bool { FileManager.default.fileExists(atPath: journal) }

  private func program(_ fault: String, at number: Int) throws -> (Program, FaultProxy) {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(
      #"[{"match":"","times":\#(number - 1),"do":"delay","seconds":0},{"match":"",\#(fault)}]"#
    )
    var program = scene.ann
    program.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    program.environment["AWS_MAX_ATTEMPTS"] = "1"
    return (program, proxy)
  }

  /// The deployment that is not in force.
  private func target() async throws -> (now: String, then: String, id: String) {
    let now = try await content()
    let other = try #require(deployments.first { $0.content != now })
    return (now, other.content, other.id)
  }

  @Test(arguments: [
    ("reset", #""do":"reset""#), ("lost reply", #""do":"lose""#),
    ("500", #""do":"status","code":500,"body":"<p>down</p>""#),
  ])
  func aFaultAtEachCall(name: String, fault: String) async throws {
    var number = 1
    var isOver = false
    while !isOver {
      let target = try await target()
      let (program, proxy) = try program(fault, at: number)
      let result = try program("rollback", target.id, "--yes")
      isOver = try !proxy.requests().contains { ($0.fault ?? "delay") != "delay" }
      let context: Comment = "\(name) at call \(number): \(result.errors)"
      if journalIsThere {
        #expect(result.status != 0, context)
        try await finish(undo: number.isMultiple(of: 2), target, context)
      } else {
        let expected = result.status == 0 ? target.then : target.now
        #expect(try await content() == expected, context)
      }
      let verify = try scene.ann("verify")
      #expect(verify.status == 0, "\(context) \(verify.text)")
      number += 1
    }
    // Who calls, three listings, three readings, a look and the writing.
    #expect(number > 8)
  }

  @Test(arguments: ["hang", "mute"])
  func killedAtEachCall(fault: String) async throws {
    var number = 1
    var unfinished = 0
    var isKilled = true
    while isKilled {
      let target = try await target()
      let (program, proxy) = try program(#""do":"\#(fault)","seconds":600"#, at: number)
      isKilled = try program.killed(["rollback", target.id, "--yes", "--quiet"]) {
        try proxy.requests().contains { $0.fault == fault }
      }
      let context: Comment = "\(fault) at call \(number)"
      if journalIsThere {
        unfinished += 1
        try await finish(undo: number.isMultiple(of: 2) == (fault == "hang"), target, context)
      } else {
        #expect([target.now, target.then].contains(try await content()), context)
      }
      let verify = try scene.ann("verify")
      #expect(verify.status == 0, "\(context) \(verify.text)")
      number += 1
    }
    #expect(unfinished >= 3)
  }

  private func finish(
    undo: Bool,
    _ target: (now: String, then: String, id: String),
    _ context: Comment
  ) async throws {
    var result = try scene.ann("rollback", undo ? "--undo" : "--continue", "--yes")
    var isUndone = undo
    if !undo, result.errors.contains("it was being undone") {
      result = try scene.ann("rollback", "--undo", "--yes")
      isUndone = true
    }
    #expect(result.status == 0, "\(context) \(result.errors)")
    #expect(!journalIsThere, context)
    #expect(try await content() == (isUndone ? target.now : target.then), context)
  }

  /// Somebody pushes between the plan and the writing: theirs stands, and it is said.
  @Test func whatSomebodyElsePushesMeanwhileStands() async throws {
    let target = try await target()
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(#"[{"match":"PUT ","do":"hang","seconds":600}]"#)
    var program = scene.ann
    program.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    let isKilled = try program.killed(["rollback", target.id, "--yes", "--quiet"]) {
      try proxy.requests().contains { $0.fault == "hang" }
    }
    #expect(isKilled && journalIsThere)
    try scene.bob.edit("theirs")
    #expect(try scene.bob.vault("push", "--yes").status == 0)
    let result = try scene.ann("rollback", "--continue", "--yes")
    #expect(result.status != 0)
    #expect(result.errors.contains("was changed by somebody else meanwhile"), "\(result.errors)")
    #expect(try await content() == "theirs")
    if journalIsThere {
      #expect([0, 4].contains(try scene.ann("rollback", "--undo", "--yes").status))
    }
    #expect(!journalIsThere)
    #expect(try await content() == "theirs")
  }

  /// A run that is killed while it waits for the folder of the vault has written nothing; the next
  /// one finishes or takes back.
  @Test(arguments: ["--continue", "--undo"])
  func killedBeforeAFolderIsWritten(option: String) throws {
    let scene = try VaultLedgerScene(.folder)
    let id = try Self.deploy("one", scene)
    try scene.deploy("two")
    let lock = unsafe open("\(scene.scene.place)/lock", O_RDWR | O_CREAT, 0o600)
    #expect(flock(lock, LOCK_EX) == 0)
    let path = scene.ann.repository.path + "/.git/secrets-sync/rollback/prod.json"
    let isKilled = try scene.ann.killed(["rollback", id, "--yes", "--quiet"]) {
      (FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "")
        .contains("\"state\":\"sent\"")
    }
    close(lock)
    #expect(isKilled)
    #expect(try scene.ann("status").text.contains("is not finished"))
    let result = try scene.ann("rollback", option, "--yes")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try scene.ann("verify").status == 0)
    #expect(try scene.ann.vaultVersions().count == (option == "--undo" ? 2 : 3))
    _ = try scene.ann.vault("pull", "--yes")
    #expect(try scene.ann.text() == (option == "--undo" ? "two" : "one"))
  }
}

extension Program {
  /// Whether it came to where `isThere` is true, and was killed then.
  func killed(_ arguments: [String], when isThere: () throws -> Bool) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.environment = wholeEnvironment
    process.currentDirectoryURL = URL(fileURLWithPath: repository.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning {
      guard try isThere() else { continue }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return true
    }
    return false
  }
}
