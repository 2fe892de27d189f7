import Foundation
import TestSupport
import Testing

/// `vault push`, `pull`, `restore` and `init`, killed while any of their calls is under way: what is done
/// then is found by the next run, and what is not is done by it.
@Suite struct VaultKillTests {
  private let scene: VaultScene

  init() throws {
    scene = try VaultScene(.bucket)
  }

  @Test(arguments: ["hang", "mute"])
  func aPushThatIsKilled(fault: String) throws {
    var number = 1
    var isKilled = true
    while isKilled {
      let files = ["ssm-\(number)a.py", "ssm-\(number)b.py"]
      for file in files { try scene.ann.edit("one", file) }
      isKilled = try kill(["vault", "push", "--yes"], fault, at: number)
      let states = try scene.ann.vaultStates()
      #expect(files.allSatisfy { ["only-here", "same"].contains(states[$0]) }, "\(number)")
      let push = try scene.ann.vault("push", "--yes")
      #expect(push.status == 0, "\(number) \(push.errors)")
      for file in files { #expect(try scene.ann.vaultVersions(file).count == 1, "\(number)") }
      number += 1
    }
    // Who calls, the listing, both writings, and the run that met no fault.
    #expect(number > 4)
  }

  @Test(arguments: ["hang", "mute"])
  func aPullThatIsKilled(fault: String) throws {
    var number = 1
    var isKilled = true
    while isKilled {
      let file = "ssm-\(number).py"
      try scene.bob.edit("new", file)
      try #require(try scene.bob.vault("push", "--yes").status == 0)
      isKilled = try kill(["vault", "pull", "--yes"], fault, at: number)
      let text = try scene.ann.text(file)
      #expect(text == nil || text == "new", "\(number)")
      #expect(try scene.ann.vault("pull", "--yes").status == 0, "\(number)")
      #expect(try scene.ann.text(file) == "new", "\(number)")
      #expect(try scene.ann.vaultStates()[file] == "same", "\(number)")
      let staging = "\(scene.ann.repository.path)/.git/secrets-sync/vault/staging"
      #expect(try FileManager.default.contentsOfDirectory(atPath: staging) == [])
      number += 1
    }
    #expect(number > 3)
  }

  @Test(arguments: ["hang", "mute"])
  func aRestoreThatIsKilled(fault: String) throws {
    var number = 1
    var isKilled = true
    while isKilled {
      let file = "ssm-\(number).py"
      for text in ["one", "two"] {
        try scene.ann.edit(text, file)
        try #require(try scene.ann.vault("push", file, "--yes").status == 0)
      }
      let first = try scene.ann.vaultVersions(file)[1]
      isKilled = try kill(["vault", "restore", file, first, "--yes"], fault, at: number)
      #expect(["one", "two"].contains(try scene.ann.text(file)), "\(number)")
      #expect([2, 3].contains(try scene.ann.vaultVersions(file).count), "\(number)")
      let again = try scene.ann.vault("restore", file, first, "--yes")
      #expect(again.status == 0, "\(number) \(again.errors)")
      #expect(try scene.ann.text(file) == "one", "\(number)")
      #expect(try scene.ann.vaultStates()[file] == "same", "\(number)")
      // Once, whether the one that was killed had done it or not.
      #expect(try scene.ann.vaultVersions(file).count == 3, "\(number)")
      number += 1
    }
    // Who calls, two HEADs, the version, and the writing.
    #expect(number > 5)
  }

  /// Every other call is killed after the bucket has heard of it, and the others before.
  @Test func aBucketThatIsHalfMade() throws {
    var number = 1
    var isKilled = true
    while isKilled {
      let settings = try #require(try scene.ann.text(".secrets-sync.toml"))
      let lines = settings.split(separator: "\n").map {
        $0.hasPrefix("bucket") ? "bucket = \"made-\(UUID().uuidString.lowercased())\"" : $0
      }
      try scene.ann.edit(lines.joined(separator: "\n"), ".secrets-sync.toml")
      isKilled = try kill(
        ["vault", "init", "--yes"],
        number.isMultiple(of: 2) ? "mute" : "hang",
        at: number
      )
      let again = try scene.ann.vault("init", "--yes")
      #expect(again.status == 0, "\(number) \(again.text)\(again.errors)")
      number += 1
    }
    #expect(number > 8)
  }

  /// Whether the program met the fault, and was killed then.
  private func kill(_ arguments: [String], _ fault: String, at number: Int) throws -> Bool {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(
      #"""
      [{"match":"","times":\#(number - 1),"do":"delay","seconds":0},
      {"match":"","do":"\#(fault)","seconds":600}]
      """#
    )
    var program = scene.ann
    program.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
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
      guard try proxy.requests().contains(where: { $0.fault == fault }) else { continue }
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return true
    }
    return false
  }
}
