import Foundation
import Git
import Hooks
import Scanning
import TestSupport
import Testing

/// Every kind of repository, index and content: the secret is seen, and what is clean passes.
@Suite struct PreCommitTests {
  private let secret = StagedWorld.secret()

  /// Stages a file with a secret, then without, and expects the right answer to both.
  private func expectVerdicts(_ world: StagedWorld, in directory: String? = nil) throws {
    let top = directory ?? world.repository.path
    func stage(_ text: String) throws {
      try text.write(toFile: top + "/app.py", atomically: true, encoding: .utf8)
      try world.repository.git(["add", "app.py"], in: top)
    }
    try stage("key = '\(secret)'\n")
    let blocked = try world.check(in: directory)
    #expect(blocked.verdict == .blocked)
    #expect(blocked.newPaths == ["app.py"])
    #expect(blocked.newFindings.first?.finding.line == 1)
    #expect(blocked.scannedBlobs == blocked.totalBlobs)
    #expect(blocked.totalBlobs > 0)
    try stage("key = os.environ['KEY']\n")
    let clean = try world.check(in: directory)
    #expect(clean.verdict == .clean)
    #expect(clean.scannedBlobs == clean.totalBlobs)
    #expect(clean.totalBlobs > 0)
  }

  @Test func withoutCommits() throws { try expectVerdicts(StagedWorld()) }

  @Test func sha256() throws {
    try expectVerdicts(StagedWorld(.sha256))
    let world = try StagedWorld(.sha256)
    try world.repository.commit(["other": "x"])
    try expectVerdicts(world)
  }

