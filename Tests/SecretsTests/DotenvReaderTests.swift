import AWS
import Secrets
import TestSupport
import Testing

/// What is read of a dotenv file is what its readers take it for.
@Suite struct DotenvReaderTests {
  private static func read(
    _ text: String,
    _ dialect: DotenvDialect? = nil
  ) -> (values: [String: String], lines: [Int]) {
    let read = DotenvReader.read(SecretBytes(utf8: text), dialect: dialect)
    let pairs = read.entries.map { ($0.name, String(decoding: $0.value.exposed(), as: UTF8.self)) }
    return (Dictionary(uniqueKeysWithValues: pairs), read.problems.map(\.line))
  }

  @Test func aPlainFileIsReadByAll() {
    let text = """
      # the database
      USER=dana

      export HOST=db.example.com:5432
      MOTTO='it is # fine $x'
      QUOTED="two words"
      EMPTY=
      """
    for dialect in [nil, .posix, .node, .python] as [DotenvDialect?] {
      let read = Self.read(text, dialect)
      #expect(read.lines == [])
      #expect(
        read.values == [
          "USER": "dana", "HOST": "db.example.com:5432", "MOTTO": "it is # fine $x",
          "QUOTED": "two words", "EMPTY": "",
        ]
      )
    }
  }

  /// Whatever `dump` writes for a dialect is read back byte for byte.
  @Test(arguments: DotenvDialect.allCases)
  func whatIsWrittenIsReadBack(_ dialect: DotenvDialect) throws {
    var written = 0
    for value in NastyValues.all {
      let bytes = SecretBytes(utf8: value)
      let entry = ExportEntry(name: "V", value: bytes, source: "x")
      guard let document = try? ExportFormat.dotenv.document([entry], dialect: dialect)
      else { continue }
      written += 1
      let read = DotenvReader.read(document, dialect: dialect)
      #expect(read.problems == [], "\(value)")
      #expect(read.entries.map(\.value) == [bytes], "\(value)")
    }
    #expect(written > 50)
  }

  @Test(arguments: [
    "V=a b", "V=\"a$HOME\"", "V=$HOME", "V=`id`", "V=~/x", "V=a\\nb", "V=\"a\\tb\"",
    "V=a#b",
    "V=a\t", "V=\"a\\\"b\"", "V='a'b", "V='a\\\\b'", "V=a;b", "V=`a`",
    "V=\"a\\nb\"", "V='${A}'", "V=a\u{A0}", "V=\u{C}a", "V=a\u{2028}b", "V=a\u{B}",
  ])
  func whereReadersDoNotAgreeNoneIsBelieved(_ line: String) {
    let read = Self.read("A=1\n\(line)\nB=2")
    #expect(read.values == ["A": "1", "B": "2"])
    #expect(read.lines == [2])
  }

  /// It may be the rest of a value over lines: nothing of it is repeated, and nothing below is read.
  @Test(arguments: ["V = a", "V: a", "1V=a", "V", "MIIEvQIBADANBg/x==", "V='a"])
  func whatIsNoEntryEndsTheReading(_ line: String) {
    let read = DotenvReader.read(SecretBytes(utf8: "A=1\n\(line)\nB=2"), dialect: nil)
    #expect(read.entries.map(\.name) == ["A"])
    #expect(read.problems.map(\.line) == [2])
    #expect(read.problems.allSatisfy { !$0.message.contains("MIIE") })
  }

  @Test(arguments: [
    (DotenvDialect.posix, #"V="a\$b\"c""#, #"a$b"c"#), (.posix, #"V=a\ b'c'"d""#, "a bcd"),
    (.posix, "V='a\nb' # c", "a\nb"), (.docker, "V='a' # b ", "'a' # b "),
    (.docker, "V=a\r", "a"), (.node, #"V="a\nb" # c"#, "a\nb"),
    (.node, "V=`it's \"so\"`", "it's \"so\""),
    (.node, "V= 'a'", "a"), (.python, #"V="a\tb""#, "a\tb"), (.python, #"V='it\'s'"#, "it's"),
  ])
  func aDialectIsTakenAtItsWord(_ dialect: DotenvDialect, _ line: String, _ value: String) {
    let read = Self.read(line, dialect)
    #expect(read.values == ["V": value])
    #expect(read.lines == [])
  }

  /// A shell, python-dotenv and our reader say the same of what is read.
  @Test func readersSayTheSame() throws {
    let folder = TemporaryDirectory()
    let pieces = [
      "a", "é", " ", "'", "\"", "\\", "\\n", "#", " #", "=", "$", "`", "\\\"", ":", "~", ",",
    ]
    var generator = SplitMix(state: 11)
    var lines: [String] = []
    for number in 0..<400 {
      let text = (0..<Int.random(in: 0...4, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let quote = ["", "'", "\""].randomElement(using: &generator) ?? ""
      lines.append("V\(number)=\(quote)\(text)\(quote)")
    }
    for (number, line) in lines.enumerated() {
      try folder.write(Array((line + "\n").utf8), to: Array("\(number).env".utf8))
    }
    let shell = try TestProcess.run(
      "sh",
      [
        "-c",
        "i=0; while [ $i -lt 400 ]; do sh -c \". ./$i.env; printf '%s' \\\"\\$V$i\\\"\" 2>/dev/null </dev/null; printf '\\0'; i=$((i+1)); done",
      ],
      environment: ["PATH": TestPrograms.environment["PATH"] ?? "", "LC_ALL": "C.UTF-8"],
      directory: folder.path
    )
    let python = try TestProcess.run(
      TestPrograms.python,
      [
        "-c",
        """
        import dotenv, logging, sys
        logging.disable(logging.CRITICAL)
        for i in range(400):
            value = dotenv.dotenv_values(f"{i}.env").get(f"V{i}")
            sys.stdout.buffer.write((value or "").encode() + b"\\0")
        """,
      ],
      environment: TestPrograms.environment,
      directory: folder.path
    )
    #expect(python.errors == "")
    var understood = 0
    for (dialect, output) in [(DotenvDialect.posix, shell.output), (.python, python.output)] {
      let values = output.split(separator: 0, omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() {
        let read = DotenvReader.read(SecretBytes(utf8: line + "\n"), dialect: dialect)
        guard read.problems.isEmpty, let entry = read.entries.first else { continue }
        understood += 1
        #expect(entry.value.exposed() == Array(values[number]), "\(dialect) \(line)")
      }
    }
    #expect(understood > 200)
  }
}
