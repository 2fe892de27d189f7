import AWS
import Secrets
import TestSupport
import Testing

/// What each format writes is read by a program that people read it with, byte for byte.
@Suite struct ExportTests {
  @Test func aShellReadsItsAssignments() throws {
    for (format, extra) in [(ExportFormat.shell, ""), (.dotenv, "set -a; ")] {
      try check(format, .posix) { path, names in
        let values = names.map { "printf '%s\\0' \"$\($0)\"" }.joined(separator: "; ")
        return try Consumer.run("sh", ["-c", "\(extra). \(path); \(values)"]).split()
      }
    }
  }

  @Test func dockerReadsItsLines() throws {
    // `docker run` needs a server; these are the rules of its reader (docker/cli, pkg/kvfile).
    try check(.dotenv, .docker, atLeast: 60) { path, names in
      try Consumer.python(
        """
        import sys
        values = {}
        for line in open(sys.argv[1], 'rb').read().split(b'\\n')[:-1]:
            line = line.removesuffix(b'\\r').decode('utf-8')
            assert len(line) < 65536
            line = line.lstrip(' \\t\\r\\n\\v\\f')
            if line and not line.startswith('#'):
                name, _, value = line.partition('=')
                values[name] = value
        """,
        path,
        names
      )
    }
  }

  @Test(.enabled(if: TestPrograms.isThere("node"), "there is no node here"))
  func nodeReadsItsFile() throws {
    try check(.dotenv, .node, atLeast: 60) { path, names in
      let script =
        "for (const n of process.argv.slice(1)) process.stdout.write(process.env[n] + '\\0')"
      return try Consumer.run("node", ["--env-file", path, "-e", script] + names).split()
    }
  }

  @Test func pythonDotenvReadsItsFile() throws {
    try check(.dotenv, .python, atLeast: 90) { path, names in
      try Consumer.python(
        "import sys, dotenv\nvalues = dotenv.dotenv_values(sys.argv[1])",
        path,
        names
      )
    }
  }

  @Test func pythonReadsJSON() throws {
    try check(.json) { path, names in
      try Consumer.python("import sys, json\nvalues = json.load(open(sys.argv[1]))", path, names)
    }
  }

  @Test func pyYAMLReadsYAML() throws {
    try check(.yaml) { path, names in
      try Consumer.python(
        "import sys, yaml\nvalues = yaml.safe_load(open(sys.argv[1]))",
        path,
        names
      )
    }
  }

  @Test func pythonReadsTOML() throws {
    try check(.toml) { path, names in
      try Consumer.python(
        "import sys, tomllib\nvalues = tomllib.load(open(sys.argv[1], 'rb'))",
        path,
        names
      )
    }
  }

  @Test func pythonReadsCSV() throws {
    try check(.csv) { path, names in
      try Consumer.python(
        """
        import sys, csv
        rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8')))
        assert rows[0] == ['name', 'value']
        values = dict(rows[1:])
        """,
        path,
        names
      )
    }
  }

  @Test func pyYAMLReadsTheManifestOfASecret() throws {
    let bytes: [UInt8] = [0, 255, 10, 128]
    let entries = [
      ExportEntry(name: "tls.key", value: SecretBytes(bytes), source: "sm:tls"),
      ExportEntry(name: "1", value: SecretBytes(utf8: "x"), source: "sm:1"),
    ]
    let document = try ExportFormat.kubernetes.document(entries, named: "shop")
    let scratch = TemporaryDirectory()
    try scratch.write(document.exposed(), to: Array("secret.yaml".utf8))
    let read = try Consumer.python(
      """
      import sys, yaml, base64
      m = yaml.safe_load(open(sys.argv[1]))
      values = {k: base64.b64decode(v).hex() for k, v in m['data'].items()}
      values['head'] = ' '.join([m['apiVersion'], m['kind'], m['metadata']['name'], m['type']])
      """,
      scratch.path("secret.yaml"),
      ["tls.key", "1", "head"]
    )
    #expect(read == ["00ff0a80", "78", "v1 Secret shop Opaque"].map { Array($0.utf8) })
  }

  @Test(.enabled(if: TestPrograms.isThere("terraform"), "there is no terraform here"))
  func terraformReadsItsVariables() throws {
    try check(.tfvars, atLeast: 90) { path, names in
      let scratch = TemporaryDirectory()
      try scratch.write(names.map { "variable \"\($0)\" {}\n" }.joined(), to: "main.tf")
      // One line of base 64 each: the console has no other way to print any bytes.
      let list = "[\(names.map { "base64encode(var.\($0))" }.joined(separator: ", "))]"
      let result = try TestProcess.run(
        "terraform",
        ["console", "-var-file=\(path)"],
        environment: TestPrograms.environment,
        directory: scratch.path,
        input: Array("jsonencode(\(list))\n".utf8)
      )
      try #require(result.status == 0, "\(result.errors)")
      return try Consumer.python(
        """
        import sys, json, base64
        text = json.loads(json.loads(open(sys.argv[1]).read().strip()))
        values = {n: base64.b64decode(t).decode() for n, t in zip(sys.argv[2:], text)}
        """,
        scratch.write(result.text, to: "out"),
        names
      )
    }
  }

