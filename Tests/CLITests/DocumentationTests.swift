import CLI
import Foundation
import Testing

/// The documents and the commands are of one piece.
@Suite struct DocumentationTests {
  private static func read(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
  }

  @Test(arguments: CommandNames.all)
  func everyCommandIsDocumented(name: String) throws {
    #expect(try Self.read("docs/commands.md").contains("\n### \(name)\n"))
    let page = try Self.read("docs/man/git-secrets-sync.1")
    let word = name.split(separator: "-").joined(separator: "\\-")
    #expect(page.contains("\n.TP\n\\fB\(word)\\fR") || page.contains("\n.TP\n\\fB\(word) "))
  }

  @Test func everyCommandHasAnExample() throws {
    let sections = try Self.read("docs/commands.md").components(separatedBy: "\n### ").dropFirst()
    for section in sections { #expect(section.contains("\n```console\n$ git "), "\(section)") }
  }

  @Test func nothingElseIsDocumented() throws {
    let headings = try Self.read("docs/commands.md").split(separator: "\n")
      .filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
    #expect(Set(headings) == Set(CommandNames.all))
  }

  @Test func everyExitCodeIsDocumented() throws {
    let table = try Self.read("docs/exit-codes.md")
    for status in ExitStatus.allCases { #expect(table.contains("\n| \(status.rawValue) | ")) }
  }
}
