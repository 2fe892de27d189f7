import Foundation
import Git
import Hooks
import TestSupport
import Testing

/// What a `.gitignore` of the last commit or of the index ignores is not added.
@Suite struct IgnoredAdditionTests {
  private let world: StagedWorld

  init() throws {
    world = try StagedWorld()
    try world.repository.commit([
      ".gitignore": "# made\nout/\n*.pem\n!public.pem\n", "sub/.gitignore": "local.*\n",
      "a.txt": "a\n",
    ])
  }

  private func add(_ files: String...) throws {
    for file in files {
      try world.repository.write("x\n", to: file)
      try world.repository.git("add", "--force", file)
    }
  }

  private func reason(_ path: String) throws -> String? {
    try world.check().protectedFiles.first { $0.path == GitPath(path) }?.reason
  }

  @Test func addedByForce() throws {
    try add("key.pem", "sub/local.toml", "out/deep/x", "public.pem", "sub/other.toml", "local.toml")
    let report = try world.check()
    #expect(report.verdict == .blocked)
    #expect(report.protectedPaths == ["key.pem", "out/deep/x", "sub/local.toml"])
    #expect(report.protectedFiles.map(\.isIgnored) == [true, true, true])
    #expect(
      report.protectedFiles.map(\.reason) == [
        "ignored by *.pem (.gitignore:3)", "ignored by out/ (.gitignore:2)",
        "ignored by local.* (sub/.gitignore:1)",
      ]
    )
    // What the report advises ends the trouble.
    let command = try #require(ProtectedFile.command(report.protectedFiles.map(\.path)))
    let run = try TestProcess.run(
      "sh",
      ["-c", command],
      environment: world.repository.environment,
      directory: world.repository.path
    )
    #expect(run.status == 0)
    #expect(try world.check().verdict == .clean)
  }

  @Test(arguments: ["out/\n", "out/\n*.pem\n!key.pem\n", nil])
  func unIgnoredInTheSameCommit(text: String?) throws {
    try add("key.pem")
    if let text {
      try world.repository.write(text, to: ".gitignore")
      try world.repository.git("add", ".gitignore")
    } else {
      try world.repository.git("rm", "--quiet", ".gitignore")
    }
    #expect(try reason("key.pem") == "ignored by *.pem (.gitignore:3 of the last commit)")
    try world.repository.git("reset", "--quiet", "key.pem")
    try world.repository.git("commit", "--quiet", "-m", "un-ignore")
    try add("key.pem")
    #expect(try world.check().verdict == .clean)
  }

  @Test func ignoredFromThisCommitOn() throws {
    try world.repository.write("*.log\n", to: "sub/.gitignore")
    try world.repository.git("add", "--all")
    try add("sub/x.log", "x.log")
    #expect(try world.check().protectedPaths == ["sub/x.log"])
  }

  @Test func theFirstCommit() throws {
    let world = try StagedWorld()
    try world.repository.write("*.pem\n", to: ".gitignore")
    try world.repository.write("x", to: "key.pem")
    try world.repository.git("add", "--force", ".gitignore", "key.pem")
    #expect(try world.check().protectedPaths == ["key.pem"])
  }

  @Test func whatOnlyOneUserIgnoresMayBeAdded() throws {
    try world.repository.write("*.local\n", to: ".git/info/exclude")
    try world.repository.directory.write("*.mine\n", to: "home/ignore")
    let ignore = world.repository.directory.path("home/ignore")
    try world.repository.git("config", "core.excludesFile", ignore)
    try add("a.local", "a.mine")
    #expect(try world.check().verdict == .clean)
  }

  @Test func theWorkingTreesIgnoreFileDoesNotCount() throws {
    try world.repository.write("*.txt\n", to: ".gitignore")
    try world.stage()
    try world.repository.git("reset", "--quiet", ".gitignore")
    try add("b.txt", "key.pem")
    #expect(try world.check().protectedPaths == ["key.pem"])
  }

  @Test func trackedFilesMayBeIgnored() throws {
    try add("key.pem")
    try world.repository.git("commit", "--quiet", "-m", "unchecked")
    try world.repository.write("other\n", to: "key.pem")
    try world.repository.git("add", "--all")
    #expect(try world.check().verdict == .clean)
    try world.repository.git("mv", "key.pem", "moved.pem")
    try world.repository.git("commit", "--quiet", "-m", "unchecked")
    try world.repository.git("mv", "moved.pem", "again.pem")
    #expect(try world.check().verdict == .clean)
  }

  @Test func placeholdersOfFoldersMayBeAdded() throws {
    try add("out/.gitkeep", "out/.gitignore")
    #expect(try world.check().verdict == .clean)
  }

  @Test func whatTheOtherSideOfAMergeHoldsIsNothingNew() throws {
    let repository = world.repository
    try repository.git("switch", "--quiet", "-c", "other")
    try add("key.pem")
    try repository.write("other\n", to: "a.txt")
    try repository.git("add", "a.txt")
    try repository.git("commit", "--quiet", "-m", "unchecked")
    try repository.git("switch", "--quiet", "main")
    try repository.commit(["a.txt": "ours\n"])
    #expect(try repository.tryGit(["merge", "other"]).status == 1)
    try repository.write("both\n", to: "a.txt")
    try repository.git("add", "a.txt")
    #expect(try world.check().verdict == .clean)
    try add("new.pem")
    #expect(try world.check().protectedPaths == ["new.pem"])
  }

  @Test(arguments: [true, false]) func letterCaseIsThatOfTheRepository(ignoresCase: Bool) throws {
    try world.repository.git("config", "core.ignoreCase", "\(ignoresCase)")
    try add("KEY.PEM")
    #expect(try world.check().protectedPaths == (ignoresCase ? ["KEY.PEM"] : []))
  }

  @Test func namesOfAnyBytes() throws {
    let names = [Array("new\nline/é.pem".utf8), [0xE9] + Array(".pem".utf8), Array(":x.pem".utf8)]
    for name in names { try world.repository.write([1], to: name) }
    try world.repository.write("*.key\n", to: "new\nline/.gitignore")
    try world.repository.write("x", to: "new\nline/a.key")
    try world.repository.git("add", "--force", "--all")
    #expect(
      Set(try world.check().protectedFiles.map(\.path))
        == Set(names.map { GitPath(bytes: $0) } + [GitPath("new\nline/a.key")])
    )
  }

  @Test func aSubmoduleInAnIgnoredFolder() throws {
    let inner = try StagedWorld()
    try inner.repository.commit(["a": "a"])
    let url = inner.repository.path
    try world.repository.git("submodule", "--quiet", "add", "--force", url, "out")
    #expect(try world.check().protectedPaths == ["out"])
  }

  @Test func manyFilesAtOnce() throws {
    let lines = (0..<40).map { "name\($0)*\n" }.joined()
    try world.repository.commit([".gitignore": lines])
    for number in 0..<100 { try world.repository.write("x", to: "d\(number % 7)/f\(number)") }
    try world.repository.write("x", to: "d3/name7.txt")
    try world.repository.git("add", "--force", "--all")
    #expect(try world.check().protectedPaths == ["d3/name7.txt"])
  }

  @Test func thePolicyOfTheIndexExcepts() throws {
    try add("key.pem", "other.pem")
    try world.repository.write("allow-ignored key.pem\n", to: Policy.fileName)
    // It must be staged.
    #expect(try world.check().protectedPaths == ["key.pem", "other.pem"])
    try world.repository.git("add", Policy.fileName)
    let report = try world.check()
    #expect(report.protectedPaths == ["other.pem"])
    #expect(report.policyChanges.map(\.kind).contains(.ignoredAllowed("key.pem")))
    try world.repository.git("commit", "--quiet", "-m", "unchecked")
    try add("sub/key.pem")
    let later = try world.check()
    #expect(later.verdict == .clean)
    #expect(later.policyChanges.isEmpty)
  }

  @Test func anExceptionIsNoneFromThePolicy() throws {
    try world.repository.commit([Policy.fileName: "*.pem\nallow-ignored key.pem\n"])
    try add("key.pem")
    #expect(try reason("key.pem") == "protected by the pattern *.pem")
  }

  @Test func aLinkIsNoIgnoreFile() throws {
    let world = try StagedWorld()
    try FileManager.default.createSymbolicLink(
      atPath: world.repository.path + "/.gitignore",
      withDestinationPath: "common"
    )
    try world.stage(["common": "*.pem\n", "key.pem": "x"])
    #expect(try world.check().verdict == .clean)
  }
}
