import AWS
import Secrets

/// The resources of a state.
///
/// Attributes: registry.terraform.io/providers/hashicorp/aws, the resources and data sources
/// `aws_secretsmanager_secret`, `aws_secretsmanager_secret_version` and `aws_ssm_parameter`.
extension TerraformReading {
  /// A module of `show -json`, with those within it.
  mutating func addModule(_ module: SecretJSON.Value) throws(LedgerError) {
    for resource in module["resources"]?.elements ?? [] {
      // A deposed one was replaced and is not deleted yet.
      guard resource["deposed_key"] == nil, let type = ResourceType(resource["type"]) else {
        continue
      }
      let address = resource["address"]?.text ?? type.rawValue
      guard let values = resource["values"], values.kind == .object else { throw noIDs(address) }
      try add(type, values, at: address)
    }
    for child in module["child_modules"]?.elements ?? [] { try addModule(child) }
  }

  /// A resource of a state file, with all its instances.
  mutating func addResource(ofFile resource: SecretJSON.Value) throws(LedgerError) {
    guard let type = ResourceType(resource["type"]) else { return }
    var address = resource["mode"]?.isText("data") == true ? "data." : ""
    address += "\(type.rawValue).\(resource["name"]?.text ?? "?")"
    if let module = resource["module"]?.text { address = "\(module).\(address)" }
    // A deposed one was replaced and is not deleted yet.
    for instance in resource["instances"]?.elements ?? [] where instance["deposed"] == nil {
      var place = address
      if let key = instance["index_key"] {
        place += key.integer.map { "[\($0)]" } ?? "[\"\(key.text ?? "")\"]"
      }
      guard let attributes = instance["attributes"], attributes.kind == .object else {
        throw noIDs(place)
      }
      try add(type, attributes, at: place)
    }
  }

  private enum ResourceType: String {
    case secret = "aws_secretsmanager_secret"
    case secretVersion = "aws_secretsmanager_secret_version"
    case parameter = "aws_ssm_parameter"

    init?(_ value: SecretJSON.Value?) {
      guard let value,
        let type = [ResourceType.secret, .secretVersion, .parameter].first(where: {
          value.isText($0.rawValue)
        })
      else { return nil }
      self = type
    }
  }

  private mutating func add(
    _ type: ResourceType,
    _ values: SecretJSON.Value,
    at address: String
  ) throws(LedgerError) {
    let arn = values["arn"]?.text
    var claim: SecretClaim?
    switch type {
    case .secret:
      claim = (arn ?? values["id"]?.text).flatMap { SecretClaim(arn: $0, origin: address) }
    case .secretVersion:
      let secret = arn ?? values["secret_id"]?.text
      claim = secret.flatMap { SecretClaim(arn: $0, origin: address) }
      if claim == nil, let secret,
        let name = try? SecretSelector(store: .secretsManager, name: secret)
      {
        claim = SecretClaim(store: .secretsManager, name: name.pattern, origin: address)
      }
      // A data source names its one stage, a resource lists them; others than the current one may be
      // wanted, and then the version is not the current one.
      let stages =
        values["version_stages"]?.elements.filter { $0.kind == .string }
        ?? values["version_stage"].map { [$0] } ?? []
      if stages.isEmpty || stages.contains(where: { $0.isText("AWSCURRENT") }) {
        claim?.version = versionID(values["version_id"], of: address)
      }
    case .parameter:
      let name = values["name"]?.text ?? values["id"]?.text
      claim = arn.flatMap { SecretClaim(arn: $0, origin: address) }
      if let name, let exact = try? SecretSelector(store: .parameterStore, name: name) {
        // The ARN of a parameter without levels does not tell whether its name has a slash.
        claim = SecretClaim(
          store: .parameterStore,
          name: exact.pattern,
          arn: claim?.arn,
          origin: address
        )
      }
      claim?.version = values["version"]?.integer.map(String.init)
      claim?.type = parameterType(values["type"], of: address)
    }
    guard let claim else { throw noIDs(address) }
    claims.append(claim)
  }

  /// Anything else than an id may be a value, in a document that a hand or another tool made.
  private mutating func versionID(_ value: SecretJSON.Value?, of address: String) -> String? {
    guard let value, value.kind != .null else { return nil }
    let version = Self.version(value, .secretsManager)
    if version == nil {
      warnings.append("\(address): its version_id is not of the form of one: not compared.")
    }
    return version
  }

  private mutating func parameterType(_ value: SecretJSON.Value?, of address: String) -> String? {
    guard let value, value.kind != .null else { return nil }
    let type = ["SecureString", "String", "StringList"].first { value.isText($0) }
    if type == nil { warnings.append("\(address): its type is none of a parameter: not compared.") }
    return type
  }

  private func noIDs(_ address: String) -> LedgerError {
    LedgerError(
      .unreadableInput,
      "\(form.rawValue.prefix(1).uppercased())\(form.rawValue.dropFirst()) says neither ARN nor name of "
        + "\(address). Nothing was recorded.",
      hint: "`terraform refresh` may complete it, or use `terraform output -json`."
    )
  }
}
