import Foundation
import TestSupport
import Testing

/// `compare`, and `update --json-key`: over each kind of store alike.
@Suite struct CompareTests {
  private static let first = #"{"user":"shop","password":"hunter-one","host":"old"}"#
  private static let second = #"{"user":"shop","password":"hunter-two","port":5432}"#

  private let program: Program
  private let folder = "t\(UUID().uuidString)"

  init() throws {
    var program = try Program.initialized()
    let server = MotoServer.shared
    program.environment = server.environment(home: program.repository.directory.path("home"))
    try program.repository.write(
      """
      [environments.prod]
      region = "eu-west-1"
      secrets = ["sm:*", "ssm:/**", "local:*"]
      [environments.test]
      region = "us-east-1"
      secrets = ["sm:*", "ssm:/**", "local:*"]

      """,
      to: ".secrets-sync.toml"
    )
    try program.repository.git("config", "secrets-sync.env", "prod")
    self.program = program
  }

  private func reference(_ store: String) -> String {
    store == "ssm" ? "ssm:/\(folder)/db" : "\(store):\(folder)/db"
  }

  private func create(_ reference: String, _ values: String...) throws {
    for (number, value) in values.enumerated() {
      let verb = number == 0 ? "create" : "update"
      let result = try program(verb, reference, "--yes", input: value)
      #expect(result.status == 0, "\(result.errors)")
    }
  }

  @Test(arguments: ["local", "sm"])
  func aVersionIsGivenAsTablesCutIt(store: String) throws {
    let reference = reference(store)
    try create(reference, Self.first, Self.second)
    let listed = try program("list-versions", reference).text.split(separator: "\n")
    let old = String(try #require(listed.last).prefix { $0 != " " })
    for short in [old.prefix(8), old.prefix(8) + "…", old.prefix(4)] {
      let got = try program("get", reference, String(short))
      #expect(got.text == Self.first, "\(got.errors)")
      #expect(try program("get", "\(reference)@\(short)").text == Self.first)
      let compared = try program("compare", reference, String(short), "AWSCURRENT")
      #expect(compared.status == 1, "\(compared.errors)")
      #expect(!compared.errors.contains("hunter"))
    }
    let unknown = try program("get", reference, "abcdef")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("has no version or stage “abcdef”"))
  }

  @Test func aWordThatIsNeitherAVersionNorAFileIsNotRepeated() throws {
    try create("local:\(folder)/db", Self.first)
    let compared = try program("compare", "local:\(folder)/db", "hunter-typed")
    #expect(compared.status == 2)
    #expect(compared.errors.contains("neither a version of it nor a file"))
    #expect(compared.errors.contains("`git secrets-sync list-versions local:\(folder)/db"))
    #expect(!compared.errors.contains("hunter"))
  }

  @Test(arguments: ["local", "sm", "ssm"])
  func twoVersionsAndAFile(store: String) throws {
    let reference = reference(store)
    try create(reference, Self.first, Self.second)
    let (old, new) = store == "ssm" ? ("1", "2") : ("AWSPREVIOUS", "AWSCURRENT")
    let keys = "value: keys 1 added, 1 removed, 1 changed\n  ~ password\n  - host\n  + port\n"
    for arguments in [[old, new], [old], [old, "latest"]] {
      let result = try program.run(["compare", reference] + arguments)
      #expect(result.status == 1, "\(result.errors)")
      #expect(result.text == keys)
      #expect(!result.errors.contains("hunter"))
    }
    #expect(try program("compare", reference + "@" + old, new).text == keys)
    #expect(try program("compare", reference, new, new).text == "value: the same\n")
    #expect(try program("compare", reference, new, new).status == 0)

    try program.repository.write(Self.second, to: "db.json")
    #expect(try program("compare", reference, "db.json").status == 0)
    #expect(try program("compare", reference, old, "./db.json").text == keys)
    #expect(try program("compare", reference, old, "-", input: Self.first).status == 0)
    #expect(try program("compare", reference + "#user", old, new).status == 0)
    #expect(
      try program("compare", reference + "#password", old, new).text
        == "value: 1 line changed\n"
    )

