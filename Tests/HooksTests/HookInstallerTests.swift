import Foundation
import Git
import Hooks
import TestSupport
import Testing

/// What is asked of the installer in each test: a repository and a program that says it ran.
private struct World {
  let repository: TemporaryRepository
  let program: String

  init(_ options: TemporaryRepository.Option...) throws {
    repository =
      options.isEmpty ? try TemporaryRepository() : try TemporaryRepository(.bare)
    program = repository.directory.path("it's bin/git-secrets-sync")
    try install("echo ran \"$@\"")
  }

  /// Replaces the program by a script.
  func install(_ script: String) throws {
    try repository.directory.write(
      Array("#!/bin/sh\n\(script)\n".utf8),
      to: Array("it's bin/git-secrets-sync".utf8),
      mode: 0o755
    )
  }

  func installer(in directory: String? = nil) throws -> HookInstaller {
    let git = GitCommand(
      directory: directory ?? repository.path,
      environment: repository.environment
    )
    return HookInstaller(layout: try RepositoryLayout.find(git), executable: program)
  }

  func hooks() throws -> HookSet {
    let git = GitCommand(directory: repository.path, environment: repository.environment)
    return HookSet(layout: try RepositoryLayout.find(git), executable: program)
  }

  var hooksDirectory: String {
    let bare = repository.path + "/hooks"
    return FileManager.default.fileExists(atPath: bare) ? bare : repository.path + "/.git/hooks"
  }
  var hook: String { repository.path + "/.git/hooks/pre-commit" }
  var kept: String { hook + ".before-secrets-sync" }

  func write(_ text: String, to path: String, mode: mode_t = 0o755) throws {
    let relative = path.dropFirst(repository.directory.path.count + 1)
    try repository.directory.write(Array(text.utf8), to: Array(relative.utf8), mode: mode)
    setMode(path, mode)
  }

  func runHook(_ arguments: [String] = [], input: String = "") throws -> TestProcess {
    // Not directly: a file that was just written may still be open in a child of another test.
    try TestProcess.run(
      "/bin/sh",
      [hook] + arguments,
      environment: repository.environment,
      directory: repository.path,
      input: Array(input.utf8)
    )
  }

  /// Commits and returns what Git and the hooks said.
  func commit(in directory: String? = nil) throws -> TestProcess {
    try repository.tryGit(["commit", "--allow-empty", "-m", "x"], in: directory)
  }
}

private func mode(_ path: String) -> mode_t? {
  var status = stat()
  return unsafe lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
}

private func setMode(_ path: String, _ mode: mode_t) {
  unsafe #expect(chmod(path, mode) == 0)
}

private func bytes(_ path: String) -> [UInt8]? {
  FileManager.default.contents(atPath: path).map(Array.init)
}

@Suite struct HookInstallerTests {
  @Test func theShippedScriptsAreThoseThatAreInstalled() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let (world, server) = (try World(), try World(.bare))
    #expect(try world.hooks().install().count == 10)
    #expect(try server.hooks().install().count == 1)
    for (world, names) in [(world, GitHook.ofClones), (server, GitHook.ofServers)] {
      let program = world.program.replacingOccurrences(of: "'", with: "'\\''")
      for hook in names {
        let file = root.appending(path: "hooks/\(hook.name)")
        let shipped = try String(contentsOf: file, encoding: .utf8)
        let path = world.hooksDirectory + "/" + hook.name
        let installed = String(decoding: try #require(bytes(path)), as: UTF8.self)
        #expect(installed == shipped.replacingOccurrences(of: "@PROGRAM@", with: program))
        #expect(installed != shipped)
      }
    }
    let shipped = try FileManager.default
      .contentsOfDirectory(atPath: root.appending(path: "hooks").path)
    #expect(shipped.sorted() == GitHook.allCases.map(\.name).sorted())
  }

  @Test func gitRunsTheProgramWhoseVerdictCounts() throws {
    let world = try World()
    #expect(try world.installer().state() == .missing)
    #expect(try world.installer().install() == [.installed(path: world.hook)])
    #expect(try world.installer().state() == .installed)
    let passed = try world.commit()
    #expect(passed.status == 0)
    #expect(passed.errors.contains("ran hook pre-commit"))
    for status in [1, 2, 3] {
      try world.install("exit \(status)")
      #expect(try world.commit().status == 1)
    }
    #expect(try world.repository.git("rev-list", "--count", "HEAD") == "1")
  }

