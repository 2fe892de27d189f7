import Foundation
import Secrets
import TestSupport
import Testing

/// `record` from Terraform, from CloudFormation and by hand, against a server that acts as AWS does.
@Suite struct RecordSourcesTests {
  private let cloud: CloudProgram
  private var program: Program { cloud.program }
  private var folder: String { cloud.folder }

  init() throws { cloud = try CloudProgram() }

  private func output(_ name: String, _ value: String) -> String {
    #""\#(name)":{"sensitive":false,"type":"string","value":\#(value)}"#
  }

  /// A state as `terraform show -json` prints it, with a value wherever the provider keeps one.
  private func state(_ arn: String, _ version: String, value: String) -> String {
    #"""
    {"format_version":"1.0","terraform_version":"1.11.0","values":{"outputs":{
      "password":{"sensitive":true,"type":"string","value":"\#(value)"}},"root_module":{"resources":[
      {"address":"aws_secretsmanager_secret.db","mode":"managed","type":"aws_secretsmanager_secret",
       "name":"db","values":{"arn":"\#(arn)","id":"\#(arn)","name":"\#(folder)/db"}},
      {"address":"aws_secretsmanager_secret_version.db","mode":"managed",
       "type":"aws_secretsmanager_secret_version","name":"db",
       "values":{"arn":"\#(arn)","secret_id":"\#(arn)","secret_string":"\#(value)",
                 "version_id":"\#(version)","version_stages":["AWSCURRENT"]},
       "sensitive_values":{"secret_string":true}}],
      "child_modules":[{"address":"module.a","resources":[
      {"address":"module.a.aws_ssm_parameter.key","mode":"managed","type":"aws_ssm_parameter",
       "name":"key","values":{"arn":null,"id":"/\#(folder)/key","name":"/\#(folder)/key",
       "type":"SecureString","value":"\#(value)","version":1}}]}]}}}
    """#
  }

  @Test func aStateGivesIdsAndNoValues() async throws {
    let value = "planted-\(UUID().uuidString)"
    try cloud.make("sm:\(folder)/db", "ssm:/\(folder)/key", "sm:\(folder)/other")
    let db = try await cloud.description("sm:\(folder)/db")
    let text = state(try #require(db.arn), try #require(db.current?.id), value: value)
    let result = try program("record", "--from-terraform", "--trace", "-v", input: text)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("3 secrets"))
    #expect(result.errors.contains("2 secrets in the state of Terraform."))
    #expect(result.errors.contains("1 more secret by the selectors of the environment."))
    #expect(!result.errors.contains("which is recorded"))
    let json = try program("show", "--format", "json")
    #expect(json.text.contains(#""version":"\#(db.current?.id ?? "?")""#))
    // Only what Terraform names, from a file.
    let path = program.repository.directory.path("state.json")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let only = try program("record", "--from-terraform", path, "--only", "--format", "json")
    #expect(only.status == 0, "\(only.errors)")
    #expect(!only.text.contains("\(folder)/other"))
    #expect(only.text.contains("\(folder)/db"))
    try FileManager.default.removeItem(atPath: path)
    #expect(![result, json, only].contains { ($0.text + $0.errors).contains(value) })
    #expect(try cloud.places(of: value) == [])
  }

  /// After a write-only update the state and its outputs still say version 1.
  @Test func whatAWSSaysCountsAndIsSaid() throws {
    try cloud.make("ssm:/\(folder)/key")
    _ = try program("update", "ssm:/\(folder)/key", "--yes", input: "2")
    let text = "{\(output("ssm_name", "\"/\(folder)/key\"")),\(output("ssm_version", "1"))}"
    let result = try program("record", "--from-terraform", "--only", input: text)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors.contains(
        "warning: output ssm_name says version 1 of ssm:/\(folder)/key; Parameter Store has 2, which "
          + "is recorded."
      )
    )
    #expect(try program("show", "--format", "json").text.contains(#""version":2"#))
  }

  /// An output may have the name of a version and hold a value.
  @Test func whatIsNoVersionIsNotShown() async throws {
    let value = "planted-\(UUID().uuidString)"
    try cloud.make("sm:\(folder)/db", "ssm:/\(folder)/key")
    let arn = try #require(try await cloud.description("sm:\(folder)/db").arn)
    let outputs = "{\(output("db_arn", "\"\(arn)\"")),\(output("db_version", "\"\(value)\""))}"
    let result = try program("record", "--from-terraform", "--only", "-v", input: outputs)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors.contains("output db_arn says another version of sm:\(folder)/db; "),
      "\(result.errors)"
    )
    let state = state(arn, value, value: value)
      .replacing("SecureString", with: value)
    let other = try program("record", "--from-terraform", "--only", "-v", input: state)
    #expect(other.status == 0, "\(other.errors)")
    #expect(
      other.errors.contains("module.a.aws_ssm_parameter.key: its type is none of a parameter")
    )
    #expect(![result, other].contains { ($0.text + $0.errors).contains(value) })
  }

  @Test func whatIsNotThereOrElsewhereIsRefused() async throws {
    try cloud.make("sm:\(folder)/db")
    let before = try cloud.references()
    let arn = try #require(try await cloud.description("sm:\(folder)/db").arn)
    let missing = "{\(output("ssm_name", "\"/\(folder)/none\""))}"
    let elsewhere = "{\(output("db_arn", "\"\(arn.replacing("eu-west-1", with: "us-east-1"))\""))}"
    let other =
      "{\(output("db_arn", "\"\(arn.replacing(cloud.server.account, with: "210987654321"))\""))}"
    for (text, status, words) in [
      (missing, 3, "ssm:/\(folder)/none: there is no such secret."),
      (elsewhere, 4, "output db_arn: account \(cloud.server.account), us-east-1"),
      (other, 4, "output db_arn: account 210987654321, eu-west-1"),
      ("{}", 2, "there is no secret"),
      ("", 3, "output is empty"),
      (#"{"format_version":"1.2","planned_values":{}}"#, 2, "is a plan"),
    ] {
      let result = try program("record", "--from-terraform", input: text)
      #expect(result.status == Int32(status), "\(result.errors)")
      #expect(result.errors.contains(words), "\(result.errors)")
      #expect(result.text.isEmpty)
    }
    #expect(try cloud.references() == before)
  }

  @Test func brokenJSONIsNotRepeated() async throws {
    let value = "planted-\(UUID().uuidString)"
    let text = state("arn:x", "v", value: value)
    for end in [text.utf8.count - 4, 300] {
      let result = try program(
        "record",
        "--from-terraform",
        "--trace",
        "-v",
        input: String(text.prefix(end))
      )
      #expect(result.status == 3)
      #expect(result.errors.contains(try Regex("line \\d+, column \\d+ does not fit")))
      #expect(!result.errors.contains(value))
    }
  }

  @Test func aStackGivesItsParameters() throws {
    let stack = "stack-\(folder)"
    try cloud.server.makeStack(
      stack,
      #"""
      {"AWSTemplateFormatVersion":"2010-09-09","Resources":{
        "Key":{"Type":"AWS::SSM::Parameter",
               "Properties":{"Name":"/\#(folder)/key","Type":"String","Value":"v"}},
        "Bucket":{"Type":"AWS::S3::Bucket","Properties":{"BucketName":"b-\#(folder.lowercased())"}}}}
      """#
    )
    try cloud.make("sm:\(folder)/db")
    let result = try program("record", "--from-cloudformation", stack)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("2 secrets"))
    #expect(result.errors.contains("1 secret in 1 stack of CloudFormation."))
    #expect(!result.errors.contains("where a success leaves it"))
    let none = try program("record", "--from-cloudformation", "no-such-\(folder)")
    #expect(none.status == 2)
    #expect(none.errors.contains("There is no such stack in eu-west-1"))
  }

  /// The test server makes no secrets of stacks, so these answers are made up.
  @Test func nestedStacksAreFollowedAndTheirStateIsTold() async throws {
    try cloud.make("sm:\(folder)/db", "ssm:/\(folder)/key")
    let arn = try #require(try await cloud.description("sm:\(folder)/db").arn)
    let nested = "arn:aws:cloudformation:eu-west-1:123456789012:stack/inner/1"
    func resources(_ of: [(type: String, id: String, status: String)]) -> String {
      let members = of.map { type, id, status in
        "<member><LogicalResourceId>L</LogicalResourceId><PhysicalResourceId>\(id)"
          + "</PhysicalResourceId><ResourceType>\(type)</ResourceType><ResourceStatus>\(status)"
          + "</ResourceStatus></member>"
      }
      return "<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>"
        + members.joined() + "</StackResourceSummaries></ListStackResourcesResult>"
        + "</ListStackResourcesResponse>"
    }
    let status =
      "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>outer</StackName>"
      + "<StackStatus>UPDATE_ROLLBACK_COMPLETE</StackStatus></member></Stacks>"
      + "</DescribeStacksResult></DescribeStacksResponse>"
    let outer = resources([
      ("AWS::CloudFormation::Stack", nested, "CREATE_COMPLETE"),
      ("AWS::SSM::Parameter", "/\(folder)/gone", "DELETE_COMPLETE"),
      ("AWS::SSM::Parameter", "/\(folder)/key", "CREATE_COMPLETE"),
    ])
    // The inner one names the outer one again: there is an end to it.
    let inner = resources([
      ("AWS::SecretsManager::Secret", arn, "CREATE_COMPLETE"),
      ("AWS::CloudFormation::Stack", nested, "CREATE_COMPLETE"),
    ])
    let proxy = try FaultProxy(before: cloud.server.port)
    let faults = [
      ("Action=DescribeStacks", status), ("StackName=outer", outer), ("stack%2Finner", inner),
    ].map { match, body in
      #"{"match": "\#(match)", "do": "status", "code": 200, "body": "\#(body)"}"#
    }
    try proxy.inject("[\(faults.joined(separator: ","))]")
    var program = program
    program.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    let result = try program("record", "--from-cloudformation", "outer", "--only")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("2 secrets"))
    #expect(result.errors.contains("warning: stack outer is UPDATE_ROLLBACK_COMPLETE"))
  }

  @Test func byHandExactlyWhatIsNamed() async throws {
    try cloud.make("sm:\(folder)/db", "ssm:/\(folder)/key", "sm:\(folder)/other")
    let first = try #require(try await cloud.description("sm:\(folder)/db").current?.id)
    for reference in ["sm:\(folder)/db", "ssm:/\(folder)/key"] {
      _ = try program("update", reference, "--yes", input: "2")
    }
    let result = try program(
      "record",
      "--secret",
      "sm:\(folder)/db@\(first)",
      "--secret",
      "ssm:/\(folder)/key@1",
      "--format",
      "json"
    )
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains(#""version":"\#(first)""#))
    #expect(result.text.contains(#""version":1,"#))
    #expect(!result.text.contains("\(folder)/other"))
    let before = try cloud.references()
    let wrong = try program("record", "--secret", "ssm:/\(folder)/key@7")
    #expect(wrong.status == 3)
    #expect(wrong.errors.contains("no version"))
    #expect(try program("record", "--secret", "sm:\(folder)/db#key").status == 2)
    #expect(try cloud.references() == before)
  }

  @Test func optionsThatDoNotFitAreRefused() throws {
    for arguments in [
      ["state.json"], ["--only"], ["--secret", "sm:a", "--from-terraform"],
    ] {
      #expect(try program.run(["record"] + arguments).status == 2)
    }
  }
}
