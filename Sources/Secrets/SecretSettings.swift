package import AWS

/// What is kept with a secret beside its value.
package struct SecretSettings: Sendable, Equatable {
  package var description: String?
  /// An id, an ARN or an alias; nil for the account's default key.
  package var keyID: String?
  /// `String`, `StringList` or `SecureString` (`ssm`).
  package var type: String?
  /// `Standard` or `Advanced` (`ssm`).
  package var tier: String?
  /// By keys; empty where the store was not asked for them.
  package var tags: [String: String] = [:]
  /// The copies in other regions (`sm`).
  package var replicas: [SecretReplica] = []

  package init() {}
}

/// Settings that are to become others; what is nil or empty stays as it is.
package struct SettingsChange: Sendable, Equatable {
  /// An empty one takes the description away.
  package var description: String?
  package var keyID: String?
  package var type: String?
  package var tier: String?
  /// Added, or given another value.
  package var tags: [ResourceTag] = []
  package var removedTags: [String] = []
  package var replicas: [SecretReplica] = []
  /// The regions of copies that are to go.
  package var removedReplicas: [String] = []

  package init() {}

  package var isEmpty: Bool { self == SettingsChange() }

  /// The part that Parameter Store changes with a new version alone (`PutParameter`).
  package func withVersion(in store: StoreKind) -> SettingsChange {
    guard store == .parameterStore else { return SettingsChange() }
    var part = self
    part.tags = []
    part.removedTags = []
    return part
  }

  /// The part for which no version is made.
  package func withoutVersion(in store: StoreKind) -> SettingsChange {
    guard store == .parameterStore else { return self }
    var part = SettingsChange()
    part.tags = tags
    part.removedTags = removedTags
    return part
  }
}

// MARK: What differs

extension SettingsChange {
  /// Leaves out what is so already.
  ///
  /// - Parameters:
  ///   - now: the settings as they are.
  ///   - name: of the secret.
  ///   - store: where it is.
  ///   - bytes: of the value that it is to have, where that is known.
  /// - Returns: the rest.
  /// - Throws: `.invalidValue` for what AWS does not do: a tier that goes back, a key without a use.
  package func differences(
    from now: SecretSettings,
    name: String,
    in store: StoreKind,
    bytes: Int? = nil
  ) throws(SecretsError) -> SettingsChange {
    var left = self
    if description == now.description ?? "" { left.description = nil }
    if let keyID {
      if let type = type ?? now.type, type != "SecureString" {
        throw .keyWithoutUse(name, type)
      }
      if KeyName(keyID, in: store) == KeyName(now.keyID, in: store) { left.keyID = nil }
    }
    if let type, let old = now.type, type != old { throw .otherType(name) }
    if type == now.type { left.type = nil }
    left.tier = try tier(from: now, name, bytes)
    left.tags = tags.filter { now.tags[$0.key] != $0.value }
    left.removedTags = removedTags.filter { now.tags[$0] != nil }
    // A key of their own is theirs from the start on.
    let regions = Set(now.replicas.map(\.region))
    left.replicas = replicas.filter { !regions.contains($0.region) }
    left.removedReplicas = removedReplicas.filter(regions.contains)
    return left
  }

  private func tier(
    from now: SecretSettings,
    _ name: String,
    _ bytes: Int?
  ) throws(SecretsError) -> String? {
    switch tier {
    case "Standard" where now.tier == "Advanced":
      throw SecretsError(
        .invalidValue,
        "“\(StoreKind.parameterStore.shown(name))” is in the Advanced tier, and AWS takes no parameter "
          + "back to Standard. Nothing was written.",
        hint: "Leave --tier out; or delete the parameter and create it anew, without its versions."
      )
    // AWS chooses by the size, and takes nothing back either.
    case "Intelligent-Tiering" where (bytes ?? 0) <= SecretSize.standardParameter: return nil
    case "Intelligent-Tiering" where now.tier == "Advanced": return nil
    case now.tier: return nil
    default: return tier
    }
  }
}

/// A KMS key, for comparing: the account's default, an alias, or an id.
private struct KeyName: Equatable {
  private let name: String

  init(_ text: String?, in store: StoreKind) {
    let standard = store == .parameterStore ? "alias/aws/ssm" : "alias/aws/secretsmanager"
    let text = text.flatMap { $0.isEmpty ? nil : $0 } ?? standard
    // arn:aws:kms:REGION:ACCOUNT:key/ID, or …:alias/NAME.
    let fields = text.split(separator: ":", maxSplits: 5)
    name = fields.count == 6 ? String(fields[5]).replacing("key/", with: "") : text
  }
}

extension SecretsError {
  /// What AWS answers with `HierarchyTypeMismatchException`.
  static func otherType(_ name: String) -> SecretsError {
    SecretsError(
      .invalidValue,
      "AWS does not give “\(StoreKind.parameterStore.shown(name))” another type. Nothing was written.",
      hint: "Make a parameter of another name, or delete this one and create it anew."
    )
  }

  fileprivate static func keyWithoutUse(_ name: String, _ type: String) -> SecretsError {
    SecretsError(
      .invalidValue,
      "“\(StoreKind.parameterStore.shown(name))” is of the type \(printable(type)), which is not "
        + "encrypted, so a KMS key means nothing to it. Nothing was written.",
      hint: "Leave --kms-key out."
    )
  }
}
