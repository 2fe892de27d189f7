import Foundation
import TestSupport
import Testing

/// `vault run -- PROGRAM`.
@Suite struct VaultProgramTests {
  private let file = VaultScene.file
  private let module = "secured_modules/main.tf"

  /// Ann has pushed two files, and Bob has none.
  private func scene(_ kind: VaultKind = .folder) throws -> VaultScene {
    let scene = try VaultScene(kind)
    try scene.ann.edit("one")
    try scene.ann.edit("module", module)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    return scene
  }

  private func isEmpty(_ program: Program) throws -> Bool {
    let path = program.repository.path
    let journal = path + "/.git/secrets-sync/vault/run.json"
    return try program.text() == nil
      && !FileManager.default.fileExists(atPath: path + "/secured_modules")
      && !FileManager.default.fileExists(atPath: journal)
  }

  @Test(arguments: VaultKind.allCases)
  func theFilesAreHereWhileItRuns(kind: VaultKind) throws {
    let scene = try scene(kind)
    let bob = scene.bob
    let run = try bob.vault(
      "run",
      "--",
      "sh",
      "-c",
      "cat \(file) \(module); ls -l \(file) | cut -c1-10; exit 7"
    )
    #expect(run.status == 7)
    #expect(run.text == "onemodule-rw-------\n", "\(run.errors)")
    #expect(run.errors.contains("here while it runs: \(module), \(file)"))
    #expect(try isEmpty(bob))
    #expect(try bob.vaultStates() == [file: "only-there", module: "only-there"])
    // One that is named.
    let one = try bob.vault("run", "--quiet", file, "--", "ls", "--", file, module)
    #expect(one.text == "\(file)\n")
    #expect(try isEmpty(bob))
    #expect(try bob.vault("run", "ssm-x.py", "--", "true").status == 2)
    // What is here already stays, and what the program has put elsewhere, too.
    #expect(try bob.vault("pull", file, "--yes").status == 0)
    #expect(try bob.vault("run", "--", "cp", module, "secured_modules/x").status == 0)
    #expect(try bob.text() == "one")
    #expect(try bob.text(module) == nil)
    #expect(try bob.text("secured_modules/x") == "module")
  }

  @Test func nothingRunsWithAnOldFile() throws {
    let scene = try scene()
    let bob = scene.bob
    #expect(try bob.vault("pull", file, "--yes").status == 0)
    try scene.ann.edit("two")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let old = try bob.vault("run", "--", "echo", "ran")
    #expect(old.status == 1)
    #expect(old.text.isEmpty)
    #expect(old.errors.contains("Nothing was run."))
    #expect(old.errors.contains("vault pull \(file)"))
    #expect(try bob.text(module) == nil)
    #expect(try bob.vault("pull", "--yes").status == 0)
    try bob.edit("mine")
    let mine = try bob.vault("run", "--", "cat", file)
    #expect(mine.text == "mine")
    #expect(mine.errors.contains("\(file): changed here, and used as it is"))
    #expect(try bob.text() == "mine")
  }

  @Test func whatTheProgramChangesIsKept() throws {
    let scene = try scene()
    let bob = scene.bob
    let run = try bob.vault("run", "--", "sh", "-c", "echo two >>\(file); exit 3")
    #expect(run.status == 3)
    #expect(run.errors.contains("\(file) was changed while the program ran, and is kept: "))
    #expect(try bob.text() == "onetwo\n")
    #expect(try bob.text(module) == nil)
    #expect(try bob.vaultStates()[file] == "changed-here")
    #expect(try bob.vault("push", "--yes").status == 0)
    #expect(try scene.ann.vaultStates()[file] == "newer-there")
  }

  /// To all else the files are as pulled: nothing is in the way of a push, and a plan asks as ever.
  @Test func theFilesAreTheVaultsMeanwhile() throws {
    let scene = try scene()
    let remote = scene.bob.repository.directory.path("remote.git")
    try scene.bob.repository.git("init", "--quiet", "--bare", remote)
    let run = try scene.bob.vault(
      "run",
      "--",
      "sh",
      "-c",
      "git push \(remote) HEAD:main && git-secrets-sync vault status --format json"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.components(separatedBy: "\"state\": \"same\"").count == 3, "\(run.text)")
    #expect(try isEmpty(scene.bob))
    #expect(try scene.bob.vaultStates() == [file: "only-there", module: "only-there"])
  }

  @Test func whatGitWouldTakeIsNotWritten() throws {
    let scene = try scene()
    try scene.bob.repository.write("", to: ".gitignore")
    let run = try scene.bob.vault("run", "--", "echo", "ran")
    #expect(run.status == 2)
    #expect(run.text.isEmpty)
    #expect(try isEmpty(scene.bob))
    try scene.bob.ignore("ssm-*")
    try scene.bob.ignore("secured_modules")
    let unknown = try scene.bob.vault("run", "--", "no-such-program")
    #expect(unknown.status == 2)
    #expect(try scene.bob.vault("run").status == 2)
    #expect(try scene.bob.vault("status", "--", "x").status == 2)
  }

