import CLI
import Git
import Hooks
import Scanning
import Testing

@Suite struct RenderingTests {
  private let plain = Terminal(colored: false, width: nil)

  @Test(arguments: [
    ("plain café", "plain café"), ("a\nb\tc", "a\\nb\\tc"), ("\u{1B}[31m", "\\u{1b}[31m"),
    ("a\u{202E}b", "a\\u{202e}b"), ("\u{9B}x\u{7F}", "\\u{9b}x\\u{7f}"),
  ])
  func whatCouldSteerATerminalIsEscaped(text: String, shown: String) {
    #expect(visible(text) == shown)
  }

  @Test func aTableAlignsItsColumns() {
    var table = Table([.init("Name"), .init("Value")])
    table.add(["a", "1"])
    table.add(["long name", ""])
    #expect(table.text(for: plain) == "NAME       VALUE\na          1\nlong name\n")
  }

  @Test(arguments: BuiltinRules.named)
  func aRuleIsExplainedWithoutAWholeValue(rule: Rule) throws {
    let text = rule.text(for: plain)
    #expect(text.hasPrefix("\(rule.id)  \(rule.description)\n"))
    #expect(text.contains("\nadvice "))
    let scanner = try Scanner(rules: rule.pattern.isEmpty ? [] : [rule], generic: false)
    for line in text.split(separator: "\n") where line.hasPrefix("finds ") {
      #expect(try scanner.scan(path: Array("a.txt".utf8), bytes: Array(line.utf8)).isEmpty)
      #expect(line.contains("…") || line.contains("********"))
    }
  }

  @Test func theGenericDetectorIsExplained() throws {
    let rule = try #require(BuiltinRules.named.first { $0.id == "generic-secret" })
    #expect(rule.text(for: plain).contains("finds      db_password = \""))
  }