  @Test func splitIndex() throws {
    let world = try StagedWorld(.splitIndex)
    try world.repository.commit(["a": "a", "b": "b"])
    try world.repository.git("update-index", "--split-index")
    try expectVerdicts(world)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: world.repository.path + "/.git")
        .contains { $0.hasPrefix("sharedindex.") }
    )
  }

  @Test func sparseIndex() throws {
    let world = try StagedWorld()
    try world.repository.commit(["in/a": "a", "out/deep/b": secret, "top": "t"])
    try world.repository.makeSparse("in")
    #expect(try world.repository.git("ls-files", "--sparse").contains("out/"))
    try expectVerdicts(world)
  }

  @Test func linkedWorktree() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a": "a"])
    try expectVerdicts(world, in: world.repository.addWorktree("linked", branch: "other"))
  }

  @Test func insideASubmodule() throws {
    let world = try StagedWorld()
    let inner = try StagedWorld()
    try inner.repository.commit(["a": "a"])
    try world.repository.git("submodule", "--quiet", "add", inner.repository.path, "inner")
    try expectVerdicts(world, in: world.repository.path + "/inner")
  }

  @Test func aSubmoduleItselfIsNoBlob() throws {
    let world = try StagedWorld()
    let inner = try StagedWorld()
    try inner.repository.commit(["a": secret])
    try world.repository.git("submodule", "--quiet", "add", inner.repository.path, "inner")
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.submodules == [GitPath("inner")])
    #expect(report.totalBlobs == 1)
  }

  @Test func aPointerOfGitLFSIsNamed() throws {
    let world = try StagedWorld()
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    let text = pointer + String(repeating: "about pointers\n", count: 100)
    try world.stage(["big.bin": pointer, "about.md": text])
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.largeFiles == [GitPath("big.bin")])
  }

  @Test func theIndexCountsAndNotTheWorkingTree() throws {
    let world = try StagedWorld()
    try world.stage(["a.py": secret, "b.py": "clean"])
    try world.repository.write("clean", to: "a.py")
    try world.repository.write(secret, to: "b.py")
    let report = try world.check()
    #expect(report.newPaths == ["a.py"])
    #expect(report.totalBlobs == 2)
  }

  @Test func commitAll() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a.py": "clean"])
    try world.repository.write(secret, to: "a.py")
    #expect(try world.check().totalBlobs == 0)
    let environment = try world.environmentOfHook(["-a"])
    #expect(try world.check(environment: environment).newPaths == ["a.py"])
  }

  @Test func commitOnly() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a.py": "clean", "b.py": "clean"])
    try world.stage(["a.py": secret, "b.py": "changed"])
    let other = try world.environmentOfHook(["--only", "b.py"])
    let clean = try world.check(environment: other)
    #expect(clean.verdict == .clean)
    #expect(clean.totalBlobs == 1)
    let environment = try world.environmentOfHook(["--only", "a.py"])
    #expect(try world.check(environment: environment).newPaths == ["a.py"])
  }

  @Test(arguments: [
    Array("with space.py".utf8), Array("new\nline.py".utf8), Array("caf\u{E9}.py".utf8),
    Array(":x".utf8), Array("caf".utf8) + [0xE9] + Array(".py".utf8), Array("-rf".utf8),
    Array("\"quoted\"".utf8), Array("a/b c/d\te".utf8), Array("*".utf8), Array("(top)".utf8),
  ])
  func anyName(name: [UInt8]) throws {
    let world = try StagedWorld()
    try world.repository.write(Array(secret.utf8), to: name)
    try world.stage()
    let report = try world.check()
    #expect(report.newFindings.map(\.path) == [GitPath(bytes: name)])
    #expect(report.totalBlobs == 1)
  }

  @Test func binary() throws {
    let world = try StagedWorld()
    let bytes: [UInt8] = [0, 1, 2, 0xFF, 0xFE, 0] + Array(secret.utf8) + [0, 0x80, 0]
    try world.repository.write(bytes, to: Array("data.bin".utf8))
    try world.stage()
    #expect(try world.check().newPaths == ["data.bin"])
  }

  @Test func utf16() throws {
    let world = try StagedWorld()
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in "key = \(secret)\r\n".utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    try world.repository.write(bytes, to: Array("config.reg".utf8))
    try world.stage()
    #expect(try world.check().newPaths == ["config.reg"])
  }

  @Test func attributesHideNothing() throws {
    let world = try StagedWorld()
    try world.repository.git("config", "diff.hide.textconv", "true")
    try world.repository.git("config", "color.ui", "always")
    try world.repository.git("config", "diff.noprefix", "true")
    try world.stage([".gitattributes": "*.a -diff\n*.b binary\n*.c diff=hide\n"])
    try world.stage(["x.a": secret, "x.b": secret, "x.c": secret])
    #expect(try world.check().newPaths == ["x.a", "x.b", "x.c"])
  }

  @Test func aLinksTargetIsContent() throws {
    let world = try StagedWorld()
    try FileManager.default.createSymbolicLink(
      atPath: world.repository.path + "/link",
      withDestinationPath: "/nowhere/\(secret)"
    )
    try world.stage()
    #expect(try world.check().newPaths == ["link"])
  }

  @Test func aFileThatBecomesALink() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a": "clean"])
    try FileManager.default.removeItem(atPath: world.repository.path + "/a")
    try FileManager.default.createSymbolicLink(
      atPath: world.repository.path + "/a",
      withDestinationPath: secret
    )
    try world.stage()
    #expect(try world.check().newPaths == ["a"])
  }

  @Test func oneContentUnderManyPathsIsReportedForEach() throws {
    let world = try StagedWorld()
    try world.stage(["a.py": secret, "b/c.txt": secret, "d": "clean"])
    let report = try world.check()
    #expect(report.newPaths == ["a.py", "b/c.txt"])
    #expect(Set(report.newFindings.map(\.finding.fingerprint)).count == 2)
    #expect(report.scannedBlobs == 3)
  }

  /// Enough bytes for all cores: nothing is lost and the order stays.
  @Test func manyBytes() throws {
    let world = try StagedWorld()
    let filler = String(repeating: "nothing to see here\n", count: 10_000)
    let names = (10..<30).map { "file\($0).txt" }
    for (number, name) in names.enumerated() {
      try world.repository.write(filler + StagedWorld.secret(number) + "\n", to: name)
    }
    try world.stage()
    let report = try world.check()
    #expect(report.newPaths == names)
    #expect(report.newFindings.allSatisfy { $0.finding.line == 10_001 })
    #expect(report.bytes > 4_000_000)
  }

  @Test func nothingStaged() throws {
    let world = try StagedWorld()
    #expect(try world.check().verdict == .clean)
    try world.repository.commit(["a": secret])
    let report = try world.check(rules: [])
    #expect(report.verdict == .clean)
    #expect(report.totalBlobs == 0)
  }

  @Test func onlyDeletionsNeedNoScanner() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a": secret, "ssm-dev.py": "x"])
    try world.repository.git("rm", "--quiet", "a", "ssm-dev.py")
    let git = GitCommand(
      directory: world.repository.path,
      environment: world.repository.environment
    )
    let check = PreCommit(
      git: git,
      scanner: { _ in
        Issue.record("The scanner was made.")
        return try Scanner(rules: [])
      },
      loadPolicy: StagedWorld.policy,
      quieting: QuietingOptions(today: "2026-11-24") { _, _ in .all }
    )
    let report = try check.run()
    #expect(report.verdict == .clean)
    #expect(report.totalBlobs == 0)
  }

  @Test func whatIsOnlyMeantToBeAddedIsNotCommitted() throws {
    let world = try StagedWorld()
    try world.repository.commit(["a": "a"])
    try world.repository.write(secret, to: "later")
    try world.repository.git("add", "--intent-to-add", "later")
    try world.repository.write("clean", to: "now")
    try world.repository.git("add", "now")
    #expect(try world.check().verdict == .clean)
  }

  @Test func inASubdirectory() throws {
    let world = try StagedWorld()
    try world.stage(["deep/a.py": secret, "b.py": secret])
    #expect(try world.check(in: world.repository.path + "/deep").newPaths == ["b.py", "deep/a.py"])
  }
}
