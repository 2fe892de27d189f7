import Foundation
import TestSupport
import Testing

/// What `vault` asks of S3, and that its answers may get lost.
@Suite struct VaultRequestTests {
  private let bucket = "vault-\(UUID().uuidString.lowercased())"

  private func scene(_ server: MotoServer, endpoint: String? = nil) throws -> Program {
    try CloudProgram(
      server,
      endpoint: endpoint,
      "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\""
    ).program
  }

  @Test func statusAsksOnceForAllAndOnceForWhatIsNew() throws {
    let server = try MotoServer()
    try server.makeBucket(bucket, #""versioning":"Enabled""#)
    let ann = try scene(server)
    let bob = try scene(server)
    for number in 0..<30 { try ann.edit("one", "ssm-\(number).py") }
    #expect(try ann.vault("push", "--yes").status == 0)
    #expect(try bob.vault("pull", "--yes").status == 0)
    func requests(
      _ program: Program,
      _ arguments: String...,
      status: Int32
    ) throws -> (heads: Int, all: Int) {
      let before = try server.requests().count
      #expect(try program.run(["vault"] + arguments).status == status)
      let new = try server.requests().dropFirst(before)
      return (new.count { $0.operation.hasPrefix("HEAD") }, new.count)
    }
    // Who asks, and one listing.
    let quiet = try requests(bob, "status", status: 0)
    #expect(quiet == (0, 2))
    for number in 0..<3 { try ann.edit("two", "ssm-\(number).py") }
    #expect(try ann.vault("push", "--yes").status == 0)
    let news = try requests(bob, "status", status: 1)
    #expect(news == (3, 5))
    let named = try requests(bob, "status", "ssm-7.py", status: 0)
    #expect(named == (1, 2))
    // Nothing is known in a new clone with the same files: a HEAD of each.
    let eve = try scene(server)
    for number in 0..<30 { try eve.edit(number < 3 ? "two" : "one", "ssm-\(number).py") }
    let all = try requests(eve, "status", status: 0)
    #expect(all == (30, 32))
  }

  /// Any request may meet trouble, at whatever point: what is pushed then is found by the next run,
  /// once.
  @Test(arguments: [
    ("reset", #""do":"reset""#), ("lost reply", #""do":"lose""#),
    ("500", #""do":"status","code":500,"body":"<p>down</p>""#),
  ])
  func aFaultAtEachCallOfAPush(name: String, fault: String) throws {
    try MotoServer.shared.makeBucket(bucket, #""versioning":"Enabled""#)
    var number = 1
    var isOver = false
    while !isOver {
      let proxy = try FaultProxy(before: MotoServer.shared.port)
      try proxy.inject(
        #"""
        [{"match":"","times":\#(number - 1),"do":"delay","seconds":0},
        {"match":"","times":3,\#(fault)}]
        """#
      )
      let ann = try scene(.shared, endpoint: proxy.endpoint)
      let file = "ssm-\(number).py"
      try ann.edit("one", file)
      let result = try ann.vault("push", file, "--yes")
      isOver = try !proxy.requests().contains { ($0.fault ?? "delay") != "delay" }
      var direct = ann
      direct.environment["AWS_ENDPOINT_URL"] = MotoServer.shared.endpoint
      let context: Comment = "\(name) at \(number): \(result.errors)"
      let states = try direct.vaultStates()
      if result.status == 0 { #expect(states[file] == "same", context) }
      if result.status != 0, states[file] != "only-here" {
        #expect(result.errors.contains("not certain"), context)
      }
      #expect(try direct.vault("push", file, "--yes").status == 0, context)
      #expect(try direct.vaultVersions(file).count == 1, context)
      number += 1
    }
    #expect(number > 3)
  }
}
