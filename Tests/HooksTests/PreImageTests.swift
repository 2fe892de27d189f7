import Foundation
import Git
import Hooks
import Scanning
import TestSupport
import Testing

/// Only what a commit brings in blocks it.
@Suite struct PreImageTests {
  private let old = StagedWorld.secret(1)
  private let new = StagedWorld.secret(2)
  private let world: StagedWorld

  init() throws {
    world = try StagedWorld()
    try world.repository.commit(["a.py": "one = '\(old)'\ntwo = 2\n"])
  }

  @Test func anEditBesideAnOldSecretPasses() throws {
    try world.stage(["a.py": "# moved down\n\none = '\(old)'\ntwo = 3\n"])
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.oldPaths == ["a.py"])
    #expect(report.oldFindings.first?.advice.contains("Already in the last commit") == true)
  }

  @Test func aSecondSecretBlocks() throws {
    try world.stage(["a.py": "one = '\(old)'\ntwo = '\(new)'\n"])
    let report = try world.check()
    #expect(report.verdict == .blocked)
    #expect(report.oldFindings.map(\.finding.line) == [1])
    #expect(report.newFindings.map(\.finding.line) == [2])
    #expect(report.newFindings.first?.advice.contains("nothing leaked") == true)
  }

  @Test func anotherValueInTheSamePlaceBlocks() throws {
    try world.stage(["a.py": "one = '\(new)'\ntwo = 2\n"])
    #expect(try world.check().newPaths == ["a.py"])
  }

  @Test func aCopyBlocks() throws {
    try world.stage(["b.py": "one = '\(old)'\n"])
    #expect(try world.check().newPaths == ["b.py"])
  }

  @Test func aMovePasses() throws {
    try world.repository.git("mv", "a.py", "b.py")
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.oldPaths == ["b.py"])
  }

  @Test func aMoveWithAnEditPasses() throws {
    try world.repository.git("mv", "a.py", "b.txt")
    try world.stage(["b.txt": "one: \(old)\nthree: 3\n"])
    #expect(try world.check().verdict == .clean)
  }

  @Test func aMoveThatBringsInASecretBlocks() throws {
    try world.repository.git("mv", "a.py", "b.py")
    try world.stage(["b.py": "one = '\(old)'\ntwo = '\(new)'\n"])
    let report = try world.check()
    #expect(report.newFindings.map(\.finding.line) == [2])
    #expect(report.oldFindings.map(\.finding.line) == [1])
  }

  @Test func concludingAMergeBringsInOnlyWhatNeitherSideHas() throws {
    try world.repository.git("checkout", "--quiet", "-b", "other")
    try world.repository.commit(["theirs.py": "key = '\(new)'\n", "both.py": "theirs \(new)\n"])
    try world.repository.git("checkout", "--quiet", "main")
    try world.repository.commit(["both.py": "ours\n"])
    #expect(try world.repository.tryGit(["merge", "other"]).status != 0)
    try world.stage(["both.py": "ours and theirs \(new)\n"])
    let merge = try world.check()
    #expect(merge.verdict == .clean)
    // What is theirs as it is was looked at there.
    #expect(merge.oldPaths == ["both.py"])
    #expect(merge.mergedBlobs == 1)
    try world.stage(["both.py": "ours and theirs \(new) \(StagedWorld.secret(3))\n"])
    #expect(try world.check().newPaths == ["both.py"])
  }

  @Test func amendingComparesWithTheCommitThatIsReplaced() throws {
    try world.stage(["a.py": "one = '\(old)'\ntwo = '\(new)'\n"])
    try world.repository.git("commit", "--quiet", "--no-verify", "-m", "x")
    try world.stage(["a.py": "one = '\(old)'\n"])
    #expect(try world.check().verdict == .clean)
  }
}
