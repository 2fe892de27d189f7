import AWS

/// One setting of a plan: what it is, and what it becomes.
package struct SettingLine: Sendable, Equatable {
  /// `description`, `KMS key`, `type`, `tier`, `tag NAME` or `replica REGION`.
  package let name: String
  /// Nil for none.
  package let from: String?
  /// Nil where it goes.
  package let to: String?
}

extension SettingsChange {
  /// The lines of a plan, in a fixed order; `now` is nil for a secret that is not there yet.
  package func lines(from now: SecretSettings?) -> [SettingLine] {
    var lines: [SettingLine] = []
    func add(_ name: String, _ from: String?, _ to: String?) {
      let old = from.flatMap { $0.isEmpty ? nil : $0 }
      lines.append(SettingLine(name: name, from: old, to: to.flatMap { $0.isEmpty ? nil : $0 }))
    }
    if let description { add("description", now?.description, description) }
    if let keyID { add("KMS key", now?.keyID, keyID) }
    if let type { add("type", now?.type, type) }
    if let tier { add("tier", now?.tier, tier) }
    for tag in tags {
      lines.append(
        SettingLine(name: "tag \(tag.key)", from: now?.tags[tag.key], to: tag.value)
      )
    }
    for key in removedTags {
      lines.append(SettingLine(name: "tag \(key)", from: now?.tags[key], to: nil))
    }
    for replica in replicas {
      add("replica \(replica.region)", nil, replica.kmsKeyId ?? "the account's default key there")
    }
    for region in removedReplicas {
      let old = now?.replicas.first { $0.region == region }
      add("replica \(region)", old?.kmsKeyId ?? "the account's default key there", nil)
    }
    return lines
  }
}
