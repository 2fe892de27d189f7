import Foundation
import TestSupport
import Testing

/// What is said before something is written: where it goes, and what will not be taken.
@Suite struct ForetoldWriteTests {
  private let cloud: CloudProgram
  private var program: Program { cloud.program }
  private var folder: String { cloud.folder }
  private var place: String { "account \(cloud.server.account), eu-west-1, environment prod" }

  init() throws { cloud = try CloudProgram() }

  private func run(_ arguments: [String], _ value: [UInt8] = Array("x".utf8)) throws -> TestProcess
  {
    try program.run(arguments, input: value)
  }

  @Test func aDryRunRefusesWhatTheRealRunRefuses() throws {
    try cloud.make("sm:\(folder)/there", "ssm:/\(folder)/there")
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: 65_537)
    let cases: [([String], [UInt8], String)] = [
      (["create", "sm:\(folder)/big"], large, "takes at most 65536"),
      (["update", "sm:\(folder)/there"], large, "takes at most 65536"),
      (["create", "ssm:/\(folder)/b"], [0, 255], "is no text"),
      (["update", "ssm:/\(folder)/there"], [0, 255], "is no text"),
      (["create", "ssm:/\(folder)/b"], Array("{{a}}".utf8), "holds “{{…}}”"),
    ]
    for (arguments, value, message) in cases {
      for option in ["--dry-run", "--yes"] {
        let refused = try run(arguments + [option], value)
        #expect(refused.status == 2, "\(arguments) \(option)")
        #expect(refused.text.isEmpty)
        #expect(refused.errors.contains(message), "\(refused.errors)")
        #expect(!refused.errors.contains(" in Secrets Manager, account"), "\(refused.errors)")
      }
    }
  }

  @Test func copiesElsewhereAreSaidBeforeTheDeletion() throws {
    let reference = "sm:\(folder)/x"
    let made = try run(["create", reference, "--replica", "eu-central-1", "--yes"])
    try #require(made.status == 0, "\(made.errors)")
    let refused = try program("delete", reference, "--dry-run")
    #expect(refused.status == 2)
    #expect(refused.text.isEmpty)
    #expect(
      refused.errors.contains(
        "`git secrets-sync update \(reference) --env prod --remove-replica eu-central-1`"
      ),
      "\(refused.errors)"
    )
  }

  @Test func aDryRunSaysWhere() throws {
    try cloud.make("sm:\(folder)/a", "ssm:/\(folder)/a")
    try program.repository.write("[secrets.\"sm:\(folder)/n\"]\nvalue = \"v\"\n", to: "s.toml")
    for arguments in [
      ["create", "sm:\(folder)/new"], ["update", "sm:\(folder)/a"], ["delete", "sm:\(folder)/a"],
      ["copy", "sm:\(folder)/a", "sm:\(folder)/c"], ["apply", "s.toml"],
    ] {
      let plan = try run(arguments + ["--dry-run"])
      #expect(plan.status == 0, "\(plan.errors)")
      #expect(plan.errors.contains(place), "\(arguments): \(plan.errors)")
    }
    #expect(try run(["plan", "s.toml"]).errors.contains(place))
    for arguments in [
      ["create", "sm:\(folder)/new"], ["delete", "sm:\(folder)/a"],
      ["copy", "sm:\(folder)/a", "sm:\(folder)/c"],
    ] {
      let json = try run(arguments + ["--dry-run", "--format", "json"]).text
      #expect(json.contains(#""account": "\#(cloud.server.account)""#), "\(json)")
      #expect(json.contains(#""region": "eu-west-1""#))
    }
    let delete = try program("delete", "sm:\(folder)/a", "--dry-run", "--recovery-window", "9")
    #expect(delete.errors.contains("after 9 days"))
    let forced = try program(
      "delete",
      "ssm:/\(folder)/a",
      "--dry-run",
      "--force-without-recovery"
    )
    #expect(forced.errors.contains("with all its versions"), "\(forced.errors)")
  }

  @Test func anotherWindowIsNotTakenUpInSilence() throws {
    let reference = "sm:\(folder)/x"
    try cloud.make(reference)
    #expect(try program("delete", reference, "--recovery-window", "7", "--yes").status == 0)
    let again = try program("delete", reference, "--recovery-window", "9", "--yes")
    #expect(again.text == "[no change] \(folder)/x\n")
    #expect(again.errors.contains("warning: the 9 days of --recovery-window change nothing"))
    #expect(again.errors.contains("`git secrets-sync restore \(reference) --env prod`"))
  }

  @Test func aTargetThatWaitsForItsDeletionKeepsNoOtherFromBeingWritten() throws {
    for name in ["one", "two"] {
      try cloud.make("sm:\(folder)/from/\(name)", value: "new \(name)")
      try cloud.make("sm:\(folder)/to/\(name)", value: "old")
    }
    #expect(try program("delete", "sm:\(folder)/to/one", "--yes").status == 0)
    let copy = ["copy", "sm:\(folder)/from/*", "sm:\(folder)/to/*"]
    for (option, prefix) in [("--dry-run", "DR - "), ("--yes", "")] {
      let copied = try program.run(copy + [option])
      #expect(copied.status == 4)
      #expect(
        copied.text == "\(prefix)[modified] \(folder)/to/two\n\(prefix)[failed] \(folder)/to/one\n"
      )
      #expect(
        copied.errors.contains("From Secrets Manager, \(place), to Secrets Manager, \(place):")
      )
      #expect(copied.errors.contains("`git secrets-sync restore sm:\(folder)/to/one --env prod`"))
    }
    #expect(try program("get", "sm:\(folder)/to/two").text == "new two")
  }

  @Test func takingBackNamesEveryStore() throws {
    try program.repository.write(
      "[secrets.\"sm:\(folder)/n\"]\nvalue = \"v\"\n[secrets.\"ssm:/\(folder)/n\"]\nvalue = \"v\"\n",
      to: "s.toml"
    )
    #expect(try program("apply", "s.toml", "--yes").status == 0)
    for option in ["--dry-run", "--yes"] {
      let undone = try program("apply", "--undo", "s.toml", option)
      #expect(
        undone.errors.contains(
          "in Parameter Store, account \(cloud.server.account), eu-west-1; Secrets Manager, \(place)."
        ),
        "\(undone.errors)"
      )
    }
  }

  @Test func aNameWithoutAStoreIsToldSo() throws {
    for verb in ["create", "update"] {
      let refused = try run([verb, "shop/dev/e", "--yes"])
      #expect(refused.status == 2)
      #expect(refused.errors.contains("does not say which store it is in"), "\(refused.errors)")
      #expect(!refused.errors.contains("shop/dev/e"), "it may be a value")
    }
  }

  @Test func whatADumpDoesNotTakeIsAWholeSentence() throws {
    try program.repository.directory.write([0x61, 0, 0x62], to: Array("bytes".utf8))
    let path = program.repository.directory.path("bytes")
    #expect(try program("create", "local:\(folder)/bytes", path, "--yes").status == 0)
    let refused = try program(
      "dump",
      "local:\(folder)/bytes",
      "--format",
      "dotenv",
      "--dialect",
      "posix"
    )
    #expect(refused.errors.contains(try Regex("error: [A-Z].* cannot hold")), "\(refused.errors)")
    let named = try program("dump", "X=local:*")
    #expect(named.status == 2)
    #expect(named.errors.contains("hint: Name one of them behind the ="))
  }

  @Test func aNewlineOfEchoIsSaidAndIsNoPartOfANumber() throws {
    let reference = "local:\(folder)"
    let made = try run(["create", reference, "--yes"], Array("pw\n".utf8))
    #expect(made.errors.contains("ends with a newline, which is a part of it; --trim"))
    _ = try run(["update", reference, "--yes"], Array(#"{"port": 1, "x": 2}"#.utf8))
    let port = try run(["update", reference, "--json-key", "port", "--yes"], Array("5433\n".utf8))
    #expect(port.status == 0, "\(port.errors)")
    #expect(!port.errors.contains("ends with a newline"))
    let text = try run(
      ["update", reference, "--json-key", "s", "--add-key", "--dry-run"],
      Array("pw\n".utf8)
    )
    #expect(text.errors.contains("ends with a newline"), "\(text.errors)")
    #expect(try program("get", reference).text == #"{"port": 5433, "x": 2}"#)
  }
}