  @Test func aSecondInstallationChangesNothing() throws {
    let world = try World()
    _ = try world.installer().install()
    let before = try FileManager.default.attributesOfItem(atPath: world.hook)
    #expect(try world.installer().install() == [.unchanged(path: world.hook)])
    let after = try FileManager.default.attributesOfItem(atPath: world.hook)
    #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
    #expect(!FileManager.default.fileExists(atPath: world.kept))
  }

  @Test func theModeHonoursTheUmask() throws {
    let world = try World()
    let installer = try world.installer()
    _ = try installer.install()
    let mask = umask(0o022)
    umask(mask)
    #expect(mode(world.hook) == 0o755 & ~mask)
  }

  @Test func aHookThatWasThereRunsBeforeTheCheck() throws {
    let world = try World()
    try world.write("#!/bin/sh\necho \"before:$#:$(cat)\"\n", to: world.hook, mode: 0o744)
    #expect(try world.installer().state() == .foreign(path: world.hook))
    #expect(
      try world.installer().install() == [
        .kept(path: world.hook, as: world.kept, runs: true), .installed(path: world.hook),
      ]
    )
    #expect(mode(world.kept) == 0o744)
    let run = try world.runHook(["a b", "c"], input: "input")
    #expect(run.status == 0)
    #expect(run.text == "before:2:input\nran hook pre-commit a b c\n")
    try world.install("exit 1")
    #expect(try world.runHook().status == 1)
  }

  @Test func aHookThatWasThereAndFailsEndsIt() throws {
    let world = try World()
    try world.write("#!/bin/sh\nexit 7\n", to: world.hook)
    _ = try world.installer().install()
    let run = try world.runHook()
    #expect(run.status == 7)
    #expect(run.text.isEmpty)
  }

  @Test func whatTheEarlierHookStagesIsLookedAt() throws {
    let world = try World()
    try world.write("#!/bin/sh\necho x >late.txt && git add late.txt\n", to: world.hook)
    _ = try world.installer().install()
    try world.install("git diff --cached --name-only; exit 1")
    let run = try world.commit()
    #expect(run.status == 1)
    #expect((run.text + run.errors).contains("late.txt"))
  }

  /// A crash, a signal, a file that is no program: nothing that ends early is a verdict.
  @Test(arguments: ["kill -KILL $$", "kill -ABRT $$", "exit 126", "exit 127", "exit 70"])
  func aCheckThatEndsEarlyBlocks(script: String) throws {
    let world = try World()
    _ = try world.installer().install()
    try world.install(script)
    let run = try world.runHook()
    #expect(run.status == 3)
    #expect(run.errors.contains("ended early"))
    #expect(run.errors.contains("the commit is blocked"))
  }

  @Test(arguments: [1, 2, 3, 4, 130])
  func theStatusOfTheCheckIsTheHooks(status: Int) throws {
    let world = try World()
    _ = try world.installer().install()
    try world.install("exit \(status)")
    let run = try world.runHook()
    #expect(run.status == status)
    #expect(run.errors.isEmpty)
  }

  @Test func uninstallingPutsBackExactlyWhatWasThere() throws {
    let world = try World()
    let text = "#!/bin/sh\n# mine \u{E9}\nexit 0\n"
    try world.write(text, to: world.hook, mode: 0o750)
    _ = try world.installer().install()
    #expect(try world.installer().uninstall() == [.restored(path: world.hook)])
    #expect(bytes(world.hook) == Array(text.utf8))
    #expect(mode(world.hook) == 0o750)
    #expect(!FileManager.default.fileExists(atPath: world.kept))
    #expect(try world.installer().uninstall() == [.leftAlone(path: world.hook)])
    #expect(bytes(world.hook) == Array(text.utf8))
  }

  @Test func uninstallingTheOnlyHookRemovesIt() throws {
    let world = try World()
    _ = try world.installer().install()
    #expect(try world.installer().uninstall() == [.removed(path: world.hook)])
    #expect(!FileManager.default.fileExists(atPath: world.hook))
    #expect(try world.installer().uninstall().isEmpty)
  }

  @Test func aLinkIsKeptAsALink() throws {
    let world = try World()
    try world.write("#!/bin/sh\necho linked\n", to: world.repository.path + "/scripts/check")
    try FileManager.default.createSymbolicLink(
      atPath: world.hook,
      withDestinationPath: "../../scripts/check"
    )
    _ = try world.installer().install()
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: world.kept)
        == "../../scripts/check"
    )
    #expect(try world.commit().errors.contains("linked"))
    #expect(bytes(world.repository.path + "/scripts/check") != bytes(world.hook))
    _ = try world.installer().uninstall()
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: world.hook)
        == "../../scripts/check"
    )
  }

  @Test func aHookThatWasSwitchedOffStaysOff() throws {
    let world = try World()
    try world.write("#!/bin/sh\nexit 9\n", to: world.hook, mode: 0o644)
    _ = try world.installer().install()
    #expect(mode(world.kept) == 0o644)
    #expect(try world.commit().status == 0)
  }

  @Test func twoHooksAreNotKeptUnderOneName() throws {
    let world = try World()
    try world.write("#!/bin/sh\n# first\n", to: world.hook)
    _ = try world.installer().install()
    try world.write("#!/bin/sh\n# second\n", to: world.hook)
    let error = #expect(throws: HookError.self) { try world.installer().install() }
    #expect(error?.kind == .previousHookInTheWay)
    #expect(bytes(world.hook) == Array("#!/bin/sh\n# second\n".utf8))
    #expect(bytes(world.kept) == Array("#!/bin/sh\n# first\n".utf8))
  }

  /// A kill between the two steps leaves the old hook under both names.
  @Test func anInstallationThatWasCutShortIsFinishedOrUndone() throws {
    let world = try World()
    try world.write("#!/bin/sh\necho old\n", to: world.hook)
    try FileManager.default.linkItem(atPath: world.hook, toPath: world.kept)
    #expect(try world.installer().uninstall() == [.restored(path: world.hook)])
    #expect(!FileManager.default.fileExists(atPath: world.kept))
    try FileManager.default.linkItem(atPath: world.hook, toPath: world.kept)
    _ = try world.installer().install()
    #expect(try world.installer().state() == .installed)
    #expect(bytes(world.kept) == Array("#!/bin/sh\necho old\n".utf8))
  }

  @Test func anotherProgramPathIsUpdatedInPlace() throws {
    let world = try World()
    try world.write("#!/bin/sh\necho before\n", to: world.hook)
    _ = try world.installer().install()
    let git = GitCommand(
      directory: world.repository.path,
      environment: world.repository.environment
    )
    let moved = HookInstaller(layout: try RepositoryLayout.find(git), executable: "/bin/true")
    #expect(try moved.state() == .outdated)
    #expect(try moved.install() == [.updated(path: world.hook)])
    #expect(try moved.state() == .installed)
    #expect(bytes(world.kept) == Array("#!/bin/sh\necho before\n".utf8))
  }

  @Test func aProgramThatIsGoneBlocksAndSaysSo() throws {
    let world = try World()
    _ = try world.installer().install()
    try FileManager.default.removeItem(atPath: world.program)
    #expect(try world.installer().state() == .binaryMissing(program: world.program))
    let run = try TestProcess.run(
      "/bin/sh",
      [world.hook],
      environment: world.repository.environment,
      directory: world.repository.path
    )
    #expect(run.status == 3)
    #expect(run.errors.contains("\(world.program) is gone"))
    #expect(run.errors.contains("git secrets-sync init"))
    #expect(try world.commit().status != 0)
  }

  @Test func worksWithoutAnyPath() throws {
    let world = try World()
    _ = try world.installer().install()
    let run = try TestProcess.run(
      "/bin/sh",
      [world.hook],
      environment: ["PATH": "/nonexistent"],
      directory: world.repository.path
    )
    #expect(run.status == 0)
    #expect(run.text.contains("ran hook pre-commit"))
  }

  @Test func aHookThatGitPassesOverIsSeenAndMended() throws {
    let world = try World()
    _ = try world.installer().install()
    setMode(world.hook, 0o644)
    #expect(try world.installer().state() == .notExecutable(path: world.hook))
    #expect(try world.installer().install() == [.madeExecutable(path: world.hook)])
    #expect(try world.installer().state() == .installed)
  }

  @Test func aLinkedWorktreeUsesTheCommonHooks() throws {
    let world = try World()
    try world.repository.commit(["a": "a"])
    let worktree = try world.repository.addWorktree("linked", branch: "other")
    #expect(try world.installer(in: worktree).install() == [.installed(path: world.hook)])
    #expect(try world.commit(in: worktree).errors.contains("ran hook pre-commit"))
    #expect(try world.commit().errors.contains("ran hook pre-commit"))
  }

  @Test func aMissingHooksDirectoryIsMade() throws {
    let world = try World()
    try FileManager.default.removeItem(atPath: world.repository.path + "/.git/hooks")
    _ = try world.installer().install()
    #expect(try world.commit().errors.contains("ran hook pre-commit"))
  }

  @Test func aBareRepositoryHasNoPreCommitHook() throws {
    let world = try World(.bare)
    #expect(try world.installer().state() == .bareRepository)
    let error = #expect(throws: HookError.self) { try world.installer().install() }
    #expect(error?.kind == .bareRepository)
  }
}

