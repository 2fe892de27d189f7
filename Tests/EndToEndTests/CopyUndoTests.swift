import Foundation
import TestSupport
import Testing

/// `copy --undo`, and what others do meanwhile.
@Suite struct CopyUndoTests {
  private let server = MotoServer.shared
  private let folder = "t\(UUID().uuidString)"
  private let program: Program

  init() throws {
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    self.program = program
    try program.repository.write(
      """
      [environments.dev]
      secrets = ["sm:\(folder)/*", "ssm:/\(folder)/**", "local:\(folder)/*"]

      """,
      to: ".secrets-sync.toml"
    )
  }

  private func make(_ reference: String, _ values: String...) throws {
    for (number, value) in values.enumerated() {
      let verb = number == 0 ? "create" : "update"
      let made = try program(verb, reference, "--yes", input: value)
      try #require(made.status == 0, "\(made.errors)")
    }
  }

  private func get(_ reference: String) throws -> String { try program("get", reference).text }

  private func copy(_ source: String, _ target: String, _ more: String...) throws -> TestProcess {
    try program.run(["copy", source, target, "--yes"] + more)
  }

  /// Takes back, as a script does that names the copy.
  private func undo(_ source: String, _ target: String) throws -> TestProcess {
    try program("copy", "--undo", source, target, "--yes")
  }

  @Test(arguments: ["sm:", "local:"])
  func theVersionBeforeIsCurrentAgain(store: String) throws {
    let prefix = "\(store)\(folder)"
    for name in ["a", "b"] {
      try make("\(prefix)/from/\(name)", "new \(name)")
      try make("\(prefix)/to/\(name)", "older \(name)", "old \(name)")
    }
    let before = try program("list-versions", "\(prefix)/to/a", "--format", "json").text
    #expect(try copy("\(prefix)/from/*", "\(prefix)/to/*").status == 0)
    #expect(try get("\(prefix)/to/a") == "new a")
    let planned = try program("copy", "--undo", "--dry-run")
    #expect(planned.text == "DR - [restored] \(folder)/to/a\nDR - [restored] \(folder)/to/b\n")
    #expect(try program("copy", "--undo").status == 2, "nobody was asked")
    let unnamed = try program("copy", "--undo", "--yes")
    #expect(unnamed.status == 2)
    #expect(unnamed.errors.contains("with --yes it must be named"))
    let undone = try undo("\(prefix)/from/*", "\(prefix)/to/*")
    #expect(undone.status == 0, "\(undone.errors)")
    #expect(undone.text == "[restored] \(folder)/to/a\n[restored] \(folder)/to/b\n")
    for name in ["a", "b"] {
      #expect(try get("\(prefix)/to/\(name)") == "old \(name)")
      #expect(try get("\(prefix)/to/\(name)@AWSPREVIOUS") == "older \(name)")
    }
    let after = try program("list-versions", "\(prefix)/to/a", "--format", "json").text
    #expect(stages(after) == stages(before))
    let again = try program("copy", "--undo", "--yes")
    #expect(again.status == 2)
    #expect(again.errors.contains("No `copy` is known here"))
  }

  /// The versions with labels, each with them.
  private func stages(_ json: String) -> [String] {
    struct Answer: Decodable {
      struct Version: Decodable {
        let id: String
        let stages: [String]
      }
      let versions: [Version]
    }
    let answer = try? JSONDecoder().decode(Answer.self, from: Data(json.utf8))
    return (answer?.versions ?? []).filter { !$0.stages.isEmpty }
      .map { "\($0.id) \($0.stages)" }.sorted()
  }

  @Test func aParameterHasTheValueBeforeAgain() throws {
    try make("ssm:/\(folder)/from", "new")
    try make("ssm:/\(folder)/to", "old")
    #expect(try copy("ssm:/\(folder)/from", "ssm:/\(folder)/to").status == 0)
    #expect(try undo("ssm:/\(folder)/from", "ssm:/\(folder)/to").status == 0)
    #expect(try get("ssm:/\(folder)/to") == "old")
    #expect(try get("ssm:/\(folder)/to@2") == "new")
  }

  @Test func whatWasMadeWaitsForItsDeletionOrIsNamed() throws {
    try make("local:\(folder)/from", "new")
    for (target, word) in [("sm:\(folder)/to", "deleted"), ("ssm:/\(folder)/to", "left")] {
      #expect(try copy("local:\(folder)/from", target).status == 0)
      let undone = try undo("local:\(folder)/from", target)
      #expect(undone.status == (word == "left" ? 4 : 0), "\(undone.errors)")
      #expect(undone.text.hasPrefix("[\(word)] "))
      if word == "left" {
        #expect(undone.errors.contains("delete \(target) --env dev --force-without-recovery"))
        #expect(try get(target) == "new")
      } else {
        #expect(try get(target).isEmpty)
        #expect(try program("restore", target, "--yes").status == 0)
        #expect(try get(target) == "new")
      }
    }
  }

