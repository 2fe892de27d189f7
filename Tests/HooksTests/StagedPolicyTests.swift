import Foundation
import Git
import Hooks
import Scanning
import TestSupport
import Testing

/// The policy is that of the index; what the last commit protects stays protected in this one.
@Suite struct StagedPolicyTests {
  private let secret = StagedWorld.secret()
  private let world: StagedWorld

  init() throws {
    world = try StagedWorld()
  }

  private func entry(_ path: String, _ reason: String = "test data") throws -> AllowEntry {
    let report = try world.check()
    let finding = try #require(report.newFindings.first { $0.path == GitPath(path) })
    return try finding.allowEntry(reason: reason, author: "Ada", date: "2026-11-23")
  }

  private func allow(_ path: String) throws {
    let line = AllowList.appending(try entry(path), to: [])
    try world.repository.write(line, to: Array(AllowList.fileName.utf8))
  }

  @Test func aPolicyOfOnesOwnCounts() throws {
    try world.repository.commit([Policy.fileName: "*.secret\n"])
    try world.stage(["a.secret": "x", "ssm-dev.py": "x"])
    #expect(try world.check().protectedPaths == ["a.secret"])
  }

  @Test func theFirstPolicyOfAFirstCommitCounts() throws {
    try world.stage([Policy.fileName: "*.secret\n", "ssm-dev.py": "x"])
    let report = try world.check()
    #expect(report.protectedFiles.isEmpty)
    #expect(report.policyChanges.isEmpty)
  }

  @Test func theWorkingTreesPolicyDoesNotCount() throws {
    try world.stage(["ssm-dev.py": "x"])
    try world.repository.write("nothing\n", to: Policy.fileName)
    #expect(try world.check().protectedPaths == ["ssm-dev.py"])
  }

  @Test func removingAPatternTakesEffectInTheNextCommit() throws {
    try world.repository.commit([Policy.fileName: "*.secret\n*.key\n"])
    try world.stage([Policy.fileName: "*.key\n", "a.secret": "x"])
    let report = try world.check()
    #expect(report.verdict == .blocked)
    #expect(report.protectedFiles.first?.isPatternRemoved == true)
    #expect(report.policyChanges.map(\.kind) == [.patternRemoved("*.secret")])
    try world.repository.git("reset", "--quiet", "a.secret")
    let alone = try world.check()
    #expect(alone.verdict == .clean)
    #expect(alone.policyChanges.map(\.kind) == [.patternRemoved("*.secret")])
  }

  @Test func aFirstPolicyDoesNotSilentlyDropTheBuiltInOne() throws {
    try world.repository.commit(["a": "a"])
    try world.stage([Policy.fileName: "*.key\n", "ssm-dev.py": "x"])
    let report = try world.check()
    #expect(report.protectedPaths == ["ssm-dev.py"])
    #expect(report.policyChanges.map(\.kind).contains(.patternRemoved("ssm-*.py")))
  }

  @Test func deletingThePolicyIsSeen() throws {
    try world.repository.commit([Policy.fileName: "*.secret\n"])
    try world.repository.git("rm", "--quiet", Policy.fileName)
    try world.stage(["a.secret": "x"])
    let report = try world.check()
    #expect(report.protectedPaths == ["a.secret"])
    #expect(report.policyChanges.map(\.kind) == [.policyDeleted, .patternRemoved("*.secret")])
  }

  @Test func aBrokenPolicyCanBeMended() throws {
    try world.repository.commit([Policy.fileName: "BROKEN\n"])
    try world.stage([Policy.fileName: "*.key\n"])
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.policyChanges.map(\.kind) == [.committedPolicyUnreadable])
  }

  @Test func anAllowedFindingPassesAndIsShown() throws {
    try world.stage(["a.py": secret])
    try allow("a.py")
    try world.stage()
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.allowed.map(\.permission.reason) == ["test data"])
    let added = try #require(report.policyChanges.first)
    #expect(added.file == AllowList.fileName)
    #expect(added.line == 2)
    #expect(added.message.contains("a.py: test data"))
  }

  @Test func anEntryHoldsWhereverTheValueMovesInItsFileAndNowhereElse() throws {
    try world.stage(["a.py": secret])
    try allow("a.py")
    try world.stage(["a.py": "\n\n\(secret)\n"])
    #expect(try world.check().verdict == .clean)
    try world.stage(["b.py": secret])
    #expect(try world.check().newPaths == ["b.py"])
    try world.stage(["a.py": StagedWorld.secret(7)])
    #expect(try world.check().newPaths == ["a.py", "b.py"])
  }

  @Test func anEntryThatIsNotStagedAllowsNothingButIsSeen() throws {
    try world.stage(["a.py": secret])
    try allow("a.py")
    let report = try world.check()
    #expect(report.verdict == .blocked)
    #expect(report.newFindings.first?.isAllowedInWorkingTree == true)
    #expect(report.newFindings.first?.advice.contains("git add \(AllowList.fileName)") == true)
  }

  @Test func onlyNewEntriesAreChanges() throws {
    try world.stage(["a.py": secret])
    try allow("a.py")
    try world.repository.commit()
    try world.stage(["a.py": "# \(secret)\n"])
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.allowed.count == 1)
    #expect(report.policyChanges.isEmpty)
  }
}
