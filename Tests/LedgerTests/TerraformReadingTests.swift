import AWS
import Ledger
import Secrets
import Testing

/// What is taken from Terraform's JSON, and what is refused.
@Suite struct TerraformReadingTests {
  static let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:myapp/db-AbCdEf"
  static let parameterARN = "arn:aws:ssm:eu-west-1:123456789012:parameter/myapp/key"
  static let version = "terraform-20261123170806896100000001"
  /// Stands where a state holds values.
  static let value = "planted-" + "value-3141"

  func read(_ text: String) throws -> TerraformReading {
    try TerraformReading(SecretBytes(utf8: text))
  }

  func summary(_ text: String) throws -> [String] {
    try read(text).claims.map { "\($0.origin): \($0.reference) \($0.version ?? "-")" }
  }

  static func output(_ name: String, _ value: String, sensitive: Bool = false) -> String {
    #""\#(name)":{"sensitive":\#(sensitive),"type":"string","value":\#(value)}"#
  }

  @Test func outputsByTheirNames() throws {
    let reading = try read(
      "{"
        + [
          Self.output("sm_arn", "\"\(Self.arn)\""),
          Self.output("sm_stages", #"["AWSCURRENT"]"#),
          Self.output("sm_version_id", "\"\(Self.version)\""),
          Self.output("ssm_name", #""/myapp/key""#), Self.output("ssm_version", "2"),
          Self.output("health_check_path", #""/healthz""#),
          Self.output("log_group_name", #""/aws/lambda/x""#), Self.output("vpc_id", #""vpc-1""#),
          Self.output("kms_arn", #""arn:aws:kms:eu-west-1:123456789012:key/x""#),
          Self.output("api_secret", "\"\(Self.value)\""),
          Self.output("db_secret", "\"\(Self.arn)\"", sensitive: true),
        ].joined(separator: ",") + "}"
    )
    #expect(reading.form == .outputs)
    #expect(
      reading.claims.map { "\($0.origin): \($0.reference) \($0.version ?? "-")" } == [
        "output sm_arn: sm:myapp/db \(Self.version)", "output ssm_name: ssm:/myapp/key 2",
      ]
    )
    #expect(reading.claims[0].arn == Self.arn)
    #expect(reading.warnings.count == 2)
    #expect(reading.warnings[0].contains("api_secret"))
    #expect(reading.warnings[1].contains("db_secret is marked as sensitive"))
    let said = (reading.warnings + reading.explanations).joined()
    #expect(!said.contains(Self.value))
    for name in ["health_check_path", "log_group_name", "vpc_id", "kms_arn"] {
      #expect(said.contains("output \(name): not about a secret"))
    }
    #expect(said.contains("output sm_version_id: version of sm:myapp/db"))
    #expect(said.contains("output sm_stages: stages of sm:myapp/db"))
  }

  @Test(arguments: [
    (
      output("arns", "{\"a\":\"\(arn)\",\"b\":[\"\(parameterARN)\"]}"),
      ["output arns: sm:myapp/db -", "output arns: ssm:/myapp/key -"]
    ),
    (
      output("db-secret-arn", "\"\(arn)\"") + "," + output("db-version-id", "\"\(version)\""),
      ["output db-secret-arn: sm:myapp/db \(version)"]
    ),
    (output("key_ssm_path", #""/myapp/key""#), ["output key_ssm_path: ssm:/myapp/key -"]),
    (
      output("key_name", #""plain""#) + "," + output("key_version", "\"7\""),
      ["output key_name: ssm:plain 7"]
    ),
    (
      output("key_name", #""plain""#) + "," + output("key_version", "7"),
      ["output key_name: ssm:plain 7"]
    ),
    (
      output("db_name", #""myapp/db""#) + "," + output("db_version_id", "\"\(version)\""),
      ["output db_name: sm:myapp/db \(version)"]
    ),
    // The version that is staged is not the current one.
    (
      output("db_arn", "\"\(arn)\"") + "," + output("db_version_id", "\"\(version)\"") + ","
        + output("db_version_stages", #"["AWSPENDING"]"#), ["output db_arn: sm:myapp/db -"]
    ),
  ])
  func otherConventions(outputs: String, expected: [String]) throws {
    #expect(try summary("{\(outputs)}") == expected)
  }

  static func resource(
    _ type: String,
    _ name: String,
    _ values: String,
    mode: String = "managed"
  )
    -> String
  {
    let prefix = mode == "data" ? "data." : ""
    return #"{"address":"\#(prefix)\#(type).\#(name)","mode":"\#(mode)","type":"\#(type)","#
      + #""name":"\#(name)","values":{\#(values)}}"#
  }

  /// A state with a module, an index, data sources and a value wherever the provider keeps one.
  static let state: String = {
    let secret = resource(
      "aws_secretsmanager_secret",
      "db",
      #""arn":"\#(arn)","id":"\#(arn)","name":"myapp/db","policy":"""#
    )
    let secretVersion = resource(
      "aws_secretsmanager_secret_version",
      "db",
      #""arn":"\#(arn)","secret_id":"\#(arn)","secret_string":"\#(value)","#
        + #""version_id":"\#(version)","version_stages":["AWSCURRENT"]"#
    )
    let data = resource(
      "aws_ssm_parameter",
      "shared",
      #""arn":"\#(parameterARN)","id":"/myapp/key","name":"/myapp/key","type":"SecureString","#
        + #""value":"\#(value)","version":3"#,
      mode: "data"
    )
    let deposed = resource("aws_secretsmanager_secret", "db", #""arn":"arn:aws:old""#)
      .replacing(#""mode""#, with: #""deposed_key":"ab12cd34","mode""#)
    let other = resource("aws_db_instance", "main", #""password":"\#(value)""#)
    let inner =
      #"{"address":"module.a.aws_ssm_parameter.p[\"x\"]","mode":"managed","#
      + #""type":"aws_ssm_parameter","name":"p","index":"x","values":{"arn":null,"id":"plain","#
      + #""name":"plain","type":"String","value":"\#(value)","insecure_value":"\#(value)","#
      + #""version":1}}"#
    return #"{"format_version":"1.0","terraform_version":"1.11.0","values":{"outputs":{"#
      + #""password":{"sensitive":true,"type":"string","value":"\#(value)"}},"root_module":{"#
      + #""resources":[\#(secret),\#(secretVersion),\#(data),\#(deposed),\#(other)],"child_modules":["#
      + #"{"address":"module.a","resources":[\#(inner)]}]}}}"#
  }()

  @Test func theStateWithItsModules() throws {
    let reading = try read(Self.state)
    #expect(reading.form == .state)
    #expect(
      try summary(Self.state) == [
        "aws_secretsmanager_secret.db: sm:myapp/db -",
        "aws_secretsmanager_secret_version.db: sm:myapp/db \(Self.version)",
        "data.aws_ssm_parameter.shared: ssm:/myapp/key 3",
        "module.a.aws_ssm_parameter.p[\"x\"]: ssm:plain 1",
      ]
    )
    #expect(reading.claims[2].type == "SecureString")
    #expect(!"\(reading)".contains(Self.value))
  }

  @Test func theStateFile() throws {
    let text =
      #"{"version":4,"terraform_version":"1.11.0","serial":3,"lineage":"x","outputs":{},"#
      + #""resources":[{"mode":"managed","type":"aws_ssm_parameter","name":"p","#
      + #""module":"module.m","provider":"p","instances":["#
      + #"{"index_key":0,"attributes":{"arn":"\#(Self.parameterARN)","name":"/myapp/key","#
      + #""version":5,"type":"String","value":"\#(Self.value)"}},"#
      + #"{"index_key":"b","attributes":{"name":"/b","version":1}},"#
      + #"{"index_key":"c","deposed":"00","attributes":{"name":"/old","version":1}}]},"#
      + #"{"mode":"managed","type":"random_password","name":"r","instances":["#
      + #"{"attributes":{"result":"\#(Self.value)"}}]}]}"#
    #expect(
      try summary(text) == [
        "module.m.aws_ssm_parameter.p[0]: ssm:/myapp/key 5",
        "module.m.aws_ssm_parameter.p[\"b\"]: ssm:/b 1",
      ]
    )
    #expect(try read(text).form == .stateFile)
  }

  @Test func anOutputMayHaveAnyName() throws {
    let outputs =
      ["format_version", "lineage", "version", "planned_values"]
      .map { Self.output($0, "\"x\"") } + [Self.output("db_arn", "\"\(Self.arn)\"")]
    #expect(try summary("{\(outputs.joined(separator: ","))}").count == 1)
  }

  @Test func nothingIsNothing() throws {
    #expect(try read("{}").claims.isEmpty)
    #expect(try read(#"{"format_version":"1.0"}"#).claims.isEmpty)
  }

  @Test(arguments: [
    (#"{"format_version":"1.2","planned_values":{},"resource_changes":[]}"#, "is a plan"),
    (#""arn:aws:x""#, "is not what Terraform prints"),
    (#"{"a":1}"#, "is neither the outputs nor a state"),
    (#"{"version":3,"terraform_version":"0.11","lineage":"x"}"#, "another version than 4"),
    (#"{"format_version":"9.0","values":{}}"#, "a format that this version does not know"),
  ])
  func refusesOtherJSON(text: String, reason: String) throws {
    let error = try #require(throws: LedgerError.self) { try read(text) }
    guard case .wrongInput = error.kind else { throw error }
    #expect(error.message.contains(reason))
  }

  /// However it is broken, the sentence says where and not what.
  @Test func brokenInputIsNotRepeated() throws {
    for end in [0, 1, 150, 400, Self.state.utf8.count - 1] {
      let text = String(Self.state.prefix(end))
      let error = try #require(throws: LedgerError.self) { try read(text) }
      guard case .unreadableInput = error.kind else { throw error }
      #expect(error.message.contains("empty") || error.message.contains("line 1, column"))
      #expect(!error.message.contains(Self.value))
    }
  }

  @Test func aResourceWithoutIDsIsNotPassedOver() throws {
    let text = Self.state.replacing(#""arn":"\#(Self.arn)""#, with: #""arn":null"#)
      .replacing(#""id":"\#(Self.arn)""#, with: #""id":"\#(Self.value) x""#)
    let error = try #require(throws: LedgerError.self) { try read(text) }
    #expect(error.message.contains("neither ARN nor name of aws_secretsmanager_secret.db"))
    #expect(!error.message.contains(Self.value))
  }

  /// Each output is looked up once, however many there are.
  @Test func manyOutputsAreRead() throws {
    let count = 20_000
    let outputs = (0..<count).map { number in
      Self.output(
        "o\(number)_arn",
        "\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:myapp/\(number)-AbCdEf\""
      )
    }
    let twice = Self.output("both", "[\"\(Self.arn)\",\"\(Self.arn)\"]")
    let reading = try read("{\((outputs + [twice]).joined(separator: ","))}")
    #expect(reading.claims.count == count + 1)
    #expect(reading.claims.last?.name == "myapp/db")
  }

  /// What stands where ids are may be a value.
  @Test func whatIsNoIdIsNotTaken() throws {
    let text = Self.state.replacing(Self.version, with: Self.value)
      .replacing("SecureString", with: Self.value)
    let reading = try read(text)
    #expect(reading.claims.count == 4)
    #expect(reading.claims.allSatisfy { $0.type != Self.value && $0.version != Self.value })
    #expect(
      reading.warnings == [
        "aws_secretsmanager_secret_version.db: its version_id is not of the form of one: not compared.",
        "data.aws_ssm_parameter.shared: its type is none of a parameter: not compared.",
      ]
    )
  }

  @Test(arguments: [
    ("92f59463-02c7-48a5-9509-a09175fa5ba2", true), (version, true),
    ("terraform-of-another-kind-entirely-0001", false),
    ("Planted" + "Value0123456789abcdefghijkl", false),
    ("92f59463-02c7-48a5-9509-a09175fa5bXY", false),
  ])
  func onlyWhatHasTheFormOfAnIdIsShown(claimed: String, isShown: Bool) {
    let claim = SecretClaim(store: .secretsManager, name: "myapp/db", origin: "output x")
    let difference = ClaimDifference(
      claim: claim,
      property: .version,
      claimed: claimed,
      found: Self.version
    )
    #expect(difference.shownClaim == (isShown ? claimed : nil))
  }

  @Test func otherPlacesAreRefused() throws {
    let claims = try read(Self.state).claims
    try SecretClaim.check(claims, account: "123456789012", region: "eu-west-1")
    for (account, region) in [("210987654321", "eu-west-1"), ("123456789012", "us-east-1")] {
      let error = try #require(throws: LedgerError.self) {
        try SecretClaim.check(claims, account: account, region: region)
      }
      guard case .otherPlace = error.kind else { throw error }
      #expect(
        error.message.contains("aws_secretsmanager_secret.db: account 123456789012, eu-west-1")
      )
    }
  }
}
