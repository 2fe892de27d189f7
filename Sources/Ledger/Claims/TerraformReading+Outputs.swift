import AWS
import Secrets

/// The outputs of Terraform, whose names and values follow conventions only.
///
/// An ARN of Secrets Manager or Parameter Store is what it is, also in a list or a map. The other ids
/// belong to outputs that have a stem in common: `db_arn` and `db_version_id`, `key_name` and
/// `key_version`. A text that begins with a slash is the name of a parameter if the output's own name
/// ends with `name`, `path` or `parameter`, and either there is a version beside it or that name has
/// `secret`, `ssm` or `parameter` in it: many things have paths. Nothing is copied of an output that
/// is marked as sensitive.
extension TerraformReading {
  /// The outputs with one stem.
  struct OutputGroup {
    var secrets: [SecretClaim] = []
    var name: (output: String, value: SecretJSON.Value)?
    var version: (output: String, value: SecretJSON.Value)?
    var stages: (output: String, value: SecretJSON.Value)?
  }

  private enum Role { case arn, name, version, stages, other }

  /// What an output's name ends with, after `_` or `-`; the longest first.
  private static let endings: [(ending: String, role: Role)] = [
    ("version_stages", .stages), ("version_stage", .stages), ("stages", .stages),
    ("secret_version_id", .version), ("secret_version", .version), ("version_id", .version),
    ("version", .version), ("secret_arn", .arn), ("parameter_arn", .arn), ("secret_id", .arn),
    ("arn", .arn), ("id", .arn), ("parameter_name", .name), ("secret_name", .name),
    ("name", .name), ("path", .name), ("parameter", .name),
  ]

  private static func split(_ name: String) -> (stem: String, role: Role) {
    let plain = String(name.lowercased().map { $0 == "-" ? "_" : $0 })
    for (ending, role) in endings {
      if plain == ending { return ("", role) }
      if plain.hasSuffix("_" + ending) { return (String(plain.dropLast(ending.count + 1)), role) }
    }
    return (plain, .other)
  }

  /// Takes the ARNs of an output, or keeps it for those that it belongs to.
  mutating func addOutput(_ key: SecretJSON.Value, _ output: SecretJSON.Value) {
    guard let name = key.text, let value = output["value"] else { return }
    let (stem, role) = Self.split(name)
    guard output["sensitive"]?.isTrue != true else {
      if role == .version || Self.soundsLikeASecret(name) {
        warnings.append("output \(name) is marked as sensitive, so that it was not looked at.")
      } else {
        explanations.append("output \(name): marked as sensitive, not looked at")
      }
      return
    }
    let arns = Self.texts(of: value).compactMap { text in
      text.hasPrefix("arn:") && text.byteCount <= 2_048
        ? text.text.flatMap { SecretClaim(arn: $0, origin: "output \(name)") } : nil
    }
    let index = placeOfStem[stem] ?? groups.count
    if index == groups.count {
      groups.append(OutputGroup())
      placeOfStem[stem] = index
    }
    if !arns.isEmpty {
      groups[index].secrets += arns
    } else if role == .version {
      groups[index].version = (name, value)
    } else if role == .stages {
      groups[index].stages = (name, value)
    } else if role == .name, groups[index].name == nil, value.kind == .string {
      groups[index].name = (name, value)
    } else if Self.soundsLikeASecret(name) {
      warnings.append(
        "output \(name) is neither an ARN nor a name beside a version: not understood."
      )
    } else {
      explanations.append("output \(name): not about a secret")
    }
  }

  /// Puts together what belongs together.
  mutating func finishOutputs() {
    for group in groups {
      var secrets = group.secrets
      if secrets.isEmpty, let (output, value) = group.name {
        if let claim = Self.claim(named: value, output, version: group.version?.value) {
          secrets = [claim]
        } else if Self.soundsLikeASecret(output) || group.version != nil {
          warnings.append("output \(output) may be the name of a secret or not: not understood.")
        } else {
          explanations.append("output \(output): not about a secret")
        }
      }
      let isCurrent =
        group.stages.map { _, stages in
          ([stages] + stages.elements).contains { $0.isText("AWSCURRENT") }
        } ?? true
      if let (output, _) = group.stages {
        let what = secrets.count == 1 ? "stages of \(secrets[0].reference)" : "not about a secret"
        explanations.append("output \(output): \(what)")
      }
      if let (output, value) = group.version {
        if secrets.count == 1, let version = Self.version(value, secrets[0].store) {
          if isCurrent { secrets[0].version = version }
          explanations.append("output \(output): version of \(secrets[0].reference)")
        } else if !secrets.isEmpty || value.kind == .number || Self.soundsLikeASecret(output) {
          warnings.append("output \(output) is the version of no secret: not understood.")
        } else {
          explanations.append("output \(output): not about a secret")
        }
      }
      for claim in secrets { explanations.append("\(claim.origin): \(claim.reference)") }
      claims += secrets
    }
  }

  private static func claim(
    named value: SecretJSON.Value,
    _ output: String,
    version: SecretJSON.Value?
  ) -> SecretClaim? {
    let store: StoreKind
    if value.hasPrefix("/"), version != nil || soundsLikeASecret(output) {
      store = .parameterStore
    } else if let version, Self.version(version, .parameterStore) != nil {
      store = .parameterStore
    } else if let version, Self.version(version, .secretsManager) != nil {
      store = .secretsManager
    } else {
      return nil
    }
    guard value.byteCount <= 1_011, let name = value.text,
      let exact = try? SecretSelector(store: store, name: name), exact.isExact
    else { return nil }
    return SecretClaim(store: store, name: exact.pattern, origin: "output \(output)")
  }

  /// A version id has 32 to 64 characters of its own set, a number is one.
  static func version(_ value: SecretJSON.Value, _ store: StoreKind) -> String? {
    if store == .parameterStore {
      // A number may have become a text on its way through a variable.
      return (value.integer ?? (value.byteCount < 10 ? value.text.flatMap(Int.init) : nil))
        .map(String.init)
    }
    guard value.kind == .string, (32...64).contains(value.byteCount), let text = value.text,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    return text
  }

  /// The texts in a value: itself, or those in its lists and maps.
  private static func texts(of value: SecretJSON.Value) -> [SecretJSON.Value] {
    switch value.kind {
    case .string: [value]
    case .array: value.elements.flatMap(texts)
    case .object: value.members.flatMap { texts(of: $0.value) }
    default: []
    }
  }

  private static func soundsLikeASecret(_ name: String) -> Bool {
    let plain = name.lowercased()
    return ["secret", "ssm", "parameter"].contains { plain.contains($0) }
  }
}
