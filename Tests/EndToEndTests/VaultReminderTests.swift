import Foundation
import TestSupport
import Testing

/// What a checkout and a merge say of the vault.
@Suite struct VaultReminderTests {
  private let file = VaultScene.file

  /// Ann and Bob have the same; then Ann pushes a new version, and a new file.
  private func scene(_ kind: VaultKind) throws -> VaultScene {
    let scene = try VaultScene(kind)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    try scene.bob.repository.git("add", ".secrets-sync.toml")
    try scene.bob.git("commit", "--quiet", "--message", "The vault")
    try scene.bob.repository.git("branch", "other")
    return scene
  }

  /// What a checkout says; once more where a busy machine took longer than the second that is there.
  private func checkOut(_ program: Program, mayAsk: Bool = true) throws -> String {
    while true {
      let result = try program.tryGit(["checkout", "--quiet", "-"])
      #expect(result.status == 0)
      guard isLate(result) else { return result.errors }
      if mayAsk { try forget(program) }
    }
  }

  private func isLate(_ result: TestProcess) -> Bool {
    result.errors.contains("did not answer within a second")
  }

  @Test(arguments: VaultKind.allCases)
  func aCheckoutSaysWhatIsNewer(kind: VaultKind) throws {
    let scene = try scene(kind)
    let bob = scene.bob
    try bob.git("checkout", "--quiet", "other")
    #expect(try checkOut(bob).isEmpty)
    try scene.ann.edit("two")
    try scene.ann.edit("new", "ssm-dev.py")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    let both =
      "note: newer or only in the vault: \(file), ssm-dev.py: git secrets-sync vault pull\n"
    // It was asked a moment ago.
    if kind == .bucket {
      #expect(try checkOut(bob, mayAsk: false).isEmpty)
      try forget(bob)
    }
    #expect(try checkOut(bob) == both)
    // What was seen is not forgotten, and nobody is asked again soon.
    var alone = bob
    alone.environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"
    #expect(try checkOut(alone, mayAsk: false) == both)
    try bob.edit("mine")
    let changed = try checkOut(alone, mayAsk: false)
    #expect(changed.contains("note: only in the vault: ssm-dev.py: git"), "\(changed)")
    #expect(
      changed.contains(
        "changed here and in the vault: \(file): git secrets-sync vault diff \(file) --three-way"
      )
    )
    try bob.edit("one")
    #expect(try bob.vault("pull", "--yes").status == 0)
    #expect(try checkOut(alone, mayAsk: false).isEmpty)
  }

  /// What was pushed here is not newer there, although the bucket was asked before that.
  @Test func whatWasPushedHereIsNotNewer() throws {
    let scene = try scene(.bucket)
    let bob = scene.bob
    try bob.git("checkout", "--quiet", "other")
    #expect(try checkOut(bob).isEmpty)
    try bob.edit("two")
    #expect(try bob.vault("push", "--yes").status == 0)
    var alone = bob
    alone.environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"
    #expect(try checkOut(alone, mayAsk: false).isEmpty)
    try bob.edit("three")
    #expect(try checkOut(alone, mayAsk: false).isEmpty)
    // What a look has found since is still said.
    #expect(try scene.ann.vault("pull", "--yes").status == 0)
    try scene.ann.edit("four")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    #expect(try bob.vault("status").status == 1)
    #expect(try checkOut(alone, mayAsk: false).contains("changed here and in the vault"))
  }

  /// What a clone that has nothing yet was told is over once it has pulled.
  @Test(arguments: VaultKind.allCases)
  func whoHasNothingIsTold(kind: VaultKind) throws {
    let scene = try VaultScene(kind)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try scene.bob.repository.git("add", ".secrets-sync.toml")
    try scene.bob.git("commit", "--quiet", "--message", "The vault")
    try scene.bob.repository.git("branch", "other")
    try scene.bob.repository.git("-c", "core.hooksPath=/dev/null", "checkout", "--quiet", "other")
    let only = "note: only in the vault: \(file): git secrets-sync vault pull\n"
    #expect(try checkOut(scene.bob) == only)
    #expect(try checkOut(scene.bob) == only)
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    #expect(try checkOut(scene.bob, mayAsk: false).isEmpty)
  }

  /// Three sides are compared only where the third is known.
  @Test func whatWasNeverTheSameIsComparedWithTheVaultAlone() throws {
    let scene = try VaultScene(.folder)
    try scene.ann.edit("one")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    try scene.bob.edit("mine")
    try scene.bob.repository.git("add", ".secrets-sync.toml")
    try scene.bob.git("commit", "--quiet", "--message", "The vault")
    try scene.bob.git("checkout", "--quiet", "-b", "other")
    let said = try checkOut(scene.bob)
    #expect(said.hasSuffix("git secrets-sync vault diff \(file)\n"), "\(said)")
  }

  @Test func aMergeSaysIt() throws {
    let scene = try scene(.folder)
    try scene.bob.git("checkout", "--quiet", "other")
    try scene.bob.git("commit", "--quiet", "--allow-empty", "--message", "Other")
    try scene.bob.git("checkout", "--quiet", "-")
    try scene.ann.edit("two")
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    var merge = try scene.bob.tryGit(["merge", "--quiet", "other"])
    while isLate(merge) {
      try scene.bob.git("reset", "--quiet", "--hard", "ORIG_HEAD")
      merge = try scene.bob.tryGit(["merge", "--quiet", "other"])
    }
    #expect(merge.errors.contains("note: newer in the vault: \(file): "), "\(merge.errors)")
    // Of single files, and where it is not wanted, nothing is said.
    try scene.bob.edit("x", "notes.txt")
    try scene.bob.git("add", "notes.txt")
    let single = try scene.bob.tryGit(["checkout", "--quiet", "HEAD", "--", ".secrets-sync.toml"])
    #expect(single.errors.isEmpty)
    try scene.bob.repository.write(
      (try #require(try scene.bob.text(".secrets-sync.toml"))) + "remind = false\n",
      to: ".secrets-sync.toml"
    )
    #expect(try scene.bob.tryGit(["checkout", "--quiet", "-b", "third"]).errors.isEmpty)
  }

  /// Who does not answer is asked once in five minutes, and keeps nobody waiting for long.
  @Test(arguments: ["hang", "mute", "reset"])
  func whoDoesNotAnswerIsLeft(fault: String) throws {
    let scene = try scene(.bucket)
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(#"[{"match":"","do":"\#(fault)","seconds":600}]"#)
    var bob = scene.bob
    bob.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    var errors = ""
    while try proxy.requests().isEmpty {
      try forget(bob)
      let result = try bob.tryGit(["checkout", "--quiet", errors.isEmpty ? "other" : "-"])
      #expect(result.status == 0)
      errors = result.errors
    }
    #expect(errors.hasPrefix("note: whether the vault is newer is not known: "))
    #expect(errors.split(separator: "\n").count == 1, "\(errors)")
    #expect(try proxy.requests().count == 1)
    #expect(try bob.tryGit(["checkout", "--quiet", "-"]).status == 0)
    #expect(try proxy.requests().count == 1)
  }

  /// A program that gives credentials is ended with the look that started it.
  @Test func aProgramForCredentialsDoesNotOutliveTheLook() throws {
    let scene = try scene(.bucket)
    var bob = scene.bob
    let mark = bob.repository.directory.path("started")
    let config = bob.repository.directory.path("aws-config")
    try Data(
      "[default]\nregion = eu-west-1\ncredential_process = sh -c 'echo $$ >\(mark); sleep 600'\n"
        .utf8
    ).write(to: URL(fileURLWithPath: config))
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] { bob.environment[name] = nil }
    bob.environment["AWS_CONFIG_FILE"] = config
    var process: Int32?
    var branch = "other"
    while process == nil {
      try forget(bob)
      let result = try bob.tryGit(["checkout", "--quiet", branch])
      #expect(result.status == 0)
      #expect(result.errors.contains("did not answer within a second"), "\(result.errors)")
      branch = "-"
      process = FileManager.default.contents(atPath: mark)
        .flatMap { Int32(String(decoding: $0, as: UTF8.self).split(separator: "\n").first ?? "") }
    }
    guard let process else { return }
    while kill(process, 0) == 0, try isRunning(process) {}
  }

  private func isRunning(_ process: Int32) throws -> Bool {
    let path = "/proc/\(process)/stat"
    guard let stat = FileManager.default.contents(atPath: path) else { return false }
    return !String(decoding: stat, as: UTF8.self).contains(") Z ")
  }

  /// As though the last look were long ago.
  private func forget(_ program: Program) throws {
    let path = "\(program.repository.path)/.git/secrets-sync/vault/seen.json"
    guard let content = FileManager.default.contents(atPath: path) else { return }
    let text = String(decoding: content, as: UTF8.self)
    let at = try #require(text.firstMatch(of: /"at" : "[^"]*"/))
    try Data(text.replacing(at.output, with: #""at" : "2020-01-01T00:00:00Z""#).utf8)
      .write(to: URL(fileURLWithPath: path))
  }
}
