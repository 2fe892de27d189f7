import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// Declarations are read as Python's tomllib reads them, or refused with a line.
@Suite struct DeclarationsTests {
  private static let headers = [
    "[secrets.a]", "[secrets.\"b c\"]", "[ secrets . 'd' ]", "[secrets.\"e\\u00e9\\\"\"]",
    "[secrets]", "[secrets.a.generate]", "[other]", "[[secrets.a]]", "[secrets.\"sm:my/db\"]",
  ]
  private static let lines = [
    "value = \"x\\ty\"", "value = 'c:\\raw'", "value = \"\"\"one\n two \\\n  three\"\"\"",
    "value = '''\n[secrets.no]\n'''", "\"value\" = \"\\U0001F600\" # comment", "value = 1",
    "keep = true", "keep = false", "from = \"sm:x#y\"", "from = 'ssm:/x@3'", "file = \"cert.pem\"",
    "generate = true", "generate = {}", "generate = { length = 3_2 }", "generate.length = 12",
    "generate = { length = 16, classes = [\"lower\", 'digits'], exclude = \"0\" }",
    "generate = { policy = \"db\" }", "length = 20", "type = \"String\"", "type = 'SecureString'",
    "description = \"what it is\"", "description = \"\"",
    "f = { value = \"v\", type = \"String\" }",
    "f.value = 'w'", "a.keep = true", "secrets.g.value = \"top\"", "# comment", "", "value = \"x",
    "value == \"x\"", "\tvalue = \"tab\"  ", "value = \"x\" y",
  ]

  /// What a document declares, in the form in which the library's answer is compared.
  private static func read(_ text: String) -> [String: [String: String]]? {
    guard let declarations = Declarations(SecretBytes(utf8: text)), declarations.problems.isEmpty
    else { return nil }
    var found: [String: [String: String]] = [:]
    for entry in declarations.entries {
      var members: [String: String] = [:]
      switch entry.source {
      case .value(let value): members["value"] = String(decoding: value.exposed(), as: UTF8.self)
      case .reference(let text): members["from"] = text
      case .file(let path): members["file"] = path
      case .keep: members["keep"] = "True"
      case .policy(let name): members["generate"] = "policy \(name)"
      case .random(let random):
        let classes = random.classes.map(\.rawValue).sorted().joined(separator: ",")
        members["generate"] = "\(random.length) \(classes) \(random.excluded)"
      }
      members["type"] = entry.type
      members["description"] = entry.description
      found[entry.name] = members
    }
    return found
  }

  @Test func agreesWithTheLibrary() throws {
    let plain = RandomValue()
    var generator = SplitMix(state: 11)
    let texts = (0..<4_000).map { _ in
      (0..<Int.random(in: 1...3, using: &generator)).flatMap { _ in
        [Self.headers.randomElement(using: &generator) ?? ""]
          + (0..<Int.random(in: 1...2, using: &generator)).map { _ in
            Self.lines.randomElement(using: &generator) ?? ""
          }
      }
      .joined(separator: "\n") + "\n"
    }
    let folder = TemporaryDirectory()
    try folder.write(Array(try JSONEncoder().encode(texts)), to: Array("texts.json".utf8))
    let python = try TestProcess.run(
      TestPrograms.python,
      [
        "-c",
        """
        import json, sys, tomllib
        length, classes = int(sys.argv[1]), sys.argv[2].split(",")
        def mark(key, item):
            if key != "generate": return item if isinstance(item, str) else repr(item)
            if item is True: item = {}
            if "policy" in item: return "policy " + item["policy"]
            return "{} {} {}".format(item.get("length", length),
                ",".join(sorted(item.get("classes", classes))), item.get("exclude", sys.argv[3]))
        found = []
        for text in json.load(open("texts.json")):
            try:
                secrets = tomllib.loads(text)["secrets"]
                found.append({name: {key: mark(key, item) for key, item in members.items()}
                              for name, members in secrets.items()})
            except Exception:
                found.append(None)
        print(json.dumps(found))
        """,
        "\(plain.length)", plain.classes.map(\.rawValue).sorted().joined(separator: ","),
        plain.excluded,
      ],
      environment: TestPrograms.environment,
      directory: folder.path
    )
    try #require(python.status == 0, "\(python.errors)")
    let found = try JSONDecoder().decode(
      [[String: [String: String]]?].self,
      from: Data(python.output)
    )
    var understood = 0
    for (text, expected) in zip(texts, found) {
      guard let read = Self.read(text) else { continue }
      understood += 1
      #expect(read == expected, "\(text)")
    }
    #expect(understood > 100)
  }
}