    let shown = try program("compare", reference, old, new, "--show")
    #expect(
      shown.text == """
        KEY       BEFORE        AFTER
        password  "hunter-one"  "hunter-two"
        host      "old"
        port                    5432

        """
    )
    let json = try program("compare", reference, old, new, "--show", "--format", "json").text
    #expect(json.contains("\"after\": 5432"))
    let masked = try program("compare", reference, old, new, "--format", "json").text
    #expect(!masked.contains("hunter") && masked.contains("\"path\": \"password\""))
    // Whole, for scripts: what is cut names no version.
    #expect(!masked.contains("…"))
    let versions = try program("list-versions", reference, "--format", "json").text
    for side in masked.matches(of: /"[ab]": "[^"]*@([^"@]+)"/) {
      #expect(versions.contains("\"\(side.1)\""), "\(side.1)")
    }
    #expect(masked.matches(of: /"[ab]": "[^"]*@([^"@]+)"/).count == 2, "\(masked)")
  }

  @Test(arguments: ["sm", "ssm"])
  func twoEnvironments(store: String) throws {
    let reference = reference(store)
    try create(reference, Self.first)
    let missing = try program("compare", reference, "--with-env", "test")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("us-east-1"))
    #expect(
      try program("create", reference, "--yes", "--env", "test", input: Self.second).status == 0
    )
    let result = try program("compare", reference, "--with-env", "test")
    #expect(result.status == 1)
    #expect(result.text.hasPrefix("value: keys 1 added, 1 removed, 1 changed\n"))
    #expect(result.errors.contains(" in prod → "))
    #expect(result.errors.contains(" in test\n"))
    try create("local:\(folder)", Self.first)
    #expect(try program("compare", reference, "--with", "local:\(folder)").status == 0)
    #expect(try program("compare", reference, "--with-env", "tset").status == 2)
  }

  @Test func textIsShownLineByLine() throws {
    try create("local:text", "a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\ne\nf\nG\nh\n")
    let result = try program("compare", "local:text", "AWSPREVIOUS", "--show")
    #expect(result.text == "  d\n  e\n  f\n- g\n+ G\n  h\n")
    #expect(
      try program("compare", "local:text", "AWSPREVIOUS").text == "value: 1 line changed\n"
    )
  }

  @Test func valuesThatDifferAreShownWhereThereIsRoom() throws {
    let long = String(repeating: "x", count: 100)
    try create(
      "local:wide",
      #"{"a":"日本","key":"b\nc\nd\n","long":"\#(long)1","n":1}"#,
      #"{"a":"語","key":"b\nC\nd\n","long":"\#(long)2","m":{"x":[1]}}"#
    )
    #expect(
      try program("compare", "local:wide", "AWSPREVIOUS", "--show").text == """
        KEY  BEFORE  AFTER
        a    "日本"  "語"
        n    1
        m            {"x":[1]}

        key
            b
          - c
          + C
            d

        long
          - "\(long)1"
          + "\(long)2"

        """
    )
  }

  /// What the eye does not see is said.
  @Test func endsOfLinesAreTold() throws {
    let kept = (1...9).map { "\($0)\n" }.joined()
    try create("local:text", "a\r\n\(kept)z", "a\n\(kept)z\n")
    #expect(
      try program("compare", "local:text", "AWSPREVIOUS", "--show").text == """
        - a\\r
        + a
          1
          2
          3
          …
          7
          8
          9
        - z
          (no newline at its end)
        + z

        """
    )
  }

  @Test func whatCannotBeCompared() throws {
    try create("local:db", "a", "b")
    #expect(
      try program("compare", "local:db").errors.contains(
        "There is nothing to compare local:db with."
      )
    )
    let many = try program("compare", "local:db", "AWSCURRENT", "AWSPREVIOUS", "AWSCURRENT")
    #expect(many.status == 2)
    let noFile = try program("compare", "local:db", "./nope")
    #expect(noFile.status == 2)
    #expect(noFile.errors == "error: There is no file “./nope” to compare with.\n")
    let gone = try program("compare", "local:db", "nope")
    #expect(gone.status == 2)
    #expect(gone.errors.contains("is neither a version of it nor a file"))
    #expect(!gone.errors.contains("nope"), "it may be a value")
    let alone = try program("compare", "./nope")
    #expect(alone.status == 2)
    #expect(alone.errors.contains("hint: The secret comes first: "), "\(alone.errors)")
  }

  @Test(arguments: ["local", "sm", "ssm"])
  func oneKeyOfAnObjectIsChanged(store: String) throws {
    let reference = reference(store)
    let object = "{ \"user\": \"shop\",\n  \"password\": \"one\", \"port\": 5432 }"
    try create(reference, object)
    let result = try program("update", reference, "--json-key", "password", "--yes", input: "t\"wo")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try program("get", reference).text == object.replacing("\"one\"", with: #""t\"wo""#))
    let same = try program("update", reference, "--json-key", "password", "--yes", input: "t\"wo")
    #expect(same.text.contains("[no change]"))
    let number = try program("update", reference, "--json-key", "port", "--yes", input: "five")
    #expect(number.status == 2)
    #expect(number.errors.contains("“port” holds a number, and what was given is not."))
    #expect(!number.errors.contains("five"))
  }

  @Test(arguments: ["local", "sm", "ssm"])
  func aKeyIsAddedOnlyWhereThatIsAskedFor(store: String) throws {
    let reference = reference(store)
    try create(reference, Self.first)
    for (key, words) in [
      ("pasword", "Did you mean password? --add-key adds it."),
      ("token", "Its keys: host, password, user. --add-key adds it."),
    ] {
      let typo = try program("update", reference, "--json-key", key, "--yes", input: "hunter-two")
      #expect(typo.status == 2)
      #expect(typo.errors.contains("the JSON object has no key “\(key)”. Nothing was written."))
      #expect(typo.errors.contains(words), "\(typo.errors)")
      #expect(!typo.errors.contains("hunter"))
    }
    #expect(try program("get", reference).text == Self.first)

    let add = ["update", reference, "--json-key", "token", "--add-key", "--yes"]
    let added = try program.run(add, input: Array("x".utf8))
    #expect(added.status == 0, "\(added.errors)")
    #expect(added.errors.contains("Add the key “token” to \(reference) in "), "\(added.errors)")
    #expect(try program("get", reference + "#token").text == "x")
    // A script that ran twice.
    #expect(try program.run(add, input: Array("x".utf8)).text.contains("[no change]"))
    let changed = try program.run(add, input: Array("y".utf8))
    #expect(changed.errors.contains("Change \(reference) in "))
    #expect(try program("get", reference + "#token").text == "y")
  }

  @Test func whatHasNoKeysIsGivenNone() throws {
    try create("local:text", "plain")
    let result = try program("update", "local:text", "--json-key", "a", "--add-key", "--yes")
    #expect(result.status == 2)
    #expect(result.errors.contains("the value is not a JSON object, so it has no keys."))
    let alone = try program("update", "local:text", "--add-key", "--yes", input: "x")
    #expect(alone.status == 2)
    #expect(alone.errors.contains("--add-key belongs to --json-key."))
    try create("local:empty", "{}")
    let empty = try program("update", "local:empty", "--json-key", "a", "--yes", input: "x")
    #expect(empty.errors.contains("hint: It has no keys at all. --add-key adds it."))
  }
}
