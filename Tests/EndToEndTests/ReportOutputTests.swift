import Foundation
import TestSupport
import Testing

/// `scan --format`, `--output` and `--show-values`.
@Suite struct ReportOutputTests {
  private let secret = "key = \"\(accessKeyID())\"\n"

  /// The official schema, with Python's `jsonschema`, as `scripts/test` installs it.
  @Test func sarifIsValid() throws {
    let program = try Program()
    try program.repository.commit([
      "a b.py": secret + "other = \"\(accessKeyID("Q5XNBWFHKYGPTCEL"))\"\n"
    ])
    try program.repository.write(secret, to: ".env")
    try program.repository.write(secret, to: "ü.py")
    try program.git("add", "--force", ".env", "ü.py")
    let listed = try program("scan", "ü.py", "--format", "jsonl").text
    let fingerprint = try #require(listed.firstMatch(of: /v1:[0-9a-f]{32}/)).0
    #expect(try program("allow", String(fingerprint), "--reason", "gone").status == 0)
    let fifo = program.repository.path + "/pipe"
    unsafe #expect(mkfifo(fifo, 0o600) == 0)
    for arguments in [
      ["."], ["--staged"], ["--history"], ["missing-nothing", "--stdin"].suffix(1),
    ] {
      let result = try program.run(["scan", "--format", "sarif"] + arguments)
      let checked = try TestProcess.run(
        "/usr/bin/env",
        [Self.python, Self.support + "/validate_sarif.py"],
        environment: ProcessInfo.processInfo.environment,
        directory: Self.support,
        input: result.output
      )
      #expect(checked.status == 0, "\(arguments): \(checked.text)\(checked.errors)")
    }
    let text = try program("scan", ".", "--format", "sarif").text
    #expect(text.contains("\"executionSuccessful\": false"))
    #expect(text.contains("\"justification\": \"gone\""))
    #expect(text.contains("\"uri\": \"a%20b.py\""))
  }

