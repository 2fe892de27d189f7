import Foundation
import Git
import Hooks
import Scanning
import TestSupport
import Testing

/// What could not be looked at is never clean.
@Suite struct IncompleteTests {
  private let secret = StagedWorld.secret()

  private func removeObject(_ id: String, _ world: StagedWorld) throws {
    try FileManager.default.removeItem(
      atPath: "\(world.repository.path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    )
  }

  @Test func aMissingBlob() throws {
    let world = try StagedWorld()
    try world.stage(["a.py": "some text", "b.py": "other text"])
    try removeObject(try world.repository.git("rev-parse", ":a.py"), world)
    let report = try world.check()
    #expect(report.verdict == .incomplete)
    #expect(report.unread.map(\.path) == [GitPath("a.py")])
    #expect(report.scannedBlobs == 1)
    #expect(report.totalBlobs == 2)
  }

  @Test func aDamagedBlob() throws {
    let world = try StagedWorld()
    try world.stage(["a.py": "some text"])
    let id = try world.repository.git("rev-parse", ":a.py")
    let object = ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    try FileManager.default.removeItem(atPath: "\(world.repository.path)/\(object)")
    try world.repository.write("damaged", to: object)
    let report = try? world.check()
    #expect(report == nil || report?.verdict == .incomplete)
  }

  @Test func aConflict() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a.py": "base"])
    try world.repository.git("checkout", "--quiet", "-b", "other")
    try world.repository.commit(["a.py": "theirs"])
    try world.repository.git("checkout", "--quiet", "main")
    try world.repository.commit(["a.py": secret])
    #expect(try world.repository.tryGit(["merge", "other"]).status != 0)
    let report = try world.check()
    #expect(report.verdict == .incomplete)
    #expect(report.unread.first?.path == GitPath("a.py"))
    #expect(report.unread.first?.reason.contains("unmerged") == true)
  }

  @Test func aPatternThatCannotBeTried() throws {
    let world = try StagedWorld()
    let broken = Rule(
      id: "broken",
      description: "",
      reference: "",
      level: .high,
      keywords: ["text"],
      pattern: "text(",
      advice: "",
      examples: []
    )
    try world.stage(["a.py": "some text", "b.py": "nothing"])
    let report = try world.check(rules: [broken])
    #expect(report.verdict == .incomplete)
    #expect(report.unread.map(\.path) == [GitPath("a.py")])
    #expect(report.scannedBlobs == 1)
  }

  @Test func anEarlierVersionThatIsMissing() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a.py": secret + " old"])
    let old = try world.repository.git("rev-parse", "HEAD:a.py")
    try world.stage(["a.py": secret + " new"])
    try removeObject(old, world)
    let report = try world.check()
    #expect(report.verdict == .incomplete)
    #expect(report.newPaths == ["a.py"])
  }

  @Test func aScannerThatCannotBeMade() throws {
    let world = try StagedWorld()
    try world.stage(["a.py": "text"])
    let git = GitCommand(
      directory: world.repository.path,
      environment: world.repository.environment
    )
    let check = PreCommit(
      git: git,
      scanner: { _ in throw ScanError(message: "No rules.") },
      loadPolicy: StagedWorld.policy,
      quieting: QuietingOptions(today: "2026-11-24") { _, _ in .all }
    )
    let error = #expect(throws: HookError.self) { try check.run() }
    #expect(error?.kind == .scanner)
  }

  @Test func aHeadThatIsBroken() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a": "a"])
    try world.stage(["b": "b"])
    try world.repository.write("", to: ".git/refs/heads/main")
    let error = #expect(throws: HookError.self) { try world.check() }
    #expect(error?.kind == .git)
  }

  @Test func anIndexThatIsBroken() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a": "a"])
    try world.repository.write("DIRCnonsense", to: ".git/index")
    let error = #expect(throws: HookError.self) { try world.check() }
    #expect(error?.kind == .git)
  }

  @Test func noRepository() throws {
    let world = try StagedWorld()
    let error = #expect(throws: HookError.self) {
      try world.check(in: world.repository.directory.path)
    }
    #expect(error?.kind == .git)
  }

  @Test(arguments: [
    (Policy.fileName, "a\nBROKEN\n", 2), (Policy.fileName, "a\n", nil),
    (AllowList.fileName, "# x\n\nnonsense\n", 3),
  ])
  func aPolicyThatCannotBeRead(file: String, text: String, line: Int?) throws {
    let world = try StagedWorld()
    try world.stage([file: line == nil ? "!a\n" : text])
    let error = #expect(throws: HookError.self) { try world.check() }
    #expect(error?.kind == .policy)
    #expect(error?.file == file)
    #expect(error?.line == line)
  }

  /// Without its object a policy must not look like none, for then less is protected.
  @Test(arguments: [true, false])
  func aPolicyWhoseObjectIsMissing(isCommitted: Bool) throws {
    let world = try StagedWorld()
    if isCommitted {
      try world.repository.commit([Policy.fileName: "prod-*.json\n"])
    } else {
      try world.stage([Policy.fileName: "prod-*.json\n"])
    }
    try removeObject(try world.repository.git("rev-parse", ":" + Policy.fileName), world)
    try world.repository.write("x", to: "prod-a.json")
    try world.repository.git("add", "prod-a.json")
    let error = #expect(throws: HookError.self) { try world.check() }
    #expect(error?.kind == .git)
    #expect(error?.file == Policy.fileName)
    #expect(error?.message.contains("does not hold") == true)
  }

  @Test func aCommittedPolicyThatIsMissingCanBeReplaced() throws {
    let world = try StagedWorld()
    try world.repository.commit([Policy.fileName: "prod-*.json\n"])
    try removeObject(try world.repository.git("rev-parse", ":" + Policy.fileName), world)
    try world.stage([Policy.fileName: "new-*.json\n", "new-a.json": "x"])
    let report = try world.check()
    #expect(report.protectedPaths == ["new-a.json"])
    #expect(report.policyChanges.map(\.kind) == [.committedPolicyUnreadable])
  }

  @Test func aCommittedPolicyThatIsAFolderCanBeReplaced() throws {
    let world = try StagedWorld()
    try world.repository.commit([Policy.fileName + "/x": "x"])
    try world.repository.git("rm", "-r", "--quiet", Policy.fileName)
    try world.stage([Policy.fileName: "new-*.json\n"])
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.policyChanges.map(\.kind) == [.committedPolicyUnreadable])
  }

  /// What somebody put there by mistake may be the secret itself.
  @Test(arguments: [
    "SECRET\n", "v1:00112233445566778899aabbccddeeff SEC_RET path # why\n",
    "v1:00112233445566778899aabbccddeeff rule \"SECRET\\q\" # why\n",
  ])
  func aLineOfTheAllowListIsNotRepeated(line: String) throws {
    let world = try StagedWorld()
    let secret = StagedWorld.secret()
    let text = line.split(separator: "SECRET", omittingEmptySubsequences: false)
      .joined(separator: secret).split(separator: "SEC_RET", omittingEmptySubsequences: false)
      .joined(separator: secret)
    try world.stage([AllowList.fileName: text])
    let error = try #require(throws: HookError.self) { try world.check() }
    #expect(error.line == 1)
    #expect(!"\(error) \(error.hint ?? "")".contains(secret))
  }
}
