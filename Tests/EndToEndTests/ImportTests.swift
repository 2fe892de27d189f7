import Foundation
import Secrets
import TestSupport
import Testing

/// `import` of what teams have; what it writes is for `plan`.
@Suite struct ImportTests {
  /// A script as the article has it; the call's name would be taken for a leak here.
  private static func script(_ folder: String, _ profile: String = "myapp-dev") -> String {
    """
    from ssm_utils import SsmParameterUpdater

    ssm = SsmParameterUpdater('\(profile)', 'us-east-1')

    CALL('\(folder)/same', 'planted-one')
    CALL('\(folder)/other', 'planted-two')
    CALL('\(folder)/none', 'planted-three')

    """.replacing("CALL", with: "ssm.put_" + "ssm_parameter")
  }

  @Test func aScriptIsReportedAndItsReferencesAreWritten() throws {
    let program = try Program()
    try program.repository.write(Self.script("/app"), to: "ssm-dev.py")
    let (same, other) = ("local:/app/same", "local:/app/other")
    #expect(try program("create", same, "--yes", input: "planted-one").status == 0)
    #expect(try program("create", other, "--yes", input: "planted-four").status == 0)
    let arguments = ["import", "ssm-dev.py", "--to", "local:"]
    // Without a terminal and without a yes, it is a report.
    let report = try program.run(arguments)
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.errors.contains("Nothing was written"))
    let lines = report.text.split(separator: "\n")
    func line(_ name: String) -> Substring { lines.first { $0.contains(name) } ?? "" }
    #expect(line("/app/same").contains("ssm-dev.py:5"))
    #expect(line("/app/same").contains("there, with the same value"))
    #expect(line("/app/other").contains("there, with another value"))
    #expect(line("/app/none").contains("not there"))
    #expect(report.text.contains("git secrets-sync apply ssm-dev.py --to local:\n"))
    #expect(report.text.contains("git secrets-sync plan ssm-dev.py --to local:\n"))
    #expect(report.text.contains(#""local:/app/*""#))
    let file = program.repository.path + "/secrets.toml"
    #expect(!FileManager.default.fileExists(atPath: file))
    let written = try program.run(arguments + ["--yes"])
    #expect(written.status == 0, "\(written.errors)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("# ssm-dev.py:5\n[secrets.\"local:/app/same\"]\nkeep = true\n"))
    let json = try program.run(arguments + ["--dry-run", "--format", "json"])
    #expect(json.text.contains(#""state": "differs""#))
    #expect(json.text.contains(#""written": false"#))
    for output in [report.text, report.errors, written.text, written.errors, text, json.text] {
      #expect(!output.contains("planted"))
    }
    // Nothing is overwritten.
    let again = try program.run(arguments + ["--yes"])
    #expect(again.status == 2)
    #expect(again.errors.contains("secrets.toml is there already"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
  }

  @Test func whatIsKeptAndIsGoneIsSaidByPlan() throws {
    let program = try Program()
    try program.repository.write(Self.script("/app"), to: "ssm-dev.py")
    #expect(try program("import", "ssm-dev.py", "--to", "local:", "--yes").status == 0)
    let plan = try program("plan", "secrets.toml")
    #expect(plan.status == 2)
    #expect(plan.text.contains("DR - [missing] /app/none\n"))
    #expect(plan.errors.contains("secrets.toml:5: local:/app/same is to be kept, and is not there"))
    #expect(try program("apply", "ssm-dev.py", "--to", "local:", "--yes").status == 0)
    let there = try program("plan", "secrets.toml")
    #expect(there.status == 0, "\(there.errors)")
    #expect(there.text.contains("DR - [no change] /app/none\n"))
    #expect(try program("apply", "secrets.toml", "--yes").text.contains("[no change] /app/none\n"))
    // Another value is none of its concern.
    #expect(try program("update", "local:/app/none", "--yes", input: "new").status == 0)
    #expect(try program("plan", "secrets.toml").status == 0)
  }

  @Test func whatIsNotUnderstoodIsNamedWithItsLine() throws {
    let program = try Program()
    try program.repository.write(
      Self.script("/app") + "for name in names:\n    print(name)\n",
      to: "ssm-dev.py"
    )
    try program.repository.write("A=$B\nC=planted-five\n", to: ".env")
    let result = try program("import", "ssm-dev.py", ".env", "--to", "local:/app/", "--yes")
    #expect(result.status == 3)
    #expect(result.errors.contains("ssm-dev.py:8: “for”"), "\(result.errors)")
    #expect(result.errors.contains(".env:1: the value of “A”"))
    #expect(result.text.contains(".env:2"))
    let text = try String(
      contentsOfFile: program.repository.path + "/secrets.toml",
      encoding: .utf8
    )
    #expect(text.contains("# Not understood: ssm-dev.py:8"))
    #expect(!(text + result.text + result.errors).contains("planted"))
  }

  @Test func aServiceOfChamberIsTakenOver() throws {
    let cloud = try CloudProgram()
    try cloud.make("ssm:/\(cloud.folder)/db_password", "ssm:/\(cloud.folder)/deep/er")
    let result = try cloud.program("import", "chamber:\(cloud.folder)", "--yes")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("ssm:/\(cloud.folder)/db_password"))
    #expect(!result.text.contains("deep"), "that is another service")
    #expect(!result.text.contains("secrets`"), "the environment has it already")
    let plan = try cloud.program("plan", "secrets.toml")
    #expect(plan.text == "DR - [no change] /\(cloud.folder)/db_password\n", "\(plan.errors)")
    #expect(try cloud.program("import", "chamber:none\(cloud.folder)").status == 2)
  }

  @Test func aStateOfTerraformGivesNamesAndValuesOnRequest() async throws {
    let cloud = try CloudProgram()
    let folder = cloud.folder
    try cloud.make("sm:\(folder)/db", "ssm:/\(folder)/key", value: "planted-one")
    let arn = try #require(try await cloud.description("sm:\(folder)/db").arn)
    let elsewhere = arn.replacing("eu-west-1", with: "us-east-1").replacing("/db", with: "/far")
    let (one, two) = ("planted-one", "planted-two")
    let state = #"""
      {"format_version":"1.0","values":{"root_module":{"resources":[
        {"address":"aws_secretsmanager_secret.db","type":"aws_secretsmanager_secret",
         "values":{"arn":"\#(arn)"}},
        {"address":"aws_secretsmanager_secret_version.db","type":"aws_secretsmanager_secret_version",
         "values":{"arn":"\#(arn)","secret_string":"\#(two)","version_stages":["AWSCURRENT"]}},
        {"address":"aws_ssm_parameter.key","type":"aws_ssm_parameter",
         "values":{"name":"/\#(folder)/key","type":"SecureString","value":"\#(one)"}},
        {"address":"aws_ssm_parameter.none","type":"aws_ssm_parameter",
         "values":{"name":"/\#(folder)/none","type":"SecureString","value":"\#(one)"}}]}}}
      """#
    try cloud.program.repository.write(state, to: "state.json")
    let names = try cloud.program("import", "terraform:state.json", "--dry-run", "--trace")
    #expect(names.status == 0, "\(names.errors)")
    #expect(!names.errors.contains("GetSecretValue"), "no value is read")
    #expect(names.text.contains("aws_secretsmanager_secret.db"))
    #expect(!names.text.contains("value"))
    let values = try cloud.program(
      "import",
      "terraform:state.json",
      "--values",
      "--dry-run",
      "--format",
      "json"
    )
    for state in ["differs", "same", "missing"] {
      #expect(values.text.contains(#""state": "\#(state)""#), "\(values.text)")
    }
    #expect(!(names.text + names.errors + values.text + values.errors).contains("planted"))
    // What it is shows in the file.
    let unnamed = try cloud.program("import", "state.json", "--dry-run")
    #expect(unnamed.status == 0 && unnamed.text == names.text, "\(unnamed.errors)")
    let far = state.replacing(arn, with: elsewhere)
    try cloud.program.repository.write(far, to: "far.tfstate")
    let other = try cloud.program("import", "far.tfstate", "--dry-run")
    #expect(other.status == 3)
    #expect(other.errors.contains("us-east-1, which was not looked at"), "\(other.errors)")
  }

  @Test func ofOneNameInTwoAccountsBothAreReported() async throws {
    let cloud = try CloudProgram()
    let name = "\(cloud.folder)/db"
    try cloud.make("sm:\(name)", value: "planted-here")
    let arn = try #require(try await cloud.description("sm:\(name)").arn)
    let elsewhere = arn.replacing("eu-west-1", with: "us-east-1")
    func version(_ arn: String, _ value: String) -> String {
      #"""
      {"address":"v","type":"aws_secretsmanager_secret_version",
       "values":{"arn":"\#(arn)","secret_string":"\#(value)","version_stages":["AWSCURRENT"]}}
      """#
    }
    for order in [[arn, elsewhere], [elsewhere, arn]] {
      let resources = order.map { version($0, $0 == arn ? "planted-here" : "planted-there") }
      try cloud.program.repository.write(
        #"{"format_version":"1.0","values":{"root_module":{"resources":[\#(resources.joined(separator: ","))]}}}"#,
        to: "state.json"
      )
      let report = try cloud.program("import", "state.json", "--values", "--dry-run")
      #expect(report.status == 3, "\(report.errors)")
      #expect(report.text.contains("there, with the same value"), "\(report.text)")
      #expect(report.errors.contains("us-east-1, which was not looked at"))
      #expect(!(report.text + report.errors).contains("planted"))
    }
  }

  @Test func oneSourceThatIsMissingHidesNoOther() throws {
    let cloud = try CloudProgram()
    try cloud.program.repository.write("sm:\(cloud.folder)/db: v\n", to: "list.yaml")
    let report = try cloud.program("import", "chamber:no\(cloud.folder)", "list.yaml", "--dry-run")
    #expect(report.status == 3)
    #expect(report.text.contains("list.yaml:1"))
    #expect(report.errors.contains("No parameter is directly below /no\(cloud.folder)/"))
    let alone = try cloud.program("import", "chamber:/no\(cloud.folder)", "--dry-run")
    #expect(alone.status == 2)
    #expect(alone.errors.contains("below /no\(cloud.folder)/"))
    let unknown = try cloud.program("import", "vault:x", "--dry-run")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("neither a file nor a source of another kind"))
  }

  /// What is printed leads to the stores that were looked into.
  @Test func whatIsLeftToDoNamesThePlace() throws {
    let cloud = try CloudProgram()
    try cloud.program.repository.write("sm:\(cloud.folder)/db: v\n", to: "list.yaml")
    let written = try cloud.program(
      "import",
      "list.yaml",
      "--env",
      "prod",
      "--region",
      "eu-west-1",
      "--yes"
    )
    #expect(written.status == 0, "\(written.errors)")
    let place = "--env prod --region eu-west-1"
    #expect(written.text.contains("git secrets-sync apply list.yaml \(place)\n"))
    #expect(written.errors.contains("`git secrets-sync plan secrets.toml \(place)`"))
    let again = try cloud.program("import", "list.yaml", "--yes")
    #expect(again.status == 2)
    #expect(again.errors.contains("secrets.toml is there already"))
  }

  @Test func whatWaitsForItsDeletionIsNotThere() throws {
    let cloud = try CloudProgram()
    try cloud.make("sm:\(cloud.folder)/db")
    #expect(try cloud.program("delete", "sm:\(cloud.folder)/db", "--yes").status == 0)
    try cloud.program.repository.write("sm:\(cloud.folder)/db: v\n", to: "list.yaml")
    let report = try cloud.program("import", "list.yaml")
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.text.contains("not there"))
  }

  @Test func aStackIsTakenOver() throws {
    let cloud = try CloudProgram()
    let stack = "stack-\(cloud.folder)"
    try cloud.server.makeStack(
      stack,
      #"""
      {"Resources":{"Key":{"Type":"AWS::SSM::Parameter","Properties":{
        "Type":"String","Name":"/\#(cloud.folder)/key","Value":"1"}}}}
      """#
    )
    let result = try cloud.program(
      "import",
      "cloudformation:\(stack)",
      "--yes",
      "--output",
      "x.toml"
    )
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("\(stack), Key"))
    let plan = try cloud.program("plan", "x.toml")
    #expect(plan.text == "DR - [no change] /\(cloud.folder)/key\n", "\(plan.errors)")
    #expect(try cloud.program("import", "cloudformation:none").status == 2)
  }

  @Test func whatStacksExportIsTakenOver() async throws {
    let cloud = try CloudProgram()
    let folder = cloud.folder
    try cloud.make("sm:\(folder)/db")
    let arn = try #require(try await cloud.description("sm:\(folder)/db").arn)
    try cloud.server.makeStack(
      "stack-\(folder)",
      #"""
      {"Resources":{"Key":{"Type":"AWS::SSM::Parameter","Properties":{
        "Type":"String","Name":"/\#(folder)/key","Value":"1"}}},
       "Outputs":{
        "Key":{"Value":"/\#(folder)/key","Export":{"Name":"\#(folder)-key"}},
        "Secret":{"Value":"\#(arn)","Export":{"Name":"\#(folder)-db"}},
        "Path":{"Value":"/\#(folder)/health","Export":{"Name":"\#(folder)-path"}},
        "Other":{"Value":"\#(arn)","Export":{"Name":"x\#(folder)"}},
        "Size":{"Value":"3","Export":{"Name":"\#(folder)-size"}}}}
      """#
    )
    let result = try cloud.program("import", "cloudformation-exports:\(folder)-", "--dry-run")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.text.split(separator: "\n").filter {
      $0.contains(folder) && $0.contains("export")
    }
    #expect(lines.count == 2, "\(result.text)")
    #expect(result.text.contains("export \(folder)-key"))
    #expect(result.text.contains("export \(folder)-db"))
    #expect(!result.text.contains("health"), "a path that is no parameter")
    let none = try cloud.program("import", "cloudformation-exports:none\(folder)", "--dry-run")
    #expect(none.status == 3)
    #expect(none.errors.contains("no secret and no parameter is among them"))
  }
}
