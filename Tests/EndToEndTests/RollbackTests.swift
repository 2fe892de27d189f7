import Foundation
import TestSupport
import Testing

/// `rollback` with the embedded store.
@Suite struct RollbackTests {
  private let program: Program

  init() throws {
    program = try Program.initialized()
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    for name in ["db", "key"] { _ = try program("create", name, "--yes", input: "one") }
    #expect(try program("record").status == 0)
    try program.git("commit", "--quiet", "--allow-empty", "--message", "two")
    _ = try program("update", "db", "--yes", input: "two")
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func newest() throws -> [String: Any] {
    let all = try json(program("log", "-n", "1", "--format", "json").text)
    return try #require((all["records"] as? [[String: Any]])?.first)
  }

  private func value(_ name: String) throws -> String { try program("get", name).text }

  /// Everything that a rollback may change.
  private func state() throws -> String {
    let store = program.repository.path + "/.git/secrets-sync/local-store"
    let sealed = FileManager.default.contents(atPath: store)?.base64EncodedString() ?? ""
    return try sealed + program.repository.git("for-each-ref")
  }

  @Test func bringsTheVersionsBackAndRecordsIt() throws {
    let target = try newest()
    #expect(try program("record").status == 0)
    let plan = try program("rollback", "HEAD~1", "--dry-run")
    #expect(plan.status == 0)
    #expect(plan.text.contains(/local:db .* move AWSCURRENT\n/))
    #expect(plan.text.contains(/local:key .* unchanged\n/))
    #expect(try value("db") == "two")

    let result = try program("rollback", "HEAD~1", "--yes")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("1 secret changed, 1 unchanged"))
    #expect(try value("db") == "one")
    let record = try newest()
    #expect(record["kind"] as? String == "restore")
    #expect(record["restored_from"] as? String == target["id"] as? String)
    #expect(record["commit"] as? String == target["commit"] as? String)
    #expect(try program("verify").status == 0)
    #expect(try program("verify", "--integrity").status == 0)
    // And forward again, by number.
    #expect(try program("rollback", "dev~1", "--yes").status == 0)
    #expect(try value("db") == "two")
    #expect(try program("verify").status == 0)
  }

  @Test func whatIsThereAlreadyIsNotRecorded() throws {
    #expect(try program("rollback", "HEAD~1", "--yes").status == 0)
    let before = try state()
    let again = try program("rollback", "HEAD~1", "--yes")
    #expect(again.status == 0)
    #expect(again.errors.contains("It is there already"))
    #expect(try state() == before)
  }

