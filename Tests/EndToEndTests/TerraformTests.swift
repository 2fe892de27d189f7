import Foundation
import Secrets
import TestSupport
import Testing

/// Where Terraform and its provider are.
private enum Terraform {
  static let mirror = ProcessInfo.processInfo.environment["GSS_TEST_TERRAFORM_MIRROR"]

  static let program: String? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { $0 + "/terraform" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static let isHere = program != nil && mirror != nil
}

/// Terraform and its AWS provider at work, where they are installed: `GSS_TEST_TERRAFORM_MIRROR` names
/// a folder with the provider, as `provider_installation` takes it.
@Suite(
  .enabled(if: Terraform.isHere, "Terraform, or a mirror of its AWS provider, is missing here.")
)
struct TerraformTests {
  private let cloud: CloudProgram
  private let directory: TemporaryDirectory
  private let value = "planted-\(UUID().uuidString)"

  init() throws {
    cloud = try CloudProgram()
    directory = TemporaryDirectory()
    try directory.write(
      "provider_installation {\n  filesystem_mirror { path = \"\(Terraform.mirror ?? "")\" }\n}\n",
      to: "terraformrc"
    )
  }

  private func run(_ arguments: String..., revision: Int = 1) throws -> TestProcess {
    var environment = cloud.server.environment(home: directory.path)
    environment["PATH"] = "/usr/bin:/bin"
    environment["TF_CLI_CONFIG_FILE"] = directory.path("terraformrc")
    environment["TF_IN_AUTOMATION"] = "1"
    environment["CHECKPOINT_DISABLE"] = "1"
    environment["TF_VAR_password"] = "\(value)-\(revision)"
    environment["TF_VAR_revision"] = "\(revision)"
    let result = try TestProcess.run(
      Terraform.program ?? "",
      arguments,
      environment: environment,
      directory: directory.path
    )
    try #require(result.status == 0, "\(result.text) \(result.errors)")
    return result
  }

  /// Writes `main.tf`: the provider, and then `resources`.
  private func configure(_ resources: String, _ more: String...) throws {
    let endpoints = (["secretsmanager", "ssm", "sts"] + more)
      .map { "    \($0) = \"\(cloud.server.endpoint)\"" }.joined(separator: "\n")
    try directory.write(
      """
      terraform {
        required_providers {
          aws = { source = "hashicorp/aws" }
        }
      }
      provider "aws" {
        region                      = "\(cloud.server.region)"
        skip_metadata_api_check     = true
        skip_credentials_validation = true
        skip_requesting_account_id  = true
        endpoints {
      \(endpoints)
        }
      }
      \(resources)

      """,
      to: "main.tf"
    )
  }

  private func configure() throws {
    try configure(
      """
      variable "password" {
        type      = string
        sensitive = true
        ephemeral = true
      }
      variable "revision" { type = number }
      resource "aws_secretsmanager_secret" "db" {
        name                    = "\(cloud.folder)/db"
        recovery_window_in_days = 7
      }
      resource "aws_secretsmanager_secret_version" "db" {
        secret_id     = aws_secretsmanager_secret.db.id
        secret_string = "\(value)"
      }
      resource "aws_ssm_parameter" "key" {
        for_each         = toset(["a"])
        name             = "/\(cloud.folder)/${each.key}"
        type             = "SecureString"
        value_wo         = var.password
        value_wo_version = var.revision
      }
      output "db_arn" { value = aws_secretsmanager_secret.db.arn }
      output "db_version_id" { value = aws_secretsmanager_secret_version.db.version_id }
      output "key_name" { value = aws_ssm_parameter.key["a"].name }
      output "key_version" { value = aws_ssm_parameter.key["a"].version }
      """
    )
  }

