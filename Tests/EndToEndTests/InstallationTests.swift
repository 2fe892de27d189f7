import Foundation
import TestSupport
import Testing

/// `init --shared`, `init --global` and `uninstall`.
@Suite struct InstallationTests {
  /// Every file below a directory: its path, kind, mode and content.
  private func listing(_ directory: String) throws -> [String] {
    let manager = FileManager.default
    return try manager.subpathsOfDirectory(atPath: directory).sorted().map { name in
      let path = directory + "/" + name
      let attributes = try manager.attributesOfItem(atPath: path)
      let kind = attributes[.type] as? FileAttributeType
      let content =
        kind == .typeSymbolicLink
        ? try manager.destinationOfSymbolicLink(atPath: path)
        : manager.contents(atPath: path).map { $0.base64EncodedString() } ?? ""
      return "\(name) \(kind?.rawValue ?? "") \(attributes[.posixPermissions] ?? 0) \(content)"
    }
  }

  private func write(_ text: String, to path: String, mode: Int = 0o755) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test func uninstallRestoresWhatWasThere() throws {
    let program = try Program()
    let git = program.repository.path + "/.git"
    try program.repository.git("remote", "add", "origin", "https://example.com/none.git")
    try write("#!/bin/sh\necho mine\n", to: git + "/hooks/pre-commit", mode: 0o750)
    try write("#!/bin/sh\nexit 0\n", to: git + "/hooks/pre-push", mode: 0o600)
    try FileManager.default.createSymbolicLink(
      atPath: git + "/hooks/commit-msg",
      withDestinationPath: "../../scripts/message"
    )
    let before = try listing(git)
    #expect(try program("init", "--yes").status == 0)
    #expect(try program("hook", "pre-commit").status == 0)
    #expect(try listing(git) != before)
    #expect(try program("baseline").status == 0)
    #expect(FileManager.default.fileExists(atPath: git + "/secrets-sync.allow.lock"))
    let refused = try program("uninstall")
    #expect(refused.status == 2)
    #expect(!refused.errors.contains("--dry-run"))
    let result = try program("uninstall", "--yes")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("already there  these files stay"))
    #expect(result.text.contains("init wrote into them: .secrets-sync.toml"))
    #expect(try listing(git) == before)
    // Once more there is nothing to do.
    #expect(try program("uninstall", "--yes").status == 0)
    #expect(try listing(git) == before)
  }

  @Test func hooksInAnotherFolderOfTheGitDirectoryAreUninstalled() throws {
    let program = try Program()
    try program.repository.git("config", "core.hooksPath", ".git/my-hooks")
    #expect(try program("init", "--yes").status == 0)
    #expect(try program("uninstall", "--yes").text.contains("removed pre-commit"))
    try program.repository.write("k = \"\(accessKeyID())\"\n", to: "a.py")
    try program.git("add", "a.py")
    #expect(try program.tryGit(["commit", "-m", "x"]).status == 0)
  }

  @Test func hooksOfAnotherVersionAreNamedAtACheckout() throws {
    let program = try Program.initialized()
    let hook = program.repository.path + "/.git/hooks/pre-push"
    try write("#!/bin/sh\n# git-secrets-sync: of another day\nexit 0\n", to: hook)
    let checkout = try program.tryGit(["checkout", "--quiet", "-b", "next"])
    #expect(checkout.status == 0)
    #expect(checkout.errors.contains("are from another version: git secrets-sync init"))
  }

  @Test func aServerIsUninstalledToo() throws {
    let program = try Program(.bare)
    let before = try listing(program.repository.path)
    #expect(try program("init").status == 0)
    #expect(try program("uninstall", "--yes").status == 0)
    #expect(try listing(program.repository.path) == before)
  }

  @Test func aTeamSharesItsHooks() throws {
    let program = try Program.initialized()
    let result = try program("init", "--shared", "--yes")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("git add .githooks"))
    try program.git("add", "--all")
    try program.git("commit", "--quiet", "-m", "hooks")
    let committed = try program.repository.git("show", "HEAD:.githooks/pre-commit")
    #expect(!committed.contains(program.repository.directory.path("")))
    #expect(!committed.contains(Program.path))

    // A clone runs nothing before its user has said so.
    let clone = program.repository.directory.path("clone")
    try program.repository.git("clone", "--quiet", program.repository.path, clone)
    try write("k = \"\(accessKeyID())\"\n", to: clone + "/a.py", mode: 0o644)
    try program.repository.git(["add", "a.py"], in: clone)
    #expect(try program.tryGit(["commit", "-m", "x"], in: clone).status == 0)
    try program.repository.git(["reset", "--quiet", "--soft", "HEAD~1"], in: clone)
    // Then no question is asked.
    let setUp = try program.run(["init"], in: clone)
    #expect(setUp.status == 0)
    #expect(setUp.text.contains("hooks: installed pre-commit"))
    #expect(try program.tryGit(["commit", "-m", "x"], in: clone).status == 1)
    #expect(try program.run(["init"], in: clone).text.contains("hooks: up to date"))
    #expect(try program.run(["doctor"], in: clone).text.contains("ok     hooks: All 10 hooks"))

    // What the team had there before runs first.
    let team = clone + "/.githooks/pre-commit.before-secrets-sync"
    try write("#!/bin/sh\necho team >&2\n", to: team)
    #expect(try program.tryGit(["commit", "-m", "x"], in: clone).errors.contains("team\n"))
    // On a branch without the folder the hooks are there, too.
    try program.repository.git(["stash", "--quiet"], in: clone)
    let checkout = try program.tryGit(["checkout", "--quiet", "-b", "old", "HEAD~1"], in: clone)
    // Which would be said at every checkout.
    #expect(!checkout.errors.contains("from another version"))
    try write("k = \"\(accessKeyID())\"\n", to: clone + "/a.py", mode: 0o644)
    try program.repository.git(["add", "a.py"], in: clone)
    #expect(try program.tryGit(["commit", "-m", "x"], in: clone).status == 1)

    #expect(try program.run(["uninstall", "--yes"], in: clone).status == 0)
    #expect(try program.tryGit(["commit", "-m", "x"], in: clone).status == 0)
  }

  /// Whoever lets Git run the committed scripts; a graphical client starts with no path to speak of.
  @Test func committedHooksFindTheProgramWithoutAPath() throws {
    let program = try Program.initialized()
    #expect(try program("init", "--shared", "--yes").status == 0)
    try program.repository.git("config", "secrets-sync.program", Program.path)
    var bare = program.repository.environment
    bare["PATH"] = "/usr/bin:/bin"
    let result = try TestProcess.run(
      "/bin/sh",
      [program.repository.path + "/.githooks/pre-commit"],
      environment: bare,
      directory: program.repository.path
    )
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("staged blobs scanned"))
    try program.repository.git("config", "secrets-sync.program", "/none")
    let gone = try TestProcess.run(
      "/bin/sh",
      [program.repository.path + "/.githooks/pre-commit"],
      environment: bare,
      directory: program.repository.path
    )
    #expect(gone.status == 3)
    #expect(gone.errors.contains("/none is gone or may not be run"))
  }

  @Test func hooksPathOfAnotherProgramIsLeftAlone() throws {
    let program = try Program.initialized()
    try program.repository.git("config", "core.hooksPath", ".husky/_")
    let result = try program("init", "--shared", "--yes")
    #expect(result.status == 2)
    #expect(result.errors.contains("core.hooksPath is .husky/_ already"))
    #expect(try program.repository.git("config", "core.hooksPath") == ".husky/_")
  }

  @Test func hooksThatGitWouldPassOverAreNotInstalledForAll() throws {
    let program = try Program()
    try program.repository.git("config", "--global", "core.hooksPath", "/none")
    let result = try program("init", "--global", "--yes")
    #expect(result.status == 2)
    #expect(result.errors.contains("Git would pass over these hooks"))
  }

  @Test(arguments: [false, true])
  func allRepositoriesOfTheMachine(hasTemplate: Bool) throws {
    let program = try Program()
    let home = try #require(program.repository.environment["HOME"])
    let template = home + "/my template"
    if hasTemplate {
      try FileManager.default.createDirectory(
        atPath: template + "/hooks",
        withIntermediateDirectories: true
      )
      try write("#!/bin/sh\necho template >&2\n", to: template + "/hooks/pre-commit")
      try program.repository.git("config", "--global", "init.templateDir", "~/my template")
    }
    let before = try listing(home)
    #expect(try program("init", "--global", "--dry-run").status == 0)
    #expect(try listing(home) == before)
    #expect(try program("init", "--global").status == 2)
    #expect(try program("init", "--global", "--yes").status == 0)
    let new = program.repository.directory.path("new")
    try program.repository.git("init", "--quiet", new)
    #expect(FileManager.default.fileExists(atPath: new + "/.git/info") == !hasTemplate)
    try write("k = \"\(accessKeyID())\"\n", to: new + "/a.py", mode: 0o644)
    try program.repository.git(["add", "a.py"], in: new)
    let blocked = try program.tryGit(["commit", "-m", "x"], in: new)
    #expect(blocked.status == 1)
    #expect(blocked.errors.contains("commit blocked"))
    #expect(blocked.errors.contains("template") == hasTemplate)
    #expect(try program("uninstall", "--global", "--yes").status == 0)
    #expect(try !listing(home).contains { $0.contains("git-secrets-sync") })
    let after = try listing(home).filter { !$0.contains(".local") }
    #expect(after == before.filter { !$0.contains(".local") })
  }
}
