import CLI
import Secrets
import Testing

@Suite struct ConfigurationTests {
  private func read(_ text: String) throws(Failure) -> Configuration {
    try ConfigurationReader.read(Array(text.utf8), file: "c.toml")
  }

  private func refusal(_ text: String) -> Failure? {
    do throws(Failure) {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test func readsEveryKey() throws {
    let configuration = try read(
      """
      # comment
      [policy]
      protect = [ "a*", # why
        'b\\c',
      ]
      [environments.prod]
      profile = "p"
      region = "eu-west-1"
      account = "123456789012"
      secrets = ["sm:x/*", "ssm:/y/**"]
      [environments]
      "dev" = { secrets = ["local:*"] }
      [vault]
      bucket = "b"
      prefix = "p"
      files = ["ssm-*.py"]
      """
    )
    #expect(configuration.protect == ["a*", "b\\c"])
    #expect(configuration.environments.map(\.name) == ["prod", "dev"])
    let prod = try #require(configuration.environment(named: "prod"))
    #expect(prod.profile == "p")
    #expect(prod.region == "eu-west-1")
    #expect(prod.account == "123456789012")
    #expect(prod.selectors.map(\.description) == ["sm:x/*", "ssm:/y/**"])
    #expect(prod.usesAWS)
    #expect(configuration.environment(named: "dev")?.usesAWS == false)
    #expect(configuration.vaultFiles == ["ssm-*.py"])
  }

  @Test func aVaultIsABucketOrAFolder() throws {
    let both = refusal("[vault]\npath = \"/v\"\nbucket = \"b\"")
    #expect(both?.message.hasPrefix("c.toml:3: `bucket` and `path` exclude each other") == true)
    let unknown = refusal("[environments.prod]\n[vault]\nbucket = \"b\"\nenvironment = \"prd\"")
    #expect(unknown?.message.hasPrefix("c.toml:4: There is no environment “prd”") == true)
    #expect(unknown?.hint?.contains("Did you mean \"prod\"?") == true)
    let endpoint = refusal("[vault]\nendpoint = \"http://x\"")
    #expect(endpoint?.message.contains("A repository may not set `endpoint`") == true)
    let folder = try read("[vault]\npath = \"~/v\"\nprefix = \"/p/\"").vault
    #expect(folder.path == "~/v")
    #expect(folder.prefix == "p")
  }

  @Test func deepKeysAreRefused() {
    let key = Array(repeating: "a", count: 200_000).joined(separator: ".")
    for text in ["\(key) = 1", "[\(key)]", "[[\(key)]]", "x = {\(key) = 1}"] {
      #expect(refusal(text)?.message.hasPrefix("c.toml:1: the key has too many parts") == true)
    }
  }

  @Test func aValueWithoutQuotesIsNotRepeated() throws {
    let failure = try #require(refusal("[environments.a]\nprofile = hunter2hunter2"))
    #expect(failure.message.hasPrefix("c.toml:2: "))
    #expect(!"\(failure.message) \(failure.hint ?? "")".contains("hunter2"))
  }

  @Test func nothingIsAConfigurationToo() throws {
    #expect(try read("").environments.isEmpty)
    #expect(try read("\u{FEFF}# only a comment").protect == nil)
  }

  @Test(arguments: [
    // Syntax.
    ("[policy]\nprotect = [\"a\"", 2), ("a = \"b\nc\"", 1), ("a = 1 b = 2", 1), ("= 1", 1),
    ("[environments.a]\n[environments.a]", 2), ("x = 01", 1), ("x = truee", 1), ("\n\nx", 3),
    ("[policy]\nprotect = \"\"\"\nx", 2), ("[environments]\na.b = 1\n[environments.a]", 3),
    ("x = \"\\q\"", 1), ("x = {a = 1, }", 1),
    // Keys, types and names.
    ("x = 1", 1), ("[polcy]", 1), ("[policy]\n\nprotekt = []", 3), ("[policy]\nprotect = [1]", 2),
    ("policy = 3", 1), ("[environments.A]", 1), ("[environments.\"a/b\"]", 1),
    ("[environments.a]\nregion = \"x.evil.example/\"", 2),
    ("[environments.a]\naccount = \"12\"", 2),
    ("[environments.a]\nsecrets = [\n\"sm:ok\",\n\"sm:bad name\"]", 4),
    ("[policy]\nprotect = [\n\"ok\",\n\"!no\"]", 4), ("[environments.a]\nprofile = \"\"", 2),
    ("[environments.a]\nprofile = 2026-11-23", 2), ("[environments.a]\nprofile = 1.5", 2),
    // What a repository may not set.
    ("[environments.a]\nendpoint = \"x\"", 2), ("[environments.a]\ncredential-process = \"x\"", 2),
    ("command = \"x\"", 1), ("[environments.a]\nrole_arn = \"x\"", 2),
  ])
  func refusesWithFileAndLine(text: String, line: Int) throws {
    let failure = try #require(refusal(text))
    #expect(failure.status == .usage)
    #expect(failure.message.hasPrefix("c.toml:\(line): "))
  }

  @Test func explainsWhatIsForbiddenAndGuessesWhatWasMeant() throws {
    let endpoint = try #require(refusal("[environments.a]\nendpoint_url = \"x\""))
    #expect(endpoint.message.contains("a clone must never run a command"))
    let typo = try #require(refusal("[environments.a]\nprofil = \"x\""))
    #expect(typo.hint?.contains("Did you mean `profile`?") == true)
  }

  @Test func textThatIsNotUTF8IsRefusedWithItsLine() throws {
    do {
      _ = try ConfigurationReader.read(Array("a\nb".utf8) + [0xFF], file: "c.toml")
      Issue.record("it was read")
    } catch {
      #expect(error.message == "c.toml:2: the text is not UTF-8.")
    }
  }

  /// Each value reaches the type check, which names its type: so the reader understood it.
  @Test(arguments: [
    ("+1_000", "an integer"), ("0xDEAD_beef", "an integer"), ("0o17", "an integer"),
    ("0b101", "an integer"), ("-0.5e-3", "a float"), ("1e6", "a float"), ("nan", "a float"),
    ("true", "a boolean"), ("1979-05-27T07:32:00Z", "a date or time"),
    ("1979-05-27 07:32:00", "a date or time"), ("07:32:00", "a date or time"),
    ("1979-05-27T00:32:00.999-07:00", "a date or time"), ("2000-02-29", "a date or time"),
    ("0x7fffffffffffffff", "an integer"), ("-9223372036854775808", "an integer"),
    ("1_0.0_1e+0_1", "a float"), ("-0", "an integer"), ("0e0", "a float"),
    ("[1, [2, {a = 3}]]", "an array"), ("{a.b = 1, c = 'd'}", "a table"),
  ])
  func knowsTheTypesOfTOML(value: String, type: String) throws {
    let failure = try #require(refusal("[environments.a]\nprofile = \(value)"))
    #expect(failure.message == "c.toml:2: `profile` is \(type), but a string is expected.")
  }

  @Test(arguments: [
    "1.", ".5", "+.5", "1.e5", "1e5.0", "01.5", "1_.5", "1._5", "1__0", "1_", "0x1p3", "0XFF",
    "+0x1",
    "0x_1", "0x", "0o8", "0b2", "infinity", "True", "--1", "1900-02-29", "1979-13-01",
    "1979-05-27T",
    "1979-05-27Tnoon", "24:00:00", "07:32", "07:32:00.", "1979-05-27T07:32:00+1:00", "07:32:00Z",
    "9223372036854775808", "0x8000000000000000", #""\u+123""#, #""\ud800""#, "\"\"\"\\\r \"\"\"",
  ])
  func refusesWhatOnlyLooksLikeAValue(value: String) throws {
    let failure = try #require(refusal("[environments.a]\nprofile = \(value)"))
    #expect(!failure.message.contains("a string is expected"))
  }

  /// Dotted keys may add to a table that only exists because another one lies in it.
  @Test(arguments: [
    ("[a.b.c]\n[a]\nb.d = 1", nil), ("[a.b.c]\n[a]\nb.d = 1\n[a.b]", 4),
    ("[a.b]\n[a]\nb.d = 1", 3), ("a.b = 1\n[a]", 2), ("a.b = 1\n[a.c]", nil),
    ("a = {}\n[a.b]", 2), ("a = [{}]\n[[a]]", 2), ("[[a]]\n[[a]]\n[a.b]\n[[a]]\n[a.b]", nil),
  ])
  func tablesAreDefinedOnce(text: String, line: Int?) throws {
    // What is TOML is refused as well, but for its first key.
    let failure = try #require(refusal(text))
    #expect(
      line.map { failure.message.hasPrefix("c.toml:\($0): ") }
        ?? failure.message.contains("not known")
    )
  }

  @Test(arguments: [
    (#""a\u0041\U0001F511\\\"""#, "aA🔑\\\""), (#"'a\tb'"#, #"a\tb"#),
    ("\"\"\"\nx\\\n   y\"\"\"", "xy"), ("'''x''y'''", "x''y"), ("\"\"\"a\"\"\"\"", "a\""),
  ])
  func readsTheStringsOfTOML(literal: String, value: String) throws {
    let configuration = try read("[environments.a]\nprofile = \(literal)")
    #expect(configuration.environment(named: "a")?.profile == value)
  }
}