@Suite struct HooksPathTests {
  @Test(arguments: [".githooks", "/absolute"])
  func aPlaceForOthersTooIsLeftAlone(place: String) throws {
    let world = try World()
    let directory =
      place.hasPrefix("/")
      ? world.repository.directory.path("shared")
      : world.repository.path
        + "/.githooks"
    try world.repository.git(
      "config",
      "core.hooksPath",
      place.hasPrefix("/") ? directory : place
    )
    #expect(try world.installer().state() == .shadowed(directory: directory))
    let error = #expect(throws: HookError.self) { try world.installer().install() }
    #expect(error?.kind == .hooksPathElsewhere)
    #expect(error?.hint?.contains("\(directory)/pre-commit") == true)
    #expect(error?.hint?.contains("git secrets-sync hook pre-commit || exit") == true)
    #expect(!FileManager.default.fileExists(atPath: directory))
    #expect(!FileManager.default.fileExists(atPath: world.hook))
  }

  @Test func whoAsksForItGetsIt() throws {
    let world = try World()
    try world.repository.git("config", "core.hooksPath", ".githooks")
    _ = try world.installer().install(shared: true)
    #expect(try world.installer().state() == .installed)
    // What all who clone get names no program of one machine.
    #expect(try world.commit().errors.contains("is gone or may not be run"))
    try world.repository.git("config", "secrets-sync.program", world.program)
    #expect(try world.commit().errors.contains("ran hook pre-commit"))
  }