  private static var support: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Support").path
  }

  /// As the tests of AWS choose it.
  private static var python: String {
    let made = support + "/../../.build/test-venv/bin/python3"
    if let named = ProcessInfo.processInfo.environment["GSS_TEST_PYTHON"] { return named }
    return FileManager.default.isExecutableFile(atPath: made) ? made : "python3"
  }

  @Test func aFileIsWrittenWholeOrNotAtAll() throws {
    let program = try Program()
    try program.repository.write(secret, to: "a.py")
    let result = try program("scan", "a.py", "--format", "json", "--output", "out.json")
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("1 finding"))
    let written = try String(contentsOfFile: program.repository.path + "/out.json", encoding: .utf8)
    #expect(written.hasPrefix("{\n  \"schema\": 1,"))
    // A scan that cannot begin leaves the old file.
    #expect(try program("scan", "none", "--output", "out.json").status == 2)
    let kept = try String(contentsOfFile: program.repository.path + "/out.json", encoding: .utf8)
    #expect(kept == written)
    for place in ["no/such/out.json", "."] {
      let refused = try program("scan", "a.py", "--output", place)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("The results cannot be written to \(place)"))
    }
  }

  /// A device must not be replaced by a file, nor a link.
  @Test func whatIsNoFileIsWrittenTo() throws {
    let program = try Program()
    try program.repository.write(secret, to: "a.py")
    try program.repository.write("", to: "kept.json")
    let (link, fifo) = (program.repository.path + "/link", program.repository.path + "/pipe")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "kept.json")
    #expect(try program("scan", "a.py", "--format", "json", "--output", "link").status == 1)
    let kept = try String(contentsOfFile: program.repository.path + "/kept.json", encoding: .utf8)
    #expect(kept.hasPrefix("{\n  \"schema\": 1,"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: link) == "kept.json"
    )
    unsafe #expect(mkfifo(fifo, 0o600) == 0)
    let reader = try TestProcess.run(
      "/bin/sh",
      ["-c", "cat pipe & \"$0\" scan a.py --format jsonl --output pipe; wait", Program.path],
      environment: program.repository.environment,
      directory: program.repository.path
    )
    #expect(reader.text.contains("\"type\":\"summary\""))
    #expect(
      try FileManager.default.attributesOfItem(atPath: fifo)[.type] as? FileAttributeType
        != .typeRegular
    )
  }

  /// What a link leads to is written, whether or not it is there or has a name; the link stays.
  @Test func aLinkStaysALink() throws {
    let program = try Program()
    try program.repository.write(secret, to: "a.py")
    let files = FileManager.default
    let link = program.repository.path + "/link"
    try program.repository.write("", to: "out/.keep")
    try files.createSymbolicLink(atPath: link, withDestinationPath: "second")
    try files.createSymbolicLink(
      atPath: program.repository.path + "/second",
      withDestinationPath: "out/new.json"
    )
    #expect(try program("scan", "a.py", "--format", "json", "--output", "link").status == 1)
    let new = try String(
      contentsOfFile: program.repository.path + "/out/new.json",
      encoding: .utf8
    )
    #expect(new.hasPrefix("{\n  \"schema\": 1,"))
    #expect(try files.destinationOfSymbolicLink(atPath: link) == "second")
    try files.removeItem(atPath: program.repository.path + "/out/new.json")
    try files.removeItem(atPath: program.repository.path + "/out/.keep")
    try files.removeItem(atPath: program.repository.path + "/out")
    let refused = try program("scan", "a.py", "--output", "link")
    #expect(refused.status == 2)
    #expect(try files.destinationOfSymbolicLink(atPath: link) == "second")
  }

  /// What was written to the open file before, and is after, stays.
  @Test(arguments: ["/dev/stdout", "/dev/fd/1", "log", "/dev/null"])
  func anOpenFileIsWrittenTo(place: String) throws {
    let program = try Program()
    try program.repository.write(secret, to: "a.py")
    try FileManager.default.createSymbolicLink(
      atPath: program.repository.path + "/log",
      withDestinationPath: "/dev/stdout"
    )
    let script = """
      exec 3<> file 4< file
      [ "$2" = gone ] && rm file
      { echo before; "$0" scan a.py --format jsonl --output "$1"; echo after; } >&3
      cat <&4
      """
    for name in ["kept", "gone"] {
      let result = try TestProcess.run(
        "/bin/sh",
        ["-c", script, Program.path, place, name],
        environment: program.repository.environment,
        directory: program.repository.path
      )
      #expect(result.text.hasPrefix("before\n") && result.text.hasSuffix("after\n"))
      #expect(result.text.contains("\"type\":\"summary\"") == (place != "/dev/null"))
    }
  }

  /// Editors and code hosts count characters, programs bytes.
  @Test func columnsOfSARIFAndAnnotationsCountCharacters() throws {
    let program = try Program()
    try program.repository.write("\u{FEFF}日本𝒳 = \"\(accessKeyID())\"\n", to: "a.py")
    let sarif = try program("scan", "a.py", "--format", "sarif").text
    #expect(sarif.contains("\"columnKind\": \"utf16CodeUnits\""))
    #expect(sarif.contains("\"startColumn\": 9,") && sarif.contains("\"endColumn\": 29"))
    #expect(try program("scan", "a.py", "--format", "github").text.contains(",col=9,endColumn=29,"))
    #expect(try program("scan", "a.py", "--format", "json").text.contains("\"column\": 18,"))
    // What is no UTF-8 is shown as one character a byte.
    let bytes = [0xE9, 0x20, 0xFC, 0x20].map(UInt8.init) + Array((accessKeyID() + "\n").utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: program.repository.path + "/b.txt"))
    #expect(
      try program("scan", "b.txt", "--format", "github").text.contains(",col=5,endColumn=25,")
    )
  }

  @Test func valuesAreShownOnlyWhenAsked() throws {
    let program = try Program()
    try program.repository.write(secret, to: "a.py")
    for format in ["text", "json", "jsonl", "csv"] {
      #expect(!(try program("scan", "a.py", "--format", format)).text.contains(accessKeyID()))
      let shown = try program("scan", "a.py", "--format", format, "--show-values")
      #expect(shown.text.contains(accessKeyID()))
      #expect(shown.status == 1)
    }
    for format in ["sarif", "junit", "github"] {
      let refused = try program("scan", "a.py", "--format", format, "--show-values")
      #expect(refused.status == 2)
      #expect(refused.errors.contains("--show-values is for"))
    }
  }

  @Test func aFileWithValuesIsPrivate() throws {
    let program = try Program()
    try program.repository.write(secret, to: "a.py")
    _ = try program("scan", "a.py", "--show-values", "--output", "out")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: program.repository.path + "/out"
    )
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func shardsCanBePutTogether() throws {
    let program = try Program()
    try program.repository.write(secret, to: "a.py")
    var lines: [String] = []
    for shard in 1...3 {
      let result = try program("scan", "--format", "jsonl", "--shard", "\(shard)/3")
      lines += result.text.split(separator: "\n").map(String.init)
    }
    #expect(lines.count { $0.hasPrefix("{\"type\":\"finding\"") } == 1)
    #expect(lines.count { $0.hasPrefix("{\"type\":\"summary\"") } == 3)
  }
}
