import Foundation
import TestSupport
import Testing

/// What `create`, `update` and `edit` do about sizes, kinds, names and other people.
@Suite struct WritingTests {
  private let server = MotoServer.shared
  private let name = "t\(UUID().uuidString)/db"
  private let program: Program

  init() throws {
    var program = try Program()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    self.program = program
  }

  private func done(_ arguments: [String], input: String = "") throws {
    let result = try program.run(arguments + ["--yes"], input: Array(input.utf8))
    #expect(result.status == 0, "\(result.errors)")
  }

  private static let long = String(repeating: "x", count: 4097)

  // MARK: The tiers

  @Test(arguments: [true, false])
  func aLargeValueMovesUpOnlyWhereSomebodyAgrees(agrees: Bool) throws {
    let reference = "ssm:/\(name)"
    try done(["create", reference], input: "small")
    let path = try program.repository.directory.write(Self.long, to: "value")
    let terminal = try PseudoTerminal()
    let process = try program.start(["update", reference, path], on: terminal)
    let question = terminal.shown(until: "Move up? [y/N] ")
    #expect(question.contains("4097 bytes"))
    #expect(question.contains("$0.05 a month"))
    try terminal.type(agrees ? "y\n" : "n\n")
    if agrees {
      let plan = terminal.shown(until: "Go on? [y/N] ")
      #expect(plan.contains("Standard → Advanced"))
      try terminal.type("y\n")
      _ = terminal.shown(until: "is now at version")
    } else {
      _ = terminal.shown(until: "--tier Advanced")
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == (agrees ? 0 : 2))
    let seen = try SeenByBoto3("ssm", "/\(name)")
    #expect(seen.tier == (agrees ? "Advanced" : "Standard"))
    #expect(seen.value.count == (agrees ? 4097 : 5))
  }

  @Test func withoutATerminalTheTierIsNamed() throws {
    let reference = "ssm:/\(name)"
    for options in [["--yes"], ["--dry-run"], ["--yes", "--tier", "Standard"]] {
      let refused = try program.run(["create", reference] + options, input: Array(Self.long.utf8))
      #expect(refused.status == 2)
      #expect(refused.errors.contains("with `--tier Advanced`"), "\(refused.errors)")
    }
    try done(["create", reference], input: "small")
    let refused = try program("update", reference, "--yes", input: Self.long)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("with `--tier Advanced`"))
    try done(["update", reference, "-", "--tier", "Intelligent-Tiering"], input: Self.long)
    #expect(try SeenByBoto3("ssm", "/\(name)").tier == "Advanced")
    // It is there now.
    try done(["update", reference], input: Self.long + "y")

