import Foundation
import TestSupport
import Testing

/// How a rollback is told afterwards.
@Suite struct RestoredTextTests {
  private let cloud: CloudProgram
  private var program: Program { cloud.program }
  private var folder: String { cloud.folder }

  init() throws {
    cloud = try CloudProgram()
    try cloud.make("sm:\(folder)/a", "sm:\(folder)/b", "ssm:/\(folder)/key")
    #expect(try program("record").status == 0)
    try program.git("commit", "--quiet", "--allow-empty", "--message", "two")
    _ = try program("update", "sm:\(folder)/a", "--yes", input: "two")
  }

  /// The words of a column of `log`, newest first.
  private func endings() throws -> [String] {
    let lines = try program("log", "--env", "prod").text.split(separator: "\n").dropFirst()
    return lines.map {
      $0.contains("restored in part") ? "in part" : $0.contains("restored") ? "whole" : "-"
    }
  }

  @Test func aRollbackIsCalledOneEverywhere() throws {
    let id = try #require(
      try program("log", "-n", "1", "--format", "json").text.firstMatch(of: /"id":"(\w{26})"/)?.1
    )
    #expect(try program("record").status == 0)
    #expect(try program("rollback", "HEAD~1", "--yes").status == 0)
    #expect(try endings() == ["whole", "-", "-"])
    #expect(try program("log", "-n", "1").text.contains(" restored "))
    let show = try program("show", "HEAD~1").text
    #expect(show.contains(/\srestored 20/), "\(show)")
    #expect(show.contains("\nrestored from \(id)\n"))
    #expect(!show.contains("left out"))
    #expect(try program("status").text.contains(" restored 20"))
    let version = try #require(show.firstMatch(of: /\/b +(\S+)/)?.1)
    let which = try program("which", "sm:\(folder)/b@\(version)")
    #expect(which.text.contains(" restored "), "\(which.text)")
    let notes = try program.repository.git(
      "log",
      "-1",
      "--format=%N",
      "--notes=secrets-sync",
      "HEAD~1"
    )
    #expect(notes.contains("prod: deployed ") && notes.contains("prod: restored "), "\(notes)")
  }

  @Test func whatWasLeftOutIsNamed() throws {
    #expect(try program("delete", "sm:\(folder)/b", "--yes").status == 0)
    #expect(try program("record", "--secret", "sm:\(folder)/a").status == 0)
    let result = try program("rollback", "HEAD~1", "--yes", "--partial")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try endings() == ["in part", "-", "-"])
    let show = try program("show", "HEAD~1").text
    #expect(show.contains(/\srestored in part 20/), "\(show)")
    #expect(show.contains("\nleft out: sm:\(folder)/b\n"), "\(show)")
    #expect(try program("status").text.contains(" restored in part 20"))
    let verify = try program("verify")
    #expect(verify.status == 0)
    #expect((verify.text + verify.errors).contains(" (restored in part)"), "\(verify.errors)")
  }
}
