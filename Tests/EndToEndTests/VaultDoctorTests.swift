import Foundation
import TestSupport
import Testing

/// What `doctor` says of the vault.
@Suite struct VaultDoctorTests {
  private func vault(_ program: Program) throws -> String? {
    let result = try program("doctor", "--verbose")
    return result.text.split(separator: "\n").first { $0.contains("  vault: ") }.map(String.init)
  }

  @Test(arguments: VaultKind.allCases)
  func aVaultIsLookedInto(kind: VaultKind) throws {
    let scene = try VaultScene(kind)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let fine = try vault(scene.ann)
    #expect(fine?.hasPrefix("ok ") == true && fine?.hasSuffix(": 1 file") == true, "\(fine ?? "")")
    switch kind {
    case .folder: try FileManager.default.removeItem(atPath: scene.place)
    case .bucket:
      let path = "\(scene.ann.repository.path)/.secrets-sync.toml"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing(scene.place, with: "vault-that-is-not-there")
        .write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try vault(scene.ann)?.hasPrefix("wrong ") == true)
  }

  @Test func oneThatNobodyElseHasIsNoted() throws {
    let program = try Program.initialized()
    #expect(try vault(program) == nil)
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n[vault]\nfiles = [\"ssm-*.py\"]\n",
      to: ".secrets-sync.toml"
    )
    #expect(try vault(program)?.hasPrefix("note ") == true)
  }
}
