import Foundation
import TestSupport
import Testing

/// Random values, by the rules of a policy and by the store's own generator.
@Suite struct GeneratedValueTests {
  private let name = "t\(UUID().uuidString)/db"
  private let program: Program

  init() throws {
    var program = try Program()
    program.environment = MotoServer.shared.environment(
      home: program.repository.directory.path("home")
    )
    self.program = program
    try program.repository.write(
      """
      [generate.database]
      length = 40
      classes = ["lower", "upper", "digits", "symbols"]
      exclude = "\\"'\\\\/@"

      [generate.pin]
      length = 6
      classes = ["digits"]
      """,
      to: ".secrets-sync.toml"
    )
  }

  @Test func aPolicyOfTheFileIsKept() throws {
    let pin = try program("generate", "--from-policy", "pin")
    #expect(pin.status == 0, "\(pin.errors)")
    #expect(pin.text.count == 6 && pin.text.allSatisfy(\.isNumber))
    for reference in ["local:\(name)", "sm:\(name)", "ssm:/\(name)"] {
      let made = try program(
        "create",
        reference,
        "--generate",
        "--from-policy",
        "database",
        "--yes"
      )
      #expect(made.status == 0, "\(made.errors)")
      let value = try program("get", reference).text
      #expect(value.count == 40)
      #expect(!value.contains { "\"'\\/@".contains($0) })
      #expect(!(made.text + made.errors).contains(value))
      let changed = try program(
        "update",
        reference,
        "--generate",
        "--from-policy",
        "pin",
        "--yes"
      )
      #expect(changed.status == 0)
      #expect(try program("get", reference).text.count == 6)
    }
  }

  @Test(arguments: [
    ("length = 2", 2, "A value of 2 characters cannot have one of each of 3 classes."),
    ("length = \"2\"", 2, "`length` is a string, but an integer is expected."),
    ("classes = [\"upper\", \"vowels\"]", 2, "“vowels” is not a class of characters."),
    ("classes = []", 2, "of no class of characters"),
    ("lenght = 2", 2, "`lenght` is not known in [generate.db]."),
    ("length = 9999", 2, "A value of 9999 characters cannot be made."),
    ("classes = [\"digits\"]\nexclude = \"0123456789\"", 3, "Nothing is left of the class"),
  ])
  func aPolicyThatCannotBeIsRefusedWithItsPlace(line: String, number: Int, words: String) throws {
    try program.repository.write("[generate.db]\n\(line)\n", to: ".secrets-sync.toml")
    let result = try program("generate", "--from-policy", "db")
    #expect(result.status == 2)
    #expect(result.errors.contains(".secrets-sync.toml:\(number): "), "\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test func aPolicyThatIsNotThereIsNamed() throws {
    let wrong = try program("generate", "--from-policy", "pim")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("Did you mean pin? There are: database, pin."))
    let both = try program("generate", "--from-policy", "pin", "--length", "9")
    #expect(both.status == 2)
    #expect(both.errors.contains("--from-policy says all"))
  }

  @Test func secretsManagerMakesItItself() throws {
    let made = try program(
      "create",
      "sm:\(name)",
      "--generate",
      "--by-store",
      "--from-policy",
      "database",
      "--yes",
      "-v"
    )
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.errors.contains("GetRandomPassword"))
    let value = try program("get", "sm:\(name)").text
    #expect(value.count == 40)
    #expect(!value.contains { "\"'\\/@".contains($0) })
    #expect(!(made.text + made.errors).contains(value))
    for reference in ["local:\(name)", "ssm:/\(name)"] {
      let refused = try program("create", reference, "--generate", "--by-store", "--yes")
      #expect(refused.status == 2)
      #expect(refused.errors.contains("has no generator of random values"))
    }
  }

  /// What the store makes is looked at before it is written.
  @Test func anotherValueThanAskedForIsNotWritten() throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(
      #"[{"match": "GetRandomPassword", "do": "status", "code": 200, "body": "{\"RandomPassword\": \"short\"}"}]"#
    )
    var program = program
    program.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    let refused = try program("create", "sm:\(name)", "--generate", "--by-store", "--yes")
    #expect(refused.status == 2, "\(refused.errors)")
    #expect(refused.errors.contains("made another value than the one asked for"))
    #expect(try program("get", "sm:\(name)").status == 2)
  }
}