  @Test func aPlaceInsideTheGitDirectoryIsOurs() throws {
    let world = try World()
    try world.repository.git("config", "core.hooksPath", ".git/my-hooks")
    _ = try world.installer().install()
    #expect(try world.installer().state() == .installed)
    #expect(try world.commit().errors.contains("ran hook pre-commit"))
  }

  /// The line that the hint tells to add, added.
  @Test func aSharedHookThatCallsTheCheckIsEnough() throws {
    let world = try World()
    try world.repository.git("config", "core.hooksPath", ".githooks")
    let hook = world.repository.path + "/.githooks/pre-commit"
    try world.write("#!/bin/sh\n# git secrets-sync hook pre-commit\n", to: hook)
    #expect(try world.installer().state().isActive == false)
    try world.write("#!/bin/sh\ngit secrets-sync hook pre-commit || exit\n", to: hook)
    #expect(try world.installer().state() == .calledByOther(path: hook))
    #expect(try world.installer().install() == [.calledByOther(path: hook)])
    setMode(hook, 0o644)
    #expect(try world.installer().state().isActive == false)
  }

  @Test func huskysGeneratedDirectoryIsNotTouched() throws {
    let world = try World()
    try world.repository.git("config", "core.hooksPath", ".husky/_")
    let user = world.repository.path + "/.husky/pre-commit"
    let error = #expect(throws: HookError.self) { try world.installer().install(shared: true) }
    #expect(error?.hint?.contains(user) == true)
    try world.write("git secrets-sync hook pre-commit || exit\n", to: user, mode: 0o644)
    #expect(try world.installer().state() == .calledByOther(path: user))
  }

