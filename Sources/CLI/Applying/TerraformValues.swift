import AWS
import Secrets

/// The values that a state of Terraform has of secrets, which are read only where somebody asks for
/// them.
///
/// Attributes: registry.terraform.io/providers/hashicorp/aws, `aws_secretsmanager_secret_version`
/// (`secret_string`) and `aws_ssm_parameter` (`value`, `insecure_value`).
enum TerraformValues {
  /// By the reference of the secret; without those that are not the current ones.
  static func read(_ input: SecretBytes) -> [String: SecretBytes] {
    guard let root = (try? SecretJSON(input))?.root else { return [:] }
    var values: [String: SecretBytes] = [:]
    if let module = root["values"]?["root_module"] { add(module, to: &values) }
    for resource in root["resources"]?.elements ?? [] {
      for instance in resource["instances"]?.elements ?? [] where instance["deposed"] == nil {
        if let attributes = instance["attributes"] { add(resource, attributes, to: &values) }
      }
    }
    return values
  }

  private static func add(_ module: SecretJSON.Value, to values: inout [String: SecretBytes]) {
    for resource in module["resources"]?.elements ?? [] where resource["deposed_key"] == nil {
      if let attributes = resource["values"] { add(resource, attributes, to: &values) }
    }
    for child in module["child_modules"]?.elements ?? [] { add(child, to: &values) }
  }

  private static func add(
    _ resource: SecretJSON.Value,
    _ attributes: SecretJSON.Value,
    to values: inout [String: SecretBytes]
  ) {
    guard let type = resource["type"] else { return }
    if type.isText("aws_ssm_parameter") {
      guard let name = attributes["name"]?.text else { return }
      let value = [attributes["value"], attributes["insecure_value"]].compactMap { $0?.secret }
        .first { !$0.isEmpty }
      if let value { values[StoreKind.parameterStore.reference(to: name)] = value }
    } else if type.isText("aws_secretsmanager_secret_version") {
      let stages =
        attributes["version_stages"]?.elements ?? attributes["version_stage"].map { [$0] } ?? []
      guard stages.isEmpty || stages.contains(where: { $0.isText("AWSCURRENT") }),
        let id = (attributes["arn"] ?? attributes["secret_id"])?.text,
        let value = attributes["secret_string"]?.secret, !value.isEmpty
      else { return }
      let name = (try? SecretARN(parsing: id))?.name ?? id
      values[StoreKind.secretsManager.reference(to: name)] = value
    }
  }
}
