import Git
import Ledger
import Secrets
import TestSupport
import Testing

/// Secrets that code names.
@Suite struct ReferenceTests {
  let clone: LedgerClone

  init() throws { clone = try LedgerClone() }

  func references(_ files: [String: String]) throws -> [CodeReference] {
    let commit = try LedgerClone.id(clone.repository.commit(files))
    return try clone.ledger().references(in: commit)
  }

  func names(_ text: String) throws -> [String] {
    try references(["file.yaml": text]).map(\.reference)
  }

  static let account = "eu-west-1:123456789012"

  @Test(arguments: [
    ("{{resolve:secretsmanager:myapp/db:SecretString:password}}", ["sm:myapp/db"]),
    (
      "{{resolve:secretsmanager:myapp/db}} {{resolve:ssm-secure:/a/b:3}}",
      ["sm:myapp/db", "ssm:/a/b"]
    ),
    ("{{resolve:ssm:plain}}", ["ssm:plain"]),
    (
      "{{resolve:secretsmanager:arn:aws:secretsmanager:\(account):secret:myapp/db-AbCdEf}}",
      ["sm:myapp/db-AbCdEf"]
    ),
    ("arn:aws-cn:secretsmanager:\(account):secret:myapp/db-AbCdEf:key::", ["sm:myapp/db-AbCdEf"]),
    ("!Sub 'arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/myapp/x'", ["ssm:/myapp/x"]),
    (#"{"name": "A", "valueFrom": "/myapp/x"}"#, ["ssm:/myapp/x"]),
    ("valueFrom: /myapp/x", ["ssm:/myapp/x"]),
    ("url: ${ssm:/myapp/x~true} ${ssm(eu-west-1):/myapp/y}", ["ssm:/myapp/x", "ssm:/myapp/y"]),
    ("a: ${ssm:/aws/reference/secretsmanager/myapp/db}", ["sm:myapp/db"]),
    ("aws secretsmanager get-secret-value --secret-id myapp/db --query x", ["sm:myapp/db"]),
    ("aws ssm get-parameter --with-decryption --name=/myapp/x", ["ssm:/myapp/x"]),
    (#"data "aws_ssm_parameter" "x" { name = "/myapp/x" }"#, ["ssm:/myapp/x"]),
    (#"data "aws_secretsmanager_secret" "x" {name="myapp/x"}"#, ["sm:myapp/x"]),
    // What follows is of something else.
    ("data \"aws_ssm_parameter\" \"x\" { name = \"/myapp/x\" }\nname = \"/y\"", ["ssm:/myapp/x"]),
    ("  Type: AWS::SSM::Parameter::Value<String>\n  Default: /myapp/x", ["ssm:/myapp/x"]),
  ])
  func areFound(text: String, expected: [String]) throws {
    #expect(try names(text) == expected)
  }

  @Test(arguments: [
    "{{resolve:secretsmanager:${Name}}}", "arn:aws:secretsmanager:*:*:secret:myapp/*",
    "valueFrom:\n  secretKeyRef: {name: a}", "--secret-id \"$ID\"",
    "${ssm:/aws/service/ami-amazon-linux-latest/x}", "arn:aws:s3:::bucket", "Default: /myapp/x",
    "aws ssm get-parameter --name", "{{resolve:ssm", "arn:", "valueFrom", "--secret-id",
  ])
  func areNoneInWhatIsPutTogetherOrSomethingElse(text: String) throws {
    #expect(try names(text) == [])
  }

  @Test func areFoundInTerraformsDataSources() throws {
    let found = try references([
      "infra/main.tf": """
      data "aws_secretsmanager_secret" "a" {
        name = "myapp/a"
      }
      data "aws_secretsmanager_secret_version" "b" {
        secret_id     = "myapp/b"
        version_stage = "AWSCURRENT"
      }
      data "aws_secretsmanager_secret_version" "c" {
        secret_id = data.aws_secretsmanager_secret.a.id
      }
      data "aws_ssm_parameter" "d" {
        name = "/myapp/d"
      }
      resource "aws_thing" "e" {
        name = "myapp/e"
      }
      """
    ])
    #expect(found.map(\.reference) == ["sm:myapp/a", "sm:myapp/b", "ssm:/myapp/d"])
    #expect(found.map(\.line) == [2, 5, 12])
    #expect(Set(found.map(\.path)) == ["infra/main.tf"])
  }

  @Test func areThoseOfTheCommitAndNotOfTheWorkingTreeOrOfProse() throws {
    let found = try references([
      "sub dir/é.json": #""valueFrom": "/myapp/x""#, "README.md": "valueFrom: /myapp/y",
    ])
    #expect(found.map(\.reference) == ["ssm:/myapp/x"])
    #expect(found.map(\.path) == ["sub dir/é.json"])
    try clone.repository.write("valueFrom: /myapp/z", to: "other.yaml")
    let folder = clone.repository.path + "/sub dir"
    let again = try clone.ledger(directory: folder).references(in: clone.head())
    #expect(again == found)
  }

  @Test func areCoveredByNameARNOrSelector() throws {
    let arn = "arn:aws:secretsmanager:\(Self.account):secret:myapp/db-AbCdEf"
    let found = try references(["a.yaml": "\(arn)\nvalueFrom: xy\n"])
    try #require(found.count == 2)
    func item(_ store: ItemStore, _ name: String, _ arn: String? = nil) -> LedgerItem {
      LedgerItem(store: store, name: name, arn: arn, version: "1")
    }
    #expect(found[0].isCovered(by: [item(.secretsManager, "myapp/db")]))
    #expect(found[0].isCovered(by: [item(.secretsManager, "renamed", arn)]))
    #expect(
      !found[0].isCovered(by: [item(.parameterStore, "myapp/db"), item(.secretsManager, "x")])
    )
    #expect(found[0].isCovered(by: [try SecretSelector(parsing: "sm:myapp/*")]))
    #expect(!found[0].isCovered(by: [try SecretSelector(parsing: "sm:other/*")]))
    #expect(found[1].isCovered(by: [item(.parameterStore, "/xy")]))
    #expect(found[1].isCovered(by: [try SecretSelector(parsing: "ssm:/*")]))
  }
}