  // MARK: Ends

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aSignalGoesToTheProgram(number: Int32) throws {
    let scene = try scene()
    let run = try RunningVaultRun(
      scene.bob,
      "trap 'echo caught; exit 5' TERM INT HUP; echo ready; read x"
    )
    try run.waitUntilReady()
    #expect(try scene.bob.text() == "one")
    kill(run.process.processIdentifier, number)
    #expect(run.end() == "caught\n")
    #expect(run.process.terminationStatus == 5)
    #expect(try isEmpty(scene.bob))
  }

  @Test func itEndsAsTheProgramDoes() throws {
    let scene = try scene()
    let run = try RunningVaultRun(scene.bob, "echo ready; read x")
    try run.waitUntilReady()
    kill(run.process.processIdentifier, SIGTERM)
    _ = run.end()
    #expect(run.process.terminationReason == .uncaughtSignal)
    #expect(run.process.terminationStatus == SIGTERM)
    #expect(try isEmpty(scene.bob))
  }

  @Test(arguments: VaultKind.allCases)
  func whenItIsKilledTheFilesGo(kind: VaultKind) throws {
    let scene = try scene(kind)
    let run = try RunningVaultRun(scene.bob, "echo two >>\(module); echo ready; read x")
    try run.waitUntilReady()
    #expect(try scene.bob.text() == "one")
    kill(run.process.processIdentifier, SIGKILL)
    // The program goes on meanwhile.
    while try scene.bob.text() != nil || run.watch() != nil {}
    #expect(run.rest() == "")
    // What was changed is not lost.
    #expect(try scene.bob.text(module) == "moduletwo\n")
    #expect(try scene.bob.vaultStates() == [file: "only-there", module: "changed-here"])
  }

  @Test func whenAllIsKilledTheNextCommandWipes() throws {
    let scene = try scene()
    for next in [["vault", "status"], ["hook", "pre-commit"]] {
      let run = try RunningVaultRun(scene.bob, "echo ready; read x")
      try run.waitUntilReady()
      kill(try #require(try run.watch()), SIGKILL)
      while try run.watch() != nil {}
      kill(run.process.processIdentifier, SIGKILL)
      _ = run.rest()
      #expect(try scene.bob.text() == "one")
      #expect(try scene.bob.text(module) == "module")
      let result = try scene.bob.run(next)
      #expect(result.errors.contains("2 files wiped"), "\(result.errors)")
      #expect(try isEmpty(scene.bob))
    }
  }

  /// Killed while any of its calls is under way: nothing is left, whatever was here already.
  @Test func whenItIsKilledWhileItFetchesTheFilesGo() throws {
    let scene = try scene(.bucket)
    for number in 0..<12 { try scene.ann.edit("more", "ssm-\(number).py") }
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    var call = 1
    var isOver = false
    while !isOver {
      let proxy = try FaultProxy(before: MotoServer.shared.port)
      try proxy.inject(
        #"""
        [{"match":"","times":\#(call - 1),"do":"delay","seconds":0},
        {"match":"","do":"hang","seconds":600}]
        """#
      )
      var bob = scene.bob
      bob.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
      let run = try RunningVaultRun(bob, "true")
      while run.process.isRunning {
        guard try proxy.requests().contains(where: { $0.fault == "hang" }) else { continue }
        kill(run.process.processIdentifier, SIGKILL)
        break
      }
      isOver = try !proxy.requests().contains { $0.fault == "hang" }
      _ = run.rest()
      while try run.watch() != nil {}
      #expect(try isEmpty(bob), "call \(call)")
      let left = try FileManager.default.contentsOfDirectory(atPath: bob.repository.path)
      #expect(!left.contains { $0.hasPrefix("ssm-") }, "call \(call): \(left)")
      call += 3
    }
    #expect(call > 12)
  }

  @Test func theLastOfTwoRunsWipes() throws {
    let scene = try scene()
    let first = try RunningVaultRun(scene.bob, "echo ready; read x")
    try first.waitUntilReady()
    let second = try RunningVaultRun(scene.bob, "echo ready; read x; cat \(file)")
    try second.waitUntilReady()
    #expect(try scene.bob.vault("status").status == 0)
    _ = first.rest()
    #expect(first.process.terminationStatus == 1)
    #expect(try scene.bob.text() == "one")
    #expect(second.rest() == "one")
    while try !isEmpty(scene.bob) {}
  }
}
