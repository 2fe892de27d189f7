import Foundation
import TestSupport
import Testing

/// Two people who pull, edit and push the same file, in every order: no edit is ever lost, and each
/// conflict is told to the second.
@Suite struct VaultInterleavingTests {
  /// All orders of three steps of Ann and three of Bob.
  private static let orders: [[Bool]] = (0..<64).map { bits in
    (0..<6).map { bits & (1 << $0) != 0 }
  }.filter { order in order.count { $0 } == 3 }

  @Test(arguments: VaultKind.allCases)
  func noEditIsLost(kind: VaultKind) throws {
    let scene = try VaultScene(kind)
    #expect(Self.orders.count == 20)
    for number in Self.orders.indices { try scene.ann.edit("base\n", Self.file(number)) }
    try #require(try scene.ann.vault("push", "--yes").status == 0)
    try #require(try scene.bob.vault("pull", "--yes").status == 0)
    for (number, order) in Self.orders.enumerated() { try play(order, Self.file(number), scene) }
  }

  private static func file(_ number: Int) -> String { "ssm-\(number).py" }

  private func play(_ order: [Bool], _ file: String, _ scene: VaultScene) throws {
    var steps = [false: 0, true: 0]
    var pushed: [String] = []
    var refused: [String] = []
    for isBob in order {
      let (program, line) = isBob ? (scene.bob, "bob\n") : (scene.ann, "ann\n")
      let step = steps[isBob, default: 0]
      steps[isBob] = step + 1
      let before = try program.text(file) ?? ""
      switch step {
      case 0:
        let pull = try program.vault("pull", file, "--yes")
        #expect(pull.status <= 1, "\(order) \(pull.errors)")
        #expect(try program.text(file)?.contains(line) == before.contains(line))
      case 1: try program.edit(before + line, file)
      default:
        let push = try program.vault("push", file, "--yes")
        #expect(push.status <= 1, "\(order) \(push.errors)")
        if push.status == 0 {
          pushed.append(line)
        } else {
          refused.append(line)
          // Told by whom, and what to do; nothing here has changed.
          #expect(push.errors.contains(isBob ? "by Ann" : "by Bob"), "\(push.errors)")
          #expect(push.errors.contains("vault diff \(file)"), "\(push.errors)")
        }
        #expect(try program.text(file) == before)
      }
    }
    // The first push is never refused, and the latest version has all edits that were pushed.
    #expect(!pushed.isEmpty)
    let reader = pushed.last == "bob\n" ? scene.bob : scene.ann
    let latest = try reader.text(file) ?? ""
    for line in pushed { #expect(latest.contains(line), "\(order)") }
    for line in refused {
      let program = line == "bob\n" ? scene.bob : scene.ann
      #expect(try program.text(file)?.contains(line) == true, "\(order)")
      // And it gets there once the two are merged.
      try program.ignore("*.vault-*")
      #expect(try program.vault("pull", file, "--merge", "--yes").status == 0)
      let side = "\(file).vault-\(try program.vaultVersions(file)[0])"
      try program.edit((try program.text(side) ?? "") + line, file)
      try FileManager.default.removeItem(atPath: "\(program.repository.path)/\(side)")
      #expect(try program.vault("push", file, "--yes").status == 0)
    }
    for program in [scene.ann, scene.bob] {
      #expect(try program.vault("pull", file, "--yes").status == 0, "\(order)")
      #expect(try program.text(file)?.contains("ann\n") == true, "\(order)")
      #expect(try program.text(file)?.contains("bob\n") == true, "\(order)")
    }
  }
}
