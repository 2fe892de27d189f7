import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// A vault in a folder, and a run that is killed after any of the lines that it says.
@Suite struct VaultFolderKillTests {
  private let scene: VaultScene
  private let names = (1...6).map { "ssm-\($0).py" }

  init() throws {
    scene = try VaultScene(.folder)
  }

  @Test func aPushThatIsKilled() throws {
    for name in names { try scene.ann.edit("one", name) }
    for line in 1...8 {
      for name in names { try scene.ann.edit("\(line)", name) }
      try kill(["vault", "push", "--yes"], scene.ann, after: line)
      let states = try scene.ann.vaultStates()
      #expect(states.values.allSatisfy { ["same", "changed-here", "only-here"].contains($0) })
      #expect(try scene.ann.vault("push", "--yes").status == 0, "\(line)")
      for name in names { #expect(try scene.ann.vaultVersions(name).count == line, "\(line)") }
    }
    try expectNothingUnfinished(scene.ann)
  }

  @Test func aPullThatIsKilled() throws {
    for line in 1...8 {
      for name in names { try scene.bob.edit("\(line)", name) }
      try #require(try scene.bob.vault("push", "--yes").status == 0)
      try kill(["vault", "pull", "--yes"], scene.ann, after: line)
      for name in names {
        let text = try scene.ann.text(name)
        #expect(text == "\(line)" || text == (line == 1 ? nil : "\(line - 1)"), "\(line)")
      }
      #expect(try scene.ann.vault("pull", "--yes").status == 0, "\(line)")
      for name in names { #expect(try scene.ann.text(name) == "\(line)", "\(line)") }
    }
    try expectNothingUnfinished(scene.ann)
  }

  @Test func aRestoreThatIsKilled() throws {
    let name = names[0]
    for text in ["one", "two"] {
      try scene.ann.edit(text, name)
      try #require(try scene.ann.vault("push", "--yes").status == 0)
    }
    for line in 1...3 {
      let versions = try scene.ann.vaultVersions(name)
      let wanted = try #require(try scene.ann.text(name)) == "one" ? "two" : "one"
      try kill(["vault", "restore", name, versions[1], "--yes"], scene.ann, after: line)
      #expect(try scene.ann.vault("restore", name, versions[1], "--yes").status == 0, "\(line)")
      #expect(try scene.ann.text(name) == wanted, "\(line)")
      #expect(try scene.ann.vaultStates()[name] == "same", "\(line)")
      #expect(try scene.ann.vaultVersions(name).count == versions.count + 1, "\(line)")
    }
  }

  /// Kills the program as soon as it has said so many lines, wherever it is then.
  private func kill(_ arguments: [String], _ program: Program, after lines: Int) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.environment = program.wholeEnvironment
    process.currentDirectoryURL = URL(fileURLWithPath: program.repository.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    var said = 0
    while said < lines {
      let data = errors.fileHandleForReading.availableData
      if data.isEmpty { break }
      said += data.count { $0 == UInt8(ascii: "\n") }
    }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private func expectNothingUnfinished(_ program: Program) throws {
    let staging = "\(program.repository.path)/.git/secrets-sync/vault/staging"
    #expect(try FileManager.default.contentsOfDirectory(atPath: staging) == [])
  }
}