  @Test func aTableFitsTheTerminal() {
    var table = Table([.init("Name", mayShrink: true), .init("V")])
    table.add([String(repeating: "x", count: 100), "1"])
    let lines = table.text(for: Terminal(colored: false, width: 40)).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 40 })
    #expect(lines[1].hasSuffix("…  1"))
  }

  @Test func wideCharactersTakeTwoColumns() {
    var table = Table([.init("Name", .middle), .init("V")])
    table.add(["日本語/秘密", "1"])
    table.add(["e\u{301}t\u{E9}", "2"])
    table.add(["key 🔑", "3"])
    #expect(
      table.text(for: plain)
        == "NAME         V\n日本語/秘密  1\ne\u{301}t\u{E9}          2\nkey 🔑       3\n"
    )
    table.add([String(repeating: "鍵", count: 30) + "/end", "4"])
    let lines = table.text(for: Terminal(colored: false, width: 24)).split(separator: "\n")
    #expect(lines.last == "鍵鍵鍵鍵鍵…鍵鍵鍵/end  4")
  }

  @Test func aTableThatCannotFitGivesEachCellALine() {
    var table = Table([.init("Deployed"), .init("Env"), .init("By", mayShrink: true)])
    table.add(["2026-11-23T22:37:37Z", "production", "Dana Developer <dana@example.com>"])
    table.add(["2026-11-23T22:37:35Z", "dev", ""])
    let whole = """
      DEPLOYED  2026-11-23T22:37:37Z
      ENV       production
      BY        Dana Developer <dana@example.com>

      DEPLOYED  2026-11-23T22:37:35Z
      ENV       dev

      """
    #expect(table.text(for: Terminal(colored: false, width: 40)) == whole)
    #expect(!table.isWhole(on: Terminal(colored: false, width: 60)))
    #expect(table.isWhole(on: Terminal(colored: false, width: 80)) && table.isWhole(on: plain))
    let row = table.text(for: Terminal(colored: false, width: 60)).split(separator: "\n")[1]
    #expect(row == "2026-11-23T22:37:37Z  production  Dana Developer <dana@exam…")
  }

  @Test func jsonKeepsItsOrderAndEscapes() {
    let json = JSON.object([
      ("b", .string("\"\u{1B}\\\n")), ("a", .array([.integer(1), .bool(false), .null])),
      ("c", .object([])), ("d", .written("{\"x\":1}")),
    ])
    #expect(
      json.text()
        == #"{"b":"\"\u001b\\\n","a":[1,false,null],"c":{},"d":{"x":1}}"#
    )
    #expect(
      JSON.object([("a", .array([.integer(1)]))]).document() == "{\n  \"a\": [\n    1\n  ]\n}\n"
    )
  }

  @Test func anIncompleteCheckIsNeverCalledClean() {
    var report = PreCommitReport()
    report.totalBlobs = 2
    report.scannedBlobs = 1
    let text = HookReport.text(report, terminal: plain, quiet: true)
    #expect(text.hasPrefix("secrets-sync: commit blocked, the check is incomplete:"))
    #expect(text.contains("1 of 2 staged blobs scanned"))
  }

  @Test func whatCannotBeReadIsToldWhatToDo() {
    var report = PreCommitReport()
    report.totalBlobs = 1
    report.unread = [
      Unread(path: GitPath("a.zip!/b"), reason: "encrypted", hint: "unpack it", isContent: true)
    ]
    let text = HookReport.text(report, terminal: plain)
    #expect(text.contains("\na.zip!/b\n  Not read: encrypted.\n  To do: unpack it.\n"))
    #expect(text.contains("\n  git secrets-sync allow --unread FILE --reason \"WHY\"\n"))
    report.unread = [Unread(path: GitPath("a"), reason: "unmerged")]
    #expect(!HookReport.text(report, terminal: plain).contains("--unread"))
  }

  @Test func aCleanCheckIsSilentWhenAskedTo() {
    var report = PreCommitReport()
    report.totalBlobs = 3
    report.scannedBlobs = 3
    #expect(HookReport.text(report, terminal: plain, quiet: true).isEmpty)
    #expect(
      HookReport.text(report, terminal: plain)
        == "secrets-sync: 3 of 3 staged blobs scanned, nothing found.\n"
    )
  }

  @Test func whatDoesNotBlockIsNotCalledNothing() throws {
    let scanner = try Scanner()
    let line = "id = ASIA" + "Y34FZKBOKMUTVV7A\n"
    let finding = try #require(try scanner.scan(path: [], bytes: Array(line.utf8)).first)
    var report = PreCommitReport()
    (report.totalBlobs, report.scannedBlobs) = (1, 1)
    report.oldFindings = [LocatedFinding(path: GitPath("a"), finding: finding, isNew: false)]
    #expect(HookReport.text(report, terminal: plain).contains("scanned, nothing new found.\n"))
  }

  @Test func protectedFilesAreToldHowToLeaveTheIndex() {
    func report(isTracked: Bool, isIgnored: Bool) -> String {
      var file = ProtectedFile(
        path: GitPath("ssm-dev.py"),
        pattern: "ssm-*.py",
        cause: .path,
        isTracked: isTracked,
        isPatternRemoved: false
      )
      file.isIgnored = isIgnored
      var report = PreCommitReport()
      (report.totalBlobs, report.scannedBlobs, report.protectedFiles) = (1, 1, [file])
      return HookReport.text(report, terminal: plain, fromTop: isTracked)
    }
    let forced = report(isTracked: false, isIgnored: true)
    #expect(forced.contains("nothing has leaked"))
    #expect(forced.contains("\n  git rm --cached -- ssm-dev.py\n"))
    #expect(!forced.contains("does not ignore"))
    let tracked = report(isTracked: true, isIgnored: false)
    #expect(!tracked.contains("nothing has leaked"))
    #expect(tracked.contains("change the secrets in it"))
    #expect(tracked.contains("\n  git rm --cached -- :/ssm-dev.py\n"))
    #expect(tracked.contains("Git does not ignore it yet: git secrets-sync policy check --fix"))
  }

  @Test func whatIsToBeWrittenNamesEveryFile() {
    func file(_ path: String, _ cause: ProtectedFile.Cause) -> ProtectedFile {
      ProtectedFile(
        path: GitPath(path),
        pattern: "ssm-*.py",
        cause: cause,
        isTracked: false,
        isPatternRemoved: false
      )
    }
    var report = PreCommitReport()
    report.protectedFiles = [
      file("a.pem", .ignored(by: GitPath(".gitignore"), line: 1, isInLastCommitOnly: false)),
      file("b.pem", .ignored(by: GitPath(".gitignore"), line: 1, isInLastCommitOnly: false)),
      file("c.py", .copy(of: GitPath("ssm-a.py"), literals: nil, total: 1)),
      file("d[1].py", .copy(of: GitPath("ssm-a.py"), literals: nil, total: 1)),
      file("link", .linkTarget("ssm-a.py")),
    ]
    for index in 0...1 { report.protectedFiles[index].isIgnored = true }
    let text = HookReport.text(report, terminal: plain, fromTop: false)
    #expect(text.contains("in [policy] of .secrets-sync.toml:\n"))
    #expect(text.contains("\n  allow-ignored = [\"/a.pem\", \"/b.pem\"]\n"))
    #expect(text.contains(#"allow-copies = ["/c.py", "/d\\[1].py"]"#))
    // No pattern has the link's name, so that `policy check` has nothing to add.
    #expect(text.contains("in .gitignore at the top level:\n  /link\n"))
    #expect(!text.contains("policy check --fix"))
  }

  @Test func proseFitsTheLine() {
    let text = "one two three four five six seven eight nine ten eleven twelve"
    let lines = Prose.wrapped(text, indentation: 2, for: Terminal(colored: false, width: 40))
      .split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 40 && $0.hasPrefix("  ") })
    #expect(lines.map { $0.dropFirst(2) }.joined(separator: " ") == text)
    let url = String(repeating: "x", count: 100)
    #expect(Prose.wrapped("a \(url)", indentation: 2, for: plain) == "  a\n  \(url)\n")
  }

  @Test func aColumnWithoutCellsIsLeftOut() {
    var table = Table([.init("A"), .init("B"), .init("C")])
    table.add(["1", "", "2"])
    table.add(["3", "", ""])
    #expect(table.text(for: plain) == "A  C\n1  2\n3\n")
  }
}