  @Test(arguments: ["sm:", "ssm:/", "local:"])
  func whatSomebodyElseChangedIsLeft(store: String) throws {
    let prefix = "\(store)\(folder)"
    for name in ["a", "b"] {
      try make("\(prefix)/from/\(name)", "new \(name)")
      try make("\(prefix)/to/\(name)", "old \(name)")
    }
    #expect(try copy("\(prefix)/from/*", "\(prefix)/to/*").status == 0)
    #expect(try program("update", "\(prefix)/to/a", "--yes", input: "theirs").status == 0)
    let undone = try undo("\(prefix)/from/*", "\(prefix)/to/*")
    #expect(undone.status == 4)
    let root = store == "ssm:/" ? "/" : ""
    #expect(undone.text == "[left] \(root)\(folder)/to/a\n[restored] \(root)\(folder)/to/b\n")
    #expect(undone.errors.contains("was changed by somebody else meanwhile"))
    #expect(try get("\(prefix)/to/a") == "theirs")
    #expect(try get("\(prefix)/to/b") == "old b")
  }

  /// Somebody else writes after the plan was made, before it is carried out.
  @Test(arguments: [("sm:", false), ("sm:", true), ("ssm:/", false), ("ssm:/", true)])
  func aChangeMeanwhileIsWrittenOverOnlyByForce(store: String, force: Bool) throws {
    let prefix = "\(store)\(folder)"
    try make("\(prefix)/from", "new")
    try make("\(prefix)/to", "old")
    let terminal = try PseudoTerminal()
    let process = try program.start(
      ["copy", "\(prefix)/from", "\(prefix)/to"] + (force ? ["--force"] : []),
      on: terminal
    )
    _ = terminal.shown(until: "Go on?")
    #expect(try program("update", "\(prefix)/to", "--yes", input: "theirs").status == 0)
    try terminal.type("y\n")
    process.waitUntilExit()
    try terminal.inner.write(contentsOf: Data("the end".utf8))
    let shown = terminal.shown(until: "the end")
    #expect(shown.contains("changed meanwhile"))
    #expect(process.terminationStatus == (force ? 0 : 4), "\(shown)")
    #expect(try get("\(prefix)/to") == (force ? "new" : "theirs"))
    if force {
      #expect(try undo("\(prefix)/from", "\(prefix)/to").status == 0)
      #expect(try get("\(prefix)/to") == "theirs", "what was written over is current again")
    }
  }

  /// A run was ended right when it had taken over from another.
  @Test func twoJournalsOfOneRunAreOne() throws {
    for name in ["a", "b"] {
      try make("sm:\(folder)/from/\(name)", "new")
      try make("sm:\(folder)/to/\(name)", "old")
    }
    try server.inject(
      #"[{"match":"PutSecretValue","contains":"\#(folder)/to/a","count":1,"status":400,"code":"AccessDeniedException"}]"#
    )
    #expect(try copy("sm:\(folder)/from/*", "sm:\(folder)/to/*").status == 4)
    let changes = program.repository.path + "/.git/secrets-sync/changes"
    let names = try FileManager.default.contentsOfDirectory(atPath: changes)
    try FileManager.default.copyItem(
      atPath: "\(changes)/\(try #require(names.first))",
      toPath: "\(changes)/copy-other.jsonl"
    )
    let undone = try program("copy", "--undo", "--yes")
    #expect(undone.text == "[restored] \(folder)/to/b\n", "\(undone.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: changes).isEmpty)
    #expect(try get("sm:\(folder)/to/b") == "old")
  }

  @Test func aJournalHoldsNoValue() throws {
    try make("local:\(folder)/from", "new\(folder)")
    try make("local:\(folder)/to", "old\(folder)")
    #expect(try copy("local:\(folder)/from", "local:\(folder)/to").status == 0)
    let changes = program.repository.path + "/.git/secrets-sync/changes"
    let names = try FileManager.default.contentsOfDirectory(atPath: changes)
    #expect(names.count == 1)
    let path = "\(changes)/\(names[0])"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains("new\(folder)") && !text.contains("old\(folder)"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }
}

/// While another process has the embedded store.
@Suite struct HeldStoreTests {
  /// Killed with its writing sent and not done, and asked about while it still runs.
  @Test func aCopyThatIsKilledWhileItWaitsIsFinished() throws {
    let program = try Program.initialized()
    for (name, value) in [("from/a", "new"), ("from/b", "new"), ("to/a", "old")] {
      let made = try program("create", "local:\(name)", "--yes", input: value)
      try #require(made.status == 0, "\(made.errors)")
    }
    let state = program.repository.path + "/.git/secrets-sync"
    let lock = unsafe open(state + "/local-store.lock", O_RDWR)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX) == 0)
    let terminal = try PseudoTerminal()
    let copy = ["copy", "local:from/*", "local:to/*", "--yes", "--quiet"]
    let process = try program.start(copy, on: terminal)
    while !isSent(state + "/changes"), process.isRunning {}
    let asked = try program("copy", "--undo", "--yes")
    #expect(asked.status == 2)
    #expect(asked.errors.contains("Its run is still at it."), "\(asked.errors)")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try #require(flock(lock, LOCK_UN) == 0)
    #expect(try program("get", "local:to/a").text == "old")
    #expect(try program("get", "local:to/b").status == 2)
    #expect(try program("status").text.contains("0 of 2 secrets are written, and 1 perhaps."))
    let again = try program.run(copy)
    #expect(again.text == "[modified] to/a\n[modified] to/b\n")
    #expect(try program("get", "local:to/a").text == "new")
    #expect(try !program("status").text.contains("is not finished"))
  }

  private func isSent(_ folder: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains { name in
      (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))?
        .contains(#""state":"sent""#) == true
    }
  }
}