    let huge = String(repeating: "x", count: 8193)
    let tooMuch = try program("update", reference, "--yes", input: huge)
    #expect(tooMuch.status == 2)
    #expect(tooMuch.errors.contains("Secrets Manager takes up to 65536 bytes"))
  }

  // MARK: Bytes

  @Test func bytesThatWouldPassAsTextStayBytes() throws {
    try SeenByBoto3.makeBinary(name, #"{"a": 1}"#)
    #expect(try program("get", "sm:\(name)").text == #"{"a": 1}"#)
    try done(["update", "sm:\(name)"], input: #"{"a": 2}"#)
    #expect(try SeenByBoto3("sm", name).binary == true)
    try done(["update", "sm:\(name)", "--json-key", "a"], input: "3")
    var editing = program
    editing.environment["VISUAL"] = "sed -i s/3/4/"
    let edited = try editing("edit", "sm:\(name)", "--yes")
    #expect(edited.status == 0, "\(edited.errors)")
    let seen = try SeenByBoto3("sm", name)
    #expect(seen.binary == true)
    #expect(seen.value == #"{"a": 4}"#)
  }

  @Test func aCopyIsOfTheSameKind() throws {
    try SeenByBoto3.makeBinary(name, "bytes")
    try done(["create", "sm:\(name)2"], input: "text")
    try done(["copy", "sm:\(name)", "sm:\(name)2"])
    let seen = try SeenByBoto3("sm", name + "2")
    #expect(seen.binary == true)
    #expect(seen.value == "bytes")
  }

  // MARK: Names

  /// AWS frees a name some time after the deletion.
  @Test func aNameThatIsNotFreeYetIsWaitedForAndSaid() throws {
    try server.inject(
      #"[{"match":"CreateSecret","contains":"\#(name)","count":1,"status":400,"code":"InvalidRequestException","message":"You can't create this secret because a secret with this name is already scheduled for deletion."}]"#
    )
    let made = try program("create", "sm:\(name)", "--yes", input: "v")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.errors.contains("AWS still holds the name of what was deleted"))
    #expect(try SeenByBoto3("sm", name).versions == 1)
  }

  @Test func aNameThatWaitsIsExplained() throws {
    try done(["create", "sm:\(name)"], input: "v")
    try done(["delete", "sm:\(name)"])
    let refused = try program("create", "sm:\(name)", "--yes", input: "v")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("waits for its deletion at 20"))
    for words in [
      "`git secrets-sync restore sm:\(name)`", "then `update`",
      "`git secrets-sync delete sm:\(name) --force-without-recovery`",
    ] {
      #expect(refused.errors.contains(words), "\(refused.errors)")
    }
  }

  @Test func whatAServiceOfAWSOwnsIsReadAndNotWritten() throws {
    let owned = "rds!\(name)"
    try SeenByBoto3.makeBinary(owned, "theirs")
    #expect(try program("get", "sm:\(owned)").text == "theirs")
    for arguments in [
      ["update", "sm:\(owned)"], ["update", "sm:\(owned)", "--tag", "a=b"],
      ["edit", "sm:\(owned)"],
      ["delete", "sm:\(owned)"], ["delete", "sm:\(owned)", "--force-without-recovery"],
    ] {
      let refused = try program.run(arguments + ["--yes"], input: Array("mine".utf8))
      #expect(refused.status == 2, "\(arguments)")
      #expect(refused.errors.contains("belongs to the AWS service “rds”"), "\(refused.errors)")
    }
    let made = try program("create", "sm:mine!db", "--yes", input: "v")
    #expect(made.status == 2)
    #expect(made.errors.contains("only AWS services give names with a “!”"))
    #expect(try SeenByBoto3("sm", owned).value == "theirs")
  }

  @Test func aNameThatEndsLikeAnARNIsSaid() throws {
    let warned = try program("create", "sm:\(name)-AbC123", "--dry-run", input: "v")
    #expect(warned.errors.contains("warning: the name ends with a hyphen and six characters"))
    let silent = try program("create", "sm:\(name)-AbC12", "--dry-run", input: "v")
    #expect(!silent.errors.contains("warning"))
  }

  // MARK: Other people

  /// Somebody writes between our look and our writing: at the proxy, as the request arrives.
  @Test(arguments: ["sm", "ssm", "local"])
  func anothersChangeIsOverwrittenByForceAlone(store: String) throws {
    let reference = store == "ssm" ? "ssm:/\(name)" : "\(store):\(name)"
    try done(["create", reference], input: "one")
    var editing = program
    // The editor is the time in which somebody else writes.
    editing.environment["VISUAL"] = try script(
      "printf theirs | git secrets-sync update \(reference) --yes --quiet >&2; printf mine >\"$1\""
    )
    let refused = try editing("edit", reference, "--yes")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("changed meanwhile"))
    #expect(try program("get", reference).text == "theirs")

    editing.environment["VISUAL"] = try script(
      "printf others | git secrets-sync update \(reference) --yes --quiet >&2; printf mine >\"$1\""
    )
    let forced = try editing("edit", reference, "--force", "--yes")
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(forced.errors.contains("warning: Somebody else had put version "))
    #expect(try program("get", reference).text == "mine")
    #expect(try program("list-versions", reference).text.split(separator: "\n").count == 5)
  }

  @Test func updateReadsItsValueWhileSomebodyElseWrites() throws {
    try done(["create", "sm:\(name)"], input: "one")
    for (options, status) in [([], 4), (["--force"], 0)] as [([String], Int32)] {
      let terminal = try PseudoTerminal()
      let process = try program.start(["update", "sm:\(name)", "--yes"] + options, on: terminal)
      _ = terminal.shown(until: "Value (not shown): ")
      try done(["update", "sm:\(name)"], input: "theirs \(status)")
      try terminal.type("mine\n")
      let shown = terminal.shown(until: status == 0 ? "came over it" : "--force writes over it")
      process.waitUntilExit()
      #expect(process.terminationStatus == status, "\(shown)")
      #expect(try program("get", "sm:\(name)").text == (status == 0 ? "mine" : "theirs 4"))
    }
  }

  /// What was typed is not lost with a refusal where somebody can be asked.
  @Test(arguments: [true, false])
  func onATerminalItIsAskedWhetherToWriteOver(agrees: Bool) throws {
    try done(["create", "sm:\(name)"], input: "one")
    let terminal = try PseudoTerminal()
    let process = try program.start(["update", "sm:\(name)"], on: terminal)
    _ = terminal.shown(until: "Value (not shown): ")
    try terminal.type("mine\n")
    _ = terminal.shown(until: "Go on? [y/N] ")
    try done(["update", "sm:\(name)"], input: "theirs")
    try terminal.type("y\n")
    let question = terminal.shown(until: "Write over that version? [y/N] ")
    #expect(question.contains("changed meanwhile"))
    try terminal.type(agrees ? "y\n" : "n\n")
    _ = terminal.shown(until: agrees ? "is now at version" : "--force writes over it")
    process.waitUntilExit()
    #expect(process.terminationStatus == (agrees ? 0 : 4))
    #expect(try program("get", "sm:\(name)").text == (agrees ? "mine" : "theirs"))
  }

  /// One key of an object that somebody else changed: the other keys would be put back.
  @Test func aKeyIsNotForced() throws {
    try done(["create", "sm:\(name)"], input: #"{"a": "1", "b": "1"}"#)
    let terminal = try PseudoTerminal()
    let process = try program.start(["update", "sm:\(name)", "--json-key", "a"], on: terminal)
    _ = terminal.shown(until: "Value (not shown): ")
    try done(["update", "sm:\(name)", "--json-key", "b"], input: "2")
    try terminal.type("2\n")
    _ = terminal.shown(until: "Go on? [y/N] ")
    try terminal.type("y\n")
    let shown = terminal.shown(until: "run the command again.")
    process.waitUntilExit()
    #expect(process.terminationStatus == 4)
    #expect(!shown.contains("--force"))
    #expect(try program("get", "sm:\(name)").text == #"{"a": "1", "b": "2"}"#)
  }

  private func script(_ text: String) throws -> String {
    let path = try program.repository.directory.write("#!/bin/sh\n\(text)\n", to: "editor")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    return path
  }
}
