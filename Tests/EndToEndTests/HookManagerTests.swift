import Foundation
import TestSupport
import Testing

/// Our hooks as prek, which reads the files of pre-commit, runs them.
@Suite struct HookManagerTests {
  private let program: Program
  private let definition: String
  private let remote: String

  /// A repository that uses those of `.pre-commit-hooks.yaml` which run the installed program.
  init() throws {
    program = try Program()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let hooks = try String(
      contentsOf: root.appending(path: ".pre-commit-hooks.yaml"),
      encoding: .utf8
    )
    definition = program.repository.directory.path("definition")
    remote = program.repository.directory.path("remote.git")
    try program.repository.git("init", "--quiet", definition)
    try program.repository.write(hooks, to: "../definition/.pre-commit-hooks.yaml")
    try program.repository.git(["add", "--all"], in: definition)
    try program.repository.git(["commit", "--quiet", "-m", "hooks"], in: definition)
    let revision = try program.repository.git(["rev-parse", "HEAD"], in: definition)
    try program.repository.commit([
      ".pre-commit-config.yaml": """
      default_install_hook_types: [pre-commit, commit-msg, pre-push]
      repos:
      - repo: \(definition)
        rev: \(revision)
        hooks: [{id: secrets-sync}, {id: secrets-sync-message}, {id: secrets-sync-push}]

      """
    ])
    try program.repository.git("init", "--quiet", "--bare", remote)
    try program.repository.git("remote", "add", "origin", remote)
    try program.git("push", "--quiet", "origin", "main")
    #expect(try prek("install").status == 0)
  }

  private func prek(_ arguments: String...) throws -> TestProcess {
    let python = try #require(ProcessInfo.processInfo.environment["GSS_TEST_PYTHON"])
    let folder = URL(fileURLWithPath: python).deletingLastPathComponent().path
    let binary = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    var environment = program.repository.environment
    environment["PATH"] = "\(folder):\(binary):\(environment["PATH"] ?? "/usr/bin:/bin")"
    return try TestProcess.run(
      folder + "/prek",
      arguments,
      environment: environment,
      directory: program.repository.path
    )
  }

  @Test func tryRepoRunsTheHook() throws {
    try program.repository.write("key = \"\(accessKeyID())\"\n", to: "a.py")
    try program.git("add", "a.py")
    let failed = try prek("try-repo", definition, "secrets-sync")
    #expect(failed.status == 1)
    #expect(failed.text.contains("commit blocked: 1 new secret"))
    try program.repository.write("key = load()\n", to: "a.py")
    try program.git("add", "a.py")
    #expect(try prek("try-repo", definition, "secrets-sync").status == 0)
  }

  @Test func commitsMessagesAndPushesAreLookedAt() throws {
    try program.repository.write("key = \"\(accessKeyID())\"\n", to: "a.py")
    try program.git("add", "a.py")
    let commit = try program.tryGit(["commit", "-m", "x"])
    #expect(commit.status == 1)
    #expect((commit.text + commit.errors).contains("commit blocked: 1 new secret"))
    let message = try program.tryGit(["commit", "--allow-empty", "-m", "key \(accessKeyID())"])
    #expect(message.status == 1)
    try program.git("commit", "--quiet", "--no-verify", "-m", "x")
    let push = try program.tryGit(["push", "origin", "main"])
    #expect(push.status == 1)
    #expect((push.text + push.errors).contains("push blocked: 1 secret"))
    try program.git("reset", "--quiet", "--hard", "HEAD~1")
    try program.repository.write("key = load()\n", to: "a.py")
    try program.git("add", "a.py")
    try program.git("commit", "--quiet", "-m", "x")
    let passed = try program.tryGit(["push", "origin", "main"])
    #expect(passed.status == 0, "\(passed.text) \(passed.errors)")
  }
}
