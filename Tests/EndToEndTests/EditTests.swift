import Foundation
import TestSupport
import Testing

/// `edit`, with scripts for editors and with those that are installed.
@Suite struct EditTests {
  private let program: Program
  private let scratch = TemporaryDirectory()

  init() throws {
    program = try Program.initialized()
    let made = try program("create", "local:app/db", "--yes", input: #"{"user": "dana"}"#)
    try #require(made.status == 0, "\(made.errors)")
  }

  /// Runs `edit` with an editor that is a script, which has the file as `$1`.
  private func edit(
    _ script: String,
    _ reference: String = "local:app/db"
  ) throws -> TestProcess {
    let path = try scratch.write("#!/bin/sh\n\(script)\n", to: "editor")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    var program = program
    program.environment["VISUAL"] = path
    return try program("edit", reference, "--yes")
  }

  private var value: String { get throws { try program("get", "local:app/db").text } }

  @Test func whatTheEditorLeavesIsTheNewValue() throws {
    let log = scratch.path("log")
    let edited = try edit(
      """
      ls -ld "$1" "$(dirname "$1")" | cut -c1-10 >\(log); echo "$1" >>\(log)
      sed 's/dana/erin/' "$1" >"$1~"; cat "$1~" >"$1"
      """
    )
    #expect(edited.status == 0, "\(edited.errors)")
    #expect(edited.text == "[modified] app/db\n")
    #expect(try value == #"{"user": "erin"}"#)
    let lines = String(decoding: try scratch.read("log"), as: UTF8.self).split(separator: "\n")
    #expect(Set(lines.prefix(2)) == ["-rw-------", "drwx------"])
    #expect(lines[2].hasSuffix("/db.json"))
    let folder = URL(fileURLWithPath: String(lines[2])).deletingLastPathComponent().path
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func aNewlineThatTheEditorAddsIsNotPartOfTheValue() throws {
    #expect(try edit(#"echo >>"$1""#).text == "[no change] app/db\n")
    #expect(try value == #"{"user": "dana"}"#)
  }

  @Test(arguments: ["exit 1", "kill -KILL $$"])
  func anEditorThatFailsChangesNothing(script: String) throws {
    let failed = try edit("echo x >\"$1\"; \(script)")
    #expect(failed.status == 2 || failed.status == 130)
    #expect(failed.errors.contains("nothing was written"))
    #expect(try value == #"{"user": "dana"}"#)
  }

  @Test func somebodyElsesChangeMeanwhileIsNotOverwritten() throws {
    let conflict = try edit(
      "printf mine >\"$1\"; printf theirs | git secrets-sync update local:app/db --yes --quiet"
    )
    #expect(conflict.status == 4)
    #expect(conflict.errors.contains("changed meanwhile"))
    #expect(conflict.errors.contains("What was typed is not kept."))
    #expect(try value == "theirs")
  }

  @Test func whatWasTypedIsOfferedAgain() throws {
    let log = scratch.path("seen")
    let path = try scratch.write(
      "#!/bin/sh\ncat \"$1\" >>\(log); printf 'typed' >\"$1\"\n",
      to: "editor"
    )
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    var program = program
    program.environment["VISUAL"] = path
    let terminal = try PseudoTerminal()
    let process = try program.start(["edit", "local:app/db"], on: terminal)
    _ = terminal.shown(until: "Go on? [y/N] ")
    try terminal.type("n\n")
    _ = terminal.shown(until: "Open the editor on it again? [y/N] ")
    try terminal.type("y\n")
    _ = terminal.shown(until: "Go on? [y/N] ")
    try terminal.type("y\n")
    _ = terminal.shown(until: "is now at version")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try value == "typed")
    let seen = String(decoding: try scratch.read("seen"), as: UTF8.self)
    #expect(seen == #"{"user": "dana"}typed"#, "the second time it holds what was typed")
  }

  @Test func anEmptyFileIsOfferedAgain() throws {
    let path = try scratch.write(
      "#!/bin/sh\nif [ -s \"$1\" ]; then : >\"$1\"; else printf typed >\"$1\"; fi\n",
      to: "editor"
    )
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    var program = program
    program.environment["VISUAL"] = path
    let terminal = try PseudoTerminal()
    let process = try program.start(["edit", "local:app/db", "--yes"], on: terminal)
    let shown = terminal.shown(until: "Open the editor on it again? [y/N] ")
    #expect(shown.contains("The value is empty."))
    try terminal.type("y\n")
    _ = terminal.shown(until: "is now at version")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try value == "typed")
  }

  @Test func aDryRunAndBrokenJSONAreSaid() throws {
    let path = try scratch.write("#!/bin/sh\nprintf '{\"user\": ' >\"$1\"\n", to: "editor")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    var program = program
    program.environment["VISUAL"] = path
    let plan = try program("edit", "local:app/db", "--dry-run")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.text == "DR - [modified] app/db\n")
    #expect(plan.errors.contains("warning: the value was a JSON object, and is none any more"))
    #expect(try value == #"{"user": "dana"}"#)
  }

  /// Whose output is a log would have the value in it.
  @Test(arguments: ["", "vi", "vim -n", "/usr/bin/nano"])
  func withoutATerminalNoEditorDrawsTheValue(editor: String) throws {
    var program = program
    program.environment["VISUAL"] = ""
    program.environment["EDITOR"] = editor
    let refused = try program("edit", "local:app/db", "--yes")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("needs a terminal"))
    #expect(!(refused.text + refused.errors).contains("dana"))
  }

  @Test func aBinaryValueIsRefused() throws {
    try program.repository.directory.write([0xFF, 0], to: Array("bytes".utf8))
    let path = program.repository.directory.path("bytes")
    #expect(try program("create", "local:bin", path, "--yes").status == 0)
    let refused = try edit("echo x >\"$1\"", "local:bin")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("binary"))
  }

  @Test(.enabled(if: TestPrograms.isThere("vim.basic"), "there is no Vim here"))
  func vimKeepsNothingWhateverItsUserHasSet() throws {
    let home = program.repository.directory.path("home")
    for folder in ["undo", "backup", "swap"] {
      try FileManager.default.createDirectory(
        atPath: "\(home)/\(folder)",
        withIntermediateDirectories: true
      )
    }
    try program.repository.directory.write(
      "set undofile undodir=~/undo backup backupdir=~/backup directory=~/swap viminfo='9\n",
      to: "home/.vimrc"
    )
    var program = program
    program.environment["HOME"] = home
    program.environment["VISUAL"] = "vim.basic -c '%s/dana/canary/' -c wq"
    program.environment["TERM"] = "dumb"
    let made = try program("create", "local:vim", "--yes", input: "dana")
    try #require(made.status == 0, "\(made.errors)")
    _ = try program.screen(["edit", "local:vim", "--yes"])
    #expect(try program("get", "local:vim").text == "canary")
    let found = try TestProcess.run(
      "grep",
      ["-rl", "canary", home],
      environment: TestPrograms.environment,
      directory: "/"
    )
    #expect(found.text.isEmpty)
  }
}