  @Test func whatIsThereAlreadyIsRecordedWhereTheLedgerSaysOtherwise() throws {
    #expect(try program("record").status == 0)
    #expect(try program("rollback", "HEAD~1", "--yes").status == 0)
    // As if that was done by hand, or in a clone whose records never came.
    let ledger = "refs/secrets-sync/ledger/dev"
    try program.repository.git("update-ref", ledger, "\(ledger)~1")
    #expect(try program("verify").status == 1)
    let before = try state()
    let dry = try program("rollback", "HEAD~1", "--dry-run")
    #expect(dry.errors.contains("this one would be recorded"))
    #expect(try state() == before)
    let result = try program("rollback", "HEAD~1", "--yes")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("The newest deployment in the ledger is another one"))
    #expect(result.text.contains("0 secrets changed, 2 unchanged"))
    #expect(try newest()["kind"] as? String == "restore")
    #expect(try program("verify").status == 0)
    #expect(!FileManager.default.fileExists(atPath: journal))
  }

  @Test func aDryRunChangesNothing() throws {
    let before = try state()
    let result = try program("rollback", "HEAD~1", "--dry-run", "--format", "json")
    #expect(result.status == 0)
    #expect(result.text.contains(#""dryRun": true"#))
    #expect(result.text.contains(#""how": "move""#))
    #expect(try state() == before)
    #expect(!FileManager.default.fileExists(atPath: journal))
  }

  @Test func whereNobodyCanBeAskedItTakesYes() throws {
    let before = try state()
    let result = try program("rollback", "HEAD~1")
    #expect(result.status == 2)
    #expect(result.errors.contains("hint: Add --yes"))
    #expect(try state() == before)
  }

  @Test(arguments: [("dev\n", Int32(0), "one"), ("y\n", 2, "two")])
  func onATerminalTheNameOfTheEnvironmentIsTyped(
    typed: String,
    status: Int32,
    value: String
  ) throws {
    let terminal = try PseudoTerminal()
    let process = try program.start(["rollback", "HEAD~1"], on: terminal)
    let shown = terminal.shown(until: "to roll back dev: ")
    #expect(shown.contains("move AWSCURRENT"))
    try terminal.type(typed)
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
    #expect(try self.value("db") == value)
  }

  @Test func whatSomebodyChangesWhileItAsksIsNotOverwritten() throws {
    let terminal = try PseudoTerminal()
    let process = try program.start(["rollback", "HEAD~1"], on: terminal)
    _ = terminal.shown(until: "to roll back dev: ")
    _ = try program("update", "db", "--yes", input: "somebody's")
    let before = try state()
    try terminal.type("dev\n")
    process.waitUntilExit()
    #expect(process.terminationStatus == 4)
    #expect(try state() == before)
    #expect(!FileManager.default.fileExists(atPath: journal))
  }

  @Test func onlyADeploymentIsGoneBackTo() throws {
    let before = try state()
    let head = try program("rollback", "HEAD", "--yes")
    #expect(head.status == 2)
    #expect(head.errors.contains("was not deployed in dev"))
    let parent = try program.repository.git("rev-parse", "HEAD~1")
    #expect(head.errors.contains("git secrets-sync rollback \(parent.prefix(10)) --env dev"))
    for (target, words) in [
      ("dev~1", "has no 2 successful deployments"), ("nothing", "names no commit"),
      ("01KAR7Q9R0000000000000000A", "names no commit"),
    ] {
      let result = try program("rollback", target, "--yes")
      #expect(result.status == 2)
      #expect(result.errors.contains(words), "\(result.errors)")
    }
    for arguments in [
      [], ["HEAD~1", "--undo"], ["--continue", "--undo"], ["--undo", "--partial"],
    ] {
      #expect(try program.run(["rollback"] + arguments + ["--yes"]).status == 2)
    }
    #expect(try program("rollback", "--undo").errors.contains("No rollback of dev is unfinished"))
    #expect(try state() == before)
  }

  @Test func aFailedDeploymentIsGoneBackToByItsIdOnly() throws {
    #expect(try program("record", "--status", "failed").status == 0)
    let id = try #require(try newest()["id"] as? String)
    _ = try program("update", "db", "--yes", input: "three")
    let refused = try program("rollback", "HEAD", "--yes")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("is recorded as failed"))
    #expect(refused.errors.contains("rollback \(id)"))
    #expect(try value("db") == "three")
    #expect(try program("rollback", id, "--yes").status == 0)
    #expect(try value("db") == "two")
  }

  @Test func whatIsGoneStopsItUnlessItIsLeftOut() throws {
    // Another store in its place: `key` is missing there, and `db` has other versions.
    let store = program.repository.path + "/.git/secrets-sync/local-store"
    try FileManager.default.removeItem(atPath: store)
    _ = try program("create", "other", "--yes", input: "one")
    #expect(try program("record").status == 0)
    let before = try state()
    let refused = try program("rollback", "HEAD~1", "--yes")
    #expect(refused.status == 1)
    #expect(refused.text.contains(/local:db .* cannot: gone/))
    #expect(refused.errors.contains("2 secrets cannot be brought back, so nothing was done"))
    #expect(refused.errors.contains("--partial"))
    #expect(refused.errors.contains("git secrets-sync create local:db --env dev"))
    #expect(try state() == before)
    let partial = try program("rollback", "HEAD~1", "--yes", "--partial")
    #expect(partial.status == 1)
    #expect(try state() == before)
  }

  @Test func whatWasCutOffIsSaidEverywhereUntilItIsFinished() throws {
    let commit = try cutOff()
    let words =
      "The rollback of dev to \(commit.prefix(10)), begun 2026-11-23T16:00:00Z, is not finished"
    for verb in [["status"], ["doctor"], ["record"], ["rollback", "HEAD~1", "--yes"]] {
      let said = try program.run(verb)
      #expect((said.text + said.errors).contains(words), "\(verb)")
      #expect((said.text + said.errors).contains("rollback --continue --env dev"), "\(verb)")
    }
    #expect(try value("db") == "two")
    #expect(try program("rollback", "--continue", "--yes").status == 0)
    #expect(try value("db") == "one")
    #expect(try program("verify").status == 0)
    #expect(try program("rollback", "--continue", "--yes").status == 2)
    #expect(!(try program("status").text.contains("not finished")))
  }

  @Test(arguments: ["--continue", "--undo"])
  func toGoOnTakesAYesToo(option: String) throws {
    _ = try cutOff()
    let before = try state()
    let refused = try program("rollback", option)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("`rollback \(option)` changes secrets: it needs a confirm"))
    #expect(refused.errors.contains("Add --yes to go ahead."))
    #expect(try state() == before)
    for (typed, status) in [("no\n", Int32(2)), ("dev\n", 0)] {
      let terminal = try PseudoTerminal()
      let process = try program.start(["rollback", option], on: terminal)
      let shown = terminal.shown(until: " in dev: ")
      #expect(shown.contains("is not finished"))
      try terminal.type(typed)
      process.waitUntilExit()
      #expect(process.terminationStatus == status)
      #expect(FileManager.default.fileExists(atPath: journal) == (status != 0))
    }
    #expect(try value("db") == (option == "--undo" ? "two" : "one"))
  }

  @Test func whatOthersRecordedIsNotTakenForTheRecordOfThisOne() throws {
    #expect(try program("record").status == 0)
    _ = try cutOff(oldest: true)
    let aside = program.repository.path + "/aside"
    try FileManager.default.moveItem(atPath: journal, toPath: aside)
    // In another clone: back, and forward again.
    for target in ["HEAD~1", "dev~1"] {
      #expect(try program("rollback", target, "--yes").status == 0)
    }
    try FileManager.default.moveItem(atPath: aside, toPath: journal)
    let count = try program("log").text.split(separator: "\n").count
    let result = try program("rollback", "--continue", "--yes")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("Since that rollback began, "))
    #expect(try program("log").text.split(separator: "\n").count == count + 1)
    #expect(try value("db") == "one")
    #expect(try program("verify").status == 0)
  }

  /// A journal as a run leaves it that was killed before its first change; returns the commit.
  private func cutOff(oldest: Bool = false) throws -> String {
    let records = try json(program("log", "--format", "json").text)["records"] as? [[String: Any]]
    let record = try #require(oldest ? records?.last : records?.first)
    let id = try #require(record["id"] as? String)
    let commit = try #require(record["commit"] as? String)
    let items = try #require(record["items"] as? [[String: Any]])
    let old = try #require(items.first { $0["name"] as? String == "db" }?["version"] as? String)
    let now = try #require(
      try program("list-versions", "db").text.firstMatch(of: /(\S{36}) +AWSCURRENT/)?.1
    )
    let key = try #require(items.first { $0["name"] as? String == "key" }?["version"] as? String)
    let note = """
      {"schema":2,"env":"dev","commit":"\(commit)","record":"\(id)","seq":1,"id":"01KAR7Q9R0000000000000000B","started":"2026-11-23T16:00:00Z",
       "undoing":false,"leftOut":[],"unchanged":{"local:key":"\(key)"},"steps":[{"store":"local","name":"db","action":"move",
       "from":"\(now)","to":"\(old)","previous":"\(old)","state":"pending"}]}
      """
    try program.repository.write(note, to: ".git/secrets-sync/rollback/dev.json")
    return commit
  }

  private var journal: String {
    program.repository.path + "/.git/secrets-sync/rollback/dev.json"
  }
}
