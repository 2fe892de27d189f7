import AWS
import ArgumentParser
import Secrets

/// The least that somebody needs in AWS for an environment, as an IAM policy.
///
/// Which actions take which resources: AWS's Service Authorization Reference. `ListSecrets` and
/// `DescribeParameters` take none, so they stand for `*`; neither shows a value.
struct AccessPolicy {
  enum Role: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// `record`: metadata.
    case record
    /// What people do: also read and write values.
    case developer
    /// A pipeline that deploys: also `verify`, and reading values.
    case ci
    /// `rollback`: reads what was deployed, and makes it current again.
    case rollback
  }

  let role: Role
  /// Whether `record` and `rollback` pin versions.
  let pins: Bool
  let selectors: [SecretSelector]
  /// Nil where nobody says it; `*` then stands in the policy.
  let region: String?
  let account: String?
  /// The archive that `rollback` reads; nil without a bucket of `[vault]`.
  var vault: VaultSettings?
  /// Whether the environment's credentials reach the files of the vault.
  var hasFiles = false

  /// The policy document.
  ///
  /// Its form: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
  var document: JSON {
    .object([
      ("Version", .string("2012-10-17")),
      ("Statement", .array(secrets + parameters + keys + archive + files)),
    ])
  }

  private var secrets: [JSON] {
    let chosen = selectors.filter { $0.store == .secretsManager }
    guard !chosen.isEmpty else { return [] }
    var actions: [String] =
      switch role {
      case .record: ["DescribeSecret"]
      case .rollback: ["DescribeSecret", "ListSecretVersionIds", "UpdateSecretVersionStage"]
      case .ci: ["DescribeSecret", "ListSecretVersionIds", "GetSecretValue"]
      case .developer:
        [
          "DescribeSecret", "ListSecretVersionIds", "GetSecretValue", "CreateSecret",
          "PutSecretValue", "UpdateSecret", "TagResource", "UntagResource",
        ]
      }
    if pins, role != .rollback { actions.append("UpdateSecretVersionStage") }
    let one = statement("Secrets", "secretsmanager", actions, chosen.map(resource))
    // Whoever names every secret lists none.
    guard chosen.contains(where: { !$0.isExact }) else { return [one] }
    return [statement("FindSecrets", "secretsmanager", ["ListSecrets"], ["*"]), one]
  }

  private var parameters: [JSON] {
    let chosen = selectors.filter { $0.store == .parameterStore }
    guard !chosen.isEmpty else { return [] }
    var actions: [String] =
      switch role {
      case .record: ["GetParameters"]
      case .rollback: ["GetParameters", "GetParameter", "PutParameter"]
      case .ci: ["GetParameters", "GetParameter"]
      case .developer:
        [
          "GetParameters", "GetParameter", "GetParameterHistory", "PutParameter",
          "AddTagsToResource", "RemoveTagsFromResource", "ListTagsForResource",
        ]
      }
    if pins {
      let more = ["GetParameterHistory", "LabelParameterVersion", "UnlabelParameterVersion"]
      actions += more.filter { !actions.contains($0) }
    }
    return [
      statement("FindParameters", "ssm", ["DescribeParameters"], ["*"]),
      statement("Parameters", "ssm", actions, chosen.map(resource)),
    ]
  }

  /// The use of KMS keys, through the stores alone.
  private var keys: [JSON] {
    let services = [StoreKind.secretsManager, .parameterStore].filter { kind in
      selectors.contains { $0.store == kind }
    }
    // To move a stage takes no key.
    let needed = role == .rollback ? services.filter { $0 == .parameterStore } : services
    guard role != .record, !needed.isEmpty else { return [] }
    let actions = role == .ci ? ["Decrypt"] : ["Decrypt", "Encrypt", "GenerateDataKey"]
    let suffix = Partition.of(region: region ?? "").suffix
    let hosts = needed.map {
      JSON.string("\($0 == .secretsManager ? "secretsmanager" : "ssm").\(place.region).\(suffix)")
    }
    let condition = JSON.object([
      (region == nil ? "StringLike" : "StringEquals", .object([("kms:ViaService", .array(hosts))]))
    ])
    return [statement("Keys", "kms", actions, [arn("kms", "key/*")], condition)]
  }

  /// The reading of archived values: an object each, sealed under the vault's key.
  ///
  /// Versions of objects have a permission of their own.
  private var archive: [JSON] {
    guard role == .rollback, let vault, let bucket = vault.bucket else { return [] }
    let folder = vault.prefix.isEmpty ? "archive" : "\(vault.prefix)/archive"
    let objects = "arn:\(place.partition):s3:::\(bucket)/\(folder)/*"
    return [
      statement("Archive", "s3", ["GetObject", "GetObjectVersion"], [objects]),
      statement("ArchiveKey", "kms", ["Decrypt"], [key(of: vault)]),
    ]
  }

  /// The ARN of the vault's key, or of all.
  ///
  /// An alias is not what a policy can name, and without one the bucket says which key it is.
  func key(of vault: VaultSettings) -> String {
    vault.key.flatMap { key in
      if key.hasPrefix("arn:") { return key.contains(":key/") ? key : nil }
      return key.hasPrefix("alias/") ? nil : arn("kms", "key/\(key)")
    } ?? arn("kms", "key/*")
  }

  func statement(
    _ name: String,
    _ service: String,
    _ actions: [String],
    _ resources: [String],
    _ condition: JSON? = nil
  ) -> JSON {
    var distinct: [String] = []
    for resource in resources where !distinct.contains(resource) { distinct.append(resource) }
    return .present([
      ("Sid", .string(name)), ("Effect", .string("Allow")),
      ("Action", .array(actions.map { .string("\(service):\($0)") })),
      ("Resource", .array(distinct.map(JSON.string))), ("Condition", condition),
    ])
  }

  // MARK: Resources

  var place: (partition: String, region: String, account: String) {
    (Partition.of(region: region ?? "").name, region ?? "*", account ?? "*")
  }

  private func arn(_ service: String, _ rest: String) -> String {
    "arn:\(place.partition):\(service):\(place.region):\(place.account):\(rest)"
  }

  /// The ARN, or a pattern of ARNs, of what a selector chooses; in IAM `*` crosses slashes, too.
  private func resource(_ selector: SecretSelector) -> String {
    if let arn = selector.arn {
      // One of Secrets Manager may be written without its six last characters.
      return selector.store == .secretsManager && arn.hasSuffix(":\(selector.pattern)")
        ? arn + "-??????" : arn
    }
    let pattern = wildcards(selector.pattern)
    guard selector.store == .secretsManager else {
      return arn(
        "ssm",
        "parameter/" + (pattern.hasPrefix("/") ? pattern.dropFirst() : pattern[...])
      )
    }
    return arn(
      "secretsmanager",
      "secret:" + (pattern.hasSuffix("*") ? pattern : pattern + "-??????")
    )
  }

  /// A selector's pattern in IAM's words: `**` is `*`, and `/**/` may also be one slash.
  private func wildcards(_ pattern: String) -> String {
    var result = ""
    var rest = pattern[...]
    while let character = rest.popFirst() {
      result.append(character)
      guard character == "*" else { continue }
      let isDouble = rest.first == "*"
      rest = rest.drop { $0 == "*" }
      if isDouble, result.hasSuffix("/*"), rest.hasPrefix("/") { rest.removeFirst() }
    }
    return result
  }
}