  @Test func whatTerraformPrintsIsRecordedAndNoValue() async throws {
    try configure()
    _ = try run("init", "-input=false", "-no-color")
    _ = try run("apply", "-auto-approve", "-input=false", "-no-color")
    let db = try #require(try await cloud.description("sm:\(cloud.folder)/db").current?.id)
    let state = try directory.read("terraform.tfstate")
    let inputs = [
      ("the outputs", try run("output", "-json").output),
      ("the state", try run("show", "-json").output),
      ("the state file", state),
    ]
    #expect(
      Data(state).range(of: Data(value.utf8)) != nil,
      "the state holds no value to look out for"
    )
    for (form, input) in inputs {
      let result = try cloud.program.run(
        ["record", "--from-terraform", "--only", "--trace", "-v", "--format", "json"],
        input: input
      )
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.errors.contains("2 secrets in \(form) of Terraform."))
      #expect(!result.errors.contains("which is recorded"))
      #expect(result.text.contains(#""version":"\#(db)""#))
      #expect(result.text.contains(#""version":1,"#))
      #expect(!(result.text + result.errors).contains(value))
    }
    // A write-only value: the state says version 1 still.
    _ = try run("apply", "-auto-approve", "-input=false", "-no-color", revision: 2)
    let output = try run("output", "-json", revision: 2).output
    let result = try cloud.program.run(["record", "--from-terraform", "--only"], input: output)
    #expect(result.status == 0)
    #expect(
      result.errors.contains("says version 1 of ssm:/\(cloud.folder)/a; Parameter Store has 2")
    )
    #expect(try cloud.program("show", "--format", "json").text.contains(#""version":2,"#))
    #expect(try cloud.places(of: value) == [])
    // A plan says what is to be.
    _ = try run("plan", "-out=plan.bin", "-input=false", "-no-color", revision: 3)
    let plan = try run("show", "-json", "plan.bin", revision: 3).output
    let refused = try cloud.program.run(["record", "--from-terraform"], input: plan)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("is a plan"))
  }

  /// The steps of docs/terraform.md, one after the other: at no step is a value lost, and in the end no file
  /// and no state has one.
  @Test func literalsAreMovedOutOfTerraform() throws {
    let secret = """
      resource "aws_secretsmanager_secret" "this" {
        name = "\(cloud.folder)/database"
      }
      """
    try configure(
      """
      \(secret)
      resource "aws_secretsmanager_secret_version" "this" {
        secret_id = aws_secretsmanager_secret.this.id
        secret_string = jsonencode({
          password = "\(value)"
        })
      }
      """
    )
    _ = try run("init", "-input=false", "-no-color")
    _ = try run("apply", "-auto-approve", "-input=false", "-no-color")
    let database = "sm:\(cloud.folder)/database"
    #expect(try cloud.program("get", database, "--show").text.contains(value))
    #expect(try cloud.program("scan", directory.path).status == 1, "the state has the value")

    try configure(
      """
      \(secret)
      removed {
        from = aws_secretsmanager_secret_version.this
        lifecycle { destroy = false }
      }
      """
    )
    let plan = try run("plan", "-input=false", "-no-color")
    #expect(plan.text.contains("will no longer be managed by Terraform, but will not be destroyed"))
    _ = try run("apply", "-auto-approve", "-input=false", "-no-color")
    #expect(try cloud.program("get", database).text == #"{"password":"\#(value)"}"#)
    let state = try run("show", "-json").output
    let report = try cloud.program.run(["import", "terraform:-", "--dry-run"], input: state)
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.text.contains("standard input, aws_secretsmanager_secret.this  there"))

    try cloud.make("sm:\(cloud.folder)/shared", value: #"{"key":"\#(value)"}"#)
    try configure(
      """
      \(secret)
      ephemeral "aws_secretsmanager_secret_version" "database" {
        secret_id = aws_secretsmanager_secret.this.id
      }
      resource "aws_ssm_parameter" "copy" {
        name     = "/\(cloud.folder)/database/password"
        type     = "SecureString"
        value_wo = jsondecode(ephemeral.aws_secretsmanager_secret_version.database.secret_string)["password"]
        value_wo_version = 1
      }
      variable "stripe_key" {
        type      = string
        ephemeral = true
      }
      resource "aws_secretsmanager_secret" "stripe" {
        name = "\(cloud.folder)/stripe"
      }
      resource "aws_secretsmanager_secret_version" "stripe" {
        secret_id                = aws_secretsmanager_secret.stripe.id
        secret_string_wo         = jsonencode({ key = var.stripe_key })
        secret_string_wo_version = 1
      }
      """
    )
    var program = cloud.program
    program.environment["TF_CLI_CONFIG_FILE"] = directory.path("terraformrc")
    program.environment["CHECKPOINT_DISABLE"] = "1"
    let applied = try program(
      "run",
      "--keep-aws",
      "TF_VAR_stripe_key=sm:\(cloud.folder)/shared#key",
      "--",
      Terraform.program ?? "",
      "-chdir=\(directory.path)",
      "apply",
      "-auto-approve",
      "-input=false",
      "-no-color"
    )
    #expect(applied.status == 0, "\(applied.text) \(applied.errors)")
    #expect(try cloud.program("get", "ssm:/\(cloud.folder)/database/password").text == value)
    #expect(try cloud.program("get", "sm:\(cloud.folder)/stripe").text == #"{"key":"\#(value)"}"#)
    try FileManager.default.removeItem(atPath: directory.path("terraform.tfstate.backup"))
    for name in ["main.tf", "terraform.tfstate"] {
      #expect(Data(try directory.read(name)).range(of: Data(value.utf8)) == nil, "\(name)")
    }
    let scan = try cloud.program(
      "scan",
      directory.path("terraform.tfstate"),
      directory.path("main.tf")
    )
    #expect(scan.status == 0, "\(scan.text)")
  }

  /// The `secured_modules` of the article: its files are in the vault, and here while Terraform runs.
  @Test func theModulesAreHereWhileItRuns() throws {
    let bucket = "vault-\(UUID().uuidString.lowercased())"
    let key = try cloud.server.makeKey(#"{"alias": "alias/\#(cloud.folder)"}"#)
    try cloud.server.makeBucket(bucket, #""versioning":"Enabled""#)
    var program = try CloudProgram(
      .shared,
      """
      [vault]
      files = ["secured_modules/*.tf"]
      bucket = "\(bucket)"
      kms_key = "\(key)"
      """
    ).program
    program.environment["TF_CLI_CONFIG_FILE"] = directory.path("terraformrc")
    program.environment["CHECKPOINT_DISABLE"] = "1"
    program.environment["TF_VAR_kms_key_name"] = cloud.folder
    program.environment["TF_VAR_secrets_key"] = "\(cloud.folder)/secured"
    // The state is elsewhere, as the article has it.
    program.environment["TF_CLI_ARGS_apply"] = "-state=\(directory.path("state"))"
    program.environment["TF_CLI_ARGS_plan"] = "-state=\(directory.path("state"))"
    try configure(#"variable "secrets_key" { type = string }"#, "kms")
    let providers = String(decoding: try directory.read("main.tf"), as: UTF8.self)
    let module = """
      #--------------------------------------
      # Variables
      #--------------------------------------
      variable "kms_key_name" {
        type = string
      }
      #--------------------------------------
      # KMS
      #--------------------------------------
      data "aws_kms_key" "this" {
        key_id = "alias/${var.kms_key_name}"
      }
      #--------------------------------------
      # Creates AWS Secret Manager Resource
      #--------------------------------------
      resource "aws_secretsmanager_secret" "this" {
        name = var.secrets_key
        description = "My secret's description"
        kms_key_id = data.aws_kms_key.this.arn
      }
      resource "aws_secretsmanager_secret_version" "this" {
        secret_id = aws_secretsmanager_secret.this.id
        secret_string = jsonencode({
          password = "\(value)"
        })
      }

      """
    try program.repository.write("secured_modules/\n", to: ".gitignore")
    try program.repository.write(module, to: "secured_modules/main.tf")
    try program.repository.write(providers, to: "secured_modules/providers.tf")
    #expect(try program.vault("push", "--yes").status == 0)
    let folder = program.repository.path + "/secured_modules"
    try FileManager.default.removeItem(atPath: folder)
    func terraform(_ arguments: String...) throws -> TestProcess {
      let all =
        ["vault", "run", "--", Terraform.program ?? "", "-chdir=secured_modules"] + arguments
      let result = try program.run(all)
      #expect(result.status == 0, "\(result.text) \(result.errors)")
      return result
    }
    _ = try terraform("init", "-input=false", "-no-color")
    let plan = try terraform("plan", "-input=false", "-no-color")
    #expect(plan.text.contains("Plan: 2 to add"))
    _ = try terraform("apply", "-auto-approve", "-input=false", "-no-color")
    #expect(
      try cloud.program("get", "sm:\(cloud.folder)/secured").text == #"{"password":"\#(value)"}"#
    )
    let left = try FileManager.default.subpathsOfDirectory(atPath: folder)
    #expect(!left.contains { $0.hasSuffix(".tf") }, "\(left)")
    let again = try terraform("plan", "-input=false", "-no-color")
    #expect(again.text.contains("No changes."))
  }
}