  /// `pre-commit install` moves what it finds to `pre-commit.legacy` and runs it.
  @Test func theManagerThatKeepsOurHookIsRecognised() throws {
    let world = try World()
    _ = try world.installer().install()
    try FileManager.default.moveItem(atPath: world.hook, toPath: world.hook + ".legacy")
    try world.write("#!/bin/sh\n\"$0.legacy\" || exit\n", to: world.hook)
    #expect(try world.installer().state() == .calledByOther(path: world.hook + ".legacy"))
    #expect(
      try world.installer().install() == [.calledByOther(path: world.hook + ".legacy")]
    )
    #expect(try world.commit().errors.contains("ran hook pre-commit"))
  }

  @Test func aCheckThatTheFrameworkRunsIsRecognised() throws {
    let world = try World()
    try world.write("#!/bin/sh\n# File generated by pre-commit: x\n", to: world.hook)
    let configuration = world.repository.path + "/.pre-commit-config.yaml"
    try world.write("repos: []\n", to: configuration, mode: 0o644)
    #expect(try world.installer().state() == .foreign(path: world.hook))
    try world.write(
      "repos:\n- repo: local\n  hooks:\n  - id: x\n    entry: git secrets-sync hook pre-commit\n",
      to: configuration,
      mode: 0o644
    )
    #expect(try world.installer().state() == .listed(configuration: configuration))
    setMode(world.hook, 0o644)
    #expect(try world.installer().state() == .foreign(path: world.hook))
  }

  /// Which of the hooks that prek wrote have the check run, by the ids in its configuration.
  @Test(arguments: [
    ("  - id: secrets-sync\n", true, false),
    ("  - id: 'secrets-sync-swift'  # built here\n", true, false),
    ("  hooks: [{id: secrets-sync}, {id: secrets-sync-push}]\n", true, true),
    ("hooks = [{ id = \"secrets-sync-push\" }]\n", false, true),
    ("  # - id: secrets-sync\n", false, false),
    ("  - id: other\n    name: secrets-sync\n", false, false),
    (
      "  - id: secrets-sync\n    stages: [manual]\n  - id: x\n    stages: [pre-commit]\n", false,
      false
    ),
    ("  - id: secrets-sync\n    stages: [manual, pre-commit]\n", true, false),
  ])
  func idsInAConfigurationAreRecognised(text: String, commit: Bool, push: Bool) throws {
    let world = try World()
    let other = world.repository.path + "/.git/hooks/pre-push"
    for hook in [world.hook, other] {
      try world.write("#!/bin/sh\n# File generated by prek: x\n", to: hook)
    }
    let file = text.contains("=") ? "prek.toml" : ".pre-commit-config.yaml"
    let configuration = world.repository.path + "/" + file
    try world.write(text, to: configuration, mode: 0o644)
    let states = try world.hooks().states()
    let listed = states.groups.first { $0.state == .listed(configuration: configuration) }?.hooks
    #expect(listed ?? [] == (commit ? [.preCommit] : []) + (push ? [.prePush] : []))
    #expect(!states.isLeftToFramework)
  }

  @Test func whatLefthookRunsIsRecognised() throws {
    let world = try World()
    try world.write("#!/bin/sh\ncall_lefthook run \"pre-commit\" \"$@\"\n", to: world.hook)
    let configuration = world.repository.path + "/lefthook.yml"
    try world.write("pre-commit:\n  commands:\n    a: {run: npm test}\n", to: configuration)
    #expect(try world.installer().state() == .foreign(path: world.hook))
    try world.write(
      "pre-commit:\n  commands:\n    a: {run: git secrets-sync hook pre-commit, priority: 99}\n",
      to: configuration
    )
    #expect(try world.installer().state() == .listed(configuration: configuration))
    #expect(try world.installer().install() == [.calledByOther(path: configuration)])
  }

  @Test func aServerWithAnUpdateHookAloneIsChecked() throws {
    let world = try World(.bare)
    let update = world.repository.path + "/hooks/update"
    try world.write("#!/bin/sh\ntrue\n", to: update)
    #expect(try !world.hooks().states().isActive)
    try world.write("#!/bin/sh\ngit secrets-sync hook update \"$@\" || exit\n", to: update)
    #expect(try world.hooks().states().isCurrent)
    setMode(update, 0o644)
    #expect(try !world.hooks().states().isActive)
  }

  @Test func aHookThatNeverRanIsNotSaidToRun() throws {
    let world = try World()
    try world.write("#!/bin/sh\necho before\n", to: world.hook, mode: 0o644)
    let steps = InstallStep.summary(try world.installer().install())
    #expect(steps.contains("kept pre-commit as pre-commit.before-secrets-sync"))
    #expect(steps.contains("not executable"))
    #expect(try !world.runHook().text.contains("before"))
  }
}