  @Test func whatADialectCannotCarryIsRefusedByName() throws {
    let twoLines = entry("A", "one\ntwo")
    let binary = ExportEntry(name: "B", value: SecretBytes([0xFF]), source: "sm:b")
    let error = #expect(throws: ExportError.self) {
      try ExportFormat.dotenv.document([twoLines, binary], dialect: .docker)
    }
    #expect(error?.problems.map(\.source) == ["sm:A", "sm:b"])
    #expect(error?.problems.map(\.reason).first?.contains("more than one line") == true)
    for format in ExportFormat.allCases where format != .kubernetes {
      #expect(throws: ExportError.self) { try format.document([binary]) }
    }
  }

  @Test func twoSecretsOfOneNameAreRefused() {
    let error = #expect(throws: ExportError.self) {
      try ExportFormat.json.document([entry("A", "x"), entry("A", "y")])
    }
    #expect(error?.problems.count == 1)
  }

  @Test func masksAreOnePerLineAndNeverShort() throws {
    let value = "first%0Aline\r\nabc\nlonger line"
    let masks = try ExportFormat.githubMask.document([entry("A", value)])
    #expect(
      String(decoding: masks.exposed(), as: UTF8.self)
        == "::add-mask::first%250Aline\n::add-mask::longer line\n"
    )
  }

  @Test(arguments: [
    ("sm:myapp/prod/*", "myapp/prod/db/password", "DB_PASSWORD", "db/password", "db.password"),
    ("ssm:/shop/**", "/shop/api-key", "API_KEY", "api-key", "api-key"),
    ("sm:myapp/db", "myapp/db", "DB", "db", "db"),
    ("local:*", "2fa", "_2FA", "2fa", "2fa"),
  ])
  func namesFollowTheSelector(
    _ selector: String,
    _ secret: String,
    _ variable: String,
    _ path: String,
    _ dotted: String
  ) throws {
    let selector = try SecretSelector(parsing: selector)
    #expect(ExportName.of(secret, chosenBy: selector, .variable) == variable)
    #expect(ExportName.of(secret, chosenBy: selector, .path) == path)
    #expect(ExportName.of(secret, chosenBy: selector, .dotted) == dotted)
    #expect(
      ExportName.of(secret, chosenBy: selector, key: "user", .terraform)
        == variable.lowercased() + "_user"
    )
  }

  // MARK: - Values

  private func entry(_ name: String, _ value: String) -> ExportEntry {
    ExportEntry(name: name, value: SecretBytes(utf8: value), source: "sm:\(name)")
  }

  /// Writes what the format takes, `share` per cent at least, and compares what the consumer read.
  private func check(
    _ format: ExportFormat,
    _ dialect: DotenvDialect = .posix,
    atLeast share: Int = 100,
    read: (_ path: String, _ names: [String]) throws -> [[UInt8]]
  ) throws {
    let all = NastyValues.all.enumerated().map { entry("v\($0)", $1) }
    let taken = all.filter { (try? format.document([$0], dialect: dialect)) != nil }
    #expect(taken.count >= all.count * share / 100, "\(taken.count) of \(all.count)")
    let scratch = TemporaryDirectory()
    try scratch.write(
      try format.document(taken, dialect: dialect).exposed(),
      to: Array("document".utf8)
    )
    let values = try read(scratch.path("document"), taken.map(\.name))
    try #require(values.count == taken.count)
    for (entry, value) in zip(taken, values) {
      let wanted = String(decoding: entry.value.exposed(), as: UTF8.self)
      #expect(String(decoding: value, as: UTF8.self).debugDescription == wanted.debugDescription)
    }
  }
}

/// The programs that read the documents.
private enum Consumer {
  static func run(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let result = try TestProcess.run(
      program,
      arguments,
      environment: TestPrograms.environment,
      directory: "/"
    )
    try #require(result.status == 0, "\(result.errors)")
    return result.output
  }

  /// Runs a script that leaves `values`, and gives those of `names`.
  static func python(_ script: String, _ path: String, _ names: [String]) throws -> [[UInt8]] {
    let ending = """

      sys.stdout.buffer.write(b''.join(values[n].encode() + b'\\0' for n in sys.argv[2:]))
      """
    return try run(TestPrograms.python, ["-c", script + ending, path] + names).split()
  }
}

extension [UInt8] {
  /// Texts that each end with a zero byte.
  fileprivate func split() -> [[UInt8]] {
    split(separator: 0, omittingEmptySubsequences: false).dropLast().map(Array.init)
  }
}
