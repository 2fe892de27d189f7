import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// Lists in YAML, TOML and tfvars are read as the libraries read them, or refused with a line.
@Suite struct ListReaderTests {
  private static let written: [(ListFormat, ExportFormat)] = [
    (.yaml, .yaml), (.toml, .toml), (.tfvars, .tfvars),
  ]

  @Test(arguments: written.indices)
  func whatIsWrittenIsReadBack(_ index: Int) throws {
    let (format, export) = Self.written[index]
    var written = 0
    for value in NastyValues.all {
      let bytes = SecretBytes(utf8: value)
      let entry = ExportEntry(name: "v", value: bytes, source: "x")
      guard let document = try? export.document([entry]) else { continue }
      written += 1
      let read = format.read(document)
      #expect(read.problems == [], "\(value)")
      #expect(read.entries.map(\.value) == [bytes], "\(value)")
    }
    #expect(written > 300)
  }

  private static func values(_ format: ListFormat, _ text: String) -> [String: String]? {
    let read = format.read(SecretBytes(utf8: text))
    guard read.problems.isEmpty else { return nil }
    return Dictionary(
      uniqueKeysWithValues: read.entries.map {
        ($0.name, String(decoding: $0.value.exposed(), as: UTF8.self))
      }
    )
  }

  @Test func plainListsAreRead() {
    #expect(
      Self.values(
        .yaml,
        """
        # the database
        ---
        sm:myapp/db: secret of dana # comment
        "quoted key": 'it''s'
        /myapp/port: 5432
        cert: |
          -- first
            second

          third
        strip: |-
          x
        empty: ""
        ...
        """
      ) == [
        "sm:myapp/db": "secret of dana", "quoted key": "it's", "/myapp/port": "5432",
        "cert": "-- first\n  second\n\nthird\n", "strip": "x", "empty": "",
      ]
    )
    // A file may end without a newline, and a block has none then.
    #expect(Self.values(.yaml, "a: |\n  x") == ["a": "x"])
    #expect(Self.values(.yaml, "a: |+\n  x\n\n") == ["a": "x\n\n"])
    #expect(
      Self.values(
        .toml,
        #"""
        # the database
        user = "d\u00e9\t" # comment
        "/myapp/db" = 'c:\raw'
        port = 5432
        lines = """
        one
        two \
           three"""
        """#
      ) == ["user": "dé\t", "/myapp/db": "c:\\raw", "port": "5432", "lines": "one\ntwo three"]
    )
    #expect(
      Self.values(
        .tfvars,
        #"""
        // the database
        user = "d\"q\" $${x}" # comment
        /* over
        lines */
        port = 5432
        key = <<EOT
        one \n
          two
          EOT
        """#
      ) == ["user": "d\"q\" ${x}", "port": "5432", "key": "one \\n\n  two\n"]
    )
  }

  @Test(arguments: [
    (ListFormat.yaml, "a: yes"), (.yaml, "a: 1e3"), (.yaml, "a: 012"), (.yaml, "a: ~"),
    (.yaml, "a:"),
    (.yaml, "a: &x b"), (.yaml, "a: !!str b"), (.yaml, "a: [b]"), (.yaml, "a: {b: c}"),
    (.yaml, "a: >\n  b"), (.yaml, "a: 'b\n  c'"), (.yaml, "a: b\n  c"), (.yaml, "a:\n  b: c"),
    (.yaml, "a: b: c"), (.yaml, "- a"), (.yaml, "a: \"\\q\""), (.yaml, "a: 2026-11-29"),
    (.yaml, "a: b\n\tc"), (.yaml, "<<: b"), (.yaml, "a: 'b"), (.yaml, "a: *b"), (.yaml, "a: 12:30"),
    (.toml, "a = b"), (.toml, "a = \"b"), (.toml, "a = 'b' c"), (.toml, "a.b = 'c'"),
    (.toml, "[a]\nb = 'c'"), (.toml, "a = ['b']"), (.toml, "a = 2026-11-29"), (.toml, "a = 1.5"),
    (.toml, "a = \"\\q\""), (.toml, "= 'b'"), (.toml, "a = {b = 'c'}"), (.toml, "a = 0xFF"),
    (.toml, "a = 1_000"), (.toml, "a = +5"),
    (.toml, "a = -0"), (.toml, "a = \"\"\"b\r\nc\"\"\""), (.toml, "[a]"),
    (.toml, "a = 'b'\ra = 'c'"),
    (.tfvars, "a = \"${b}\""), (.tfvars, "a = [\"b\"]"), (.tfvars, "a = {}"), (.tfvars, "a = null"),
    (.tfvars, "a = b"), (.tfvars, "a = \"b\" \"c\""), (.tfvars, "a = <<-EOT\n b\n EOT"),
    (.tfvars, "a = \"b"), (.tfvars, "a == \"b\""), (.tfvars, "a = 01"),
    (.tfvars, "a = \"%{ if x }\""),
    (.tfvars, "a {\n}"), (.tfvars, "a = <<EOT\nb"),
  ])
  func whatIsNoTextIsRefused(_ format: ListFormat, _ text: String) {
    let read = format.read(SecretBytes(utf8: format.first + "\n" + text))
    #expect(!read.problems.isEmpty)
    #expect(read.problems.allSatisfy { $0.line >= 2 }, "\(read.problems)")
    #expect(read.entries.first?.name == "x")
  }

  @Test func anObjectOfJSONIsAListOfTextsAndOfJSON() {
    let text = #"""
      {
        "user": "d\u00e9\ud83d\ude00",
        "sm:myapp/db": {"port": 5432,  "tls": true },
        "count": 12345678901234567890.10
      }
      """#
    #expect(
      Self.values(.json, text) == [
        "user": "dé😀", "sm:myapp/db": #"{"port": 5432,  "tls": true }"#,
        "count": "12345678901234567890.10",
      ]
    )
    for (bad, line) in [
      ("{\n\"a\": null}", 2), ("{\"a\": \"x\",\n\"a\": \"y\"}", 2), ("[]", 1),
      ("{\n\"a\" \"b\"}", 2),
      ("{\"a\": \"\\ud800\"}", 1), ("", 1),
    ] {
      let read = ListFormat.json.read(SecretBytes(utf8: bad))
      #expect(read.problems.map(\.line) == [line], "\(bad)")
    }
  }

  @Test(arguments: ListFormat.allCases.filter { $0 != .json })
  func aNameIsThereOnce(_ format: ListFormat) {
    let read = format.read(SecretBytes(utf8: "\(format.first)\n\(format.first)\n"))
    #expect(read.problems.map(\.line) == [2])
    let binary = format.read(SecretBytes(Array("\(format.first)\n".utf8) + [0xFF]))
    #expect(binary.problems.map(\.line) == [2])
  }

  /// The libraries say what made-up documents hold.
  @Test func agreesWithTheLibraries() throws {
    let folder = TemporaryDirectory()
    let pieces = [
      "a", "é", " ", "'", "\"", "\\", "\\n", "\\u00e9", "#", " # c", ":", ": ", "\n", "\n  ", "|",
      "- ",
      "=", "1", "0", ".", "e", "-", "true", "[", "]", "{", "}", ",", "&", "*", "!", "~", "\t",
      "\r\n",
      "\"\"\"", "'''", "\\\n", "_", "%", "@", "k = ", "k: ",
    ]
    var generator = SplitMix(state: 7)
    let count = 3_000
    for number in 0..<count {
      for (ending, before) in [("yaml", "v: "), ("toml", "v = ")] {
        let quote = ["", "'", "\"", "|\n  "].randomElement(using: &generator) ?? ""
        let text = (0..<Int.random(in: 0...5, using: &generator))
          .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        let end = quote.count > 1 ? "" : quote
        try folder.write(
          Array("\(before)\(quote)\(text)\(end)\n".utf8),
          to: Array("\(number).\(ending)".utf8)
        )
      }
    }
    let python = try TestProcess.run(
      TestPrograms.python,
      [
        "-c",
        """
        import json, sys, tomllib, yaml
        def mark(item):
            return item if isinstance(item, str) else f"{type(item).__name__} {item}"
        found = {}
        for number in range(int(sys.argv[1])):
            for ending in ("yaml", "toml"):
                name = f"{number}.{ending}"
                try:
                    with open(name, "rb") as file:
                        value = tomllib.load(file) if ending == "toml" else yaml.safe_load(file)
                    if not isinstance(value, dict): raise ValueError
                    found[name] = {str(key): mark(item) for key, item in value.items()}
                except Exception as error:
                    found[name] = None
        print(json.dumps(found))
        """,
        "\(count)",
      ],
      environment: TestPrograms.environment,
      directory: folder.path
    )
    try #require(python.status == 0, "\(python.errors)")
    let found = try JSONDecoder().decode(
      [String: [String: String]?].self,
      from: Data(python.output)
    )
    var understood: [ListFormat: Int] = [:]
    for (name, expected) in found {
      let format: ListFormat = name.hasSuffix("yaml") ? .yaml : .toml
      let text = String(decoding: try folder.read(name), as: UTF8.self)
      guard let values = Self.values(format, text) else { continue }
      understood[format, default: 0] += 1
      // The library has a number, we what is written.
      let numbers = (expected ?? [:]).mapValues { value in
        let parts = value.split(separator: " ", maxSplits: 1).map(String.init)
        return ["int", "bool"].contains(parts.first) ? parts[1] : value
      }
      #expect(Set(values.keys) == expected.map { Set($0.keys) }, "\(format): \(text)")
      for (key, value) in values where numbers[key] != value {
        #expect(numbers[key] == Self.number(value) && expected?[key] != value, "\(format): \(text)")
      }
    }
    #expect(understood[.yaml] ?? 0 > 300)
    #expect(understood[.toml] ?? 0 > 300)
  }

  private static func number(_ text: String) -> String {
    let plain = text.replacing("_", with: "")
    return text == "true" ? "True" : text == "false" ? "False" : Int(plain).map(String.init) ?? text
  }
}

extension ListFormat {
  /// A line that sets `x`.
  fileprivate var first: String {
    switch self {
    case .dotenv: "x='y'"
    case .json: "\"x\": \"y\""
    case .yaml: "x: 'y'"
    case .toml, .tfvars: "x = \"y\""
    }
  }
}
