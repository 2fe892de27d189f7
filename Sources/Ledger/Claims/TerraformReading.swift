package import AWS

/// What Terraform's JSON says of secrets.
///
/// Only ids are taken: ARNs, names, versions, stages and types. Of the values that the document holds
/// as well none is copied, and none is in an error.
///
/// Forms: `terraform output -json`; `terraform show -json` of a state, whose `format_version` is 0.x or
/// 1.x (developer.hashicorp.com/terraform/internals/json-format); `terraform.tfstate`, version 4. Those
/// of OpenTofu are the same.
package struct TerraformReading: Sendable {
  package enum Form: String, Sendable {
    case outputs = "the outputs"
    case state = "the state"
    case stateFile = "the state file"
  }

  package let form: Form
  package internal(set) var claims: [SecretClaim] = []
  /// What each output was taken for, a sentence each.
  package internal(set) var explanations: [String] = []
  /// What may be of a secret and was not understood, a sentence each.
  package internal(set) var warnings: [String] = []

  /// - Throws: `.unreadableInput` for what is not JSON, `.wrongInput` for JSON of another kind.
  package init(_ input: SecretBytes) throws(LedgerError) {
    guard !input.isEmpty else {
      throw LedgerError(
        .unreadableInput,
        "Terraform's output is empty. Nothing was recorded.",
        hint: "Did terraform fail? In a shell, `set -o pipefail` makes that the pipeline's status."
      )
    }
    let document: SecretJSON
    do {
      document = try SecretJSON(input)
    } catch {
      throw LedgerError(
        .unreadableInput,
        "What should be Terraform's JSON is none: line \(error.line), column \(error.column) does not "
          + "fit. Nothing was recorded.",
        hint: "Pipe the whole of `terraform output -json` or `terraform show -json`."
      )
    }
    let root = document.root
    form = try Self.form(of: root)
    switch form {
    case .outputs:
      for (key, value) in root.members { addOutput(key, value) }
      finishOutputs()
    case .state:
      if let module = root["values"]?["root_module"] { try addModule(module) }
    case .stateFile:
      for resource in root["resources"]?.elements ?? [] { try addResource(ofFile: resource) }
    }
    var seen: Set<SecretClaim> = []
    claims.removeAll { !seen.insert($0).inserted }
  }

  var groups: [OutputGroup] = []
  /// The place of each stem among them.
  var placeOfStem: [String: Int] = [:]

  private static func form(of root: SecretJSON.Value) throws(LedgerError) -> Form {
    guard root.kind == .object else {
      throw wrong(
        "is not what Terraform prints",
        "An output alone (`output -json NAME`) has no name."
      )
    }
    // A plan has a state within it.
    if root["format_version"]?.kind == .string,
      root["planned_values"] != nil || root["resource_changes"] != nil
    {
      throw wrong(
        "is a plan, which says what is to be and not what is: it has no version ids",
        "Apply it, then pipe `terraform output -json` or `terraform show -json` without a plan."
      )
    }
    // Outputs may have any names, but each is an object.
    if let format = root["format_version"], format.kind == .string {
      guard format.hasPrefix("0.") || format.hasPrefix("1.") else {
        throw wrong("has a format that this version does not know", nil)
      }
      return .state
    }
    if root["lineage"]?.kind == .string || root["terraform_version"]?.kind == .string {
      guard root["version"]?.integer == 4 else {
        throw wrong(
          "is a state file of another version than 4",
          "Pipe `terraform show -json`, which reads all of them."
        )
      }
      return .stateFile
    }
    let isOutputs = root.members.allSatisfy { _, value in
      value["value"] != nil && value["sensitive"]?.kind == .boolean
    }
    guard isOutputs else {
      throw wrong(
        "is neither the outputs nor a state of Terraform",
        "Pipe `terraform output -json` or `terraform show -json`."
      )
    }
    return .outputs
  }

  static func wrong(_ why: String, _ hint: String?) -> LedgerError {
    LedgerError(
      .wrongInput,
      "What was given to --from-terraform \(why). Nothing was recorded.",
      hint: hint
    )
  }
}
