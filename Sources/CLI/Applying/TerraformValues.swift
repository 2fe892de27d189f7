import AWS
import Ledger
import Secrets

/// The values that a state of Terraform has of secrets, which are read only where somebody asks for
/// them.
///
/// Attributes: registry.terraform.io/providers/hashicorp/aws, `aws_secretsmanager_secret_version`
/// (`secret_string`) and `aws_ssm_parameter` (`value`, `insecure_value`).
struct TerraformValues {
  /// By the reference of the secret, with the ARN that the state has of it; without those that are not the
  /// current ones.
  private var values: [String: [(arn: String?, value: SecretBytes)]] = [:]

  init(_ input: SecretBytes) {
    guard let root = (try? SecretJSON(input))?.root else { return }
    if let module = root["values"]?["root_module"] { add(module) }
    for resource in root["resources"]?.elements ?? [] {
      for instance in resource["instances"]?.elements ?? [] where instance["deposed"] == nil {
        if let attributes = instance["attributes"] { add(resource, attributes) }
      }
    }
  }

  /// That of the secret in the account and region that its ARN says; nil where that is not certain.
  subscript(claim: SecretClaim) -> SecretBytes? {
    let known = values[claim.reference] ?? []
    let same = known.filter { SecretARN.place(of: $0.arn) == SecretARN.place(of: claim.arn) }
    if same.count == 1 { return same[0].value }
    return same.isEmpty && known.count == 1 && (claim.arn == nil || known[0].arn == nil)
      ? known[0].value : nil
  }

  private mutating func add(_ module: SecretJSON.Value) {
    for resource in module["resources"]?.elements ?? [] where resource["deposed_key"] == nil {
      if let attributes = resource["values"] { add(resource, attributes) }
    }
    for child in module["child_modules"]?.elements ?? [] { add(child) }
  }

  private mutating func add(_ resource: SecretJSON.Value, _ attributes: SecretJSON.Value) {
    guard let type = resource["type"] else { return }
    if type.isText("aws_ssm_parameter") {
      guard let name = attributes["name"]?.text else { return }
      let value = [attributes["value"], attributes["insecure_value"]].compactMap { $0?.secret }
        .first { !$0.isEmpty }
      if let value {
        let reference = StoreKind.parameterStore.reference(to: name)
        values[reference, default: []].append((attributes["arn"]?.text, value))
      }
    } else if type.isText("aws_secretsmanager_secret_version") {
      let stages =
        attributes["version_stages"]?.elements ?? attributes["version_stage"].map { [$0] } ?? []
      guard stages.isEmpty || stages.contains(where: { $0.isText("AWSCURRENT") }),
        let id = (attributes["arn"] ?? attributes["secret_id"])?.text,
        let value = attributes["secret_string"]?.secret, !value.isEmpty
      else { return }
      let name = (try? SecretARN(parsing: id))?.name ?? id
      let reference = StoreKind.secretsManager.reference(to: name)
      values[reference, default: []].append((id.hasPrefix("arn:") ? id : nil, value))
    }
  }
}

extension SecretARN {
  /// The account and region of an ARN; nil without one.
  static func place(of text: String?) -> String? {
    text.flatMap { try? SecretARN(parsing: $0) }.map { "\($0.account) \($0.region)" }
  }
}
