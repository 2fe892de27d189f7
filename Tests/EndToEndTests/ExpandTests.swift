import Foundation
import TestSupport
import Testing

/// `dump --expand`, `run --expand` and the members that `get` gives.
@Suite struct ExpandTests {
  private let program: Program

  init() throws { program = try Program.initialized() }

  private func create(_ reference: String, _ value: String) throws {
    let result = try program("create", reference, "--yes", input: value)
    try #require(result.status == 0, "\(result.errors)")
  }

  @Test func eachMemberIsAnEntryOfItsOwn() throws {
    try create("local:shop/db", #"{"user":"shop","pass-word":"a b","tls":{"port":5432}}"#)
    try create("local:shop/key", "plain")
    try create("local:shop/list", "[1,2]")
    try create("local:shop/none", "{}")
    let dump = try program("dump", "local:shop/*", "--expand", "--format", "json")
    #expect(
      dump.text == """
        {
          "db/user": "shop",
          "db/pass-word": "a b",
          "db/tls/port": "5432",
          "key": "plain",
          "list": "[1,2]",
          "none": "{}"
        }

        """,
      "\(dump.errors)"
    )
    let run = try program(
      "run",
      "local:shop/*",
      "D=local:shop/db",
      "--expand",
      "--",
      "sh",
      "-c",
      "echo $DB_USER,$DB_PASS_WORD,$DB_TLS_PORT,$KEY,$LIST,$NONE,$D_USER,$DB"
    )
    #expect(run.text == "shop,a b,5432,plain,[1,2],{},shop,\n", "\(run.errors)")
    let part = try program("dump", "local:shop/db#tls", "--expand", "--format", "tfvars")
    #expect(part.text.contains("db_tls_port = \"5432\""), "\(part.text)\(part.errors)")
    let folder = program.repository.directory.path("out")
    let files = try program("dump", "local:shop/db", "--expand", "--to", folder + "/")
    #expect(files.status == 0, "\(files.errors)")
    #expect(try String(contentsOfFile: folder + "/db/tls/port", encoding: .utf8) == "5432")
  }

  @Test func twoOfOneNameAreRefused() throws {
    try create("local:shop/db", #"{"a-b":"1","a":{"b":"2"}}"#)
    for arguments in [
      ["dump", "local:shop/db", "--expand"], ["run", "local:shop/db", "--expand", "--", "env"],
    ] {
      let result = try program.run(arguments)
      #expect(result.status == 2)
      #expect(result.errors.contains("DB_A_B"), "\(result.errors)")
      #expect(result.text.isEmpty)
    }
    try create("local:shop/twice", #"{"a":"1","a":"2"}"#)
    let twice = try program("dump", "local:shop/twice", "--expand")
    #expect(twice.status == 2 && twice.text.isEmpty)
    #expect(twice.errors.contains("the key “a” is there more than once"))
    #expect(try program("get", "local:shop/twice#a").status == 2)
  }

  @Test func aMemberIsGivenAsItIsWritten() throws {
    try create(
      "local:n",
      #"{"big":1e400,"long":12345678901234567890.10,"o":{ "x" : 1 },"s":"é\n"}"#
    )
    for (key, text) in [
      ("big", "1e400"), ("long", "12345678901234567890.10"), ("o", "{ \"x\" : 1 }"), ("s", "é\n"),
    ] {
      #expect(try program("get", "local:n#\(key)").text == text)
    }
    let none = try program("get", "local:n#nope")
    #expect(none.errors.contains("hint: Its keys: big, long, o, s."))
  }

  @Test func masksHideMembersToo() throws {
    try create("local:db", #"{"user":"dana","host":"a\"b%c","on":true,"ports":[65432],"x":"abc"}"#)
    #expect(
      try program("dump", "local:db", "--format", "github-mask").text == """
        ::add-mask::{"user":"dana","host":"a\\"b%25c","on":true,"ports":[65432],"x":"abc"}
        ::add-mask::dana
        ::add-mask::a"b%25c
        ::add-mask::65432

        """
    )
  }
}
