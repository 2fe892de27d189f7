import Foundation
import Git
import Hooks
import Scanning
import TestSupport
import Testing

/// A protected path blocks whatever it holds and however it got into the index.
@Suite struct ProtectedFileTests {
  private let world: StagedWorld

  init() throws {
    world = try StagedWorld()
    try world.repository.commit([".gitignore": "ssm-*.py\n", "plain.py": "x\n"])
  }

  private func expectBlocked(_ path: String, count: Int = 1) throws {
    let report = try world.check()
    #expect(report.verdict == .blocked)
    #expect(report.protectedPaths == [path])
    #expect(report.newFindings.isEmpty)
  }

  @Test func addedByForce() throws {
    try world.repository.write("x", to: "ssm-dev.py")
    try world.repository.git("add", "--force", "ssm-dev.py")
    let report = try world.check()
    let file = try #require(report.protectedFiles.first)
    #expect(report.verdict == .blocked)
    #expect(file.path == GitPath("ssm-dev.py"))
    #expect(file.pattern == "ssm-*.py")
    #expect(!file.isTracked)
    #expect(file.isIgnored)
    #expect(ProtectedFile.command([file.path]) == "git rm --cached -- ssm-dev.py")
  }

  @Test(arguments: [
    "secured_modules/main.tf", "SSM-Dev.py", "deep/er/Ssm-x.PY", "terraform.tfstate.backup",
    "prod.tfvars", ".env",
  ])
  func anywhereInAnyCase(path: String) throws {
    try world.repository.write("", to: path)
    try world.repository.git("add", "--force", path)
    try expectBlocked(path)
  }

  @Test func empty() throws {
    try world.repository.write("", to: "ssm-dev.py")
    try world.repository.git("add", "--force", "ssm-dev.py")
    try expectBlocked("ssm-dev.py")
  }

  @Test func binary() throws {
    try world.repository.write([0, 0xFF, 0], to: Array("x.tfstate".utf8))
    try world.stage()
    try expectBlocked("x.tfstate")
  }

  @Test func executable() throws {
    try world.repository.write("x", to: "ssm-dev.py")
    try world.repository.git("add", "--force", "--chmod=+x", "ssm-dev.py")
    try expectBlocked("ssm-dev.py")
  }

  @Test func renamed() throws {
    try world.repository.git("mv", "plain.py", "ssm-dev.py")
    try expectBlocked("ssm-dev.py")
  }

  @Test func renamedAway() throws {
    try commitUnchecked(["ssm-dev.py": "x"])
    try world.repository.git("mv", "ssm-dev.py", "tool.py")
    #expect(try world.check().verdict == .clean)
  }

  @Test func aLinkUnderAProtectedName() throws {
    try FileManager.default.createSymbolicLink(
      atPath: world.repository.path + "/x.tfvars",
      withDestinationPath: "plain.py"
    )
    try world.stage()
    try expectBlocked("x.tfvars")
  }

  @Test(arguments: ["ssm-dev.py", "./tools/../ssm-dev.py", "TOP/ssm-dev.py", "../other/.env"])
  func aLinkToAProtectedFile(target: String) throws {
    let target = target.replacingOccurrences(of: "TOP", with: world.repository.path)
    try FileManager.default.createSymbolicLink(
      atPath: world.repository.path + "/innocent",
      withDestinationPath: target
    )
    try world.stage()
    let report = try world.check()
    #expect(report.protectedPaths == ["innocent"])
    #expect(report.protectedFiles.first?.cause == .linkTarget(target))
  }

  @Test func aSubmoduleAtAProtectedPath() throws {
    let inner = try StagedWorld()
    try inner.repository.commit(["a": "a"])
    try world.repository.git(
      "submodule",
      "--quiet",
      "add",
      "--force",
      inner.repository.path,
      "ssm-dev.py"
    )
    let report = try world.check()
    #expect(report.protectedPaths == ["ssm-dev.py"])
  }

  @Test func aNameThatIsNoText() throws {
    let name = Array("ssm-".utf8) + [0xE9] + Array(".py".utf8)
    try world.repository.write([], to: name)
    try world.repository.git("add", "--force", "--all")
    let report = try world.check()
    #expect(report.protectedFiles.map(\.path) == [GitPath(bytes: name)])
    #expect(ProtectedFile.command(report.protectedFiles.map(\.path)) == nil)
  }

  @Test func changingOneThatIsTrackedAlready() throws {
    try commitUnchecked(["ssm-dev.py": "x"])
    try world.stage(["ssm-dev.py": "y"])
    let report = try world.check()
    let file = try #require(report.protectedFiles.first)
    #expect(file.isTracked)
    // What the report advises ends the trouble.
    try world.repository.git("rm", "--quiet", "--cached", "ssm-dev.py")
    #expect(try world.check().verdict == .clean)
  }

  @Test(arguments: [false, true])
  func theCommandWorksForAwkwardNames(fromTop: Bool) throws {
    try world.repository.write("", to: "sub/ignored")
    // The last name is protected, too, and a pattern that covers the other file.
    try world.stage([Policy.fileName: "*.tfvars\n\\*\n", "other.txt": "x"])
    for name in ["it's a.tfvars", ":x.tfvars", "-x.tfvars", "$HOME *.tfvars", "a.tfvars", "*"] {
      try world.repository.write("x", to: name)
      try world.repository.git("add", "--", ":(literal)\(name)")
      let file = try #require(try world.check().protectedFiles.first)
      let command = try #require(ProtectedFile.command([file.path], fromTop: fromTop))
      let run = try TestProcess.run(
        "sh",
        ["-c", command],
        environment: world.repository.environment,
        directory: world.repository.path + (fromTop ? "/sub" : "")
      )
      #expect(run.status == 0, "\(command): \(run.errors)")
      #expect(try world.check().protectedFiles.isEmpty)
      #expect(try world.repository.git("diff", "--cached", "--name-only").contains("other.txt"))
    }
  }

  @Test func theHelperOfTheArticlePasses() throws {
    try world.stage(["ssm_utils.py": "import boto3\n"])
    #expect(try world.check().verdict == .clean)
  }

  private func commitUnchecked(_ files: [String: String]) throws {
    for (name, text) in files {
      try world.repository.write(text, to: name)
      try world.repository.git("add", "--force", name)
    }
    try world.repository.git("commit", "--quiet", "-m", "unchecked")
  }
}
