import Foundation
import TestSupport
import Testing

/// `apply --prune` that meets trouble, or is killed, at each of its calls: nothing goes that the file
/// has not made, and the next run comes to the same end.
@Suite struct PruneFaultTests {
  private let program: Program
  private let base = "t\(UUID().uuidString)"

  init() throws {
    var program = try Program()
    program.environment = RollbackScene.server.environment(
      home: program.repository.directory.path("home")
    )
    program.environment["AWS_MAX_ATTEMPTS"] = "1"
    self.program = program
  }

  @Test(
    arguments: ["sm:", "ssm:/"],
    [#""do":"lose""#, #""do":"reset""#, #""do":"hang","seconds":600"#]
  )
  func atEachCall(store: String, fault: String) throws {
    var number = 1
    while true {
      let to = "\(store)\(base)/\(number)/"
      let arguments = ["apply", "list.yaml", "--to", to, "--yes", "--quiet"]
      let other = try program("create", to + "theirs", "--yes", input: "theirs")
      try #require(other.status == 0, "\(other.errors)")
      try program.repository.write("A: one\nB: two\ntheirs: theirs\n", to: "list.yaml")
      #expect(try program.run(arguments).status == 0)
      try program.repository.write("A: changed\nC: three\n", to: "list.yaml")
      let proxy = try RollbackScene.proxy(fault, at: number)
      var faulty = program
      faulty.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
      let isMet = try Self.run(faulty, arguments + ["--prune"], proxy)
      let context: Comment = "\(fault) at call \(number)"
      #expect(try program("get", to + "theirs").text == "theirs", context)
      #expect(["one", "changed"].contains(try program("get", to + "A").text), context)
      let again = try program.run(arguments + ["--prune"])
      #expect(again.status == 0, "\(context), then \(again.errors)")
      #expect(try program("get", to + "A").text == "changed", context)
      #expect(try program("get", to + "C").text == "three", context)
      #expect(try program("get", to + "B").status != 0, context)
      #expect(try program("get", to + "theirs").text == "theirs", context)
      guard isMet else { break }
      number += 1
    }
    #expect(number > 6)
  }

  /// Whether a call met the fault; a run that hangs is killed.
  private static func run(
    _ program: Program,
    _ arguments: [String],
    _ proxy: FaultProxy
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
      guard try proxy.requests().contains(where: { $0.fault == "hang" }) else { continue }
      Foundation.kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
    return try proxy.requests().contains { ($0.fault ?? "delay") != "delay" }
  }
}
