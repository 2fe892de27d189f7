import Foundation
import TestSupport
import Testing

/// `vault pull` and `vault restore` that meet trouble at each of their calls: what is here and there is
/// as before, or as wanted, and the next run does the rest.
@Suite struct VaultFaultTests {
  private static let faults: [(name: String, fault: String)] = [
    ("reset", #""do":"reset""#), ("lost reply", #""do":"lose""#),
    ("500", #""do":"status","code":500,"body":"<p>down</p>""#),
  ]
  private let scene: VaultScene

  init() throws {
    scene = try VaultScene(.bucket)
  }

  private func proxy(_ fault: String, at number: Int) throws -> FaultProxy {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(
      #"""
      [{"match":"","times":\#(number - 1),"do":"delay","seconds":0},
      {"match":"","times":3,\#(fault)}]
      """#
    )
    return proxy
  }

  private func ann(through proxy: FaultProxy) -> Program {
    var program = scene.ann
    program.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    return program
  }

  private func isOver(_ proxy: FaultProxy) throws -> Bool {
    try !proxy.requests().contains { ($0.fault ?? "delay") != "delay" }
  }

  @Test(arguments: faults)
  func aPull(name: String, fault: String) throws {
    var number = 1
    while true {
      let file = "ssm-\(number).py"
      try scene.bob.edit("new", file)
      try #require(try scene.bob.vault("push", "--yes").status == 0)
      let proxy = try proxy(fault, at: number)
      let result = try ann(through: proxy).vault("pull", file, "--yes")
      let context: Comment = "\(name) at \(number): \(result.errors)"
      #expect(try scene.ann.text(file) == (result.status == 0 ? "new" : nil), context)
      #expect(try scene.ann.vault("pull", file, "--yes").status == 0, context)
      #expect(try scene.ann.vaultStates()[file] == "same", context)
      guard try !isOver(proxy) else { break }
      number += 1
    }
    #expect(number > 3)
  }

  @Test(arguments: faults)
  func aRestore(name: String, fault: String) throws {
    var number = 1
    while true {
      let file = "ssm-\(number).py"
      for text in ["one", "two"] {
        try scene.ann.edit(text, file)
        try #require(try scene.ann.vault("push", file, "--yes").status == 0)
      }
      let first = try scene.ann.vaultVersions(file)[1]
      let proxy = try proxy(fault, at: number)
      let result = try ann(through: proxy).vault("restore", file, first, "--yes")
      let context: Comment = "\(name) at \(number): \(result.errors)"
      #expect(try scene.ann.text(file) == (result.status == 0 ? "one" : "two"), context)
      let again = try scene.ann.vault("restore", file, first, "--yes")
      #expect(again.status == 0, "\(context) \(again.errors)")
      #expect(try scene.ann.text(file) == "one", context)
      #expect(try scene.ann.vaultVersions(file).count == 3, context)
      guard try !isOver(proxy) else { break }
      number += 1
    }
    #expect(number > 5)
  }
}
